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
from incidents.domain.seekers.slots import full, slots
from incidents.domain.seekers.weights import TABLE

LONGEST = 200
MOST_COMPARED = 16
MOST_TRIED = 4  # to see whether anybody bears these very words
MOST_WAYS = 2
# Bits under which a name says nothing for somebody, and less than which nobody has.
SAYS_NOTHING, NOBODY = 2.0, -1e9
# Of equally like rows: a word too many, all words in the same letters, and the very text; in bits.
UNASKED, LETTERS, WHOLE = 0.1, 0.5, 0.5
UNLIKE = frozenset(("other", "alike", "longer", "initial_other"))
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


class Typed:
    """A text on one reading of the keyboard, taken apart into the words to look for."""

    def __init__(self, text: str, why: tuple[str, ...] = (), most: int = MOST_COMPARED) -> None:
        self.text, self.why, self.most = text, why, most
        self.name = names.parse(text)
        self.slots = slots(self.name)
        self.asked: dict[str, float] = {}
        self.rows: list[Row] = []
        self.rough = Rough(self.slots)
        self.hits: dict[int, Hit] = {}

    def known(self, held: set[str]) -> float:
        """The share of its words that the lexicon holds."""
        told = full(self.slots)
        return sum(not held.isdisjoint(slot.readings) for slot in told) / len(told)


def seek(text: str, rows: QuerySet[Any], limit: int, at_keystroke: bool = False) -> list[Hit]:
    """The rows (people or mentions) whose names answer what was typed, the likeliest first; only from `rows`.

    Whatever text is taken; where it says nothing, nothing is found. At most six queries, however long the text. At a
    keystroke those whose names only begin so fill the list up.
    """
    typed = Typed(names.strip_unsafe(text[:LONGEST]), most=max(limit, MOST_COMPARED))
    found = _closely(typed, rows)
    if not found or (at_keystroke and len(found) < limit):
        found = _widely(typed, rows)
    return found[:limit]


def _closely(typed: Typed, scope: QuerySet[Any]) -> list[Hit]:
    """Those who bear these very words, of which there are several; empty where slips must be looked for."""
    told = full(typed.slots)
    if not told:
        return []
    typed.asked = asking.closely(typed.slots)
    typed.rows = fetching.rows(scope, typed.asked)
    if len(told) == 1:
        return []
    likely = _likeliest(typed, typed.rows)
    tried = _ranked(typed, likely[:MOST_TRIED])
    return _ranked(typed, likely) if tried and tried[0].is_certain else []


def _widely(typed: Typed, scope: QuerySet[Any]) -> list[Hit]:
    """With slips and beginnings; and on another keyboard layout where the lexicon holds more of its words."""
    ways = [typed, *(Typed(meant, ("layout",), typed.most) for meant in names.other_layouts(typed.text))]
    ways = [way for way in ways if full(way.slots)]
    held = fetching.held(word for way in ways for slot in full(way.slots) for word in slot.readings)
    found: list[Hit] = []
    for way in _likely(ways, held):
        lexicon = fetching.known(full(way.slots))
        for slot in full(way.slots):
            slot.mean(lexicon)
        more = {keys: worth for keys, worth in asking.widely(way.slots).items() if keys not in way.asked}
        rows = fetching.both(way.rows, fetching.rows(scope, more))
        found = max(found, _ranked(way, _likeliest(way, rows)), key=_best)
        if _best(found) > SAYS_NOTHING:
            break
    return found


def _likely(ways: Sequence[Typed], held: set[str]) -> list[Typed]:
    """The text as it stands, and before or after it another keyboard layout if that makes words of more of it."""
    if not ways:
        return []
    known = {way: way.known(held) for way in ways}
    others = [way for way in ways[1:] if known[way] > known[ways[0]] or not known[ways[0]]]
    return sorted([ways[0], *others], key=lambda way: -known[way])[:MOST_WAYS]


def _best(found: Sequence[Hit]) -> float:
    return found[0].bits if found else NOBODY


def _likeliest(typed: Typed, found: Sequence[Row]) -> list[Row]:
    """The rows worth comparing in full."""
    return nlargest(typed.most, found, key=typed.rough)


def _ranked(typed: Typed, likely: Sequence[Row]) -> list[Hit]:
    """The rows compared in full, best first; none twice in one search."""
    hits = [_hit(typed, row) for row in likely]
    if typed.why:  # on another layout letters thrown together make a word of somebody's now and then
        hits = [hit for hit in hits if UNLIKE.isdisjoint(hit.why)]
    return sorted(hits, key=lambda hit: (-hit.bits, hit.pk))


def _hit(typed: Typed, row: Row) -> Hit:
    found = typed.hits.get(row.pk)
    if found is None:
        found = typed.hits[row.pk] = _judged(typed, row)
    return found


def _judged(typed: Typed, row: Row) -> Hit:
    found = [_compared(typed.name, shown) for shown in row.names if shown]
    bits, like, shown = max(found, key=lambda one: one[0], default=(0.0, names.NameLikeness(), ""))
    certain = all(part.level in CERTAIN for part in like.parts if part.left)
    why = (*dict.fromkeys(part.level for part in like.parts if part.left), *typed.why)
    return Hit(row.pk, bits, like.parts, why, shown, certain)


def _compared(typed: Name, shown: str) -> tuple[float, names.NameLikeness, str]:
    """The likeness; of rows that are equally like, those that say no more than was typed, in the same letters."""
    like = names.likeness(typed, shown, weights=TABLE, typed=True)
    words = {word.lower().strip(",.") for word in shown.split()}
    same = sum(word.raw.lower() in words for word in typed.words)
    bits = like.bits - UNASKED * max(0, len(words) - len(typed.words)) + LETTERS * same / len(typed.words)
    return bits + (WHOLE if shown.casefold() == typed.text.casefold() else 0.0), like, shown
