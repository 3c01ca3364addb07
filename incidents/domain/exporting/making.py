"""The making of a file that goes out, in the request or in the job worker: written, measured, sealed, signed.

Killed at any place it leaves an export that says “being made”, and is begun from the start by the next try.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from procrastinate.contrib.django import app

from incidents import policies
from incidents.domain import audit, collecting, store
from incidents.domain.bundles import telling
from incidents.domain.envelope import Broken
from incidents.domain.exporting import moving, packing
from incidents.domain.exporting.about import About, Format, Unmade
from incidents.domain.exporting.asked import Asked, Leaving
from incidents.domain.exporting.pieces import Sink
from incidents.domain.exporting.tables import KINDS
from incidents.domain.keyring import NoKeys, Sealed
from incidents.models import ListExport
from incidents.policies import Denied, Unfit
from incidents.vocabulary import Disclosure, ExportStatus

NOTED_EVERY = 2000
SIGN_JOB = "incidents.jobs.sign_exports"
Clock = Callable[[], datetime]


class Stopped(Exception):
    """Somebody stopped it, or deleted it."""


def asked(row: ListExport, at: datetime) -> Asked:
    """What the row asks for, in the scope of whoever asked."""
    return Asked(row.by, row.filters, tuple(row.columns), row.disclosure, row.options, at)


def make(ref: str, *, clock: Clock, formats: Mapping[str, Format]) -> ListExport | None:
    """Make the file that waits under this reference, or was left half-way. None when there is none to make.

    One that cannot be made says so (`failed_words`) and raises nothing; what nobody foresaw is raised as well.
    """
    if not moving.move(ref, "build", done=0, failed_words=""):
        return None
    row = ListExport.objects.select_related("by", "decided_by").get(ref=ref)
    try:
        with translation.override(row.language):
            _make(row, clock, formats[row.fmt])
    except Stopped:
        pass
    except Exception as error:
        code = _why(error)
        moving.move(ref, "fail", failed_words=code)
        if code == "error":
            raise
    row.refresh_from_db()
    return row


def _why(error: Exception) -> str:
    kinds: tuple[tuple[Any, str], ...] = (
        (Sealed, "sealed"), (store.Unreachable | NoKeys, "store"), (Unfit, "unfit"), (Denied, "denied"),
        (Broken, "changed"),
    )  # fmt: skip
    if isinstance(error, Unmade):
        return error.code
    return next((code for kind, code in kinds if isinstance(error, kind)), "error")


def _make(row: ListExport, clock: Clock, fmt: Format) -> None:
    policies.check_export(row.by)
    if row.recipient and not settings.AUDIT_KEY:
        raise Unmade("no_key")
    wanted, leaving = asked(row, clock()), Leaving()
    arrival = store.begin(store.EXPORTS)
    try:
        facts = _written(row, wanted, leaving, arrival, fmt)
        if row.recipient:
            arrival = _encrypted(facts, row.recipient, arrival)
        facts["key_sealed"] = arrival.key_sealed
        arrival.write(leaving.behind())
        stored = arrival.finish()
        store.keep(stored.name)
    except BaseException:
        arrival.drop()
        raise
    try:
        _finish(row, facts | {"stored": stored.name}, leaving, clock())
    except BaseException:
        store.discard(stored.name)
        raise


def _written(row: ListExport, wanted: Asked, leaving: Leaving, arrival: store.Arrival, fmt: Format) -> dict[str, Any]:
    """The file and the program that checks it; what the row will say of them."""
    kind, sink, noted = KINDS[row.what], Sink(arrival), Noted(row)
    ListExport.objects.filter(pk=row.pk).update(total=kind.count(wanted))
    about = About(row.ref, row.what, row.disclosure, row.language, wanted.at, wanted.columns)
    with collecting.seldom():
        fmt.write(sink, kind.header(wanted), noted.watched(kind.rows(wanted, leaving)), about)
    file, checker = sink.measured(f"{row.what}.{fmt.ending or fmt.code}"), Sink(arrival)
    checker.write(packing.VERIFIER.read_bytes())
    facts = _facts(row, leaving, noted.rows, wanted.at)
    told = packing.written(facts, [file, checker.measured(packing.CHECKER)])
    return {"sha256": file.sha256, "size": file.size, "rows": noted.rows, "left_out": leaving.left_out,
            "manifest": packing.signed(told).decode()}  # fmt: skip


def _encrypted(facts: dict[str, Any], recipient: str, plain: store.Arrival) -> store.Arrival:
    """A second file with the package, encrypted; the first one is dropped."""
    arrival = store.begin(store.EXPORTS)
    try:
        sink = Sink(arrival)
        with store.open_arrived(plain.finish()) as file:
            packing.encrypted(facts["manifest"], file, recipient, sink)
        facts["size"] = sink.measured("").size
    except BaseException:
        arrival.drop()
        raise
    finally:
        plain.drop()
    return arrival


class Noted:
    """How many rows went by, noted every two thousand; whoever stops the making is heard there."""

    def __init__(self, row: ListExport) -> None:
        self.row, self.rows = row, 0

    def watched(self, rows: Iterable[Any]) -> Iterator[Any]:
        """The same rows. Raises Stopped."""
        for row in rows:
            self.rows += 1
            if self.rows % NOTED_EVERY == 0:
                self.note()
            yield row

    def note(self) -> None:
        """Write it down. Raises Stopped."""
        making = ListExport.objects.filter(pk=self.row.pk, status=ExportStatus.BUILDING)
        if not making.update(done=self.rows):
            raise Stopped


def _facts(row: ListExport, leaving: Leaving, rows: int, at: datetime) -> dict[str, Any]:
    """What the manifest says beside the files: the filter as codes, and beyond the team no name of anybody."""
    made_by = {"ref": row.by.ref, "role": row.by.role}
    facts: dict[str, Any] = {
        "bundle": row.ref, "disclosure": row.disclosure, "language": row.language, "kua": settings.VERSION,
        "made_at": telling.plain(at), "made_by": made_by, "of": "list", "what": row.what, "format": row.fmt,
        "columns": list(row.columns), "filter": row.filter_codes, "rows": rows, "left_out": leaving.left_out,
    }  # fmt: skip
    if row.decided_by:
        facts["agreed_by"] = {"ref": row.decided_by.ref, "role": row.decided_by.role}
    if row.disclosure == Disclosure.INTERNAL:
        made_by["name"] = row.by.name
        facts["purpose"] = row.purpose
    return facts


@transaction.atomic
def _finish(row: ListExport, facts: dict[str, Any], leaving: Leaving, at: datetime) -> None:
    """It is ready, and the log holds what left and who is in it. Raises Stopped when somebody was faster."""
    until = at + timedelta(days=settings.EXPORT_DAYS)
    if not moving.move(row.ref, "finish", **facts, done=facts["rows"], ready_at=at, expires_at=until):
        raise Stopped
    detail = {
        "disclosure": row.disclosure, "format": row.fmt, "what": row.what, "columns": row.columns,
        "purpose": row.purpose, "filter": row.filter_codes, "rows": facts["rows"], "left_out": facts["left_out"],
        "sha256": facts["sha256"],
    }  # fmt: skip
    if row.recipient:
        detail["encrypted"] = True
    audit.record(verb="exported", by=row.by, at=at, kind="export", ref=row.ref, detail=detail, records=leaving.refs())
    if not settings.AUDIT_KEY:
        app.configure_task(SIGN_JOB).defer()


def sign() -> int:
    """Sign the manifests that were written where the key is not at hand; how many."""
    if not settings.AUDIT_KEY:
        return 0
    unsigned = list(ListExport.objects.filter(status=ExportStatus.READY, manifest__endswith="\n"))
    for row in unsigned:
        told = packing.split(row.manifest)[0]
        ListExport.objects.filter(pk=row.pk).update(manifest=packing.signed(told).decode())
    return len(unsigned)
