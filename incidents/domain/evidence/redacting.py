"""Covering what must not be seen: boxes burnt into a new copy of one page. The original is read, never written."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import audit, decoding, store
from incidents.domain.envelope import Broken
from incidents.models import DerivedCopy, Evidence, Original, Redaction
from incidents.policies import Denied, Unfit
from incidents.vocabulary import CopyKind

WHOLE = 10_000
MOST_BOXES = 50
LONGEST_REASON = 500
Box = tuple[int, int, int, int]


def redact(
    *, evidence: Evidence, page: int, boxes: Sequence[Box], reason: str, key: uuid.UUID, by: User, at: datetime
) -> Redaction:
    """A new copy of a picture or of one page, with boxes burnt in: left, top, right and bottom, in shares of 10,000.

    The boxes are drawn on what is decoded from the original, so that nothing under them is in the file. The same form
    sent twice makes one copy. Raises Denied; Unfit for boxes that cover nothing, for no reason, and for what cannot be
    decoded any more; Sealed and NoKeys; whatever fails leaves no file behind.
    """
    policies.check_redact(by, evidence.report)
    done = _same(key, evidence, by)
    if done is not None:
        return done
    _check(boxes, reason)
    made = _made(evidence, page, boxes)
    stored = store.put(made.chunks, store.COPIES)
    told = {"page": page, "boxes": [list(box) for box in boxes], "reason": reason.strip()[:LONGEST_REASON], "key": key}
    try:
        found = _record(evidence, made, stored, told, by=by, at=at)
    except BaseException:
        store.discard(stored.name)
        raise
    if found.copy.stored != stored.name:
        store.discard(stored.name)
    return found


def _check(boxes: Sequence[Box], reason: str) -> None:
    if not boxes:
        raise Unfit(_("Draw at least one box."), "boxes")
    if len(boxes) > MOST_BOXES:
        raise Unfit(_("One copy takes 50 boxes at most."), "boxes")
    for left, top, right, bottom in boxes:
        if not (0 <= left < right <= WHOLE and 0 <= top < bottom <= WHOLE):
            raise Unfit(_("A box must lie inside the picture and have a width and a height."), "boxes")
    if not reason.strip():
        raise Unfit(_("Write why this is covered."), "reason")


def _made(evidence: Evidence, page: int, boxes: Sequence[Box]) -> decoding.Made:
    original = evidence.original
    shown = DerivedCopy.objects.filter(original=original, page=page, kind__in=(CopyKind.VIEW, CopyKind.PAGE))
    if original is None or not shown.exists():
        raise Unfit(_("There is no such page to draw on."), "boxes")
    try:
        with store.open_original(original) as source:
            facts = decoding.Facts(form=original.form)
            return decoding.redact(source, original.size, facts, page, [list(box) for box in boxes])
    except Broken:
        raise Denied(_("The file is not what it was when it came. Tell your admin.")) from None
    except decoding.Broken:
        raise Unfit(_("This page cannot be drawn. Tell your admin."), "boxes") from None


def _same(key: uuid.UUID, evidence: Evidence, by: User) -> Redaction | None:
    """What the same form made before. Raises Unfit for a key that made something else."""
    done = Redaction.objects.filter(key=key).select_related("copy").first()
    if done is not None and (done.evidence_id, done.by_id) != (evidence.pk, by.pk):
        raise Unfit(_("Open the page once more and draw again."), "boxes")
    return done


@transaction.atomic
def _record(
    evidence: Evidence, made: decoding.Made, stored: store.Stored, told: dict, *, by: User, at: datetime
) -> Redaction:
    original = Original.objects.select_for_update().get(receipts=evidence)
    done = _same(told["key"], evidence, by)
    if done is not None:
        return done
    here = DerivedCopy.objects.filter(original=original, kind=CopyKind.REDACTED, page=told["page"])
    copy = DerivedCopy.objects.create(
        original=original, kind=CopyKind.REDACTED, page=told["page"], media_type=made.media_type,
        number=(here.aggregate(last=Max("number"))["last"] or 0) + 1, width=made.width, height=made.height,
        recipe=made.recipe, stored=stored.name, key_sealed=stored.key_sealed, size=stored.size, sha256=stored.sha256,
        made_at=at,
    )  # fmt: skip
    row = Redaction.objects.create(evidence=evidence, copy=copy, by=by, at=at, **told)
    detail = {"sha256": original.sha256, "copy": copy.sha256, "boxes": len(told["boxes"])}
    detail |= {"page": told["page"]} if told["page"] else {}
    audit.record(verb="evidence_redacted", by=by, at=at, kind="evidence", ref=evidence.ref, detail=detail)
    return row
