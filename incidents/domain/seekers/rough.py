"""A quick likeness of a row to a query, to choose whom to compare in full."""

from collections.abc import Sequence

from rapidfuzz.distance import JaroWinkler

from incidents.domain.names.spelling import readings
from incidents.domain.seekers.fetching import Row
from incidents.domain.seekers.slots import Slot

_WORD, _WORTH = 10.0, 0.3
_BEGUN, _ALIKE = 0.9, 0.9
_MOST_WORDS = 8


class Rough:
    """Callable: a higher number for rows that answer more of the words typed. Each word is looked at once."""

    def __init__(self, typed: Sequence[Slot]) -> None:
        self.typed = typed
        self.seen: dict[str, tuple[float, ...]] = {}

    def __call__(self, row: Row) -> float:
        return max(map(self._name, row.names), default=0.0) * _WORD + row.worth * _WORTH

    def _name(self, name: str) -> float:
        near = [self._word(word) for word in name.split()[:_MOST_WORDS]]
        return sum(map(max, zip(*near, strict=True))) if near else 0.0

    def _word(self, word: str) -> tuple[float, ...]:
        found = self.seen.get(word)
        if found is None:
            folded = readings(word.strip(".,()\"«»"))[:2]
            found = self.seen[word] = tuple(_nearest(slot, folded) for slot in self.typed)
        return found


def _nearest(slot: Slot, folded: Sequence[str]) -> float:
    return max((_near(slot, word) for word in folded), default=0.0)


def _near(slot: Slot, word: str) -> float:
    if word in slot.form.readings:
        return 1.0
    if (slot.is_initial or slot.is_last) and any(word.startswith(reading) for reading in slot.readings):
        return _BEGUN
    return max((JaroWinkler.similarity(reading, word) for reading in slot.readings), default=0.0) * _ALIKE
