"""What supports a report: files, links, and what is said to exist without being held. Added by its author."""

from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import audit, references, uploads, workflow
from incidents.domain.letters import strip_unsafe
from incidents.domain.uploads import clean_name
from incidents.models import Evidence, Report
from incidents.policies import Denied, Unfit
from incidents.vocabulary import EvidenceKind, ReportStatus, Sensitivity

__all__ = ["add_file", "add_link", "checked_url", "clean_name", "note_not_held", "open_file", "remove"]

OPEN_FOR_MORE = (ReportStatus.DRAFT, ReportStatus.RETURNED, ReportStatus.SUBMITTED, ReportStatus.UNDER_REVIEW)
MOST = 100
LONGEST_URL = 1000
LONGEST_NOTE = 500
ORPHAN_AFTER = timedelta(days=1)


def add_file(
    *,
    report: Report,
    file: BinaryIO,
    name: str,
    size: int,
    note: str = "",
    sensitivity: str = Sensitivity.PLAIN,
    by: User,
    at: datetime,
) -> Evidence:
    """Keep a file byte for byte, with the SHA-256 computed here while it is written.

    Raises Denied when the report is not open for more; Unfit, with a sentence, for what cannot be kept. Whatever fails
    leaves no file behind.
    """
    media_type = uploads.inspect(file, size)
    stored = uploads.store(file)
    try:
        return _record_file(report, stored, media_type, name, note, sensitivity, by=by, at=at)
    except BaseException:
        uploads.discard(stored.name)
        raise


@transaction.atomic
def add_link(*, report: Report, url: str, note: str = "", seen_edtf: str = "", by: User, at: datetime) -> Evidence:
    """Keep the address of something published, and when it was seen; nobody calls there. Raises Denied, Unfit."""
    row = _open(report, by)
    piece = Evidence(kind=EvidenceKind.LINK, url=checked_url(url), note=note[:LONGEST_NOTE], seen_edtf=seen_edtf)
    return _same(row, piece) or _add(row, piece, by=by, at=at)


@transaction.atomic
def note_not_held(*, report: Report, note: str, held_by: str, by: User, at: datetime) -> Evidence:
    """Keep that something is said to exist, and who is said to hold it. Raises Denied, Unfit."""
    row = _open(report, by)
    if not note.strip():
        raise Unfit(_("Say what is said to exist."), "note")
    piece = Evidence(kind=EvidenceKind.NOT_HELD, note=note[:LONGEST_NOTE], held_by=held_by[:300])
    return _same(row, piece) or _add(row, piece, by=by, at=at)


@transaction.atomic
def remove(*, evidence: Evidence, by: User, at: datetime) -> Evidence:
    """Take a piece off a draft, or off a report that came back. The row and the file stay on record. Raises Denied."""
    report = workflow.lock(evidence.report)
    policies.check_edit(by, report)
    row = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if row.removed_at is None:
        row.removed_at = at
        row.save(update_fields=["removed_at"])
        audit.record(verb="evidence_removed", by=by, at=at, kind="evidence", ref=row.ref, detail={"report": report.ref})
    return row


def open_file(*, evidence: Evidence, by: User, at: datetime) -> File:
    """The bytes of a file, for handing out; the look is written down. Raises Denied when the file is gone."""
    if evidence.kind != EvidenceKind.FILE:
        raise Denied(_("There is no file here."))
    audit.record(verb="evidence_downloaded", by=by, at=at, kind="evidence", ref=evidence.ref, detail=_facts(evidence))
    try:
        return default_storage.open(str(evidence.file.name), "rb")
    except OSError:
        audit.record(verb="evidence_missing", by=by, at=at, kind="evidence", ref=evidence.ref, detail=_facts(evidence))
        raise Denied(_("The file cannot be found where it was kept. Tell your admin.")) from None


def checked_url(url: str) -> str:
    """An address of the web as it may be kept. Raises Unfit."""
    text = strip_unsafe(url)
    if len(text) > LONGEST_URL:
        raise Unfit(_("This address is too long: 1,000 characters at most."), "url")
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port is not False
    except ValueError:
        known = False
    if not known or any(sign.isspace() or sign in '<>"' for sign in text):
        raise Unfit(_("Write the whole address, beginning with http:// or https://."), "url")
    if parts.username or parts.password:
        raise Unfit(_("Leave out the user name and password in the address."), "url")
    return text


@transaction.atomic
def _record_file(
    report: Report,
    stored: uploads.Stored,
    media_type: str,
    name: str,
    note: str,
    sensitivity: str,
    *,
    by: User,
    at: datetime,
) -> Evidence:
    row = _open(report, by)
    if row.evidence.filter(sha256=stored.sha256, removed_at=None).exists():
        raise Unfit(_("This file is here already: the same, byte for byte."), "files")
    piece = Evidence(
        kind=EvidenceKind.FILE, file=stored.name, original_name=clean_name(name), media_type=media_type,
        size=stored.size, sha256=stored.sha256, note=note[:LONGEST_NOTE], sensitivity=sensitivity,
    )  # fmt: skip
    return _add(row, piece, by=by, at=at)


def _open(report: Report, by: User) -> Report:
    """The locked report, when its author may add to it now: until it is decided. What was sent is not changed by it."""
    row = workflow.lock(report)
    policies.check_log(by, row)
    if row.status not in OPEN_FOR_MORE:
        raise Denied(_("This report is closed: nothing can be added to it."))
    if row.evidence.filter(removed_at=None).count() >= MOST:
        raise Unfit(_("One report holds 100 files and links at most."), "files")
    return row


def _same(row: Report, piece: Evidence) -> Evidence | None:
    """The piece that the same words made before: the same form sent twice makes one."""
    told = {name: getattr(piece, name) for name in ("kind", "url", "note", "seen_edtf", "held_by")}
    return row.evidence.filter(removed_at=None, **told).first()


def _add(row: Report, piece: Evidence, *, by: User, at: datetime) -> Evidence:
    piece.report, piece.added_by, piece.added_at = row, by, at
    while Evidence.objects.filter(ref=piece.ref).exists() or not piece.ref:
        piece.ref = references.make("E")
    try:
        with transaction.atomic():
            piece.save()
    except IntegrityError:
        raise Unfit(_("This could not be kept. Try once more."), "files") from None
    audit.record(verb="evidence_added", by=by, at=at, kind="evidence", ref=piece.ref, detail=_facts(piece))
    return piece


def _facts(piece: Evidence) -> dict[str, object]:
    name = PurePosixPath(str(piece.file.name)).name if piece.file else ""
    return {"report": piece.report.ref, "kind": piece.kind, "sha256": piece.sha256, "size": piece.size, "stored": name}


def sweep(*, at: datetime) -> int:
    """Take away files older than a day that no row points to: a server killed between file and row leaves such a one.

    Returns how many went. Files of removed evidence keep their row and stay.
    """
    if not default_storage.exists("evidence"):
        return 0
    folders = default_storage.listdir("evidence")[0]
    paths = {
        f"evidence/{folder}/{name}" for folder in folders for name in default_storage.listdir(f"evidence/{folder}")[1]
    }
    known = set(Evidence.objects.filter(file__in=paths).values_list("file", flat=True))
    old = [path for path in paths - known if at - default_storage.get_modified_time(path) > ORPHAN_AFTER]
    for path in old:
        uploads.discard(path)
    return len(old)
