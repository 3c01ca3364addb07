"""Files of a report: the bytes once for each SHA-256, however often they are received; a receipt for each report."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain import audit, store
from incidents.domain.decoding import Facts
from incidents.domain.evidence import deriving, inspecting, rows
from incidents.domain.evidence.uploaded import SealedUpload
from incidents.domain.store import Stored
from incidents.models import Evidence, Original, Report
from incidents.policies import Unfit
from incidents.vocabulary import CaptureKind, Deriving, EvidenceKind, Integrity, MediaForm, Sensitivity

# A link, and how it was captured.
Capture = tuple[Evidence, str]
FORMS: dict[str, str] = {
    CaptureKind.WACZ: MediaForm.CAPTURE,
    CaptureKind.WARC: MediaForm.CAPTURE,
    CaptureKind.PDF: MediaForm.PDF,
    CaptureKind.SCREENSHOT: MediaForm.PICTURE,
}
LOST = (Integrity.MISSING, Integrity.CHANGED)


def add_file(
    *,
    report: Report,
    file: BinaryIO,
    name: str,
    size: int,
    note: str = "",
    sensitivities: Iterable[str] = (),
    capture: Capture | None = None,
    by: User,
    at: datetime,
) -> Evidence:
    """Keep a file byte for byte, sealed and hashed while it is read; one of a form is that already.

    Raises Denied when the report is not open for more; Unfit, with a sentence, for what cannot be kept. Whatever fails
    leaves no file behind.
    """
    told: dict[str, Any] = {"name": name, "note": note, "sensitivities": sensitivities, "capture": capture}
    if isinstance(file, SealedUpload):
        return receive(report=report, stored=file.taken(), **told, by=by, at=at)
    inspecting.check_size(size)
    arrival = store.begin()
    try:
        for part in _measured(file):
            arrival.write(part)
        stored = arrival.finish()
    except BaseException:
        arrival.drop()
        raise
    return receive(report=report, stored=stored, **told, by=by, at=at)


def receive(
    *,
    report: Report,
    stored: Stored,
    name: str,
    note: str = "",
    sensitivities: Iterable[str] = (),
    capture: Capture | None = None,
    by: User,
    at: datetime,
) -> Evidence:
    """Write the receipt for a finished file of the incoming folder, and take the file over: whatever happens, it does
    not stay there. Bytes that are held already, for whichever report, are not kept twice, and nobody is told.

    Raises Denied when the report is not open for more; Unfit, with a sentence, for what cannot be kept.
    """
    try:
        with store.open_arrived(stored) as clear:
            facts = inspecting.inspect(clear, stored.size)
        store.keep(stored.name)
    except BaseException:
        store.drop_arrived(stored.name)
        raise
    piece = Evidence(
        kind=EvidenceKind.FILE, original_name=rows.clean_name(name), media_type=facts.media_type, size=stored.size,
        sha256=stored.sha256, note=note[: rows.LONGEST_NOTE], sensitivities=tidy(sensitivities),
    )  # fmt: skip
    if capture is not None:
        piece.capture_of, piece.capture_kind = capture
    try:
        return _record(report, stored, facts, piece, by=by, at=at)
    except DatabaseError:
        # Nobody knows whether the row was stored: a file that has none is swept away tomorrow.
        raise
    except BaseException:
        store.discard(stored.name)
        raise


def tidy(sensitivities: Iterable[str]) -> list[str]:
    """The words in the order of the vocabulary; “nothing shocking” only when nothing else is said."""
    said = set(sensitivities)
    careful = said - {Sensitivity.PLAIN.value}
    return [code for code in Sensitivity.values if code in (careful or said)]


@transaction.atomic
def _record(report: Report, stored: Stored, facts: Facts, piece: Evidence, *, by: User, at: datetime) -> Evidence:
    row = rows.open_report(report, by)
    if row.evidence.filter(sha256=stored.sha256, removed_at=None).exists():
        raise Unfit(_("This file is here already: the same, byte for byte."), "files")
    if piece.capture_of:
        _check_capture(row, piece, facts.form)
    piece.original = _original(stored, facts, at)
    added = rows.add(row, piece, by=by, at=at)
    detail = {"sha256": stored.sha256, "size": stored.size}
    audit.record(verb="evidence_hashed", by=by, at=at, kind="evidence", ref=added.ref, detail=detail)
    return added


def _check_capture(row: Report, piece: Evidence, form: str) -> None:
    """Raises Unfit for a capture of no link of the report, and for a file of another form than was said."""
    links = row.evidence.filter(kind=EvidenceKind.LINK, removed_at=None)
    if piece.capture_of not in links:
        raise Unfit(_("Only a link can have captures."))
    if form != FORMS.get(piece.capture_kind, form):
        raise Unfit(_("This file is not what you say it is."), "capture_kind")


def _original(stored: Stored, facts: Facts, at: datetime) -> Original:
    """The one row of these bytes. Two who bring them at once wait for each other at the unique hash; the file of the
    one who comes second goes after the commit. Where the file of before is lost, the new one takes its place."""
    found, made = Original.objects.select_for_update().get_or_create(
        sha256=stored.sha256,
        defaults={"size": stored.size, "stored": stored.name, "key_sealed": stored.key_sealed, "received_at": at,
                  **{name: getattr(facts, name) for name in deriving.FACTS}},
    )  # fmt: skip
    if made:
        deriving.soon(found)
    elif found.integrity in LOST or store.is_lost(found):
        _come_again(found, stored, at)
    else:
        transaction.on_commit(lambda: store.discard(stored.name))
    return found


def _come_again(original: Original, stored: Stored, at: datetime) -> None:
    """What was lost is here again: the row points to it, and each receipt of before has a line that says so."""
    detail = {"sha256": original.sha256, "was_stored": original.stored, "stored": stored.name}
    for ref in original.receipts.values_list("ref", flat=True):
        audit.record(verb="evidence_moved", by=None, at=at, kind="evidence", ref=ref, detail=detail)
    original.stored, original.key_sealed, original.integrity = stored.name, stored.key_sealed, Integrity.UNCHECKED
    if original.deriving == Deriving.FAILED:
        original.deriving = Deriving.WAITING
    original.save(update_fields=["stored", "key_sealed", "integrity", "deriving"])


def _measured(file: BinaryIO) -> Iterator[bytes]:
    """Every byte from the beginning. Raises Unfit beyond the limit, whatever was said of the size."""
    file.seek(0)
    seen = 0
    while part := file.read(1024 * 1024):
        seen += len(part)
        if seen > settings.UPLOAD_MAX_BYTES:
            raise Unfit(inspecting.too_large(), "files")
        yield part
