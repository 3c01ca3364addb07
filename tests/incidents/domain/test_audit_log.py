"""Reading the audit log."""

import datetime as dt

import pytest
from django.utils import timezone

from incidents.domain import audit, audit_batches, audit_words, dates, workflow
from incidents.domain.queries import audit as log
from incidents.models import AuditCheck, AuditEvent, AuditSet

pytestmark = pytest.mark.django_db
AT = dt.datetime(2022, 1, 8, 18, 30, tzinfo=dt.UTC)


def write(by, verb="report_taken", *, at=AT, ref="R-1", **detail):
    audit.record(verb=verb, by=by, at=at, kind="report", ref=ref, detail=detail)


def test_the_newest_line_comes_first_with_names_and_words(admin, reviewer):
    write(reviewer)
    write(admin, "exported", rows=3)
    first, second = log.read(admin, {}).lines
    assert (first.who, first.what, first.role) == ("Asel Test", "exported a list", "Admin")
    assert (second.who, second.what, second.kind) == ("Dana Test", "took a report", "report")
    assert first.facts == [("Rows", "3")]


def test_nobody_but_an_admin_reads_it(reviewer, activist):
    write(reviewer)
    assert log.read(reviewer, {}).lines == log.read(activist, {}).lines == []


@pytest.mark.parametrize(
    ("chosen", "matches"),
    [({"verb": "report_taken"}, True), ({"verb": "denied"}, False), ({"kind": "report"}, True), ({"kind": "person"}, False),
     ({"ref": "R-1"}, True), ({"ref": "R-2"}, False), ({"who": "U-NOBODY"}, False),
     ({"since": dates.parse("2022-01-09")}, True), ({"since": dates.parse("2022-01-10")}, False),
     ({"until": dates.parse("2022-01")}, True), ({"until": dates.parse("2022-01-08")}, False)],
)  # fmt: skip
def test_each_filter_narrows_and_days_are_days_in_almaty(admin, chosen, matches):
    write(admin)
    assert bool(log.read(admin, chosen).lines) is matches


def test_pages_go_on_where_the_last_one_ended(admin, monkeypatch):
    monkeypatch.setattr(log, "PER_PAGE", 2)
    for number in range(5):
        write(admin, ref=f"R-{number}")
    first = log.read(admin, {})
    second = log.read(admin, {"before": first.older})
    third = log.read(admin, {"before": second.older})
    assert [[line.ref for line in page.lines] for page in (first, second, third)] == [
        ["R-4", "R-3"],
        ["R-2", "R-1"],
        ["R-0"],
    ]
    assert (first.is_newest, third.is_newest, third.older) == (True, False, None)


def test_the_story_of_a_person_holds_findings_and_no_reading(admin, reviewer):
    write(reviewer, "finding_proposed", ref="F-1")
    write(admin, "exported", ref="F-1")
    assert [line.what for line in log.about(["F-1"])] == ["proposed a finding"]


def test_a_line_without_a_person_says_so(admin):
    audit.record(verb="denied", by=None, at=AT, kind="page")
    assert log.read(admin, {}).lines[0].who == "nobody signed in"


def test_every_move_of_the_workflow_has_a_word():
    verbs = {row.verb for row in (*workflow.REPORT_TRANSITIONS, *workflow.FINDING_TRANSITIONS)}
    assert verbs <= set(audit_words.AUDIT_VERBS)


def test_a_verb_of_a_later_time_is_shown_as_it_stands():
    assert audit_words.said("something_new") == "something_new"


@pytest.mark.parametrize("lines", [1, 40])
def test_reading_takes_three_queries(admin, reviewer, lines, django_assert_num_queries):
    for _number in range(lines):
        write(reviewer)
    with django_assert_num_queries(3):
        log.read(admin, {})


def test_who_took_a_person_is_answered_by_the_reference(admin):
    audit.record(verb="exported", by=admin, at=AT, kind="list", ref="AB12", records=["P-1", "P-2"])
    audit.record(verb="exported", by=admin, at=AT, kind="list", ref="CD34", records=["P-2"])
    write(admin, "person_made", ref="P-1")
    assert [line.verb for line in log.read(admin, {"ref": "P-1"}).lines] == ["person_made", "exported"]
    assert [line.ref for line in log.read(admin, {"ref": "P-2"}).lines] == ["CD34", "AB12"]
    assert log.read(admin, {"ref": "P-3"}).lines == []


def test_each_line_says_which_batch_holds_it(admin):
    write(admin)
    audit_batches.bind(at=AT)
    write(admin)
    number = audit_batches.last().number
    assert [line.batch for line in log.read(admin, {}).lines] == [None, number]


def test_the_note_says_what_is_bound_what_waits_and_what_was_found(admin, django_assert_num_queries):
    now = timezone.now()
    write(admin)
    audit_batches.bind(at=now)
    audit_batches.check(at=now, part="newest")
    write(admin)
    with django_assert_num_queries(3):
        chain = log.chain(admin, now)
    assert (chain.number, chain.waiting, chain.is_late, chain.checked, chain.checked_at, chain.problem) == (
        1,
        1,
        False,
        1,
        now,
        "",
    )
    assert log.chain(admin, now + log.LONGEST_WAIT * 2).is_late
    AuditCheck.objects.create(part="whole", at=AT, problem="batch 1: line 3 was changed")
    assert log.chain(admin, now).problem == "batch 1: line 3 was changed"


def test_what_came_after_a_moment(admin):
    write(admin, ref="R-1")
    write(admin, ref="R-2", at=AT + dt.timedelta(seconds=1))
    assert [line.ref for line in log.read(admin, {"after": AT}).lines] == ["R-2"]


def test_both_ways_to_a_record_have_an_index(admin):
    audit.record(verb="exported", by=admin, at=AT, records=["P-1"])
    name = AuditSet.objects.get().pk
    for found, index in (
        (AuditSet.objects.filter(refs__contains=["P-1"]), "auditset_refs"),
        (AuditEvent.objects.filter(records=name).exclude(records=""), "audit_records"),
    ):
        assert index in found.order_by().explain()
