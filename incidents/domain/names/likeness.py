"""Pure domain: how alike two names are, word by word, in bits of evidence. Proposes and never decides."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from incidents.domain.names import comparing
from incidents.domain.names.frequency import Frequency, default
from incidents.domain.names.nicknames import DATA
from incidents.domain.names.parsing import (
    FAMILY,
    FATHER,
    GIVEN,
    INITIAL,
    MAIDEN,
    NICKNAME,
    UNKNOWN,
    Form,
    Name,
    Word,
    parse,
)

Bits = Mapping[str, tuple[float, float]]
Table = Mapping[str, Bits]
Words = tuple[Word, ...]

_MOST_COMPARED = 4
_SIGNS_OF_ONE = (comparing.SAME, comparing.ENDING, comparing.SPELLED, comparing.SOUND)
_ASIDE = (MAIDEN, NICKNAME)
_ANOTHER = (comparing.OTHER, comparing.ALIKE, comparing.LONGER, comparing.INITIAL_OTHER)
_FULL_SCORE = 24.0  # bits at which a likeness counts as complete: two words of middling rarity, equal
_SLIPPED = (comparing.SLIP, comparing.SLIPS)
KNOWN_SLIP = "known_slip"  # a slip between two words that are both names: Марат, Мурат
WORD = "word"  # nothing tells its role
CROSSED = "crossed"  # a surname against a given name
CONTRADICTS_FATHER = "father"


class Part(NamedTuple):
    """One word beside its partner: what kind of word, at which level they agree, and what that is worth in bits."""

    kind: str
    left: str
    right: str
    left_span: tuple[int, int] | None
    right_span: tuple[int, int] | None
    level: str
    bits: float


@dataclass(frozen=True, slots=True)
class NameLikeness:
    """Evidence that two names are one person's: bits (the sum of the parts), 0 to 1, and what contradicts it."""

    bits: float
    score: float
    parts: tuple[Part, ...] = ()
    contradiction: str = ""


class _Row(NamedTuple):
    kind: str
    left: Word | None
    right: Word | None
    level: str
    bits: float


_NOTHING = NameLikeness(0.0, 0.0)


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
    if not (one.words and other.words):
        return _NOTHING
    found = _best(one, other, frequency or default(), weights or table(), typed)
    bits = sum(row.bits for row in found)
    differs = any(row.kind == FATHER and row.level in _ANOTHER for row in found)
    return NameLikeness(bits, _score(bits), tuple(map(_part, found)), CONTRADICTS_FATHER if differs else "")


def _score(bits: float) -> float:
    return min(1.0, max(0.0, bits / _FULL_SCORE))


def _part(row: _Row) -> Part:
    left, right = row.left, row.right
    return Part(
        row.kind,
        left.raw if left else "",
        right.raw if right else "",
        left.span if left else None,
        right.span if right else None,
        row.level,
        row.bits,
    )


class _Laid:
    """Two names being laid beside each other, with the tables that say what each pair of words is worth."""

    __slots__ = ("frequency", "typed", "weights")

    def __init__(self, frequency: Frequency, weights: Table, typed: Form | None):
        self.frequency, self.weights, self.typed = frequency, weights, typed

    def pair(self, mine: Word, theirs: Word) -> _Row:
        """Two words that are not fathers' names, compared at the roles they have."""
        kind = _kind(mine.role, theirs.role)
        if kind == INITIAL:
            return self.row(kind, mine, theirs, comparing.initial(mine.form, theirs.form))
        return self.row(kind, mine, theirs, self.level(mine, theirs))

    def level(self, mine: Word, theirs: Word) -> str:
        found = comparing.level(mine.form, theirs.form)
        if found in _SLIPPED and self.frequency.is_known(mine.form) and self.frequency.is_known(theirs.form):
            found = KNOWN_SLIP
        if mine.form is self.typed and found not in _SIGNS_OF_ONE and comparing.begins(mine.form, theirs.form):
            return comparing.BEGINS
        return found

    def father(self, mine: Word, theirs: Word) -> _Row:
        if INITIAL in (mine.role, theirs.role):
            return self.row(FATHER, mine, theirs, comparing.initial(mine.form, theirs.form))
        return self.row(FATHER, mine, theirs, self.level(mine, theirs))

    def row(self, kind: str, mine: Word | None, theirs: Word | None, level: str) -> _Row:
        base, slope = self.weights[kind][level]
        if slope and mine and theirs:
            base += slope * min(self.frequency.bits(mine.form), self.frequency.bits(theirs.form))
        return _Row(kind, mine, theirs, level, base)


def _best(one: Name, other: Name, frequency: Frequency, weights: Table, typed: bool) -> list[_Row]:
    laid = _Laid(frequency, weights, one.words[-1].form if typed else None)
    found: list[_Row] = []
    best = -1e9
    for mine, my_fathers in _ways(one, other):
        for theirs, their_fathers in _ways(other, one):
            rows = _laid_out(laid, mine, my_fathers, theirs, their_fathers)
            bits = sum(row.bits for row in rows)
            if bits > best:
                best, found = bits, rows
    return found


def _ways(name: Name, beside: Name) -> list[tuple[Words, Words]]:
    """How a name can be read beside another: as it stands, with the maiden name, the nickname, a father as surname."""
    plain = tuple(word for word in name.compared if word.role not in _ASIDE)[:_MOST_COMPARED]
    ways = [(plain, name.fathers)]
    if len(plain) != len(name.compared):
        ways += _aside(name, plain)
    if not name.fathers and beside.fathers and len(plain) > 1:
        ended = [word for word in plain if word.form.is_father]
        ways += [(tuple(word for word in plain if word is not father), (father,)) for father in ended]
    return ways


def _aside(name: Name, plain: Words) -> list[tuple[Words, Words]]:
    ways = []
    for role, instead in ((MAIDEN, FAMILY), (NICKNAME, GIVEN)):
        for word in name.of(role):
            kept = tuple(other for other in plain if other.role not in (instead, UNKNOWN)) or plain[1:]
            ways.append(((*kept, word), name.fathers))
            ways += [((*(other for other in plain if other is not out), word), name.fathers) for out in plain]
    return ways


def _laid_out(laid: _Laid, mine: Words, my_fathers: Words, theirs: Words, their_fathers: Words) -> list[_Row]:
    """The best way to lay the words of two names beside each other: every word of the shorter finds a partner."""
    is_turned = len(mine) > len(theirs)
    short, long = (theirs, mine) if is_turned else (mine, theirs)
    pairs = [[laid.pair(x, y) if not is_turned else laid.pair(y, x) for y in long] for x in short]
    places = range(len(long))
    chosen = max(
        permutations(places, len(short)), key=lambda way: sum(pairs[i][j].bits for i, j in enumerate(way)), default=()
    )
    rows = [pairs[i][j] for i, j in enumerate(chosen)]
    left = [long[j] for j in places if j not in chosen]
    rows += _fathers(laid, my_fathers, their_fathers, left, is_turned)
    if short and len(long) > len(short):
        extra = "one_word" if len(short) == 1 and all(word.role != INITIAL for word in left) else "spare"
        rows.append(laid.row("extra", None, None, extra))
    return rows


def _fathers(laid: _Laid, mine: Words, theirs: Words, left: list[Word], is_turned: bool) -> list[_Row]:
    """Fathers beside each other; one alone beside a word that is left over, since many write it without an ending."""
    if mine and theirs:
        return [max((laid.father(x, y) for x in mine for y in theirs), key=lambda row: row.bits)]
    if not (mine or theirs):
        return []
    alone = mine or theirs
    if left and bool(mine) != is_turned:
        rows = [laid.father(x, y) if mine else laid.father(y, x) for x in alone for y in left if y.role != INITIAL]
        best = max(rows, key=lambda row: row.bits, default=None)
        if best and best.bits > 0:
            return [best]
    return [laid.row(FATHER, None, None, "missing")]


@lru_cache(maxsize=64)
def _kind(mine: str, theirs: str) -> str:
    if INITIAL in (mine, theirs):
        return INITIAL
    mine, theirs = _PLAIN_ROLES.get(mine, mine), _PLAIN_ROLES.get(theirs, theirs)
    if mine == theirs:
        return mine
    if WORD in (mine, theirs):
        return theirs if mine == WORD else mine
    return CROSSED


_PLAIN_ROLES = {MAIDEN: FAMILY, NICKNAME: GIVEN, UNKNOWN: WORD}
