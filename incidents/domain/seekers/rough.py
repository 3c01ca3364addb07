"""A quick likeness of a row to a query, to choose whom to compare in full."""

from collections.abc import Sequence

from rapidfuzz.distance import JaroWinkler

from incidents.domain.names.frequency import default
from incidents.domain.names.parsing import FATHER
from incidents.domain.names.sounds import coarse, sound
from incidents.domain.names.spelling import readings
from incidents.domain.seekers.fetching import Row
from incidents.domain.seekers.slots import MOST_READINGS, Slot

_WORTH = 0.1
_BEGUN, _ALIKE, _UNLIKE = 0.8, 0.9, 0.7
_FATHERS, _MANY = 0.6, 0.05  # what a father's name counts, and a word that was not asked for
_MOST_WORDS = 8


class Rough:
    """Callable: a higher number for rows that answer more of the words typed. Each word is looked at once."""

    def __init__(self, typed: Sequence[Slot]) -> None:
        self.typed = typed
        self.worth = [default().bits(slot.form) * (_FATHERS if slot.role == FATHER else 1.0) for slot in typed]
        self.seen: dict[str, tuple[float, ...]] = {}

    def __call__(self, row: Row) -> float:
        return max(map(self._name, row.names), default=0.0) + row.worth * _WORTH

    def _name(self, name: str) -> float:
        near = [self._word(word) for word in name.split()[:_MOST_WORDS]]
        return sum(map(max, zip(*near, strict=True))) - _MANY * len(near) if near else 0.0

    def _word(self, word: str) -> tuple[float, ...]:
        found = self.seen.get(word)
        if found is None:
            folded = readings(word.strip('.,()"«»'))[:2]
            found = self.seen[word] = tuple(
                worth * _nearest(slot, folded) for slot, worth in zip(self.typed, self.worth, strict=True)
            )
        return found


def _nearest(slot: Slot, folded: Sequence[str]) -> float:
    return max((_near(slot, word) for word in folded), default=0.0)


def _near(slot: Slot, word: str) -> float:
    if word in slot.form.readings:
        return 1.0
    if (slot.is_initial or slot.is_last) and _begins(slot, word):
        return _BEGUN
    alike = max((JaroWinkler.similarity(reading, word) for reading in slot.readings), default=0.0)
    return _ALIKE * max(0.0, alike - _UNLIKE) / (1 - _UNLIKE)


def _begins(slot: Slot, word: str) -> bool:
    """Whether the word begins as the typed one sounds: Бақ and Бахыт."""
    whole = coarse(sound(word).whole)
    return any(whole.startswith(coarse(mine.whole)) for mine in slot.form.sounds[:MOST_READINGS])
