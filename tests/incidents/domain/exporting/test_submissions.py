"""Submissions: what is known is filled in, each required element that is missing is named, consent comes first."""

import pytest

from incidents.domain.exporting import printed, records, submissions
from incidents.domain.exporting.tables import KINDS
from incidents.domain.queries.going import entries
from incidents.models import ActActor, Actor, Person, Report
from incidents.policies import Unfit
from incidents.vocabulary import Consent, Disclosure, ExportFormat, ExportWhat, Involvement, ReportStatus
from tests.factories import ReportFactory
from tests.incidents.domain.exporting.asking import asked, made, words
from tests.incidents.people_samples import held, told

pytestmark = pytest.mark.django_db
WGEID, WGAD = ExportWhat.WGEID, ExportWhat.WGAD
SECRET = "kanarienvogel"


def case(reviewer, *, kind="missing", consent=Consent.PARTNERS, name="Әлия Қуанышқызы", when="2022-01-08", **act):
    report = ReportFactory(consent=consent, status=ReportStatus.ACCEPTED, taken_by=reviewer)
    person = held(reviewer, name=name, report=report, kind=kind, when=when, **act)
    return person, report


def blame(person):
    army = Actor.objects.create(key="test-army", name_en="The army", name_ru="Армия", name_kk="Әскер")
    for mention in person.mentions.all():
        for act in mention.acts.all():
            ActActor.objects.create(act=act, actor=army, involvement=Involvement.CARRIED_OUT)


def lacking(what, user, person) -> list[str]:
    [entry] = entries(Person.objects.filter(pk=person.pk), user)
    return submissions.missing(what, records.read([entry], user)[0])


def test_the_minimum_that_the_working_group_on_disappearances_asks_for(admin, reviewer):
    person, report = case(reviewer, place_text="Zharkent, at the market")
    blame(person)
    told(person, report, name="Әлия Қуанышқызы", kind="information_refused", when="2022-01-10",
         act={"place_text": "police station"})  # fmt: skip
    assert lacking(WGEID, admin, person) == ["Name and address of who submits the case"]
    [sheet] = made(WGEID, asked(admin))[0]
    text = words(sheet)
    for word in (f"Әлия Қуанышқызы · {person.ref}", "8 January 2022", "Zharkent, at the market",
                 "The army (carried out, as alleged)", "information refused, 10 January 2022, police station",
                 "Recorded with us: Our team and trusted partners may use it"):  # fmt: skip
        assert word in text, word


def test_everything_that_is_missing_is_named_first(admin, reviewer):
    person, _report = case(reviewer, name="А. Қ.", when="")
    missing = lacking(WGEID, admin, person)
    assert missing == [
        "Full name",
        "Date of the disappearance: day, month and year, or the month and year at least",
        "Place of arrest or abduction, or where the person was last seen",
        "Who is believed to be responsible: agents of the State, or others with its support",
        "What relatives or others did to find the person: inquiries, complaints, courts",
        "Name and address of who submits the case",
    ]
    [sheet] = made(WGEID, asked(admin))[0]
    first = sheet["sections"][0]
    assert first["title"] == "What is missing"
    assert first["texts"][0].startswith("6 required elements are missing.")
    assert first["texts"][1:] == [f"– {label}" for label in missing]
    assert words(sheet).count("Not in our records. REQUIRED.") == 6


@pytest.mark.parametrize(("when", "is_enough"), [("2022-01", True), ("2022-01-05/2022-01-07", True), ("2022", False)])
def test_the_month_is_enough_for_a_disappearance_and_the_year_is_not(admin, reviewer, when, is_enough):
    person, _report = case(reviewer, when=when)
    assert is_enough != any(label.startswith("Date of the disappearance") for label in lacking(WGEID, admin, person))


def test_initials_are_no_full_name(admin, reviewer):
    person, _report = case(reviewer, name="Қуанышқызы Ә.")
    assert "Full name" in lacking(WGEID, admin, person)


def test_without_consent_neither_name_nor_anybody_s_words_are_filled_in(admin, reviewer):
    person, _report = case(reviewer, consent=Consent.NOT_ASKED, place_text=f"{SECRET} street")
    [sheet] = made(WGEID, asked(admin))[0]
    text = words(sheet)
    assert "Қуанышқызы" not in text
    assert SECRET not in text
    assert text.count("Held back: consent is missing. REQUIRED.") == 2
    assert "Relation to the person; for an organisation, the consent of the relatives" in lacking(WGEID, admin, person)


@pytest.mark.parametrize("consent", [Consent.INTERNAL, Consent.REFUSED])
def test_who_said_no_is_never_submitted(admin, reviewer, consent):
    case(reviewer, consent=consent)
    sheets, leaving = made(WGEID, asked(admin))
    assert (sheets, leaving.left_out) == ([], 1)


def test_the_model_questionnaire_on_detention(admin, reviewer):
    person, report = case(reviewer, kind="detained", place_text="Saryozek", sex="female", age_low=20, age_high=20)
    person.mentions.first().acts.update(custody_place="Remand prison", stated_reason="riot", stated_reason_by="police")
    blame(person)
    for kind, when in (("charged", "2022-01-12"), ("released", "2022-03")):
        told(person, report, name="Әлия Қуанышқызы", kind=kind, when=when)
    text = words(made(WGAD, asked(admin))[0][0])
    for word in ("Places of detention: Remand prison", "Reasons that the authorities gave: riot (police)",
                 "Charges: charged, 12 January 2022", "8 January 2022; released, March 2022",
                 "Birth date or age: 20"):  # fmt: skip
        assert word in text, word
    assert lacking(WGAD, admin, person) == [
        "Nationality and identity document",
        "Whether a warrant was shown, and by which authority",
        "Authority that ordered the detention",
        "Why the arrest or the detention is arbitrary",
        "Steps with courts and authorities, when, and what came of them",
        "Name and address of who submits the case",
    ]


def test_what_a_report_denies_fills_nothing(admin, reviewer):
    person, _report = case(reviewer, place_text="Zharkent")
    person.mentions.get().acts.update(polarity="denies")
    assert made(WGEID, asked(admin))[0] == []
    assert len(lacking(WGEID, admin, person)) == 5


def test_the_page_before_says_what_every_sheet_lacks_and_what_some_do(admin, reviewer):
    case(reviewer, kind="detained", place_text="Saryozek")
    person, _report = case(reviewer, kind="detained", name="А. Қ.", place_text="Saryozek")
    for what, name in ((WGEID, "Full name"), (WGAD, "Family name and first name")):
        every, own = KINDS[what].lacks(asked(admin))
        assert every.startswith("On every sheet is missing: ")
        assert "Name and address of who submits the case" in every
        assert own == f"{person.ref} lacks: {name}"


def test_for_more_people_than_are_printed_the_page_before_says_so_at_once(admin, reviewer, monkeypatch):
    case(reviewer)
    monkeypatch.setattr(printed, "MOST_SHEETS", 0)
    with pytest.raises(Unfit, match="A PDF holds at most 0 people"):
        KINDS[WGEID].lacks(asked(admin))


def test_of_whom_no_such_act_is_told_there_is_no_empty_form(admin, reviewer):
    case(reviewer, kind="killed", name="Айдар Тасгеров")
    sheets, leaving = made(WGEID, asked(admin))
    assert (sheets, leaving.left_out) == ([], 1)
    [sentence] = KINDS[WGEID].lacks(asked(admin))
    assert sentence.startswith("1 person gets no sheet: no report tells of such an act")


def test_a_submission_goes_no_more_once_somebody_took_the_consent_back(admin, reviewer):
    _person, report = case(reviewer)
    case(reviewer, name="Марат Тасгеров", consent=Consent.NOT_ASKED)
    _sheets, leaving = made(WGEID, asked(admin))
    assert KINDS[WGEID].still_goes(asked(admin), leaving.also)
    for consent in (Consent.NOT_ASKED, Consent.REFUSED):
        Report.objects.filter(pk=report.pk).update(consent=consent)
        assert not KINDS[WGEID].still_goes(asked(admin), leaving.also)


def test_a_submission_is_the_team_s_own_paper_until_somebody_sends_it():
    for what in (WGEID, WGAD):
        assert KINDS[what].circles == (Disclosure.INTERNAL,)
        assert KINDS[what].formats == (ExportFormat.PDF,)
