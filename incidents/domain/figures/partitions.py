"""Pure domain: whether the parts of a whole make it up, and how that hangs on what nobody said of them.

A part that does not say whether it holds the security forces, or those who took no part, in is reckoned both ways
when another part counts them by themselves: each way is a reading. A group is reckoned as held in whole or not at all,
but for those of it of whom another claim says that they are of that part's place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from math import inf

from incidents.domain.figures import partition_words as words
from incidents.domain.figures.readings import Question, Reading, in_order, left, readings
from incidents.domain.figures.shapes import BYSTANDERS, GROUPS, Claim, Interval
from incidents.domain.figures.web import Remark, Web, group_of, lies_within
from incidents.vocabulary import FigurePopulation as P
from incidents.vocabulary import FigureTie as T
from incidents.vocabulary import Included

MOST_QUESTIONS = 8
_TRAITS, _WHOEVER = frozenset({P.CHILDREN, P.WOMEN}), frozenset({P.NOT_STATED, P.EVERYBODY})


def remarks(web: Web) -> list[Remark]:
    """What is to be said of every whole that has parts."""
    found = []
    for whole in web.claims:
        parts = members(web, whole)
        if parts and (len(parts) > 1 or parts[0].is_number):
            found += [*_overlaps(web, whole), _remark(web, whole, parts)]
    return [one for one in found if one]


# --- Which numbers are the parts -------------------------------------------------------------------------------------
def members(web: Web, whole: Claim) -> list[Claim]:
    """The parts that are reckoned, in the order of their numbers.

    Not what another part replaced, nor what lies under another part or is the same people in a narrower place; two
    reports of one statement are one part. A group that is said to be among the whole is
    one of them where the parts alone leave something.
    """
    parts = _reckoned(web, [one for one in web.tied(T.PART_OF, whole.pk) if not web.is_under(whole, one)])
    among = [one for one in web.tied(T.SUBSET_OF, whole.pk) if one.status == whole.status]
    groups = [one for one in among if _group(one, [*parts, one])]
    if len(parts) < 2 or not groups or not whole.is_number:
        return parts
    low_ends = [one.left[0] for one in readings(whole, parts, questions(web, whole, parts))]
    is_short = all(low is not None and low > 0 for low in low_ends)
    return _reckoned(web, [*parts, *groups]) if is_short else parts


def _reckoned(web: Web, parts: Iterable[Claim]) -> list[Claim]:
    every = _once(web, parts)
    replaced = web.replaced(every)
    every = [one for one in every if one.pk not in replaced]
    kept = [one for one in every if not any(_is_inside(web, one, other) for other in every if other.pk != one.pk)]
    return sorted(kept, key=in_order)


def _once(web: Web, parts: Iterable[Claim]) -> list[Claim]:
    """Of two reports of one statement one, with the lowest and the highest number that any of them tells."""
    found: dict[frozenset[int], Claim] = {}
    for one in parts:
        key = web.statement(one.pk)
        found[key] = _joined(found[key], one) if key in found else one
    return list({one.pk: one for one in found.values()}.values())


def _joined(one: Claim, other: Claim) -> Claim:
    if one.interval() == other.interval() or not other.is_number:
        return one
    if not one.is_number:
        return other
    lows, highs = zip(one.interval(), other.interval(), strict=True)
    low = min((end for end in lows if end is not None), default=None)
    high = max((end for end in highs if end is not None), default=None)
    return replace(one, low=None if None in lows else low, best=None, high=None if None in highs else high)


def _is_inside(web: Web, inner: Claim, outer: Claim) -> bool:
    """Whether it counts some of those in the other part: as ties say, or as the same group in a narrower place."""
    if web.is_under(inner, outer):
        return not web.is_under(outer, inner)
    same = inner.population == outer.population == P.CIVILIANS
    same = same or group_of(inner) != "" and group_of(inner) == group_of(outer)
    return same and inner.status == outer.status and lies_within(inner, outer) and inner.place != outer.place


def _group(part: Claim, among: Iterable[Claim]) -> str:
    """The group that it counts by itself. Civilians are one only beside a part that does not say of whom it is."""
    if part.population != P.CIVILIANS:
        return group_of(part)
    return BYSTANDERS if any(one.population in (P.NOT_STATED, P.EVERYBODY) for one in among) else ""


def _overlaps(web: Web, whole: Claim) -> list[Remark]:
    """Parts of one population of which the place of one is, or lies in, that of the other."""
    parts = _once(web, web.tied(T.PART_OF, whole.pk))
    replaced = {other.pk for _one, other, _tie in web.pairs(T.SUPERSEDES)} | web.replaced(parts)
    parts = [part for part in parts if part.pk not in replaced]
    found = _traits(web, whole, parts)
    for one, other in combinations(parts, 2):
        inner, outer = (one, other) if lies_within(one, other) else (other, one)
        apart = web.is_under(one, other) or web.is_under(other, one) or _of_whom(one) != _of_whom(other)
        if lies_within(inner, outer) and not apart:
            found.append(Remark("overlap", (inner.pk, outer.pk, whole.pk), (), words.overlap(inner, [outer], whole)))
    return found


def _traits(web: Web, whole: Claim, parts: Sequence[Claim]) -> list[Remark]:
    """Children or women beside parts that count whoever was there, unless all of them just make up the whole."""
    if left(whole, parts, []) == (0, 0):
        return []
    found = []
    for trait in (one for one in parts if one.population in _TRAITS):
        outer = [
            one for one in sorted(parts, key=in_order)
            if one.population in _WHOEVER and not one.population_words and one.status == trait.status
            and _may_share(one, trait, whole) and not web.is_under(trait, one) and not web.is_under(one, trait)
        ]  # fmt: skip
        if outer:
            keys = (trait.pk, *(one.pk for one in outer), whole.pk)
            found.append(Remark("overlap", keys, (), words.overlap(trait, outer, whole)))
    return found


def _of_whom(one: Claim) -> tuple[str, str, str]:
    return one.population, one.population_words, one.status


# --- What nobody said of them ----------------------------------------------------------------------------------------
def questions(web: Web, whole: Claim, parts: Sequence[Claim]) -> list[Question]:
    """For each group that is a part by itself, and each other part that may hold some of it in: does it?"""
    found = []
    for group in (one for one in parts if _group(one, parts)):
        for part in parts:
            answer = part.holds(_group(group, parts))
            if _group(part, parts) or answer == Included.NO or not _may_share(part, group, whole):
                continue
            amount, told = _amount(web, part, group)
            if not told and (amount[0] or 0) > _most(part):
                continue  # it cannot hold them all in
            is_whole = amount == group.interval() and not lies_within(group, part)
            if is_whole and answer == Included.YES and not told:
                amount = (1, amount[1])  # it holds some of them in, and nobody says how many
            found.append(Question(part, group, amount, Included.YES if told else answer, is_whole))
    return found


def _most(part: Claim) -> float:
    high = part.interval()[1]
    return inf if high is None else high


def _may_share(part: Claim, group: Claim, whole: Claim) -> bool:
    """Whether somebody of the group can be of the part's place."""
    if not part.place or not group.place or lies_within(part, group) or lies_within(group, part):
        return True
    return group.place == whole.place


def _amount(web: Web, part: Claim, group: Claim) -> tuple[Interval, bool]:
    """How many of the group the part would hold, and whether ties say that it holds them."""
    populations = GROUPS.get(group_of(group), frozenset()) | {group.population}
    same = [one for one in web.claims if one.population in populations and one.pk != group.pk]
    under = [one for one in same if one.is_number and web.is_under(one, part)]
    if under:
        return max(under, key=lambda one: (one.interval()[0] or 0, -one.pk)).interval(), True
    if lies_within(group, part):
        return group.interval(), False
    of_group = [one for one in same if one.is_number and (web.is_under(one, group) or lies_within(one, group))]
    here = [one for one in of_group if part.place and lies_within(one, part) and _is_of_one_day(one, group, web)]
    if here:
        return max(here, key=lambda one: (one.interval()[0] or 0, -one.pk)).interval(), False
    return group.interval(), False


def _is_of_one_day(one: Claim, group: Claim, web: Web) -> bool:
    """A number of another day or claimant tells how many of the group are here only when a tie says so."""
    return web.is_under(one, group) or (one.claimant, one.stated) == (group.claimant, group.stated)


# --- What is said ----------------------------------------------------------------------------------------------------
def _remark(web: Web, whole: Claim, parts: Sequence[Claim]) -> Remark | None:
    keys = (whole.pk, *(part.pk for part in parts))
    left_out = [web.left_out[tie.claim] for tie in web.gone if tie.kind == T.PART_OF and tie.other == whole.pk]
    if not whole.is_number:
        return None
    asked = questions(web, whole, parts)
    open_ = [one for one in asked if one.answer != Included.YES]
    if len(open_) > MOST_QUESTIONS:
        told = [one for one in asked if one.answer == Included.YES]
        edges = [
            Reading((), tuple(open_), left(whole, parts, told)),
            Reading(tuple(open_), (), left(whole, parts, asked)),
        ]
        return Remark("partition", keys, _numbers(edges), words.many(whole, parts, edges, left_out))
    found = readings(whole, parts, asked)
    if len({one.left for one in found}) == 1:
        fits = found[0].is_even and all(part.is_number for part in parts)
        code = "parts_fit" if fits else "partition"
        text = words.plain(whole, parts, found[0].left, [one for one in asked if one.answer == Included.YES], left_out)
        return Remark(code, keys, _numbers(found[:1]), text)
    return Remark("partition_readings", keys, _numbers(found), words.with_readings(whole, parts, found, left_out))


def _numbers(found: Iterable[Reading]) -> tuple[int, ...]:
    ends = [end for one in found for end in dict.fromkeys(one.left) if end is not None]
    return tuple(dict.fromkeys(ends))
