"""The activist's dashboard: own reports alone, each number with those reports behind it."""

import datetime as dt

import pytest
from django.utils import timezone

from incidents.domain import dashboards
from incidents.models import Finding, FindingAct, ReportMove
from incidents.vocabulary import FindingStatus, RejectReason, ReportStatus, Resolution
from tests.factories import NOW, ActFactory, MentionFactory, PersonFactory, ReportFactory
from tests.incidents.domain.dashboards.behind import numbers, panel, wrong

AT = dt.datetime(2022, 3, 10, 9, 0, tzinfo=dt.UTC)


def report(activist, reviewer, status, *, received=NOW, **more):
    taken = None if status in (ReportStatus.DRAFT, ReportStatus.SUBMITTED) else reviewer
    reason = {"reject_reason": RejectReason.values[0]} if status == ReportStatus.REJECTED else {}
    return ReportFactory(submitter=activist, status=status, taken_by=taken, received_at=received, **reason, **more)


def asked(report, reviewer, at):
    ReportMove.objects.create(report=report, to_status=ReportStatus.RETURNED, by=reviewer, at=at, words="When?")


def conclude(mention, reviewer, second):
    act = ActFactory(mention=mention)
    finding = Finding.objects.create(
        ref="F-1234567", person=mention.person, kind="killed", rationale="both say so", basis="0" * 64,
        status=FindingStatus.AGREED, proposed_by=reviewer, proposed_at=NOW, decided_by=second, decided_at=NOW,
    )  # fmt: skip
    FindingAct.objects.create(finding=finding, act=act)


@pytest.fixture
def told(activist, other_activist, reviewer, second_reviewer):
    """Six reports of one activist in all states, one of somebody else's; four people, one of them concluded upon."""
    waiting = report(
        activist, reviewer, ReportStatus.SUBMITTED, received=dt.datetime(2022, 2, 28, 19, 30, tzinfo=dt.UTC)
    )
    accepted = report(activist, reviewer, ReportStatus.ACCEPTED)
    report(activist, reviewer, ReportStatus.DRAFT, received=None)
    report(activist, reviewer, ReportStatus.REJECTED)
    for day in (1, 5):
        asked(
            report(activist, reviewer, ReportStatus.RETURNED, title=f"Asked {day}"),
            reviewer,
            AT - dt.timedelta(days=day),
        )
    person = PersonFactory()
    MentionFactory(report=waiting)
    MentionFactory(
        report=accepted, resolution=Resolution.UNDECIDED, resolution_reason="x", resolved_by=reviewer, resolved_at=NOW
    )
    MentionFactory(report=accepted, person=PersonFactory())
    mine = MentionFactory(report=accepted, person=person)
    conclude(mine, reviewer, second_reviewer)
    MentionFactory(report=report(other_activist, reviewer, ReportStatus.ACCEPTED), person=person)
    return activist


def test_every_number_is_the_number_of_the_reports_behind_it(told):
    assert {
        one.code: found
        for one in dashboards.panels(told, at=AT)
        if one.code != "questions" and (found := wrong(told, one))
    } == {}


def test_reports_stand_in_the_state_that_they_are_in(told):
    found = dict(numbers(panel(told, "states", AT)))
    assert (found["Draft"], found["Accepted"]) == (1, 1)
    assert sum(found.values()) == 6


def test_months_are_almatys(told):
    """19:30 in Greenwich on the last of February is March in Almaty."""
    found = dict(numbers(panel(told, "sent", AT)))
    assert (found["January 2022"], found["February 2022"], found["March 2022"]) == (4, 0, 1)
    assert len(found) == 12


def test_the_oldest_question_stands_first_with_the_days_that_it_waits(told):
    facts = panel(told, "questions", AT).facts
    assert [(fact.label, fact.number.said) for fact in facts] == [("Asked 5", "5 days"), ("Asked 1", "1 day")]


def test_what_became_of_the_people_is_told_without_anything_of_others(told):
    found = [number for _label, number in numbers(panel(told, "people", AT))]
    assert found == [4, 1, 2, 1, 1]


def test_who_has_reported_nothing_reads_so(other_activist):
    shown = dashboards.panels(other_activist, at=timezone.now())
    assert {one.code: one.nothing for one in shown if not one.facts and not one.heads} == {
        "questions": "Nobody waits for you.", "people": "You have not sent a report yet.",
    }  # fmt: skip
    assert [one.heads for one in shown if one.code == "states"] != [()]


def test_the_number_of_questions_to_the_database_does_not_grow(told, reviewer, django_assert_num_queries):
    with django_assert_num_queries(9):
        dashboards.panels(told, at=AT)
    for _number in range(30):
        one = report(told, reviewer, ReportStatus.RETURNED)
        asked(one, reviewer, AT)
        MentionFactory(report=one)
    with django_assert_num_queries(9):
        dashboards.panels(told, at=AT)
