"""The admins' dashboard: what is covered, unanswered questions out of the log, lists, evidence."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.domain import audit, dashboards
from incidents.domain.dashboards import admin as of_admins
from incidents.vocabulary import Status
from tests.factories import ReportFactory
from tests.incidents.domain.dashboards.behind import panel, wrong
from tests.incidents.domain.documented.world import world

AT = dt.datetime(2022, 3, 10, 9, 0, tzinfo=dt.UTC)
COVERED = ("by_place", "by_list", "kinds")


@pytest.fixture
def people(reviewer, second_reviewer):
    return world(reviewer, second_reviewer)


def log(verb, ref, reviewer, days):
    audit.record(verb=verb, by=reviewer, at=AT - dt.timedelta(days=days), kind="report", ref=ref)


def test_every_number_of_people_is_the_number_of_the_list_behind_it(admin, people):
    shown = dashboards.panels(admin, at=AT)
    assert {one.code: found for one in shown if one.code in COVERED and (found := wrong(admin, one))} == {}


def test_places_are_told_with_how_many_people_nothing_is_agreed_of(admin, people):
    told = panel(admin, "by_place", AT)
    every, open_ = (column.numbers for column in told.columns)
    assert told.heads
    assert all(nothing.high <= some.high for some, nothing in zip(every, open_, strict=True))
    assert [number.high for number in every] == sorted((number.high for number in every), reverse=True)


def test_kinds_without_a_finding_stand_out_with_nothing(admin, people):
    told = panel(admin, "kinds", AT)
    found = {code: number.low for (code, _word), number in zip(told.heads, told.columns[0].numbers, strict=True)}
    assert set(found) == set(Status.values)
    assert found["killed"] > 0
    assert 0 in found.values()


def test_a_question_waits_until_it_is_answered_and_the_oldest_stands_first(admin, reviewer):
    log("report_returned", "R-0000001", reviewer, 9)
    log("report_returned", "R-0000002", reviewer, 5)
    log("report_resubmitted", "R-0000002", reviewer, 4)
    log("report_returned", "R-0000003", reviewer, 3)
    log("report_returned", "R-0000004", reviewer, 3)
    log("report_withdrawn", "R-0000004", reviewer, 2)
    log("report_returned", "R-0000002", reviewer, 1)
    facts = panel(admin, "questions", AT).facts
    assert [(fact.label, fact.number.low) for fact in facts] == [("R-0000001", 9), ("R-0000003", 3), ("R-0000002", 1)]
    assert facts[0].number.url.endswith("audit/?ref=R-0000001")


def test_beyond_ten_questions_the_others_are_counted(admin, reviewer):
    for number in range(12):
        log("report_returned", f"R-00000{number:02}", reviewer, number + 1)
    told = panel(admin, "questions", AT)
    assert len(told.facts) == 10
    assert told.about.endswith("2 more wait.")


def test_nobody_asks_the_log_who_may_not_read_it(reviewer, activist):
    log("report_returned", "R-0000001", reviewer, 9)
    assert [of_admins.unanswered(user).count() for user in (reviewer, activist)] == [0, 0]


def test_of_very_many_people_the_overlap_is_left_to_its_own_page(admin, people, monkeypatch):
    monkeypatch.setattr(of_admins, "MOST_OVERLAPPED", 3)
    told = panel(admin, "overlap", AT)
    assert told.facts == ()
    assert "own page" in told.about
    assert told.url.endswith("/lists/overlap/")


def test_an_empty_house_reads_so(admin):
    shown = {one.code: one for one in dashboards.panels(admin, at=AT)}
    assert shown["questions"].nothing == "Every question is answered."
    assert shown["by_place"].heads == ()
    assert [fact.number.low for fact in shown["evidence"].facts] == [0, 0, 0]


def test_the_number_of_questions_to_the_database_does_not_grow(admin, people, reviewer):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            dashboards.panels(admin, at=AT)
        return len(queries)

    before = asked()
    world_again = [ReportFactory() for _number in range(20)]
    for one in world_again:
        log("report_returned", one.ref, reviewer, 1)
    assert asked() <= before + 1
    assert before <= 60
