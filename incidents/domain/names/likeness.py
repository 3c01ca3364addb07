"""Pure domain: how alike two names are, word by word, in bits of evidence. Proposes and never decides."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from incidents.domain.names import comparing
from incidents.domain.names.frequency import Frequency, default
from incidents.domain.names.laying import KNOWN_SLIP, Laying, Row, Table
from incidents.domain.names.nicknames import DATA
from incidents.domain.names.parsing import FATHER, Name, parse

__all__ = ["CONTRADICTS_FATHER", "KNOWN_SLIP", "NameLikeness", "Part", "Table", "likeness", "prepared", "table"]

CONTRADICTS_FATHER = "father"
_ANOTHER = (comparing.OTHER, comparing.ALIKE, comparing.LONGER, comparing.INITIAL_OTHER)
_FULL_SCORE = 24.0  # bits at which a likeness counts as complete: two words of middling rarity, equal
_MOST_LAYINGS = 8


class Part(NamedTuple):
    """One word beside its partner: what kind of word, at which level they agree, and what that is worth in bits."""

    kind: str
    left: str
    right: str
    left_span: tuple[int, int] | None
    right_span: tuple[int, int] | None
    level: str
    bits: float


class NameLikeness:
    """Evidence that two names are one person's: bits (the sum of the parts), 0 to 1, and what contradicts it."""

    __slots__ = ("_rows", "bits")

    def __init__(self, bits: float = 0.0, rows: Sequence[Row] = ()):
        self.bits, self._rows = bits, rows

    @property
    def score(self) -> float:
        """From 0 to 1: the share of what two words of middling rarity are worth when they are equal."""
        return min(1.0, max(0.0, self.bits / _FULL_SCORE))

    @property
    def parts(self) -> tuple[Part, ...]:
        """Each word beside its partner."""
        return tuple(map(_part, self._rows))

    @property
    def contradiction(self) -> str:
        """'father' where both name a father and the names differ beyond spelling; else ''."""
        differs = any(row[0] == FATHER and row[3] in _ANOTHER for row in self._rows)
        return CONTRADICTS_FATHER if differs else ""

    def __repr__(self) -> str:
        return f"NameLikeness(bits={self.bits:.1f}, parts={self.parts})"


_NOTHING = NameLikeness()
_layings: dict[tuple[int, int], Laying] = {}


@lru_cache(maxsize=1)
def table() -> Table:
    """The weights of words by kind and level: bits and the share of the word's rarity that is added."""
    rows = json.loads((DATA / "weights.json").read_text("utf-8"))["names"]
    return {kind: {level: (pair[0], pair[1]) for level, pair in levels.items()} for kind, levels in rows.items()}


def prepared(name: str) -> Name:
    """The name taken apart once, to be compared many times."""
    return parse(name)


def likeness(
    a: str | Name,
    b: str | Name,
    frequency: Frequency | None = None,
    weights: Table | None = None,
    typed: bool = False,
) -> NameLikeness:
    """How alike two names are, with the words that were laid beside each other and what each pair is worth.

    Bits are log2 of m/u in the sense of Fellegi and Sunter (1969), the u of an agreement by the word's frequency
    (Winkler 1988); levels instead of agree/disagree as in Winkler (1990). With `typed` the last word of `a` may be
    unfinished. An unnamed person is like nobody by name.
    """
    one = parse(a) if isinstance(a, str) else a
    other = parse(b) if isinstance(b, str) else b
    if not (one.compared or one.fathers) or not (other.compared or other.fathers):
        return _NOTHING
    laying = _laying(frequency or default(), weights or table())
    rows = laying.best(one, other, one.words[-1].form if typed else None)
    return NameLikeness(sum(row[4] for row in rows), rows)


def _laying(frequency: Frequency, weights: Table) -> Laying:
    """The laying for these tables, which it holds, so that no other object takes their identity."""
    key = (id(frequency), id(weights))
    found = _layings.get(key)
    if found is None:
        if len(_layings) >= _MOST_LAYINGS:
            _layings.clear()
        found = _layings[key] = Laying(frequency, weights)
    return found


def _part(row: Row) -> Part:
    kind, left, right, level, bits = row
    words = (left.raw if left else "", right.raw if right else "", left.span if left else None)
    return Part(kind, *words, right.span if right else None, level, bits)
