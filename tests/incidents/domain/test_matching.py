"""Who is who: likely persons with their reasons, decisions, and decisions taken back exactly."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from incidents.domain import findings, matching, names, review, standing
from incidents.models import AuditEvent, Kinship, MatchDecision, Mention, Person
from incidents.policies import Denied, Unfit
from incidents.vocabulary import KinKind, ReportStatus, Resolution, Verdict
from tests.factories import NOW, ActFactory, MentionFactory, ReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(activist, reviewer):
    return ReportFactory(submitter=activist, taken_by=reviewer)


def told(report, name="", *, place="Taldykorgan", kind="killed", **about):
    """A person of a report, with one act."""
    about = {"naming": names.naming_level(name), "name_keys": names.search_keys(name), "describing": "a boy"} | about
    mention = MentionFactory(report=report, name=name, **about)
    ActFactory(mention=mention, place_text=place, kind=kind)
    return mention


def held(activist, reviewer, name="", **about):
    """A person we hold, from a report of their own."""
    mention = told(ReportFactory(submitter=activist, taken_by=reviewer), name, **about)
    return matching.new_person(mention, because="new", by=reviewer, at=NOW)


# --- Likely persons --------------------------------------------------------------------------------------------------
def test_one_name_in_three_scripts_with_day_and_place_is_very_likely(report, activist, reviewer):
    person = held(activist, reviewer, "Қайрат Жандосов", age_low=15, age_high=15, sex="male")
    for spelling, how in (
        ("Қайрат Жандосов", "same name"),
        ("Кайрат Жандосов", "same name in Russian spelling"),
        ("Qairat Jandosov", "same name in another script"),
    ):
        found = matching.likely(told(report, spelling, age_low=15, age_high=15, sex="male"))
        assert [(one.person, one.level) for one in found] == [(person, "very_likely")]
        assert found[0].reasons == [how, "age 15 and 15", "8 January 2022 in both", "Taldykorgan"]


def test_the_reasons_are_in_the_readers_language_where_it_is_translated(report, activist, reviewer):
    held(activist, reviewer, "Қайрат Жандосов", age_low=15, age_high=15)
    with translation.override("ru"):
        reasons = matching.likely(told(report, "Қайрат Жандосов", age_low=15, age_high=15))[0].reasons
    assert any("8 января 2022" in reason for reason in reasons)


def test_a_brother_and_a_sister_are_not_one_person(report, activist, reviewer):
    held(activist, reviewer, "Айдар Сейітов", sex="male", age_low=20, age_high=20)
    assert matching.likely(told(report, "Айнұр Сейітова", sex="female", age_low=12, age_high=12)) == []


def test_initials_are_possible_and_not_very_likely(report, activist, reviewer):
    held(activist, reviewer, "Ержан Садықов")
    found = matching.likely(told(report, "Е. Садықов"))
    assert [one.level for one in found] == ["possible"]
    assert "the initials fit" in found[0].reasons


def test_the_same_name_with_another_age_is_shown_with_its_caution(report, activist, reviewer):
    held(activist, reviewer, "Ержан Садықов", age_low=60, age_high=60)
    found = matching.likely(told(report, "Ержан Садықов", age_low=15, age_high=15))
    assert found[0].level == "possible"
    assert found[0].cautions == ["ages differ: 15 and 60"]


def test_unnamed_people_meet_by_day_place_and_family(report, activist, reviewer):
    one = ReportFactory(submitter=activist, taken_by=reviewer)
    girl, father = told(one, age_low=15, age_high=15), told(one)
    Kinship.objects.create(kind=KinKind.CHILD, mention=girl, to_mention=father)
    person = matching.new_person(girl, because="new", by=reviewer, at=NOW)
    again, parent = told(report, age_low=15, age_high=16), told(report)
    Kinship.objects.create(kind=KinKind.PARENT, mention=parent, to_mention=again)
    found = matching.likely(again)
    assert [(likely.person, likely.level) for likely in found] == [(person, "possible")]
    assert "the same family ties" in found[0].reasons
    family = next(row for row in found[0].rows if row.label == "Family")
    assert family.same
    assert "father or mother" in family.mine


def test_a_day_and_a_place_alone_are_not_proposed(report, activist, reviewer):
    held(activist, reviewer)
    assert matching.likely(told(report)) == []


def test_another_place_or_another_month_proposes_no_unnamed_person(report, activist, reviewer):
    held(activist, reviewer, age_low=15, age_high=15)
    assert matching.likely(told(report, age_low=15, age_high=15, place="Aktau")) == []


def test_people_of_one_report_are_different_people(report, reviewer):
    matching.new_person(told(report, "Ержан Садықов"), because="new", by=reviewer, at=NOW)
    other = told(report, "Ержан Садықов")
    assert matching.likely(other) == []


def test_a_refused_pair_is_proposed_again_when_its_facts_change(report, activist, reviewer):
    person, mention = held(activist, reviewer, "Ержан Садықов"), told(report, "Ержан Садықов")
    matching.different(mention, person, because="He was seen alive.", by=reviewer, at=NOW)
    again = told(ReportFactory(submitter=activist, taken_by=reviewer), "Ержан Садықов")
    matching.same(again, person, because="The same day.", by=reviewer, at=NOW)
    assert matching.likely(mention) == []  # a report that only repeats what was known changes nothing
    matching.reopen(again, because="A slip.", by=reviewer, at=NOW)
    Mention.objects.filter(pk=again.pk).update(birth_edtf="2001", birth_lower="2001-01-01", birth_upper="2001-12-31")
    matching.same(again, person, because="The same day.", by=reviewer, at=NOW)
    assert [one.person for one in matching.likely(mention)] == [person]


def test_a_refused_pair_of_before_fingerprints_stays_refused(report, activist, reviewer):
    person, mention = held(activist, reviewer, "Ержан Садықов"), told(report, "Ержан Садықов")
    matching.different(mention, person, because="He was seen alive.", by=reviewer, at=NOW)
    MatchDecision.objects.update(facts="")
    Mention.objects.filter(pk=mention.pk).update(occupation="driver", sex="male")
    assert matching.likely(mention) == []


def test_a_refused_pair_is_not_proposed_until_it_is_taken_back(report, activist, reviewer):
    person, mention = held(activist, reviewer, "Ержан Садықов"), told(report, "Ержан Садықов")
    matching.different(mention, person, because="He was seen alive.", by=reviewer, at=NOW)
    assert matching.likely(mention) == []
    MatchDecision.objects.filter(mention=mention).update(reversed_by=reviewer, reversed_at=NOW)
    assert [one.person for one in matching.likely(mention)] == [person]


def test_an_empty_and_a_joined_person_are_not_proposed(report, activist, reviewer):
    person, other = [held(activist, reviewer, "Ержан Садықов") for _n in range(2)]
    Person.objects.filter(pk=other.pk).update(merged_into=person)
    matching.reopen(person.mentions.get(), because="A slip.", by=reviewer, at=NOW)
    assert matching.likely(told(report, "Ержан Садықов")) == []


def test_likely_persons_are_found_in_a_fixed_number_of_queries(report, activist, reviewer):
    counted = []
    for _round in range(2):
        for _n in range(4):
            held(activist, reviewer, "Ержан Садықов")
        mentions = [told(report, "Ержан Садықов") for _n in range(4)]
        with CaptureQueriesContext(connection) as caught:
            found = matching.likely_for(mentions, 3)
        counted.append(len(caught))
        assert all(len(likely) == 3 for likely in found.values())
    assert counted[0] == counted[1]


# --- Decisions -------------------------------------------------------------------------------------------------------
def test_a_grouped_mention_adds_to_the_person(report, activist, reviewer):
    person = held(activist, reviewer, "Е. Садықов")
    matching.same(told(report, "Ержан Садықов"), person, because="The same day.", by=reviewer, at=NOW)
    person.refresh_from_db()
    assert (person.display_name, person.variants, person.reports_count) == ("Ержан Садықов", ["Е. Садықов"], 2)
    decision = MatchDecision.objects.get(person=person, mention__report=report)
    assert (decision.verdict, decision.because) == (Verdict.SAME, "The same day.")
    assert "name.initial:initial" in decision.reasons
    assert decision.levels["name.family"] == "same"
    assert len(decision.facts) == 64


def test_an_unnamed_person_is_held_by_what_is_known(report, reviewer):
    mention = told(report, describing="a 12-year-old boy", age_low=12, age_high=12)
    person = matching.new_person(mention, because="new", by=reviewer, at=NOW)
    person.refresh_from_db()
    assert (person.display_name, person.describing, person.age_low) == ("", "a 12-year-old boy", 12)


def test_a_decision_taken_back_leaves_everything_as_before(report, activist, reviewer):
    person, mention = held(activist, reviewer, "Е. Садықов"), told(report, "Ержан Садықов")
    person.refresh_from_db()
    before = {field.name: getattr(person, field.name) for field in Person._meta.fields if field.name != "version"}
    matching.same(mention, person, because="The same day.", by=reviewer, at=NOW)
    matching.reopen(mention, because="Another man.", by=reviewer, at=NOW)
    person.refresh_from_db()
    mention.refresh_from_db()
    assert {
        field.name: getattr(person, field.name) for field in Person._meta.fields if field.name != "version"
    } == before
    assert (mention.person, mention.resolution, mention.resolution_reason) == (None, Resolution.OPEN, "")
    kept = MatchDecision.objects.filter(mention=mention).order_by("pk")
    assert [(row.verdict, row.because, row.reversed_by) for row in kept] == [
        (Verdict.SAME, "The same day.", reviewer), (Verdict.UNDECIDED, "Another man.", reviewer)
    ]  # fmt: skip


def test_a_person_left_empty_keeps_the_reference_and_is_not_counted(report, reviewer):
    mention = told(report, "Ержан Садықов")
    person = matching.new_person(mention, because="new", by=reviewer, at=NOW)
    matching.reopen(mention, because="A slip.", by=reviewer, at=NOW)
    person.refresh_from_db()
    assert (person.reports_count, person.name_keys) == (0, [])


def test_an_undecided_person_can_be_decided_later_also_after_acceptance(report, activist, reviewer, second_reviewer):
    mention = told(report, "Е.")
    matching.undecided(mention, because="Only initials.", by=reviewer, at=NOW)
    with pytest.raises(Denied, match="undecided already"):
        matching.undecided(mention, because="Only initials.", by=reviewer, at=NOW)
    review.accept(report, by=reviewer, at=NOW)
    person = held(activist, reviewer, "Ержан Садықов")
    assert (
        matching.same(mention, person, because="The list gives the name.", by=second_reviewer, at=NOW).person == person
    )


def test_what_one_reviewer_decided_another_does_not_decide_again(report, activist, reviewer):
    mention = told(report, "Ержан Садықов")
    matching.new_person(mention, because="new", by=reviewer, at=NOW)
    with pytest.raises(Denied, match=r"decided already: new person \(Dana Test\)"):
        matching.same(mention, held(activist, reviewer), because="same", by=reviewer, at=NOW)


@pytest.mark.parametrize("verdict", ["same", "different", "new", "undecided"])
def test_only_the_reviewer_who_took_the_report_decides(verdict, report, activist, reviewer, second_reviewer, admin):
    mention, person = told(report), held(activist, reviewer)
    for user in (second_reviewer, activist, admin):
        with pytest.raises(Denied):
            matching.decide(mention, verdict, person, because="why", by=user, at=NOW)
    own = told(ReportFactory(submitter=reviewer, taken_by=second_reviewer, status=ReportStatus.ACCEPTED))
    with pytest.raises(Denied, match="You wrote this report"):
        matching.decide(own, verdict, person, because="why", by=reviewer, at=NOW)


@pytest.mark.parametrize("verdict", ["same", "different", "new", "undecided"])
def test_no_decision_without_a_reason(verdict, report, activist, reviewer):
    mention, person = told(report), held(activist, reviewer)
    with pytest.raises(Unfit):
        matching.decide(mention, verdict, person, because="  ", by=reviewer, at=NOW)
    assert not MatchDecision.objects.filter(mention=mention).exists()


def test_two_people_of_one_report_cannot_be_one_person(report, activist, reviewer):
    person = held(activist, reviewer)
    matching.same(told(report), person, because="one", by=reviewer, at=NOW)
    with pytest.raises(Unfit, match="different people"):
        matching.same(told(report), person, because="two", by=reviewer, at=NOW)


def test_somebody_left_out_by_the_author_is_not_decided(report, reviewer):
    with pytest.raises(Denied, match="left this person out"):
        matching.new_person(told(report, retired_at=NOW), because="new", by=reviewer, at=NOW)


def test_nothing_is_taken_back_twice(report, reviewer):
    mention = told(report)
    with pytest.raises(Denied, match="Nothing is decided"):
        matching.reopen(mention, because="why", by=reviewer, at=NOW)


def test_a_finding_holds_the_grouping_that_it_relies_on(report, reviewer):
    mention = told(report)
    person = matching.new_person(mention, because="new", by=reviewer, at=NOW)
    finding = findings.propose(
        person, kind="killed", acts=mention.acts.all(), confirmation="weak", rationale="One.", by=reviewer, at=NOW
    )
    with pytest.raises(Unfit, match=f"Finding {finding.ref} relies on this"):
        matching.reopen(mention, because="A slip.", by=reviewer, at=NOW)
    findings.withdraw(finding, words="Too early.", by=reviewer, at=NOW)
    assert matching.reopen(mention, because="A slip.", by=reviewer, at=NOW).person is None


def test_every_decision_is_in_the_log_without_a_name(report, activist, reviewer):
    person, mention = held(activist, reviewer, "Ержан Садықов"), told(report, "Ержан Садықов")
    matching.different(mention, person, because="secret words", by=reviewer, at=NOW)
    matching.same(mention, person, because="secret words", by=reviewer, at=NOW)
    matching.reopen(mention, because="secret words", by=reviewer, at=NOW)
    log = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert log[-3:] == ["match_different", "match_same", "match_reopened"]
    kept = " ".join(str(event.detail) for event in AuditEvent.objects.all())
    assert "secret" not in kept
    assert "Садықов" not in kept


@pytest.mark.parametrize(
    "around",
    [
        {"resolution": Resolution.GROUPED, "resolution_reason": "x"},
        {"resolution": Resolution.OPEN, "resolved_at": NOW},
        {"resolution": Resolution.UNDECIDED, "resolved_at": NOW, "resolution_reason": ""},
    ],
)
def test_the_database_refuses_half_a_decision(around, report):
    mention = told(report)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mention.objects.filter(pk=mention.pk).update(**around)


def test_the_database_keeps_one_standing_decision_for_a_pair(report, activist, reviewer):
    person, mention = held(activist, reviewer), told(report)
    matching.different(mention, person, because="no", by=reviewer, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        MatchDecision.objects.create(mention=mention, person=person, verdict="same", because="yes", by=reviewer, at=NOW)


def test_a_person_recomputed_from_scratch_is_the_stored_one(report, activist, reviewer):
    person = held(activist, reviewer, "Ержан Садықов")
    matching.same(told(report, "Е. Садықов"), person, because="same", by=reviewer, at=NOW)
    person.refresh_from_db()
    before = (person.display_name, person.name_keys, person.search_text, person.reports_count, person.roots_count)
    standing.rewrite(person)
    assert (
        person.display_name,
        person.name_keys,
        person.search_text,
        person.reports_count,
        person.roots_count,
    ) == before
