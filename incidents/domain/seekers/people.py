"""People under any spelling: typed in any script and order, unfinished, with slips, or on the wrong keyboard layout."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from rapidfuzz.distance import JaroWinkler

from incidents.domain import names
from incidents.domain.names.parsing import Name
from incidents.domain.names.spelling import fold_word
from incidents.domain.seekers import asking, fetching
from incidents.domain.seekers.fetching import Row
from incidents.domain.seekers.slots import Slot, full, slots

LONGEST = 200
MOST_COMPARED = 12
CERTAIN = ("same", "ending", "spelled", "initial")


@dataclass(frozen=True)
class Hit:
    """A row that was found: how well (bits), which part of the shown name answers which word, and why (codes)."""

    pk: int
    bits: float
    parts: tuple[names.Part, ...] = ()
    why: tuple[str, ...] = ()
    name: str = ""
    is_certain: bool = field(default=False, compare=False)


def seek(text: str, rows: QuerySet[Any], limit: int, at_keystroke: bool = False) -> list[Hit]:
    """The rows (people or mentions) whose names answer what was typed, the likeliest first; only from `rows`.

    Whatever text is taken; where it says nothing, nothing is found. At most a few queries, however long the text.
    """
    text = names.strip_unsafe(text[:LONGEST])
    found = _read(text, rows)
    if not (found and found[0].is_certain):
        for meant in names.other_layouts(text):
            other = [_on_other_keys(hit) for hit in _read(meant, rows)]
            if other and (not found or other[0].bits > found[0].bits + 2):
                found = other
    return found[:limit]


def _on_other_keys(hit: Hit) -> Hit:
    return Hit(hit.pk, hit.bits, hit.parts, (*hit.why, "layout"), hit.name, hit.is_certain)


def _read(text: str, scope: QuerySet[Any]) -> list[Hit]:
    """What is found for one reading of the keyboard: these very words, and where they do not do, what they may mean."""
    name = names.parse(text)
    typed = slots(name)
    if not typed:
        return []
    found = _ranked(name, typed, fetching.rows(scope, asking.closely(typed)))
    if found and found[0].is_certain and len(full(typed)) > 1:
        return found
    lexicon = fetching.known(full(typed))
    for slot in full(typed):
        slot.mean(lexicon)
    return _ranked(name, typed, fetching.rows(scope, asking.widely(typed)))


def _ranked(name: Name, typed: Sequence[Slot], found: Sequence[Row]) -> list[Hit]:
    rough = sorted(found, key=lambda row: -_rough(typed, row))[:MOST_COMPARED]
    hits = [_hit(name, row) for row in rough]
    return sorted(hits, key=lambda hit: (-hit.bits, hit.pk))


def _rough(typed: Sequence[Slot], row: Row) -> float:
    """A quick likeness, to choose whom to compare in full."""
    best = 0.0
    for shown in row.names:
        words = [fold_word(word.strip(".,")) for word in shown.split()]
        total = sum(max((_near(slot, word) for word in words), default=0.0) for slot in typed)
        best = max(best, total)
    return best * 10 + row.worth * 0.3


def _near(slot: Slot, word: str) -> float:
    if word in slot.form.readings:
        return 1.0
    if (slot.is_initial or slot.is_last) and any(word.startswith(reading) for reading in slot.readings):
        return 0.9
    return max((JaroWinkler.similarity(reading, word) for reading in slot.readings), default=0.0) * 0.9


def _hit(typed: Name, row: Row) -> Hit:
    found = [(names.likeness(typed, shown, typed=True), shown) for shown in row.names if shown]
    like, shown = max(found, key=lambda pair: pair[0].bits, default=(names.NameLikeness(0.0, 0.0), ""))
    bits = like.bits + (0.5 if shown.casefold() == typed.text.casefold() else 0.0)
    certain = all(part.level in CERTAIN for part in like.parts if part.left)
    return Hit(row.pk, bits, like.parts, tuple(dict.fromkeys(part.level for part in like.parts)), shown, certain)
