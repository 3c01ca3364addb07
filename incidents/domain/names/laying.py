"""Pure domain: two names laid beside each other: which word belongs to which, and what each pair of words is worth."""

from collections.abc import Mapping
from itertools import permutations

from incidents.domain.names import comparing
from incidents.domain.names.frequency import Frequency
from incidents.domain.names.parsing import FAMILY, FATHER, GIVEN, INITIAL, MAIDEN, NICKNAME, UNKNOWN, Form, Name, Word

Bits = Mapping[str, tuple[float, float]]
Table = Mapping[str, Bits]
Words = tuple[Word, ...]
# What was laid beside what: the kind of word, the two words, the level at which they agree, its bits.
Row = tuple[str, Word | None, Word | None, str, float]

WORD = "word"  # nothing tells its role
CROSSED = "crossed"  # a surname against a given name
KNOWN_SLIP = "known_slip"  # a slip between two words that are both names: Марат, Мурат
SIGNS_OF_ONE = (comparing.SAME, comparing.ENDING, comparing.SPELLED, comparing.SOUND)
_SLIPPED = (comparing.SLIP, comparing.SLIPS)
_PLAIN = {MAIDEN: FAMILY, NICKNAME: GIVEN, UNKNOWN: WORD}
_ROLES = (FAMILY, GIVEN, INITIAL, MAIDEN, NICKNAME, UNKNOWN)
_MOST_COMPARED = 4
_MOST_KEPT = 400_000
_ORDERS = {
    (short, long): tuple(permutations(range(long), short))
    for long in range(_MOST_COMPARED + 1)
    for short in range(long + 1)
}


def _kind(mine: str, theirs: str) -> str:
    if INITIAL in (mine, theirs):
        return INITIAL
    mine, theirs = _PLAIN.get(mine, mine), _PLAIN.get(theirs, theirs)
    if mine == theirs:
        return mine
    if WORD in (mine, theirs):
        return theirs if mine == WORD else mine
    return CROSSED


_KINDS = {(mine, theirs): _kind(mine, theirs) for mine in _ROLES for theirs in _ROLES}


class Laying:
    """Lays names beside each other with one table of weights and one of frequencies; keeps what it has compared."""

    __slots__ = ("_kept", "frequency", "weights")

    def __init__(self, frequency: Frequency, weights: Table):
        self.frequency, self.weights = frequency, weights
        self._kept: dict[tuple[Form, Form, str], tuple[str, float]] = {}

    def best(self, one: Name, other: Name, typed: Form | None = None) -> list[Row]:
        """The best way to lay two names beside each other, over all ways to read them."""
        mine, theirs = _ways(one, other), _ways(other, one)
        if len(mine) == len(theirs) == 1:
            return self._laid_out(*mine[0], *theirs[0], typed)
        laid = [self._laid_out(*way, *their_way, typed) for way in mine for their_way in theirs]
        return max(laid, key=_bits)

    def _laid_out(self, mine: Words, my_fathers: Words, theirs: Words, their_fathers: Words, typed) -> list[Row]:
        """Every word of the shorter name finds a partner; fathers stand beside fathers."""
        is_turned = len(mine) > len(theirs)
        short, long = (theirs, mine) if is_turned else (mine, theirs)
        pairs = [[self._pair(y, x, typed) if is_turned else self._pair(x, y, typed) for y in long] for x in short]
        chosen = _chosen(pairs, len(long))
        rows = [pairs[i][j] for i, j in enumerate(chosen)]
        left = [word for j, word in enumerate(long) if j not in chosen] if len(long) > len(short) else []
        if my_fathers or their_fathers:
            rows.append(self._fathers(my_fathers, their_fathers, left, is_turned))
        if short and left:
            is_alone = len(short) == 1 and all(word.role != INITIAL for word in left)
            rows.append(self._nobody("extra", "one_word" if is_alone else "spare"))
        return rows

    def _fathers(self, mine: Words, theirs: Words, left: list[Word], is_turned: bool) -> Row:
        """Fathers beside each other; one alone beside a word left over, since many write it without an ending."""
        if mine and theirs:
            return max((self._worth(FATHER, x, y) for x in mine for y in theirs), key=_row_bits)
        if left and bool(mine) != is_turned:
            spare = [word for word in left if word.role != INITIAL]
            rows = [self._worth(FATHER, x, y) for x in mine for y in spare]
            rows += [self._worth(FATHER, x, y) for x in spare for y in theirs]
            best = max(rows, key=_row_bits, default=None)
            if best and best[4] > 0:
                return best
        return self._nobody(FATHER, "missing")

    def _pair(self, mine: Word, theirs: Word, typed: Form | None) -> Row:
        row = self._worth(_KINDS[mine.role, theirs.role], mine, theirs)
        is_open = mine.form is typed and row[0] != INITIAL and row[3] not in SIGNS_OF_ONE
        if is_open and comparing.begins(mine.form, theirs.form):
            return self._weighed(row[0], mine, theirs, comparing.BEGINS)
        return row

    def _worth(self, kind: str, mine: Word, theirs: Word) -> Row:
        if kind == FATHER and INITIAL in (mine.role, theirs.role):
            return self._weighed(kind, mine, theirs, comparing.initial(mine.form, theirs.form))
        key = (mine.form, theirs.form, kind)
        found = self._kept.get(key)
        if found is None:
            found = self._weighed(kind, mine, theirs, self._level(kind, mine.form, theirs.form))[3:]
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = found
        return (kind, mine, theirs, *found)

    def _level(self, kind: str, mine: Form, theirs: Form) -> str:
        if kind == INITIAL:
            return comparing.initial(mine, theirs)
        found = comparing.level(mine, theirs)
        if found in _SLIPPED and self.frequency.is_known(mine) and self.frequency.is_known(theirs):
            return KNOWN_SLIP
        return found

    def _weighed(self, kind: str, mine: Word, theirs: Word, level: str) -> Row:
        base, slope = self.weights[kind][level]
        if slope:
            base += slope * min(self.frequency.bits(mine.form), self.frequency.bits(theirs.form))
        return kind, mine, theirs, level, base

    def _nobody(self, kind: str, level: str) -> Row:
        return kind, None, None, level, self.weights[kind][level][0]


def _row_bits(row: Row) -> float:
    return row[4]


def _bits(rows: list[Row]) -> float:
    return sum(row[4] for row in rows)


def _chosen(pairs: list[list[Row]], width: int) -> tuple[int, ...]:
    """The partner of each row that makes the sum of bits greatest."""
    if not pairs:
        return ()
    worth = [[row[4] for row in rows] for rows in pairs]
    if len(worth) == 1:
        return (worth[0].index(max(worth[0])),)
    if len(worth) == width == 2:
        return (0, 1) if worth[0][0] + worth[1][1] >= worth[0][1] + worth[1][0] else (1, 0)
    return max(_ORDERS[len(worth), width], key=lambda order: sum(row[j] for row, j in zip(worth, order, strict=True)))


def _ways(name: Name, beside: Name) -> list[tuple[Words, Words]]:
    """How a name can be read beside another: as it stands, with the maiden name, the nickname, a father as surname."""
    plain = name.plain
    ways = [(plain, name.fathers)]
    if name.has_aside:
        ways += _aside(name, plain)
    if beside.fathers and not name.fathers and len(plain) > 1:
        ended = [word for word in plain if word.form.is_father]
        ways += [(tuple(word for word in plain if word is not father), (father,)) for father in ended]
    return ways


def _aside(name: Name, plain: Words) -> list[tuple[Words, Words]]:
    ways = []
    for role, instead in ((MAIDEN, FAMILY), (NICKNAME, GIVEN)):
        for word in name.of(role):
            kept = tuple(other for other in plain if other.role not in (instead, UNKNOWN)) or plain[1:]
            ways.append(((*kept, word)[:_MOST_COMPARED], name.fathers))
            ways += [((*(other for other in plain if other is not out), word), name.fathers) for out in plain]
    return ways
