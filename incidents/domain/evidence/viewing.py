"""Looking at a copy of a piece: it is opened for whoever may see the piece, and the look is written down."""

from datetime import datetime, timedelta
from typing import BinaryIO

from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain import audit, store
from incidents.domain.envelope import Broken
from incidents.models import AuditEvent, DerivedCopy, Evidence
from incidents.policies import Denied
from incidents.vocabulary import CopyKind

# Too small, or too blurred, to be a look at what is shown.
NO_LOOK = (CopyKind.VEIL, CopyKind.THUMB)
ONE_LOOK = timedelta(hours=1)


def open_copy(*, evidence: Evidence, copy: DerivedCopy, by: User, at: datetime, is_further: bool = False) -> BinaryIO:
    """The clear bytes of a copy, at any place; a look is a line of the log.

    A player asks for a film in many stretches: one that is asked for further on (`is_further`) belongs to the look that
    began within the hour; where none began, it is one. The caller has asked whether this person may see the piece.
    Raises Sealed, NoKeys, store.Missing, store.Unreachable, and Denied for a copy that was changed.
    """
    try:
        file = store.open_copy(copy)
    except Broken:
        raise Denied(_("This copy does not open. Tell your admin.")) from None
    if copy.kind not in NO_LOOK and not (is_further and _is_looking(evidence, copy, by=by, at=at)):
        _write_down(evidence, copy, by=by, at=at)
    return file


def _is_looking(evidence: Evidence, copy: DerivedCopy, *, by: User, at: datetime) -> bool:
    lines = AuditEvent.objects.filter(ref=evidence.ref, verb="evidence_viewed", by=by.ref, at__gt=at - ONE_LOOK)
    return lines.filter(detail__copy=copy.sha256).exists()


def _write_down(evidence: Evidence, copy: DerivedCopy, *, by: User, at: datetime) -> None:
    detail = {"sha256": evidence.sha256, "copy": copy.sha256, "kind": copy.kind}
    page = {"page": copy.page} if copy.page else {}
    audit.record(verb="evidence_viewed", by=by, at=at, kind="evidence", ref=evidence.ref, detail=detail | page)
