"""From the words of a query to keys of the index: which combinations are asked for, and what a match is worth."""

from collections.abc import Sequence
from itertools import combinations, product

from incidents.domain.seekers.slots import Slot, full

Asked = dict[str, float]

MOST_ASKED = 240
_PAIR, _WORDS, _HEAD, _ALONE = 10.0, 4.0, 4.0, 3.0
_PER_SLIP = 2.4
_COMMON = 4_000


def closely(slots: Sequence[Slot]) -> Asked:
    """Keys of rows that bear these very words in any spelling; several keys joined by a blank must all be there."""
    told, asked = full(slots), {}
    if len(told) == 1:
        asked |= _single(told[0], slots)
    for size in range(2, len(told) + 1):
        for some in combinations(told, size):
            for words in list(product(*(slot.readings[:2] for slot in some)))[:8]:
                asked[" ".join(sorted(set(words)))] = _WORDS * size
    for one, other in combinations(told, 2):
        asked |= _pairs(one.skeletons(), other.skeletons())
    return asked


def widely(slots: Sequence[Slot]) -> Asked:
    """Keys also of what the words may have meant, and of one good word with the first letter of another."""
    told, asked = full(slots), closely(slots)
    if len(told) == 1:
        return asked | {word: _ALONE * 2 - price for word, price in told[0].meant.items()}
    for one, other in combinations(told, 2):
        asked |= _pairs(one.skeletons(), other.skeletons())
    for one in told:
        asked |= _with_head(one, [other for other in slots if other is not one])
    return dict(sorted(asked.items(), key=lambda pair: -pair[1])[:MOST_ASKED])


def _single(one: Slot, slots: Sequence[Slot]) -> Asked:
    initials = [slot for slot in slots if slot is not one]
    asked = {word: _ALONE * 2 - 0.1 * place for place, word in enumerate(one.words)}
    for bones, price in one.skeletons().items():
        for other in initials:
            asked |= {f"{bones}.{head}": _PAIR - _PER_SLIP * price for head in other.heads}
    return asked


def _pairs(mine: dict[str, float], theirs: dict[str, float]) -> Asked:
    return {
        "+".join(sorted((one, other))): _PAIR - _PER_SLIP * (price + cost)
        for one, price in mine.items()
        for other, cost in theirs.items()
        if price + cost < 4
    }


def _with_head(one: Slot, others: Sequence[Slot]) -> Asked:
    asked = {}
    exact = list(one.skeletons())[:2]
    for other in others:
        asked |= {f"{bones}.{head}": _HEAD for bones in exact for head in other.heads}
    if sum(one.counts.values()) < _COMMON:
        asked |= dict.fromkeys(one.readings, _ALONE)
    return asked
