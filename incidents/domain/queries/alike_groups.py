"""Reads of the queue of likely same persons: which groups wait, how many, and one group with its pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Greatest, Least
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from accounts.roles import may
from incidents import policies
from incidents.domain import alike, deciding
from incidents.domain.likeness import Likely
from incidents.domain.queries.compare import FEWEST, MOST, key_of
from incidents.models import LikelyGroup, LikelyPair, MatchDecision, Mention, Person
from incidents.vocabulary import Likelihood

PER_PAGE = 20
MOST_NAMES = 4
MANY = 2_000
MOST_PAIRS, MOST_REASONS = 40, 20
# The word among the levels of a pair under which a run notes what speaks against it.
AGAINST = "against"


@dataclass(frozen=True)
class Counts:
    """How many groups and pairs wait to be read, whatever is chosen."""

    groups: int
    pairs: int
    very_likely: int
    possible: int
    against: int
    mine: int
    others: int


@dataclass
class Pair:
    """Two records of a group as they stand now, and where to read them side by side."""

    row: LikelyPair
    left: Person | Mention
    right: Person | Mention
    is_open: bool
    likely: Likely | None = None

    @property
    def url(self) -> str:
        asked = [*(("of", key) for key in self.keys), ("group", str(self.row.group_id))]
        return f"{reverse('desk:compare')}?{urlencode(asked)}"

    @property
    def keys(self) -> list[str]:
        """The two as they are called in an address."""
        return [key_of(self.left), key_of(self.right)]


@dataclass(frozen=True)
class Card:
    """One group of the list."""

    group: LikelyGroup
    pairs: list[LikelyPair]
    is_held: bool

    @property
    def names(self) -> list[str]:
        """What its records are called, each spelling once."""
        sides = dict.fromkeys(side for pair in self.pairs for side in alike.both_now(pair))
        return list(dict.fromkeys(called for side in sides if (called := _called(side))))[:MOST_NAMES]

    @property
    def is_very_likely(self) -> bool:
        return any(pair.likelihood == Likelihood.VERY_LIKELY for pair in self.pairs)

    @property
    def is_against(self) -> bool:
        return any(AGAINST in pair.levels for pair in self.pairs)


def waiting(user: User) -> QuerySet[LikelyPair]:
    """The pairs that nobody has decided about and that are two records still, as far as this user may see both."""
    seen = Q(settled_at=None)
    for side in ("left", "right"):
        told = policies.prefixed(f"{side}_mention", policies.visible_mentions(user) & Q(retired_at=None))
        held = policies.prefixed(f"{side}_person", policies.visible_persons(user))
        seen &= Q(**{f"{side}_mention": None}) & held | Q(**{f"{side}_mention__isnull": False}) & told
    rows = LikelyPair.objects.filter(seen).annotate(left_now=_person_now("left"), right_now=_person_now("right"))
    apart = Q(left_now=None) | Q(right_now=None) | ~Q(left_now=F("right_now"))
    both = OuterRef("left_now"), OuterRef("right_now")
    return rows.filter(
        apart,
        ~_decided(person=Least(*both), other=Greatest(*both)),
        ~_decided(mention=OuterRef("left_mention"), person=OuterRef("right_now")),
        ~_decided(mention=OuterRef("right_mention"), person=OuterRef("left_now")),
    )


def _person_now(side: str) -> Coalesce:
    """The person that this side is now, if it is one: one step from the absorbed to the survivor."""
    names = (f"{side}_person__merged_into", f"{side}_mention__person__merged_into")
    return Coalesce(*names, f"{side}_mention__person", f"{side}_person")


def _decided(**pair: Any) -> Exists:
    """Whether a decision stands about the two records of a pair, made since they were found."""
    since = {"reversed_at": None, "at__gte": OuterRef("group__run__asked_at")}
    return Exists(MatchDecision.objects.filter(**since, **pair))


def number_waiting(user: User) -> int:
    """How many groups wait; where they are very many, as they were counted when somebody last touched them."""
    counted = LikelyGroup.objects.filter(open_pairs__gt=0).count()
    return counted if counted > MANY else waiting_groups(user).count()


def waiting_groups(user: User) -> QuerySet[LikelyGroup]:
    """The groups of which a pair waits."""
    return LikelyGroup.objects.filter(Exists(waiting(user).filter(group=OuterRef("pk"))))


def groups(user: User, chosen: dict[str, Any], at: datetime) -> QuerySet[LikelyGroup]:
    """The groups that wait and match, the likeliest or the largest first."""
    pairs = waiting(user).filter(group=OuterRef("pk"))
    sure, against = Q(likelihood=Likelihood.VERY_LIKELY), Q(levels__has_key=AGAINST)
    rows = waiting_groups(user)
    show = chosen.get("show", "")
    if show == "mine":
        rows = rows.filter(taken_by=user, taken_at__gt=at - alike.HELD_FOR)
    elif show == "against":
        rows = rows.filter(Exists(pairs.filter(against)))
    elif show:
        of_band = Exists(pairs.filter(sure))
        rows = rows.filter(~Exists(pairs.filter(against)), of_band if show == "very_likely" else ~of_band)
    return (
        rows.order_by("-size", "-score", "pk")
        if chosen.get("sort") == "size"
        else rows.order_by("-score", "-size", "pk")
    )


def counts(user: User, at: datetime) -> Counts:
    """One query for all of them."""
    of_groups = waiting(user).values("group").annotate(
        is_sure=BoolOr(Q(likelihood=Likelihood.VERY_LIKELY)),
        is_against=BoolOr(Q(levels__has_key=AGAINST)),
        is_held=BoolOr(~alike.free(at, "group__")),
        is_mine=BoolOr(Q(group__taken_by=user)),
        of_group=Count("pk"),
    )  # fmt: skip
    numbers = of_groups.aggregate(
        groups=Count("group"),
        pairs=Coalesce(Sum("of_group"), 0),
        very_likely=Count("group", filter=Q(is_sure=True, is_against=False)),
        possible=Count("group", filter=Q(is_sure=False, is_against=False)),
        against=Count("group", filter=Q(is_against=True)),
        mine=Count("group", filter=Q(is_held=True, is_mine=True)),
        others=Count("group", filter=Q(is_held=True) & ~Q(is_mine=True)),
    )
    return Counts(**numbers)


def page(user: User, chosen: dict[str, Any], number: Any, known: Counts, at: datetime) -> Page:
    """One page of the groups, each with its pairs, the likeliest first. `known` are the counts of the same moment."""
    pairs = Prefetch("found_pairs", _told(waiting(user).order_by("-score", "pk")), to_attr="waiting_pairs")
    shown: Any = groups(user, chosen, at).select_related("taken_by").prefetch_related(pairs)
    counted = Paginator(shown, PER_PAGE)
    counted.count = getattr(known, chosen.get("show") or "groups")
    found = counted.get_page(number)
    found.object_list = [Card(group, group.waiting_pairs, alike.is_held(group, at)) for group in found]
    return found


def _told(pairs: QuerySet[LikelyPair]) -> QuerySet[LikelyPair]:
    sides = [f"{side}_{kind}" for side in ("left", "right") for kind in ("person__merged_into", "mention__report")]
    return pairs.select_related(*sides, "left_mention__person__merged_into", "right_mention__person__merged_into")


def _called(side: Person | Mention) -> str:
    name = side.display_name if isinstance(side, Person) else side.name
    return name or side.describing


class GroupPage:
    """One group: who is in it, and its pairs with the next one to read."""

    def __init__(self, user: User, group: LikelyGroup, at: datetime) -> None:
        self.user, self.group, self.at = user, group, at
        self.is_held = alike.is_held(group, at)
        self.is_mine = self.is_held and group.taken_by_id == user.pk

    @cached_property
    def pairs(self) -> list[Pair]:
        """Every pair that one may see and that is two records still, or was settled; the likeliest first."""
        rows = list(alike.pairs_of(self.group))
        open_now = set(waiting(self.user).filter(group=self.group).values_list("pk", flat=True))
        found, there = [], set()
        for row in rows:
            sides = alike.both_now(row)
            is_open = row.pk in open_now and frozenset(sides) not in there
            there |= {frozenset(sides)} if is_open else set()
            if len(sides) == 2:
                found.append(Pair(row, sides[0], sides[1], is_open))
        return found

    @cached_property
    def settled(self) -> int:
        """How many pairs need nobody any more."""
        return self.total - len(self.open)

    @cached_property
    def total(self) -> int:
        """How many pairs the group was made of."""
        return self.group.found_pairs.count()

    @cached_property
    def open(self) -> list[Pair]:
        """Those that wait."""
        return [pair for pair in self.pairs if pair.is_open]

    @cached_property
    def shown(self) -> list[Pair]:
        """The first pairs, those that wait with the reasons in words."""
        shown = self.pairs[:MOST_PAIRS]
        waiting_ones = [pair for pair in shown if pair.is_open][:MOST_REASONS]
        for pair, likely in zip(
            waiting_ones, deciding.compared([(p.left, p.right) for p in waiting_ones]), strict=True
        ):
            pair.likely = likely
        return shown

    @property
    def left_out(self) -> int:
        """How many pairs are not shown."""
        return max(0, len(self.pairs) - MOST_PAIRS)

    @cached_property
    def members(self) -> list[Person | Mention]:
        """Everybody in it, each once, those of open pairs first."""
        shown = sorted(self.pairs, key=lambda pair: not pair.is_open)
        return list(dict.fromkeys(side for pair in shown for side in (pair.left, pair.right)))

    @property
    def beside(self) -> str:
        """Where three or four of them stand side by side at once; empty where there are more, or two."""
        asked = [("of", key_of(side)) for side in self.members]
        known = urlencode([*asked, ("group", str(self.group.pk))])
        return f"{reverse('desk:compare')}?{known}" if FEWEST < len(asked) <= MOST else ""

    def place(self, keys: Sequence[str]) -> int:
        """Which of the pairs these two records are, from nought on; -1 when they are none of them."""
        wanted = set(keys)
        return next((place for place, pair in enumerate(self.pairs) if set(pair.keys) == wanted), -1)

    def after(self, keys: Sequence[str] = ()) -> Pair | None:
        """The open pair to read next: the first one behind these two records, else the first of all but these."""
        here = self.place(keys)
        others = [(place, pair) for place, pair in enumerate(self.pairs) if pair.is_open and place != here]
        behind = [pair for place, pair in others if place > here]
        return next(iter(behind or [pair for _place, pair in others]), None)


def by_number(user: User, number: int) -> QuerySet[LikelyGroup]:
    """The group with this number, for whoever may decide about it."""
    rows = LikelyGroup.objects.filter(pk=number).select_related("taken_by")
    return rows if may(user, "report.review") else rows.none()
