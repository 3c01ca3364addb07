"""Binding the audit log into signed batches, reading it in the form that is bound, and checking it. Never in a request.

A batch never ends beyond a line before which another could still appear. Numbers of lines are given before commit, so
the order of numbers is not the order of commits; but whoever takes a number holds a shared lock for as long as the
transaction lasts (kua_audit_append). When all who held it after the newest number was seen are done, nothing can
appear before that number any more.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from incidents.domain import audit, audit_chain
from incidents.domain.audit_chain import START, Batch, Broken
from incidents.models import AuditBatch, AuditCheck, AuditEvent, AuditSet

MOST_LINES = 1000
# However large a changed row says that its batch is.
MOST_CHECKED = 100_000
NEWEST = 50
TRIES, PAUSE = 50, 0.1
FORM = "kua audit log 1"

# The whole line as text, so that no client's idea of a date or a number comes between.
_MOMENT = """to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
_LINES = f"""
    SELECT id, {_MOMENT.format(column="at")}, by, role, verb, kind, ref, detail::text, records,
        {_MOMENT.format(column="written_at")}
    FROM incidents_auditevent WHERE id > %s AND id <= %s ORDER BY id LIMIT %s"""  # noqa: S608
_NAMES = ("id", "at", "by", "role", "verb", "kind", "ref", "detail", "records", "written_at")
_WRITERS = """
    SELECT virtualtransaction FROM pg_locks
    WHERE locktype = 'advisory' AND classid = 582410 AND objid = 1 AND objsubid = 2 AND mode = 'ShareLock'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid()"""
ENDLESS = 2**63 - 1


class Busy(Exception):
    """Somebody writes for so long that nothing can be bound now."""


def moment(at: datetime) -> str:
    """An instant as the chain holds it: UTC, with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


# --- Binding --------------------------------------------------------------------------------------------------------
def bind(*, at: datetime, pause: Callable[[float], None] = time.sleep) -> list[int]:
    """Bind what was written into signed batches; their numbers. Running twice at once makes no batch twice.

    Needs the secret key (settings.AUDIT_KEY). Raises Busy when a transaction that wrote a line does not end.
    """
    newest = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    _await(_writers(), pause)
    made = []
    while number := _bind_next(newest, at):
        made.append(number)
    return made


def _writers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS)
        return {row[0] for row in cursor.fetchall()}


def _await(before: set[str], pause: Callable[[float], None]) -> None:
    for _try in range(TRIES):
        before &= _writers()
        if not before:
            return
        pause(PAUSE)
    raise Busy


@transaction.atomic
def _bind_next(newest: int, at: datetime) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(582410, 2)")
    before = last()
    rows = _lines(before.last_id, newest, MOST_LINES)
    if not rows:
        return None
    leaves = [audit_chain.leaf(line) for _id, _records, line in rows]
    made = audit_chain.next_batch(before, rows[-1][0], leaves, signed_at=moment(at), secret=settings.AUDIT_KEY)
    put(made, leaves, at)
    return made.number


def put(made: Batch, leaves: Sequence[bytes], at: datetime) -> None:
    """Hand the batch to the database, which takes only the next one (django.db.IntegrityError)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kua_audit_batch(%s::bigint, %s::bigint, %s::bigint, %s::int, %s::bytea, %s::text, %s::text,"
            " %s::timestamptz, %s::text, %s::text, %s::text)",
            [made.number, made.first_id, made.last_id, made.count, b"".join(leaves), made.lines, made.previous, at,
             made.key, made.signature, made.sha256],
        )  # fmt: skip


# --- Reading --------------------------------------------------------------------------------------------------------
def last() -> Batch:
    """The newest batch, or the start of every chain."""
    row = AuditBatch.objects.order_by("-pk").first()
    return read(row) if row else START


def read(row: AuditBatch) -> Batch:
    """A row as the chain knows it."""
    return Batch(row.number, row.first_id, row.last_id, row.count, row.lines, row.previous, moment(row.signed_at),
                 row.key, row.signature, row.sha256)  # fmt: skip


def _lines(after: int, until: int, most: int | None = None) -> list[tuple[int, str, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(_LINES, [after, until, most])
        return [_line(row) for row in cursor.fetchall()]


def _line(row: tuple) -> tuple[int, str, bytes]:
    facts = dict(zip(_NAMES, row, strict=True))
    facts["detail"] = audit_chain.detail(facts["detail"])
    return facts["id"], facts["records"], audit_chain.canonical(facts)


def stretch(after: int, until: int) -> Iterator[list[tuple[int, str, bytes]]]:
    """Lines in their order, a thousand at a time: id, name of the set, canonical bytes."""
    while rows := _lines(after, until, MOST_LINES):
        yield rows
        after = rows[-1][0]


# --- Taking out -----------------------------------------------------------------------------------------------------
def export() -> Iterator[bytes]:
    """The whole log, a JSON text a line: a heading, then sets, lines and batches in the order of checking, an end."""
    yield _entry("log", {"form": FORM})
    seen: set[str] = set()
    after, counted = 0, 0
    with transaction.atomic():
        for row in AuditBatch.objects.order_by("pk").iterator(chunk_size=50):
            for rows in stretch(after, row.last_id):
                counted += len(rows)
                yield from _told(rows, seen)
            yield _entry("batch", read(row).told() | {"leaves": bytes(row.leaves).hex()})
            after = max(after, row.last_id)
        for rows in stretch(after, ENDLESS):
            counted += len(rows)
            yield from _told(rows, seen)
    yield _entry("end", {"lines": counted})


def _told(rows: list[tuple[int, str, bytes]], seen: set[str]) -> Iterator[bytes]:
    wanted = {records for _id, records, _line in rows if records} - seen
    for name, refs in AuditSet.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", "refs"):
        yield _entry("set", {"sha256": name, "refs": refs})
    seen |= wanted
    for _id, _records, line in rows:
        yield b'{"line":' + line + b"}\n"


def _entry(kind: str, facts: dict[str, Any]) -> bytes:
    return audit_chain.canonical({kind: facts}) + b"\n"


# --- Checking -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Held:
    """What holds: up to which batch and line; and how many lines wait for a batch."""

    number: int
    last_id: int
    lines: int
    waiting: int


def public_keys() -> list[str]:
    """The keys that this installation signs with, or signed with."""
    own = [audit_chain.public_of(settings.AUDIT_KEY)] if settings.AUDIT_KEY else []
    return own + [key for key in settings.AUDIT_PUBLIC_KEYS if key not in own]


def verify(*, newest: int | None = None, checkpoint: dict[str, Any] | None = None) -> Held:
    """Check the chain, or its `newest` batches, and that the batch of the checkpoint is in it. Raises Broken."""
    before = _before_newest(newest) if newest else START
    counted, keys = 0, public_keys()
    for row in AuditBatch.objects.filter(pk__gt=before.number).order_by("pk").iterator(chunk_size=50):
        batch = read(row)
        found = _lines(before.last_id, batch.last_id, min(batch.count, MOST_CHECKED) + 1)
        leaves = [(line, audit_chain.leaf(text)) for line, _records, text in found]
        audit_chain.check_batch(before, batch, bytes(row.leaves), leaves)
        audit_chain.check_signature(batch, keys)
        _check_sets({records for _line, records, _text in found if records}, batch)
        before, counted = batch, counted + batch.count
    _check_start()
    _check_checkpoint(checkpoint)
    waiting = AuditEvent.objects.filter(pk__gt=before.last_id).count()
    return Held(before.number, before.last_id, counted, waiting)


def _before_newest(newest: int) -> Batch:
    rows = list(AuditBatch.objects.order_by("-pk")[newest : newest + 1])
    return read(rows[0]) if rows else START


def _check_sets(wanted: set[str], batch: Batch) -> None:
    held = dict(AuditSet.objects.filter(pk__in=wanted).values_list("pk", "refs"))
    for name in sorted(wanted):
        if name not in held:
            raise Broken(f"batch {batch.number}: the set of records {name} is missing")
        if held[name] != sorted(set(held[name])) or audit_chain.named(held[name]) != name:
            raise Broken(f"batch {batch.number}: the set of records {name} was changed")


def _check_start() -> None:
    if AuditEvent.objects.filter(pk__lt=1).exists():
        raise Broken("there is a line before the first one")


def _check_checkpoint(checkpoint: dict[str, Any] | None) -> None:
    if checkpoint is None:
        return
    row = AuditBatch.objects.filter(pk=checkpoint["number"]).first()
    if row is None:
        raise Broken(f"batch {checkpoint['number']} of the checkpoint is missing: the end was cut off")
    if row.sha256 != checkpoint["sha256"]:
        raise Broken(f"batch {row.number} is not the one of the checkpoint")


def check(*, at: datetime, part: str) -> AuditCheck:
    """Verify the newest part or the whole, and note it for the page of the log; an alarm is a line of the log too."""
    before = AuditCheck.objects.filter(part=part).first()
    number, problem = before.number if before else 0, ""
    try:
        number = verify(newest=NEWEST if part == "newest" else None).number
    except Broken as found:
        problem = str(found)[:200]
    if problem and (before is None or before.problem != problem):
        audit.record(verb="log_broken", by=None, at=at, kind="log", detail={"part": part, "problem": problem})
    noted, _made = AuditCheck.objects.update_or_create(
        part=part, defaults={"at": at, "number": number, "problem": problem}
    )
    return noted
