"""The row of a piece: added to a report that is open for more, taken off a draft; each with its line in the log."""

import re
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import audit, references, workflow
from incidents.domain.letters import strip_unsafe
from incidents.models import Evidence, Report
from incidents.policies import Denied, Unfit
from incidents.vocabulary import EvidenceKind, ReportStatus

OPEN_FOR_MORE = (ReportStatus.DRAFT, ReportStatus.RETURNED, ReportStatus.SUBMITTED, ReportStatus.UNDER_REVIEW)
MOST = 200
LONGEST_NOTE = 500
LONGEST_NAME = 200


@transaction.atomic
def remove(*, evidence: Evidence, by: User, at: datetime) -> Evidence:
    """Take a piece off a draft, or off a report that came back. The row and the file stay on record. Raises Denied."""
    report = workflow.lock(evidence.report)
    policies.check_edit(by, report)
    row = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if row.removed_at is None:
        row.removed_at = at
        row.save(update_fields=["removed_at"])
        detail = {"report": report.ref} | ({"sha256": row.sha256} if row.kind == EvidenceKind.FILE else {})
        audit.record(verb="evidence_removed", by=by, at=at, kind="evidence", ref=row.ref, detail=detail)
    return row


def open_report(report: Report, by: User) -> Report:
    """The locked report, when its author may add to it now: until it is decided. What was sent is not changed by it.

    Call it in a transaction. Raises Denied, and Unfit when it holds as much as a report may.
    """
    row = workflow.lock(report)
    policies.check_log(by, row)
    if row.status not in OPEN_FOR_MORE:
        raise Denied(_("This report is closed: nothing can be added to it."))
    if row.evidence.filter(removed_at=None).count() >= MOST:
        raise Unfit(_("One report holds 200 files and links at most."), "files")
    return row


def same(row: Report, piece: Evidence) -> Evidence | None:
    """The piece that the same words made before: the same form sent twice makes one."""
    told = {name: getattr(piece, name) for name in ("kind", "url", "note", "seen_edtf", "seen_by", "held_by")}
    return row.evidence.filter(removed_at=None, **told).first()


def add(row: Report, piece: Evidence, *, by: User, at: datetime) -> Evidence:
    """Store the piece and say so in the log. Raises Unfit."""
    piece.report, piece.added_by, piece.added_at = row, by, at
    while Evidence.objects.filter(ref=piece.ref).exists() or not piece.ref:
        piece.ref = references.make("E")
    try:
        with transaction.atomic():
            piece.save()
    except IntegrityError:
        raise Unfit(_("This could not be kept. Try once more."), "files") from None
    audit.record(verb="evidence_added", by=by, at=at, kind="evidence", ref=piece.ref, detail=facts(piece))
    return piece


def facts(piece: Evidence) -> dict[str, object]:
    """What the log keeps of a piece: no name and no word of it."""
    stored = piece.original.stored.rpartition("/")[2] if piece.original else ""
    return {
        "report": piece.report.ref,
        "kind": piece.kind,
        "sha256": piece.sha256,
        "size": piece.size,
        "stored": stored,
    }


def clean_name(name: str) -> str:
    """A file name that is only a name: no folders, nothing hidden, its ending kept when it is too long."""
    text = strip_unsafe(re.split(r"[/\\]", name[-4 * LONGEST_NAME :])[-1])
    text = re.sub(r'[\x00-\x1f<>:"|?*;%\x7f]', "_", text).strip(" .")
    stem, dot, ending = text.rpartition(".")
    if len(text) > LONGEST_NAME:
        text = f"{stem[: LONGEST_NAME - 11]}{dot}{ending[:10]}" if dot else text[:LONGEST_NAME]
    return text or "file"
