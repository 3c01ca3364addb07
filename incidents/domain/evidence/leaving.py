"""Evidence leaves with its report, where a policy says so: the receipts, and the bytes that nobody else received."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.db.models import Q

from incidents.domain import store
from incidents.models import (
    DerivedCopy,
    Evidence,
    EvidenceBearing,
    EvidenceMaker,
    Incoming,
    Original,
    Redaction,
    Report,
)


def leave(report: Report) -> int:
    """Delete the evidence of a report, and what was tied to its people, acts and figures; how many files there were.

    Call it in a transaction in which redactions are thawed. Rows first; the files after the commit: a process killed in
    between leaves files that the sweep takes away.
    """
    pieces = Evidence.objects.filter(report=report)
    files = pieces.exclude(original=None).count()
    originals = list(Original.objects.filter(receipts__in=pieces).order_by("pk").select_for_update(of=("self",)))
    Incoming.objects.filter(report=report).delete()
    tied = Q(evidence__in=pieces) | Q(report=report) | Q(mention__report=report) | Q(act__mention__report=report)
    tied |= Q(claim__report=report)
    EvidenceBearing.objects.filter(tied).delete()
    EvidenceMaker.objects.filter(evidence__in=pieces).delete()
    redacted = list(Redaction.objects.filter(evidence__in=pieces).values_list("copy", flat=True))
    Redaction.objects.filter(evidence__in=pieces).delete()
    _drop_copies(DerivedCopy.objects.filter(pk__in=redacted))
    pieces.exclude(capture_of=None).delete()
    pieces.delete()
    _drop_unreceived(originals)
    return files


def _drop_unreceived(originals: Iterable[Original]) -> None:
    for original in originals:
        if not original.receipts.exists():
            _drop_copies(original.copies.all())
            original.delete()
            _discard([original.stored])


def _drop_copies(copies) -> None:
    names = list(copies.values_list("stored", flat=True))
    copies.delete()
    _discard(names)


def _discard(names: Iterable[str]) -> None:
    for name in names:
        transaction.on_commit(partial(store.discard, name))
