"""From the words of a query to keys of the index: which combinations are asked for, and what a match is worth."""

from collections.abc import Sequence
from itertools import combinations, product

from incidents.domain.names.frequency import default
from incidents.domain.seekers.slots import Slot, full

Asked = dict[str, float]

MOST_ASKED = 60
_PER_SLIP = 3.0
_SAME_WORD = 1.0
_FIRST_LETTER = 2.0
_COMMON = 4_000
_MOST_SPELLINGS = 8


def closely(slots: Sequence[Slot]) -> Asked:
    """Keys of rows that bear these very words in any spelling; several keys joined by a blank must all be there."""
    told = full(slots)
    asked = _alone(told[0], slots) if len(told) == 1 else {}
    for size in range(2, len(told) + 1):
        for some in combinations(told, size):
            worth = sum(map(_bits, some)) * (size > 2) + _SAME_WORD * size
            spelt = list(product(*(slot.readings[:2] for slot in some)))[:_MOST_SPELLINGS]
            asked |= {" ".join(sorted(set(words))): worth for words in spelt}
    for one, other in combinations(told, 2):
        _pairs(asked, one, other)
    return asked


def widely(slots: Sequence[Slot]) -> Asked:
    """Keys also of what the words may have meant, and of one good word with the first letter of another."""
    told, asked = full(slots), closely(slots)
    for one in told:
        _with_head(asked, one, [other for other in slots if other is not one])
    if len(told) == 1:
        asked |= {word: _bits(told[0]) - _PER_SLIP * price for word, price in told[0].meant.items()}
    return dict(sorted(asked.items(), key=lambda pair: -pair[1])[:MOST_ASKED])


def _bits(slot: Slot) -> float:
    return default().bits(slot.form)


def _alone(one: Slot, slots: Sequence[Slot]) -> Asked:
    """One full word, perhaps with initials."""
    asked = {word: _bits(one) - 0.1 * place for place, word in enumerate(one.words)}
    heads = {head for slot in slots if slot is not one for head in slot.heads}
    for bones, price in one.skeletons().items():
        asked |= {f"{bones}.{head}": _bits(one) + _FIRST_LETTER - _PER_SLIP * price for head in heads}
    return asked


def _pairs(asked: Asked, one: Slot, other: Slot) -> None:
    worth = _bits(one) + _bits(other)
    for mine, price in one.skeletons().items():
        for theirs, cost in other.skeletons().items():
            key = "+".join(sorted((mine, theirs)))
            asked[key] = max(asked.get(key, 0.0), worth - _PER_SLIP * (price + cost))


def _with_head(asked: Asked, one: Slot, others: Sequence[Slot]) -> None:
    """A word that no slip was made in, with the first letter of another that may be past mending."""
    for other in others:
        for bones in list(one.skeletons())[:2]:
            asked |= {f"{bones}.{head}": _bits(one) + _FIRST_LETTER for head in other.heads}
    if sum(one.counts.values()) < _COMMON:
        asked |= dict.fromkeys(one.readings, _bits(one))
