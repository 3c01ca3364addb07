"""A quick likeness of a row to a query, to choose whom to compare in full."""

from collections.abc import Sequence
from typing import NamedTuple

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


class _Sought(NamedTuple):
    """A word typed, prepared: what it is, with what sounds it may only begin another, and what it counts."""

    readings: tuple[str, ...]
    every: frozenset[str]
    heads: tuple[str, ...]
    worth: float


class Rough:
    """Callable: a higher number for rows that answer more of the words typed. Each word is looked at once."""

    def __init__(self, typed: Sequence[Slot]) -> None:
        self.sought = [_sought(slot) for slot in typed]
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
            found = self.seen[word] = tuple([one.worth * _nearest(one, folded) for one in self.sought])
        return found


def _sought(slot: Slot) -> _Sought:
    begun = slot.form.sounds[:MOST_READINGS] if slot.is_initial or slot.is_last else ()
    worth = default().bits(slot.form) * (_FATHERS if slot.role == FATHER else 1.0)
    heads = tuple(coarse(one.whole) for one in begun)
    return _Sought(slot.readings, frozenset(slot.form.readings), heads, worth)


def _nearest(sought: _Sought, folded: Sequence[str]) -> float:
    """From 0 to 1: the same word, its beginning as it sounds (Бақ and Бахыт), or letters alike."""
    if not sought.every.isdisjoint(folded):
        return 1.0
    if sought.heads and any(coarse(sound(word).whole).startswith(sought.heads) for word in folded):
        return _BEGUN
    alike = 0.0
    for mine in sought.readings:
        for word in folded:
            alike = max(alike, JaroWinkler.similarity(mine, word, score_cutoff=_UNLIKE))
    return _ALIKE * max(0.0, alike - _UNLIKE) / (1 - _UNLIKE)
