"""What a run found becomes the queue: open pairs of former runs give way, settled ones and those being read stay."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from incidents.domain import alike
from incidents.domain.bulk import gathering
from incidents.domain.bulk.comparing import Link
from incidents.domain.bulk.linking import Linked
from incidents.models import LikelyGroup, LikelyPair, MatchRun

AT_ONCE = 2_000
Keys = frozenset[int]  # of both records of a pair: of persons by key, of mentions below nought


@transaction.atomic
def replace(run: MatchRun, linked: Linked, keys: Sequence[int], at: datetime) -> tuple[int, int]:
    """Put the groups of this run in the place of the open ones of former runs. How many groups and pairs it wrote.

    A group that somebody reads now stays as it is. What was joined or taken back while the run went on is left out.
    """
    _clear(at)
    found = _by_group(linked, keys)
    groups = LikelyGroup.objects.bulk_create((_group(run, links) for links in found), batch_size=AT_ONCE)
    rows = [_pair(group, link, keys) for group, links in zip(groups, found, strict=True) for link in links]
    LikelyPair.objects.bulk_create(rows, batch_size=AT_ONCE)
    return len(groups), len(rows)


def _clear(at: datetime) -> None:
    """Open pairs go, but for groups that are being read; then groups of which nothing is left."""
    free = LikelyGroup.objects.filter(alike.free(at))
    list(free.select_for_update().values_list("pk", flat=True))  # nobody takes one before the new ones are there
    LikelyPair.objects.filter(group__in=free, settled_at=None).delete()
    free.filter(found_pairs=None).delete()
    free.update(open_pairs=0)


def _by_group(linked: Linked, keys: Sequence[int]) -> list[list[Link]]:
    """The links of each group, the likeliest group first."""
    places = {number: place for place, group in enumerate(linked.groups) for number in group}
    inside = [link for link in linked.links if link.band and places.get(link.left, -1) == places.get(link.right, -2)]
    standing = _standing({keys[number] for link in inside for number in link[:2]})
    _forget_settled(frozenset((keys[link.left], keys[link.right])) for link in inside)
    there = {_keys_of(*row) for row in _rows(Q())}
    found: dict[int, list[Link]] = defaultdict(list)
    for link in sorted(inside, key=lambda link: (-link.bits, link.left, link.right)):
        pair = {keys[link.left], keys[link.right]}
        if pair <= standing and pair not in there:
            found[places[link.left]].append(link)
    return list(found.values())


def _standing(keys: set[int]) -> set[int]:
    """Of these records those that stand still."""
    persons = gathering.persons().filter(pk__in=[key for key in keys if key > 0])
    mentions = gathering.mentions().filter(pk__in=[-key for key in keys if key < 0])
    return {*persons.values_list("pk", flat=True), *(-key for key in mentions.values_list("pk", flat=True))}


def _forget_settled(pairs: Iterable[Keys]) -> None:
    """A pair that was settled and is found again, since its facts changed, is open again: the old line goes."""
    found = set(pairs)
    again = [pk for pk, *sides in _rows(~Q(settled_at=None)) if _keys_of(0, *sides) in found]
    groups = list(LikelyPair.objects.filter(pk__in=again).values_list("group", flat=True))
    LikelyPair.objects.filter(pk__in=again).delete()
    LikelyGroup.objects.filter(pk__in=groups, found_pairs=None).delete()


def _rows(which: Q) -> Iterator[tuple[int, ...]]:
    sides = ("left_person", "left_mention", "right_person", "right_mention")
    return LikelyPair.objects.filter(which).values_list("pk", *sides).iterator(AT_ONCE)


def _keys_of(_pk: int, *sides: int | None) -> Keys:
    return frozenset(-key if place % 2 else key for place, key in enumerate(sides) if key is not None)


def _group(run: MatchRun, links: list[Link]) -> LikelyGroup:
    size = len({number for link in links for number in link[:2]})
    return LikelyGroup(run=run, size=size, score=links[0].probability, open_pairs=len(links))


def _pair(group: LikelyGroup, link: Link, keys: Sequence[int]) -> LikelyPair:
    sides = {}
    for side, key in (("left", keys[link.left]), ("right", keys[link.right])):
        sides[f"{side}_{'person' if key > 0 else 'mention'}_id"] = abs(key)
    levels = dict(link.levels)
    return LikelyPair(group=group, score=link.probability, likelihood=link.band, levels=levels, **sides)
