"""What comes later: a capture of a link, made elsewhere; and the thing itself that was only said to exist."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import audit
from incidents.domain.evidence import receipts
from incidents.domain.evidence.describing import held
from incidents.models import Evidence
from incidents.policies import Stale, Unfit
from incidents.vocabulary import CaptureKind, EvidenceKind


def capture(*, link: Evidence, capture_kind: str, by: User, at: datetime, **file: Any) -> Evidence:
    """Keep a file as a capture of a link of its report: the words of `receipts.add_file`, and how it was captured.

    Raises Denied, and Unfit with a sentence, for what cannot be kept: nothing is stored then.
    """
    if link.kind != EvidenceKind.LINK or link.removed_at is not None:
        raise Unfit(_("Only a link can have captures."))
    if capture_kind not in CaptureKind.values or not capture_kind:
        raise Unfit(_("Choose from the list."), "capture_kind")
    return receipts.add_file(report=link.report, capture=(link, capture_kind), by=by, at=at, **file)


@transaction.atomic
def arrived(*, wanted: Evidence, version: int, piece: Evidence, by: User, at: datetime) -> Evidence:
    """What was only said to exist is here: this file or link, of whichever report. Nobody asks for it any more.

    Raises Denied as describing does, Stale when somebody changed it since, Unfit for a piece that this person does not
    see and for what is not held either.
    """
    row = held(wanted, by)
    if row.version != version:
        raise Stale(row)
    seen = Evidence.objects.filter(policies.visible_evidence(by), pk=piece.pk).exclude(kind=EvidenceKind.NOT_HELD)
    found = seen.first()
    if row.kind != EvidenceKind.NOT_HELD or found is None:
        raise Unfit(_("Choose a file or a link that is here."), "piece")
    row.removed_at, row.version = at, row.version + 1
    row.save(update_fields=["removed_at", "version"])
    detail = {"report": row.report.ref, "sha256": found.sha256}
    audit.record(verb="evidence_arrived", by=by, at=at, kind="evidence", ref=row.ref,
                 detail={"arrived": found.ref} | detail)  # fmt: skip
    audit.record(verb="evidence_arrived", by=by, at=at, kind="evidence", ref=found.ref,
                 detail={"was": row.ref} | detail)  # fmt: skip
    return row
