"""A log to try out on: some lines bound into batches, some not; and what an owner of the database could do to it."""

import contextlib
import datetime as dt
import json

from django.conf import settings
from django.db import connection

from incidents.domain import audit, audit_batches, audit_chain

AT = dt.datetime(2022, 1, 8, 18, 30, tzinfo=dt.UTC)
TABLES = ("incidents_auditevent", "incidents_auditset", "incidents_auditbatch")


def write(by=None, number=3, verb="report_taken", **given):
    """Some lines."""
    for _line in range(number):
        audit.record(
            verb=verb, by=by, at=AT, kind="report", ref="R-1", **{"detail": {"score": 0.873, "rows": 3}, **given}
        )


def bound(by=None, batches=3, tail=2):
    """Batches of three lines, the second with an export, and lines after them."""
    for number in range(batches):
        write(by)
        if number == 1:
            write(by, 1, "exported", records=["P-2", "P-1"])
        audit_batches.bind(at=AT)
    write(by, tail)


def exported() -> list[bytes]:
    """The export, line by line."""
    return list(audit_batches.export())


def checkpoint() -> dict:
    """What one keeps elsewhere."""
    return audit_batches.last().told()


def key() -> str:
    """The public key."""
    return audit_chain.public_of(settings.AUDIT_KEY)


@contextlib.contextmanager
def as_owner():
    """The triggers are off: what is done to the tables is done by whoever owns the database."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER audit_kept")


def asked(question: str, *values):
    """The one answer of the database."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]


def told(row: bytes) -> tuple[str, dict]:
    """A line of an export: its kind and facts."""
    ((kind, facts),) = json.loads(row).items()
    return kind, facts


def entry(kind: str, facts: dict) -> bytes:
    """The other way round."""
    return audit_chain.canonical({kind: facts}) + b"\n"
