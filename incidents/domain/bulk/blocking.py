"""Pure domain: which pairs of records are looked at: those that share keys of the name and a year, a day or a place.

A key that many share is left aside where a rarer one can find the pair: blocks are limited, so that time grows with the
number of records and not with its square (Christen 2012, Data Matching, ch. 4).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from incidents.domain.bulk.looks import Look, near_days
from incidents.domain.dates import Partial

MOST_IN_BLOCK = 300
# Where no birth tells namesakes apart: of two words, three, one in a place, two in a place.
MOST_UNDATED = {2: 24, 3: 200, 1: 24, 4: 200}
MOST_AT_EVENT = 60
MOST_DAYS = 7
SLIPS_OF_YEARS = (*range(1, 11), 20)
Pair = tuple[Look, Look]
Blocks = dict[Hashable, list[Look]]


class Progress:
    """How many records a pass has gone through."""

    done = 0


def candidates(looks: Sequence[Look], progress: Progress) -> Iterator[Pair]:
    """Every pair worth a second look, once."""
    years: dict[int, list[Look]] = defaultdict(list)
    for look in looks:
        for year in range(look.first, look.last + 1) if look.is_dated else ():
            years[year].append(look)
    days: dict[int, Blocks] = {}
    for year in sorted(years):
        yield from _born_in(year, years[year])
        days[year] = _by_day(look for look in years[year] if look.day)
        yield from _slipped_years(year, days)
        days.pop(year - max(SLIPS_OF_YEARS), None)
        progress.done += sum(look.first == year for look in years[year])
    yield from _undated([look for look in looks if not look.is_dated], looks)
    yield from _at_events(looks)


def _born_in(year: int, looks: list[Look]) -> Iterator[Pair]:
    """Pairs that may both be born in the year, told at the first such year."""
    seen: set[int] = set()
    for block in _blocks_of_year(looks):
        for one, other in _pairs(block):
            if max(one.first, other.first) != year or (one.day and other.day and not near_days(one, other)):
                continue
            mark = packed(one.number, other.number)
            if mark not in seen:
                seen.add(mark)
                yield one, other


def _blocks_of_year(looks: list[Look]) -> Iterator[list[Look]]:
    blocks: Blocks = defaultdict(list)
    short: Blocks = defaultdict(list)
    for look in looks:
        for pair in set(look.pairs()):
            blocks[pair].append(look)
        for place in look.places if look.day else ():
            blocks[look.day, place].append(look)
        for single in set(look.singles()):
            if look.day:
                blocks[single, look.day].append(look)
            for place in look.places:
                blocks[single, place].append(look)
            if look.with_initials or len(look.words) == 1:
                short[single].append(look)
    yield from blocks.values()
    if short:
        yield from _beside_short(looks, short)


def _beside_short(looks: list[Look], short: Blocks) -> Iterator[list[Look]]:
    """A surname with initials beside everybody of that surname."""
    for look in looks:
        for single in set(look.singles()):
            for other in short.get(single, ())[:MOST_IN_BLOCK]:
                if other is not look:
                    yield [look, other]


def _by_day(looks: Iterable[Look]) -> Blocks:
    """Pairs of skeletons with the day and month, for years that a slip changed."""
    blocks: Blocks = defaultdict(list)
    for look in looks:
        for pair in set(look.pairs()):
            blocks[pair, look.month, look.monthday].append(look)
    return blocks


def _slipped_years(year: int, days: dict[int, Blocks]) -> Iterator[Pair]:
    seen: set[int] = set()
    for slip in SLIPS_OF_YEARS:
        earlier = days.get(year - slip)
        for key, looks in days[year].items() if earlier else ():
            for one in looks:
                for other in earlier.get(key, ()):  # type: ignore[union-attr]
                    if (mark := packed(one.number, other.number)) not in seen:
                        seen.add(mark)
                        yield one, other


def _undated(undated: list[Look], looks: Sequence[Look]) -> Iterator[Pair]:
    """Records without a birth beside all: by three words, by two or one and a place, by two that are rare together."""
    asked: dict[tuple, list[Look]] = defaultdict(list)
    for look in undated:
        for key in _keys_without_birth(look):
            asked[key].append(look)
    beside: dict[tuple, list[Look]] = defaultdict(list)
    for look in looks:
        for key in _keys_without_birth(look):
            if key in asked and len(beside[key]) <= MOST_IN_BLOCK:
                beside[key].append(look)
    seen: set[int] = set()
    for key, block in asked.items():
        others = beside[key]
        for one in block if len(others) <= MOST_UNDATED[key[0]] else ():
            for other in others:
                if one is not other and (mark := packed(one.number, other.number)) not in seen:
                    seen.add(mark)
                    yield one, other


def _keys_without_birth(look: Look) -> set[tuple]:
    pairs, singles = set(look.pairs()), set(look.singles())
    return {
        *((2, *pair) for pair in pairs),
        *((3, *triple) for triple in look.triples()),
        *((1, single, place) for single in singles for place in look.places),
        *((4, *pair, place) for pair in pairs for place in look.places),
    }


def _at_events(looks: Sequence[Look]) -> Iterator[Pair]:
    """People without a full name beside those to whom the same was done on the same day in the same place."""
    blocks: Blocks = defaultdict(list)
    for look in looks:
        for kind, day, places in look.record.events:
            for number in _days(day):
                for place in places:
                    blocks[kind, number, place].append(look)
    seen: set[int] = set()
    for block in blocks.values():
        for one, other in _pairs(block, MOST_AT_EVENT):
            mark = packed(one.number, other.number)
            if (one.unnamed or other.unnamed) and mark not in seen:
                seen.add(mark)
                yield one, other


def _days(day: Partial) -> Iterable[int]:
    """The days that a date can mean, when it is known to a week."""
    if day.lower is None or day.upper is None or (day.upper - day.lower).days > MOST_DAYS:
        return ()
    return range(day.lower.toordinal(), day.upper.toordinal() + 1)


def _pairs(block: list[Look], most: int = MOST_IN_BLOCK) -> Iterator[Pair]:
    if len(block) > most:
        return
    for place, one in enumerate(block):
        for other in block[place + 1 :]:
            yield one, other


def packed(one: int, other: int) -> int:
    """A pair of numbers as one number, whichever comes first."""
    return one << 32 | other if one < other else other << 32 | one
