"""Verbs: groups of likely same persons are taken to be read, put back, and settled pair by pair; joined is nobody."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.models import LikelyGroup, LikelyPair, MatchDecision, Mention, Person
from incidents.policies import Denied

HELD_FOR = timedelta(minutes=30)
MOST_MERGES = 10
Side = Person | Mention


def free(at: datetime, road: str = "") -> Q:
    """Groups that nobody reads now: what was taken longer than half an hour ago was left lying."""
    return Q(**{f"{road}taken_at": None}) | Q(**{f"{road}taken_at__lte": at - HELD_FOR})


def is_held(group: LikelyGroup, at: datetime) -> bool:
    """Whether somebody reads it now."""
    return group.taken_at is not None and group.taken_at > at - HELD_FOR


@transaction.atomic
def take(group: LikelyGroup, *, by: User, at: datetime) -> LikelyGroup:
    """Somebody reads this group for half an hour from now. Raises Denied while somebody else does."""
    policies.check_reviewer(by)
    row = LikelyGroup.objects.select_for_update().get(pk=group.pk)
    if is_held(row, at) and row.taken_by_id != by.pk:
        raise Denied(_("Another reviewer reads this group now: %(who)s.") % {"who": row.taken_by})
    row.taken_by, row.taken_at = by, at
    row.save(update_fields=["taken_by", "taken_at"])
    return row


@transaction.atomic
def take_next(groups: QuerySet[LikelyGroup], *, by: User, at: datetime) -> LikelyGroup | None:
    """The first of these groups that is free, or one's own that is open still; None when there is none.

    Two people who ask at once get two groups. A group in which nothing is left to decide is passed over.
    """
    policies.check_reviewer(by)
    mine = groups.filter(taken_by=by, taken_at__gt=at - HELD_FOR).first()
    if mine is not None and refresh(mine, at=at):
        return take(mine, by=by, at=at)
    passed: list[int] = []
    while (row := _first_free(groups.exclude(pk__in=passed), at)) is not None:
        if refresh(row, at=at):
            return take(row, by=by, at=at)
        passed.append(row.pk)
    return None


@transaction.atomic
def put_back(group: LikelyGroup, *, by: User, at: datetime) -> LikelyGroup:
    """Others may read it. Raises Denied while somebody else does; done twice it is the same."""
    policies.check_reviewer(by)
    row = LikelyGroup.objects.select_for_update().get(pk=group.pk)
    if is_held(row, at) and row.taken_by_id != by.pk:
        raise Denied(_("Another reviewer reads this group now: %(who)s.") % {"who": row.taken_by})
    row.taken_by = row.taken_at = None
    row.save(update_fields=["taken_by", "taken_at"])
    return row


@transaction.atomic
def settle(sides: Sequence[Side], *, at: datetime) -> None:
    """Somebody decided about each two of these records: their pairs need nobody any more, wherever they stand."""
    touched = Q(pk__in=[])
    for prefix in ("left", "right"):
        touched |= Q(**{f"{prefix}_person__in": [side for side in sides if isinstance(side, Person)]})
        touched |= Q(**{f"{prefix}_mention__in": [side for side in sides if isinstance(side, Mention)]})
    for group in LikelyGroup.objects.filter(pk__in=LikelyPair.objects.filter(touched).values("group")).order_by("pk"):
        refresh(group, at=at)


@transaction.atomic
def refresh(group: LikelyGroup, *, at: datetime) -> int:
    """Settle the pairs of a group about which somebody decided, and let the others follow who was joined with whom.

    A pair that was settled in this very moment because one of the two was joined with another is read on as that
    other. Returns how many are open still, and keeps that and the likeliest of them with the group.
    """
    row = LikelyGroup.objects.select_for_update(of=("self",)).select_related("run").get(pk=group.pk)
    touched = list(pairs_of(row).filter(Q(settled_at=None) | Q(settled_at=at)))
    past, there = decided(row, touched), set()
    left = []
    for pair in touched:
        now = sides_now(pair)
        is_open = len(now) == 2 and now not in past and now not in there
        there |= {now} if is_open else set()
        left += [pair] if is_open else []
        if is_open != (pair.settled_at is None):
            pair.settled_at = None if is_open else at
            pair.save(update_fields=["settled_at"])
    row.open_pairs = len(left)
    row.score = max((pair.score for pair in left), default=row.score)
    row.save(update_fields=["open_pairs", "score"])
    return len(left)


def pairs_of(group: LikelyGroup) -> QuerySet[LikelyPair]:
    """The pairs of a group with their sides and whom these were joined with, the likeliest first."""
    rows = LikelyPair.objects.filter(group=group).order_by("-score", "pk")
    sides = [f"{side}_{kind}" for side in ("left", "right") for kind in ("person__merged_into", "mention__report")]
    return rows.select_related(*sides, "left_mention__person__merged_into", "right_mention__person__merged_into")


def both_now(pair: LikelyPair) -> list[Side]:
    """The two records of a pair as they stand: an absorbed person is its survivor, a grouped mention its person.

    One record, when they are one already; none of somebody whom the author left out of the report.
    """
    sides = (_now(pair.left_person or pair.left_mention), _now(pair.right_person or pair.right_mention))
    return list(dict.fromkeys(side for side in sides if side is not None))


def sides_now(pair: LikelyPair) -> frozenset[Side]:
    """The same, whichever stands first."""
    return frozenset(both_now(pair))


def decided(group: LikelyGroup, pairs: Sequence[LikelyPair]) -> set[frozenset[Side]]:
    """The pairs, by their sides, about which somebody decided since they were found, and it still stands. One query.

    What was decided before they were found was about other facts: the run proposes no pair again whose facts are the
    same.
    """
    sides = {side for pair in pairs for side in sides_now(pair)}
    persons = {side.pk: side for side in sides if isinstance(side, Person)}
    mentions = {side.pk: side for side in sides if isinstance(side, Mention)}
    rows = MatchDecision.objects.filter(
        Q(mention__in=list(mentions)) | Q(other__in=list(persons)), person__in=list(persons), reversed_at=None
    ).filter(at__gte=group.run.asked_at)
    return {
        frozenset((mentions[row.mention_id] if row.mention_id else persons[row.other_id or 0], persons[row.person_id]))
        for row in rows
    }


def _now(side: Side | None) -> Side | None:
    person = side.person if isinstance(side, Mention) else side
    if person is None:
        return None if isinstance(side, Mention) and side.retired_at else side
    for _step in range(MOST_MERGES):
        if person.merged_into is None:
            break
        person = person.merged_into
    return person


def _first_free(groups: QuerySet[LikelyGroup], at: datetime) -> LikelyGroup | None:
    return groups.filter(free(at)).select_for_update(skip_locked=True, of=("self",)).first()
