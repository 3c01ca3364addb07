"""What the team had documented, day by day."""

import datetime as dt

import pytest

from incidents.domain import standing
from incidents.domain.counting import Span
from incidents.domain.documented.history import steps
from incidents.domain.documented.questions import Question
from incidents.domain.documented.reckoning import count
from incidents.domain.merging import joining
from incidents.vocabulary import Confirmation, FindingStatus, ReportStatus
from tests.factories import ReportFactory, SourceFactory
from tests.incidents.domain.documented.world import differing, world
from tests.incidents.people_samples import found, held

pytestmark = pytest.mark.django_db
UNTIL = dt.date(2022, 12, 31)


def at(day, hour=12):
    return dt.datetime(2022, 1, day, hour, tzinfo=dt.UTC)


def told(steps_):
    return [(step.day.isoformat(), {level: str(span) for level, span in step.by_level.items()}) for step in steps_]


def test_nobody_makes_no_step(reviewer):
    assert steps(reviewer, {}, until=UNTIL) == []


def test_a_finding_replaced_and_withdrawn_makes_three_steps(reviewer, second_reviewer):
    person = held(reviewer, name="Айдар Тасгеров")
    old = found(person, reviewer, second_reviewer, level=Confirmation.WEAK, decided_at=at(14))
    old.status = FindingStatus.SUPERSEDED
    old.save()
    new = found(person, reviewer, second_reviewer, level=Confirmation.FAIR, decided_at=at(16), supersedes=old)
    new.status, new.withdrawn_by, new.withdrawn_at = FindingStatus.WITHDRAWN, reviewer, at(18, 19)
    new.save()
    standing.rewrite(person)
    assert told(steps(reviewer, {}, until=UNTIL)) == [
        ("2022-01-13", {"pending": "1"}), ("2022-01-14", {"weak": "1"}), ("2022-01-16", {"fair": "1"}), ("2022-01-19", {"pending": "1"}),
    ]  # fmt: skip
    assert told(steps(reviewer, {"status": "killed"}, until=dt.date(2022, 1, 17))) == [
        ("2022-01-13", {}), ("2022-01-14", {"weak": "1"}), ("2022-01-16", {"fair": "1"}),
    ]  # fmt: skip


def test_two_who_were_joined_are_two_before_and_one_after(reviewer, second_reviewer):
    one, other = (held(reviewer, name="Айдар Тасгеров") for _number in range(2))
    merge = joining.merge(one, other, because="The same birth date.", by=reviewer, at=at(20))
    assert [(step.day.day, step.total) for step in steps(reviewer, {}, until=UNTIL)] == [
        (13, Span(2, 2)),
        (20, Span(1, 1)),
    ]
    joining.unmerge(merge, because="Another birth date.", by=reviewer, at=at(22))
    assert [step.total.high for step in steps(reviewer, {}, until=UNTIL)] == [2, 1, 2]


def test_every_step_is_the_table_of_its_day(reviewer, second_reviewer):
    world(reviewer, second_reviewer)
    for filters in ({}, {"participation": "protester"}, {"place": "oldshire", "since": "2022-01-08"}):
        for step in steps(reviewer, filters, until=UNTIL):
            answer = count(reviewer, Question("sure", filters=filters, on=step.day))
            assert step.by_level == {row: span for (row, _none), span in answer.cells.items()}
            assert step.total == answer.total


def test_before_two_were_joined_each_has_the_source_of_its_own_reports(reviewer):
    north, south = (SourceFactory(name=f"Newsroom of the {side}") for side in ("North", "South"))
    one, other = (
        held(reviewer, name=name, report=ReportFactory(source=source, status=ReportStatus.ACCEPTED, taken_by=reviewer))
        for name, source in (("Айдар Тасгеров", north), ("Айдар Тастіс", south))
    )
    joining.merge(one, other, because="The same birth date.", by=reviewer, at=at(20))
    asked = Question("source", on=dt.date(2022, 1, 15))
    assert {row: str(span) for (row, _none), span in count(reviewer, asked).cells.items()} == {
        north.ref: "1",
        south.ref: "1",
    }
    assert differing(reviewer, asked) == []
    for filters in ({"source": south.ref}, {"q": "Тастіс"}):
        told_ = [(step.day, step.total) for step in steps(reviewer, filters, until=UNTIL)]
        assert told_ == [
            (day, count(reviewer, Question("sex", filters=filters, on=day)).total) for day, _total in told_
        ]
    assert [step.total for step in steps(reviewer, {"q": "Тастіс"}, until=UNTIL)] == [Span(2, 2), Span(1, 1)]
