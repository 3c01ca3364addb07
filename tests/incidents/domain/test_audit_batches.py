"""Binding the log: what a batch holds, when it waits, who can be second; and that a change anywhere is found."""

import re

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from incidents.domain import audit, audit_batches, audit_chain
from incidents.domain.audit_chain import Broken
from incidents.models import AuditBatch, AuditCheck, AuditEvent, AuditSet
from tests.incidents.audit_samples import AT, as_owner, asked, bound, checkpoint, key, write

pytestmark = pytest.mark.django_db


def broken(**given) -> str:
    """What the check says of a log that does not hold."""
    with pytest.raises(Broken) as found:
        audit_batches.verify(**given)
    return str(found.value)


def test_batches_follow_one_another_and_hold_every_line(reviewer):
    bound(reviewer, batches=2, tail=0)
    first, second = AuditBatch.objects.order_by("pk")
    assert (first.number, first.first_id, first.count, first.previous) == (1, 1, 3, "0" * 64)
    assert (second.number, second.first_id, second.count) == (2, first.last_id + 1, 4)
    assert second.previous == first.sha256
    assert second.last_id == AuditEvent.objects.latest("pk").pk


def test_nothing_new_makes_no_batch(reviewer):
    bound(reviewer, batches=1, tail=0)
    assert audit_batches.bind(at=AT) == []


def test_many_lines_make_several_batches(monkeypatch):
    monkeypatch.setattr(audit_batches, "MOST_LINES", 2)
    write(number=5)
    assert len(audit_batches.bind(at=AT)) == 3
    assert audit_batches.verify().lines == 5


def test_what_holds_is_said_with_what_waits(reviewer):
    bound(reviewer, batches=3, tail=2)
    held = audit_batches.verify(checkpoint=checkpoint())
    assert (held.number, held.lines, held.waiting) == (3, 10, 2)


def test_the_newest_batches_alone_can_be_checked(reviewer):
    bound(reviewer, batches=3)
    with as_owner() as cursor:
        cursor.execute(
            "UPDATE incidents_auditevent SET verb = 'x' WHERE id = (SELECT min(id) FROM incidents_auditevent)"
        )
    assert audit_batches.verify(newest=2).number == 3
    assert "batch 1" in broken()


def test_the_line_is_bound_in_the_form_of_the_documentation(reviewer):
    write(reviewer, 1, records=["P-2", "P-1", "P-2"])
    [[(number, records, line)]] = audit_batches.stretch(0, audit_batches.ENDLESS)
    assert re.sub(rb'"written_at":"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"', b'"written_at":"now"', line) == (
        b'{"at":"2022-01-08T18:30:00.000000Z","by":"%s","detail":{"rows":3,"score":"\\u00000.873"},"id":%d,'
        b'"kind":"report","records":"%s","ref":"R-1","role":"reviewer","verb":"report_taken","written_at":"now"}'
        % (reviewer.ref.encode(), number, audit_chain.named(["P-1", "P-2"]).encode())
    )
    assert records == AuditSet.objects.get(refs=["P-1", "P-2"]).sha256


def test_the_same_set_of_records_is_kept_once(reviewer):
    for refs in (["P-1", "P-2"], ["P-2", "P-1"], []):
        write(reviewer, 1, records=refs)
    assert [row.refs for row in AuditSet.objects.order_by("refs")] == [[], ["P-1", "P-2"]]


@pytest.mark.parametrize(
    "change",
    ["at = at + interval '1 microsecond'", "at = 'infinity'", "by = 'U-OTHER'", "role = 'admin'", "verb = 'denied'", "kind = 'person'",
     "ref = 'R-2'", """detail = '{"score": 0.8730, "rows": 3}'""", "detail = '{}'", "records = repeat('a', 64)",
     "written_at = written_at - interval '1 hour'", "id = 900000000"],
)  # fmt: skip
def test_a_change_in_any_column_is_found(reviewer, change):
    bound(reviewer)
    pk = AuditEvent.objects.order_by("pk")[4].pk
    with as_owner() as cursor:
        cursor.execute(f"UPDATE incidents_auditevent SET {change} WHERE id = %s", [pk])
    said = broken()
    assert said in (f"batch 2: line {pk} was changed", f"batch 2: the line before {pk + 1} is missing")


def test_a_deleted_line_is_found(reviewer):
    bound(reviewer)
    pks = list(AuditEvent.objects.order_by("pk").values_list("pk", flat=True))
    with as_owner() as cursor:
        cursor.execute("DELETE FROM incidents_auditevent WHERE id = %s", [pks[4]])
    assert broken() == f"batch 2: the line before {pks[5]} is missing"
    with as_owner() as cursor:
        cursor.execute("DELETE FROM incidents_auditevent WHERE id = ANY(%s)", [pks[5:7]])
    assert broken() == "batch 2: its line 2 of 4 is missing"


def test_a_line_put_in_later_is_found(reviewer):
    write(reviewer)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('incidents_auditevent', 'id'), (SELECT max(id) + 5 FROM incidents_auditevent))"
        )
    write(reviewer)
    audit_batches.bind(at=AT)
    pks = list(AuditEvent.objects.order_by("pk").values_list("pk", flat=True))
    for pk, words in (
        (pks[2] + 1, f"line {pks[2] + 1} was put in"),
        (0, "line before the first"),
        (-7, "line before the first"),
    ):
        with transaction.atomic():
            AuditEvent.objects.create(pk=pk, at=AT, verb="forged")
            assert words in broken()
            transaction.set_rollback(True)


def test_two_lines_that_changed_places_are_found(reviewer):
    bound(reviewer)
    one, other = list(AuditEvent.objects.order_by("pk").values_list("pk", flat=True))[3:5]
    with as_owner() as cursor:
        for old, new in ((one, -1), (other, one), (-1, other)):
            cursor.execute("UPDATE incidents_auditevent SET id = %s WHERE id = %s", [new, old])
    assert broken() == f"batch 2: line {one} was changed"


@pytest.mark.parametrize(
    ("change", "words"),
    [("first_id = first_id + 1", "does not follow"), ("last_id = 900000000", "was changed"), ("count = 3", "was changed"),
     ("leaves = leaves || leaves", "was changed"), ("lines = repeat('a', 64)", "was changed"), ("previous = repeat('a', 64)", "does not follow"),
     ("signed_at = signed_at + interval '1 microsecond'", "was changed"), ("key = repeat('a', 16)", "was changed"),
     ("signature = repeat('a', 128)", "was changed"), ("sha256 = repeat('a', 64)", "was changed"), ("number = 9", "batch 2 is missing")],
)  # fmt: skip
def test_a_changed_batch_is_found(reviewer, change, words):
    bound(reviewer)
    with as_owner() as cursor:
        cursor.execute(f"UPDATE incidents_auditbatch SET {change} WHERE number = 2")
    said = broken()
    assert words in said
    assert "batch 2" in said


def test_a_changed_or_missing_set_of_records_is_found(reviewer):
    bound(reviewer)
    for change, words in (
        ("UPDATE incidents_auditset SET refs = ARRAY['P-1']", "changed"),
        ("DELETE FROM incidents_auditset", "missing"),
    ):
        with as_owner() as cursor:
            cursor.execute(change)
        assert re.fullmatch(f"batch 2: the set of records [0-9a-f]{{64}} (is|was) {words}", broken())


def test_a_missing_batch_is_found_and_a_cut_end_by_the_checkpoint(reviewer):
    bound(reviewer, tail=0)
    kept = checkpoint()
    with transaction.atomic():
        with as_owner() as cursor:
            cursor.execute("DELETE FROM incidents_auditbatch WHERE number = 2")
        assert broken() == "batch 2 is missing"
        transaction.set_rollback(True)
    with as_owner() as cursor:
        cursor.execute("DELETE FROM incidents_auditbatch WHERE number = 3")
        cursor.execute("DELETE FROM incidents_auditevent WHERE id > (SELECT max(last_id) FROM incidents_auditbatch)")
    assert audit_batches.verify().number == 2
    assert broken(checkpoint=kept) == "batch 3 of the checkpoint is missing: the end was cut off"


def test_a_chain_made_anew_without_the_key_is_found(reviewer, settings):
    bound(reviewer)
    kept, true_key = checkpoint(), settings.AUDIT_KEY
    with as_owner() as cursor:
        cursor.execute("DELETE FROM incidents_auditbatch")
        cursor.execute("UPDATE incidents_auditevent SET verb = 'denied' WHERE verb = 'exported'")
    settings.AUDIT_KEY = "bad0" * 16
    audit_batches.bind(at=AT)
    settings.AUDIT_PUBLIC_KEYS, settings.AUDIT_KEY = [audit_chain.public_of(true_key)], ""
    assert "a key that is not known here" in broken()
    settings.AUDIT_PUBLIC_KEYS = [audit_chain.public_of("bad0" * 16)]
    assert "not the one of the checkpoint" in broken(checkpoint={**kept, "number": 1})


def test_batches_of_an_earlier_key_hold_as_long_as_its_public_half_is_known(reviewer, settings):
    bound(reviewer, batches=1, tail=1)
    settings.AUDIT_PUBLIC_KEYS, settings.AUDIT_KEY = [key()], "0123" * 16
    audit_batches.bind(at=AT)
    assert audit_batches.verify().number == 2
    settings.AUDIT_PUBLIC_KEYS = []
    assert "batch 1: signed with a key" in broken()


def test_the_database_takes_no_batch_but_the_next(reviewer):
    bound(reviewer, batches=1, tail=2)
    last = audit_batches.last()
    rows = [line for block in audit_batches.stretch(last.last_id, audit_batches.ENDLESS) for line in block]
    leaves = [audit_chain.leaf(line) for _id, _records, line in rows]
    right = audit_chain.next_batch(last, rows[-1][0], leaves, signed_at=audit_batches.moment(AT), secret="5ea1" * 16)
    for change in (
        {"number": 1},
        {"number": 3},
        {"first_id": 1},
        {"last_id": 0},
        {"count": 1},
        {"previous": "a" * 64},
        {"lines": "a" * 64},
        {"key": "x"},
    ):
        with pytest.raises(IntegrityError, match="not the next batch"), transaction.atomic():
            audit_batches.put(audit_chain.Batch(**{**vars(right), **change}), leaves, AT)
    audit_batches.put(right, leaves, AT)
    assert audit_batches.verify().number == 2


def test_a_check_is_noted_and_a_broken_log_is_an_alarm_once(reviewer):
    bound(reviewer, tail=0)
    assert audit_batches.check(at=AT, part="newest").problem == ""
    with as_owner() as cursor:
        cursor.execute("UPDATE incidents_auditevent SET role = 'admin' WHERE verb = 'exported'")
    for _time in range(2):
        noted = audit_batches.check(at=AT, part="newest")
    assert re.fullmatch(r"batch 2: line \d+ was changed", noted.problem)
    assert noted.number == 3
    assert AuditCheck.objects.count() == 1
    assert AuditEvent.objects.get(verb="log_broken").detail == {"part": "newest", "problem": noted.problem}


@pytest.mark.parametrize(
    "given",
    [{"verb": "Took it"}, {"verb": ""}, {"verb": "x" * 49}, {"kind": "a b"}, {"ref": "R" * 25}, {"detail": [1]}, {"detail": {"x": "y" * 70_000}},
     {"records": ["a name"]}, {"records": [""]}],
)  # fmt: skip
def test_what_is_no_line_is_refused_by_the_database(reviewer, given):
    with pytest.raises(IntegrityError, match="kua: "), transaction.atomic():
        audit.record(**{"verb": "denied", "by": reviewer, "at": AT, **given})
    assert not AuditEvent.objects.exists()


def elsewhere():
    """A connection of another person."""
    return psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": None}, autocommit=False)


APPEND = "SELECT kua_audit_append(now(), '', '', 'denied', '', '', '{}')"


@pytest.mark.django_db(transaction=True)
def test_a_batch_waits_for_whoever_took_a_number_and_has_not_committed():
    """Line n + 1 is there; line n is written and not committed: no batch may end beyond n."""
    with elsewhere() as slow:
        number = slow.execute(APPEND).fetchone()[0]
        write(number=1)
        later = AuditEvent.objects.get().pk
        assert number < later
        pauses = []
        with pytest.raises(audit_batches.Busy):
            audit_batches.bind(at=AT, pause=pauses.append)
        assert len(pauses) == audit_batches.TRIES
        assert not AuditBatch.objects.exists()
        audit_batches.bind(at=AT, pause=lambda seconds: slow.commit())
        assert AuditBatch.objects.get().count == 2
        assert audit_batches.verify().lines == 2


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_without_an_end_stops_only_what_came_before():
    """A writer who began after the newest line was seen is not waited for."""
    write(number=1)
    began = []

    def begin():
        began.append(elsewhere())
        began[0].execute(APPEND)

    seen = audit_batches._writers
    try:
        audit_batches._writers = lambda: begin() or set() if not began else seen()
        assert len(audit_batches.bind(at=AT)) == 1
        assert AuditBatch.objects.get().count == 1
    finally:
        audit_batches._writers = seen
        began[0].close()


@pytest.mark.django_db(transaction=True)
def test_of_two_that_bind_at_once_one_waits_and_finds_nothing_left_to_do():
    write(number=2)
    with elsewhere() as other:
        other.execute("SELECT pg_advisory_xact_lock(582410, 2)")
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        with pytest.raises(Exception, match="lock timeout"):
            audit_batches.bind(at=AT)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 0")
    assert audit_batches.bind(at=AT) == [1]
    assert asked("SELECT count(*) FROM incidents_auditbatch") == 1
