"""The reviewers' dashboard: ages of the queue, waits, agreement, own work, each number with the list behind it."""

import datetime as dt

import pytest

from incidents.domain import dashboards
from incidents.models import Finding, MatchDecision
from incidents.vocabulary import FindingStatus, ReportStatus, Urgency, Verdict
from tests.factories import MentionFactory, PersonFactory, ReportFactory
from tests.incidents.domain.dashboards.behind import numbers, panel, wrong

AT = dt.datetime(2022, 3, 10, 9, 0, tzinfo=dt.UTC)
AGES = (0, 0, 1, 3, 4, 7, 8, 30, 31, 400)


def ago(days: float) -> dt.datetime:
    return AT - dt.timedelta(days=days)


def finding(reviewer, status, other=None, days=3.0):
    decided = {"decided_by": other, "decided_at": ago(1)} if other else {}
    return Finding.objects.create(
        ref=f"F-{Finding.objects.count():07}", person=PersonFactory(), kind="killed", rationale="both say so",
        basis="0" * 64, status=status, proposed_by=reviewer, proposed_at=ago(days), **decided,
    )  # fmt: skip


@pytest.fixture
def queue(reviewer, second_reviewer, activist):
    for days in AGES:
        ReportFactory(submitter=activist, received_at=ago(days))
    for waited in (0.5, 2, 9):
        ReportFactory(submitter=activist, received_at=ago(20), taken_by=second_reviewer, taken_at=ago(20 - waited))
    mine = {"submitter": activist, "taken_by": reviewer, "received_at": ago(40), "taken_at": ago(39)}
    ReportFactory(**mine, urgency=Urgency.URGENT)
    ReportFactory(**mine, status=ReportStatus.ACCEPTED)
    ReportFactory(**mine, status=ReportStatus.RETURNED)
    finding(reviewer, FindingStatus.PROPOSED)
    finding(second_reviewer, FindingStatus.PROPOSED, days=12)
    finding(second_reviewer, FindingStatus.AGREED, reviewer)
    finding(second_reviewer, FindingStatus.DISPUTED, reviewer)
    return reviewer


def test_every_number_is_the_number_of_the_list_behind_it(queue):
    shown = dashboards.panels(queue, at=AT)
    assert {one.code: found for one in shown if (found := wrong(queue, one))} == {}


def test_reports_wait_in_bands_of_days(queue):
    assert numbers(panel(queue, "ages", AT)) == [
        ("Since today", 2), ("1 to 3 days", 2), ("4 to 7 days", 2), ("8 to 30 days", 2), ("More than 30 days", 2),
    ]  # fmt: skip


def test_half_of_those_taken_waited_at_most_so_long(queue):
    facts = {fact.label: fact.number.said or fact.number.low for fact in panel(queue, "waits", AT).facts}
    assert facts["Half of those taken waited at most"] == "1 day"
    assert facts["The longest waited"] == "9 days"
    assert facts["Reports sent in the last 90 days"] == 15


def test_without_reports_no_wait_is_made_up(reviewer):
    assert [fact.label for fact in panel(reviewer, "waits", AT).facts] == [
        "Reports sent in the last 90 days", "of them nobody has taken yet",
    ]  # fmt: skip


def test_own_work_names_what_is_urgent(queue):
    facts = panel(queue, "own", AT).facts
    assert [fact.number.low for fact in facts] == [1, 1, 1, 1]
    assert facts[0].note == "1 of them urgent"


def test_agreement_tells_what_waits_for_how_long(queue):
    facts = panel(queue, "agreement", AT).facts
    assert [fact.number.low for fact in facts] == [1, 1, 1]
    assert facts[2].note == "the oldest for 12 days"


def test_decisions_that_were_taken_back_are_told_beside_all(reviewer, second_reviewer):
    for number in range(3):
        back = {"reversed_by": second_reviewer, "reversed_at": ago(1)} if number else {}
        MatchDecision.objects.create(mention=MentionFactory(), person=PersonFactory(), verdict=Verdict.SAME, because="x",
                                     by=reviewer, at=ago(2), **back)  # fmt: skip
    facts = panel(reviewer, "verdicts", AT).facts
    assert [(fact.label, fact.number.low, fact.note) for fact in facts] == [
        ("Same person", 3, "2 of them taken back since"), ("Different person", 0, ""), ("Undecided", 0, ""),
    ]  # fmt: skip


def test_the_number_of_questions_to_the_database_does_not_grow(queue, activist, django_assert_num_queries):
    with django_assert_num_queries(11):
        dashboards.panels(queue, at=AT)
    for days in range(30):
        ReportFactory(submitter=activist, received_at=ago(days))
    with django_assert_num_queries(11):
        dashboards.panels(queue, at=AT)
