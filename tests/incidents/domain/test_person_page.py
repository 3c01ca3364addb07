"""One person: what is said, what is held, where sources disagree, kin, history."""

import pytest

from incidents.domain.queries import person as one
from incidents.models import Evidence, Kinship, MatchDecision
from incidents.vocabulary import Confirmation, Manner, Participation, Polarity, ReportStatus, Verdict
from tests.factories import IncidentFactory, MentionFactory, PersonFactory, ReportFactory, SourceFactory
from tests.incidents.people_samples import AT, found, held, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def aidar(reviewer):
    return held(reviewer, name="Айдар Тасгеров", kind="detained", when="2022-01-06", age_low=31, age_high=31)


@pytest.fixture
def second_report(reviewer):
    source = SourceFactory(kind="person", name="", name_folded="", protection="secret", knowing="relative")
    return ReportFactory(source=source, status=ReportStatus.ACCEPTED, taken_by=reviewer)


def page(user, person) -> one.PersonPage:
    return one.PersonPage(user, person)


def test_what_is_said_stands_in_the_order_of_time_and_what_is_held_is_marked(
    reviewer, second_reviewer, aidar, second_report
):
    told(aidar, second_report, name="А. Тасгеров", kind="killed", when="2022-01-12", act={"manner": Manner.GUNSHOT})
    found(aidar, reviewer, second_reviewer, kind="detained", level=Confirmation.WEAK)
    entries = page(reviewer, aidar).entries
    assert [(entry.kind, entry.held) for entry in entries] == [
        ("detained", True),
        ("detained", False),
        ("killed", False),
    ]
    assert entries[0].level == Confirmation.WEAK
    assert entries[2].what == "gunshot wound"


def test_a_protected_source_is_told_by_what_it_is(reviewer, aidar, second_report):
    told(aidar, second_report, name="А. Тасгеров", when="2022-01-12")
    assert page(reviewer, aidar).entries[-1].who.startswith("a relative, protected · R-")


def test_what_has_no_date_comes_last_and_says_so(reviewer, aidar, second_report):
    told(aidar, second_report, kind="buried", when="")
    last = page(reviewer, aidar).entries[-1]
    assert (last.kind, last.time) == ("buried", "not known")


def test_a_denial_is_told_as_a_denial(reviewer, aidar, second_report):
    told(aidar, second_report, kind="detained", act={"polarity": Polarity.DENIES})
    last = page(reviewer, aidar).entries[-1]
    assert last.what.startswith("says it did not happen")
    assert ("polarity", "detained") in [(c.point, c.topic) for c in page(reviewer, aidar).disagreements]


def test_ages_parts_and_places_are_compared(reviewer, aidar, second_report):
    told(aidar, second_report, kind="detained", age_low=45, age_high=45, participation=Participation.ALLEGED_ATTACKER,
         participation_by="the police", when="2022-01-06", act={"place_text": "at home"})  # fmt: skip
    aidar.mentions.filter(age_low=31).update(participation=Participation.BYSTANDER)
    aidar.mentions.get(age_low=31).acts.update(place_text="in the street")
    told_by = {conflict.point: dict(conflict.statements) for conflict in page(reviewer, aidar).disagreements}
    assert told_by["age"].keys() == {"31", "45"}
    assert told_by["participation"]["called an attacker by the claimant"] == ("the police",)
    assert told_by["place"].keys() == {"in the street", "at home"}


def test_kin_are_told_from_the_side_of_the_page_and_lead_to_their_pages(reviewer, aidar):
    child = held(reviewer, name="Дана Тасгерова")
    mine, theirs = aidar.mentions.get(), child.mentions.get()
    Kinship.objects.create(kind="parent", mention=mine, to_mention=theirs)
    assert [(r.relation, r.person) for r in page(reviewer, aidar).relatives] == [("son or daughter", child)]
    assert [(r.relation, r.person) for r in page(reviewer, child).relatives] == [("father or mother", aidar)]


def test_a_relative_whom_nobody_has_decided_on_is_told_without_a_link(reviewer, aidar):
    other = MentionFactory(report=aidar.mentions.get().report, describing="a boy")
    Kinship.objects.create(kind="sibling", mention=other, to_mention=aidar.mentions.get(), certainty="unsure")
    [relative] = page(reviewer, aidar).relatives
    assert (relative.person, relative.mention, relative.certainty) == (None, other, "not sure")


def test_kin_of_the_persons_themselves_count_too_and_nobody_twice(reviewer, aidar):
    child = held(reviewer, name="Дана Тасгерова")
    Kinship.objects.create(kind="parent", person=aidar, to_person=child)
    Kinship.objects.create(kind="parent", mention=aidar.mentions.get(), to_mention=child.mentions.get())
    assert [relative.person for relative in page(reviewer, aidar).relatives] == [child]


def test_an_admin_sees_nothing_of_a_report_that_is_not_accepted(admin, reviewer, aidar):
    told(aidar, ReportFactory(taken_by=reviewer, title="Under review"), name="А. Тасгеров", kind="killed")
    assert [entry.kind for entry in page(admin, aidar).entries] == ["detained"]
    assert [entry.kind for entry in page(reviewer, aidar).entries] == ["detained", "killed"]


def test_evidence_that_is_only_said_to_exist_comes_last_and_admins_see_none(admin, reviewer, aidar):
    report = aidar.mentions.get().report
    common = {"report": report, "added_by": report.submitter, "added_at": AT}
    Evidence.objects.create(ref="E-1", kind="not_held", note="a film", **common)
    Evidence.objects.create(ref="E-2", kind="link", url="https://example.org/x", **common)
    assert [piece.kind for piece in page(reviewer, aidar).evidence] == ["link", "not_held"]
    assert page(admin, aidar).evidence == []


def test_the_history_says_who_joined_what_and_why(reviewer, second_reviewer, aidar):
    mention = aidar.mentions.get()
    MatchDecision.objects.create(
        mention=mention, person=aidar, verdict=Verdict.SAME, because="same name and day", by=reviewer, at=AT
    )
    finding = found(aidar, reviewer, second_reviewer, kind="detained", decision_words="I read both reports.")
    history = page(reviewer, aidar).history
    assert ("Dana Test", "same name and day") in [(step.who, step.why) for step in history]
    assert ("Erlan Test", "I read both reports.", finding.ref) in [(step.who, step.why, step.ref) for step in history]


def test_a_decision_that_was_taken_back_stays_in_the_history(reviewer, second_reviewer, aidar):
    other = MentionFactory(report=aidar.mentions.get().report)
    MatchDecision.objects.create(mention=other, person=aidar, verdict=Verdict.SAME, because="a mistake", by=reviewer, at=AT,
                                 reversed_by=second_reviewer, reversed_at=AT.replace(hour=13))  # fmt: skip
    assert "took this decision back: joined a report’s person" in [step.what for step in page(reviewer, aidar).history]


def test_incidents_come_from_acts_and_findings_each_once(reviewer, second_reviewer, aidar):
    incident = IncidentFactory(created_by=reviewer)
    aidar.mentions.get().acts.update(incident=incident)
    found(aidar, reviewer, second_reviewer, kind="detained", incident=incident)
    assert page(reviewer, aidar).incidents == [incident]


def test_a_merged_person_leads_to_the_one_who_stands_even_through_another(reviewer, aidar):
    first, second = PersonFactory(merged_into=aidar), PersonFactory()
    second.merged_into = first
    second.save()
    assert one.survivor(second) == aidar
    assert one.survivor(aidar) == aidar


def test_a_reference_is_read_however_it_is_typed(reviewer, aidar):
    assert one.by_ref(reviewer, f" {aidar.ref[2:].lower()} ").get() == aidar
    assert not one.by_ref(reviewer, "P-0000000").exists()


def test_an_activist_reaches_nobody(activist, aidar):
    assert not one.by_ref(activist, aidar.ref).exists()
