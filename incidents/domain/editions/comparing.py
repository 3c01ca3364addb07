"""An edition beside the one before: what was added, removed, respelt or changed, row by row; nothing is deleted."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from incidents.domain.editions import differing, rows
from incidents.domain.editions.pairing import pair
from incidents.models import ListEdition, RowChange
from incidents.vocabulary import RowChangeKind

AT_ONCE = 1_000


def compare(edition: ListEdition, *, at: datetime) -> int | None:
    """Write down what this edition says otherwise than the one before, in the place of what was written before.

    Returns how many changes there are; None when the edition was undone meanwhile. What it compares it reads first;
    it holds the edition only while it writes, so that an undoing waits for it, or it for that.
    """
    found = list(_changes(edition))
    with transaction.atomic():
        held = ListEdition.objects.select_for_update().filter(pk=edition.pk, follows=edition.follows_id).first()
        if held is None:
            return None
        RowChange.objects.filter(edition=held).delete()
        RowChange.objects.bulk_create(found, batch_size=AT_ONCE)
        ListEdition.objects.filter(pk=held.pk).update(compared_at=at)
    return len(found)


def _changes(edition: ListEdition) -> Iterator[RowChange]:
    """What was removed, added and changed; an edition that follows none has no changes."""
    former = edition.follows
    if former is None:
        return
    sides = pair(rows.of(former), rows.of(edition))
    for row in sides.former:
        yield RowChange(edition=edition, kind=RowChangeKind.REMOVED, former_id=row.pk)
    for row in sides.now:
        yield RowChange(edition=edition, kind=RowChangeKind.ADDED, mention_id=row.pk)
    yield from differing.changes(edition, former, sides.pairs)
