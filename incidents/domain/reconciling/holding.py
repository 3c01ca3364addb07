"""Verbs: rows of a list one by one. Who reads a row holds it for half an hour, so that several work at once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from incidents import policies
from incidents.domain import matching
from incidents.models import ListEdition, Mention, Person, RowHold
from incidents.vocabulary import Resolution

HELD = timedelta(minutes=30)


def rows(edition: ListEdition) -> QuerySet[Mention]:
    """The standing rows of an edition, in their order."""
    return Mention.objects.filter(report=edition.report_id, retired_at=None).order_by("position", "pk")


def waiting(edition: ListEdition) -> QuerySet[Mention]:
    """Those about which nobody decided."""
    return rows(edition).filter(resolution=Resolution.OPEN)


@transaction.atomic
def take_next(edition: ListEdition, *, after: int = -1, by: User, at: datetime) -> Mention | None:
    """Hold the next row that waits and that nobody else reads; past the last one the first again. None: none is free.

    Whoever holds one row lets the former go. Raises Denied.
    """
    policies.check_reconcile(by, edition.report)
    read = RowHold.objects.filter(mention=OuterRef("pk"), at__gt=at - HELD).exclude(by=by)
    free = waiting(edition).filter(~Exists(read)).select_for_update(skip_locked=True, of=("self",))
    row = free.filter(position__gt=after).first() or free.first()
    RowHold.objects.filter(by=by, mention__report=edition.report_id).delete()
    if row is not None:
        RowHold.objects.update_or_create(mention=row, defaults={"by": by, "at": at})
    return row


def reader(mention: Mention, *, by: User, at: datetime) -> User | None:
    """Somebody else who reads this row now."""
    held = RowHold.objects.filter(mention=mention, at__gt=at - HELD).exclude(by=by).select_related("by").first()
    return held.by if held else None


@transaction.atomic
def decide(
    mention: Mention, verdict: str, person: Person | None, *, because: str, by: User, at: datetime
) -> Person | None:
    """Say who a row is: same, different, new, undecided. The row is held no longer, but after “different”.

    Raises Denied, also when somebody decided before; Unfit without a reason, or without a person who is needed.
    """
    found = matching.decide(mention, verdict, person, because=because, by=by, at=at)
    if verdict != "different":
        RowHold.objects.filter(mention=mention).delete()
    return found


def reopen(mention: Mention, *, because: str, by: User, at: datetime) -> Mention:
    """Take a decision about a row back. Raises Denied; Unfit without a reason, or while a finding relies on the row."""
    return matching.reopen(mention, because=because, by=by, at=at)
