"""People under any spelling: typed in any script and order, unfinished, with slips, or on the wrong keyboard layout."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from typing import Any

from django.db.models import QuerySet

from incidents.domain import names
from incidents.domain.names.parsing import Name
from incidents.domain.seekers import asking, fetching
from incidents.domain.seekers.fetching import Row
from incidents.domain.seekers.rough import Rough
from incidents.domain.seekers.slots import Slot, full, slots
from incidents.domain.seekers.weights import TABLE

LONGEST = 200
MOST_COMPARED = 12
# Of equally like rows: a word too many, all words in the same letters, and the very text; in bits.
UNASKED, LETTERS, WHOLE = 0.4, 0.5, 0.5
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
    rough = nlargest(MOST_COMPARED, found, key=Rough(typed))
    return sorted((_hit(name, row) for row in rough), key=lambda hit: (-hit.bits, hit.pk))


def _hit(typed: Name, row: Row) -> Hit:
    found = [_compared(typed, shown) for shown in row.names if shown]
    bits, like, shown = max(found, key=lambda one: one[0], default=(0.0, names.NameLikeness(0.0, 0.0), ""))
    certain = all(part.level in CERTAIN for part in like.parts if part.left)
    return Hit(row.pk, bits, like.parts, tuple(dict.fromkeys(part.level for part in like.parts)), shown, certain)


def _compared(typed: Name, shown: str) -> tuple[float, names.NameLikeness, str]:
    """The likeness; of rows that are equally like, those that say no more than was typed, in the same letters."""
    like = names.likeness(typed, shown, weights=TABLE, typed=True)
    words = {word.lower().strip(",.") for word in shown.split()}
    same = sum(word.raw.lower() in words for word in typed.words)
    bits = like.bits - UNASKED * max(0, len(words) - len(typed.words)) + LETTERS * same / len(typed.words)
    return bits + (WHOLE if shown.casefold() == typed.text.casefold() else 0.0), like, shown
