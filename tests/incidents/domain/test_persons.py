"""The case list as a question to the records: every filter, every order, honest counts."""

import pytest
from django.http import QueryDict

from incidents.domain.places import fold_place
from incidents.domain.queries.going import entries
from incidents.domain.queries.persons import CaseList
from incidents.models import Place, PlaceParent
from incidents.vocabulary import Confirmation, Consent, Participation, ReportStatus, Resolution
from tests.factories import IncidentFactory, PersonFactory, ReportFactory, SourceFactory
from tests.incidents.people_samples import found, held, told

pytestmark = pytest.mark.django_db


def ask(user, text="") -> list[str]:
    """The names (or describing words) that an address lists, in order."""
    people = CaseList(user, QueryDict(text))
    return [person.display_name or person.describing for person in people.page(1)]


@pytest.fixture
def aidar(reviewer):
    return held(
        reviewer, name="Айдар Тасгеров", sex="male", age_low=31, age_high=32, participation=Participation.BYSTANDER
    )


@pytest.fixture
def girl(reviewer):
    return held(
        reviewer, describing="a girl of 15", sex="female", age_low=15, age_high=15, when="2022-01", kind="missing"
    )


def test_those_whom_no_standing_report_mentions_are_not_listed(reviewer, aidar):
    PersonFactory(created_by=reviewer)
    assert ask(reviewer) == ["Айдар Тасгеров"]


def test_those_who_were_merged_into_others_are_not_listed(reviewer, aidar, girl):
    girl.merged_into = aidar
    girl.save()
    assert ask(reviewer) == ["Айдар Тасгеров"]


def test_an_activist_sees_nobody(activist, aidar):
    assert ask(activist) == []


@pytest.mark.parametrize("typed", ["Айдар", "айдар тасгеров", "Aidar", "AJDAR", "Tasgerov", "Тасгер", "geroV"])
def test_a_name_is_found_in_any_spelling_and_by_parts(reviewer, aidar, girl, typed):
    assert ask(reviewer, f"q={typed}") == ["Айдар Тасгеров"]


def test_words_that_describe_somebody_are_found_too(reviewer, aidar, girl):
    assert ask(reviewer, "q=girl") == ["a girl of 15"]


def test_a_reference_is_found_however_it_is_typed(reviewer, aidar, girl):
    typed = girl.ref.lower().replace("-", " ").replace("0", "o")
    people = CaseList(reviewer, {"q": typed})
    assert list(people.people) == [girl]


def test_the_reference_of_a_merged_person_finds_who_stands(reviewer, aidar, girl):
    girl.merged_into = aidar
    girl.save()
    assert ask(reviewer, f"q={girl.ref}") == ["Айдар Тасгеров"]


def test_status_comes_from_agreed_findings(reviewer, second_reviewer, aidar, girl):
    assert ask(reviewer, "status=killed") == []
    found(aidar, reviewer, second_reviewer)
    assert ask(reviewer, "status=killed") == ["Айдар Тасгеров"]
    assert ask(reviewer, "status=none") == ["a girl of 15"]


def test_whoever_was_missing_is_found_after_being_found_dead(reviewer, second_reviewer, girl):
    told(girl, ReportFactory(status=ReportStatus.ACCEPTED, taken_by=reviewer), kind="killed", when="2022-02-03")
    found(girl, reviewer, second_reviewer, kind="missing")
    found(girl, reviewer, second_reviewer, kind="killed")
    assert ask(reviewer, "status=killed&ever=missing") == ["a girl of 15"]
    assert ask(reviewer, "status=missing") == []


def test_the_dead_are_the_killed_and_those_who_died_now_and_on_a_day(reviewer, second_reviewer, aidar, girl):
    other = held(reviewer, name="Дина Ерболова", kind="died")
    found(aidar, reviewer, second_reviewer)
    found(girl, reviewer, second_reviewer, kind="missing")
    found(other, reviewer, second_reviewer, kind="died")
    assert ask(reviewer, "ever=dead") == ["Айдар Тасгеров", "Дина Ерболова"]
    assert ask(reviewer, "ever=dead&on=2026-01-01") == ["Айдар Тасгеров", "Дина Ерболова"]
    assert ask(reviewer, "ever=dead&on=2021-12-31") == []


@pytest.mark.parametrize(
    ("level", "sure"),
    [
        (Confirmation.WEAK, ["weak_or_better"]),
        (Confirmation.FAIR, ["weak_or_better", "fair_or_better"]),
        (Confirmation.CONFIRMED, ["weak_or_better", "fair_or_better", "confirmed"]),
        (Confirmation.CONTESTED, ["weak_or_better", "contested"]),
    ],
)
def test_at_least_this_sure_takes_the_steps_above_and_contested_stands_alone(
    reviewer, second_reviewer, aidar, level, sure
):
    found(aidar, reviewer, second_reviewer, level=level)
    every = ("weak_or_better", "fair_or_better", "confirmed", "contested", "discounted", "pending")
    assert [code for code in every if ask(reviewer, f"sure={code}")] == sure


@pytest.mark.parametrize(
    ("asked", "matches"),
    [
        ("since=2022-01-08", True), ("since=2022-01-09", False), ("until=2022-01-08", True), ("until=7.1.2022", False),
        ("since=2022&until=2022", True), ("since=../2021", True), ("until=2021/..", True), ("since=2022-02&until=2022-03", False),
    ],
)  # fmt: skip
def test_dates_match_when_the_bounds_meet(reviewer, aidar, asked, matches):
    assert bool(ask(reviewer, asked)) is matches


def test_a_month_matches_every_day_in_it_and_an_unknown_date_none(reviewer, girl):
    held(reviewer, name="Ерлан Белтыбор", when="")
    assert ask(reviewer, "since=2022-01-31&until=2022-01-31") == ["a girl of 15"]


@pytest.mark.parametrize(
    ("asked", "matches"),
    [
        ("age_from=31", True),
        ("age_from=32", True),
        ("age_from=33", False),
        ("age_to=31", True),
        ("age_to=30", False),
        ("age_from=0&age_to=130", True),
    ],
)
def test_ages_match_when_the_ranges_meet(reviewer, aidar, asked, matches):
    assert bool(ask(reviewer, asked)) is matches


def test_sex_naming_and_the_part_taken(reviewer, aidar, girl):
    assert ask(reviewer, "sex=female") == ["a girl of 15"]
    assert ask(reviewer, "naming=unnamed") == ["a girl of 15"]
    assert ask(reviewer, "naming=named&participation=bystander") == ["Айдар Тасгеров"]


@pytest.fixture
def places(db):
    region = Place.objects.create(
        key="r", kind="region", name_en="Testland", name_ru="Т", name_kk="Т", folded=[fold_place("Testland")]
    )
    town = Place.objects.create(
        key="t", kind="city", name_en="Testtown", name_ru="Т", name_kk="Т", folded=[fold_place("Testtown")]
    )
    PlaceParent.objects.create(place=town, parent=region)
    return region, town


def test_a_place_takes_in_everything_under_it(reviewer, places):
    region, town = places
    held(reviewer, name="Ерлан Белтыбор", place=town)
    held(reviewer, name="Серік Көлгемал", place=region)
    assert ask(reviewer, "place=Testland") == ["Ерлан Белтыбор", "Серік Көлгемал"]
    assert ask(reviewer, "place=testtown") == ["Ерлан Белтыбор"]


def test_an_unknown_place_is_compared_as_it_was_typed(reviewer, places):
    held(reviewer, name="Ерлан Белтыбор", place_text="behind the old mill")
    assert ask(reviewer, "place=OLD mill") == ["Ерлан Белтыбор"]


def test_an_incident_gives_those_harmed_in_it_by_an_act_or_by_a_finding(reviewer, second_reviewer, aidar):
    incident = IncidentFactory(created_by=reviewer)
    held(reviewer, name="Ерлан Белтыбор", incident=incident)
    found(aidar, reviewer, second_reviewer, incident=incident)
    assert ask(reviewer, f"incident={incident.ref}") == ["Айдар Тасгеров", "Ерлан Белтыбор"]
    assert ask(reviewer, f"incident={incident.ref[2:].lower()}&q=Ерлан") == ["Ерлан Белтыбор"]


def test_a_source_is_found_by_name_or_reference(reviewer, aidar):
    source = SourceFactory(name="Newsroom of the North")
    report = ReportFactory(source=source, status=ReportStatus.ACCEPTED, taken_by=reviewer)
    held(reviewer, name="Ерлан Белтыбор", report=report)
    assert ask(reviewer, "source=of the north") == ["Ерлан Белтыбор"]
    assert ask(reviewer, f"source={source.ref}") == ["Ерлан Белтыбор"]


def test_the_source_of_a_report_that_one_may_not_read_finds_nobody(admin, reviewer):
    source = SourceFactory(name="Newsroom of the North")
    held(reviewer, name="Ерлан Белтыбор", report=ReportFactory(source=source, taken_by=reviewer))
    assert ask(reviewer, "source=Newsroom") == ["Ерлан Белтыбор"]
    assert ask(admin) == ["Ерлан Белтыбор"]
    assert ask(admin, "source=Newsroom") == []


def test_a_reviewer_is_found_by_what_they_proposed_or_decided(reviewer, second_reviewer, aidar, girl):
    found(aidar, reviewer, second_reviewer)
    assert ask(reviewer, f"reviewer={reviewer.ref}") == ["Айдар Тасгеров"]
    assert ask(reviewer, f"reviewer={second_reviewer.ref}") == ["Айдар Тасгеров"]


def test_names_stand_in_the_order_of_the_kazakh_alphabet_and_the_unnamed_last(reviewer, girl):
    for name in ("Яна Тасқон", "Әсел Тасқон", "Қайрат Тасқон", "Ан Тасқон", "Камила Тасқон"):
        held(reviewer, name=name)
    given = [name.split()[0] for name in ask(reviewer)]
    assert given == ["Ан", "Әсел", "Камила", "Қайрат", "Яна", "a"]
    assert [name.split()[0] for name in ask(reviewer, "sort=-name")] == ["Яна", "Қайрат", "Камила", "Әсел", "Ан", "a"]


def test_the_other_orders_of_the_list(reviewer, second_reviewer, aidar, girl):
    found(aidar, reviewer, second_reviewer, level=Confirmation.FAIR)
    assert ask(reviewer, "sort=newest") == (
        ["a girl of 15", "Айдар Тасгеров"] if girl.pk > aidar.pk else ["Айдар Тасгеров", "a girl of 15"]
    )
    assert ask(reviewer, "sort=when") == ["a girl of 15", "Айдар Тасгеров"]
    assert ask(reviewer, "sort=-when") == ["Айдар Тасгеров", "a girl of 15"]
    assert ask(reviewer, "sort=-sure") == ["Айдар Тасгеров", "a girl of 15"]
    assert ask(reviewer, "sort=sure") == ["a girl of 15", "Айдар Тасгеров"]
    assert ask(reviewer, "sort=status") == ["Айдар Тасгеров", "a girl of 15"]
    assert ask(reviewer, "sort=-status") == ["a girl of 15", "Айдар Тасгеров"]


def test_groups_count_from_low_to_high_and_the_unnamed_are_told(reviewer, aidar):
    held(reviewer, describing="some men", unit="group", n_low=3, n_high=7)
    counts = CaseList(reviewer, {}).counts
    assert (counts.entries, counts.low, counts.high, counts.unnamed) == (2, 4, 8, 3)


def test_nothing_is_listed_while_a_filter_cannot_be_read(reviewer, aidar):
    people = CaseList(reviewer, QueryDict("since=yesterday"))
    assert not people.is_readable
    assert people.counts.entries == 0


def test_an_export_asks_consent_of_every_standing_report_also_of_those_the_admin_may_not_read(admin, reviewer, aidar):
    told(aidar, ReportFactory(consent=Consent.REFUSED, taken_by=reviewer), name="Айдар Тасгеров")
    [entry] = entries(CaseList(admin, {}).people, admin)
    assert entry.consents == {Consent.PARTNERS, Consent.REFUSED}
    assert len(entry.reports) == 1


def test_the_reports_of_a_mention_that_was_taken_out_again_have_no_say(reviewer, aidar):
    act = told(aidar, ReportFactory(consent=Consent.REFUSED, taken_by=reviewer), name="Айдар Тасгеров")
    mention = act.mention
    mention.person, mention.resolution = None, Resolution.UNDECIDED
    mention.save()
    [entry] = entries(CaseList(reviewer, {}).people, reviewer)
    assert entry.consents == {Consent.PARTNERS}


def test_those_who_must_stay_with_the_team_are_counted(reviewer, aidar):
    held(reviewer, name="Ерлан Белтыбор", consent=Consent.REFUSED)
    assert CaseList(reviewer, {}).staying == 1


@pytest.mark.parametrize("people", [1, 12])
def test_an_export_reads_in_a_fixed_number_of_queries(reviewer, people, django_assert_max_num_queries):
    for number in range(people):
        held(reviewer, name=f"Ерлан Белтыбор{number}")
    with django_assert_max_num_queries(8):
        assert len(list(entries(CaseList(reviewer, {}).people, reviewer))) == people
