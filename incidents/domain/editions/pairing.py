"""Which row of the edition before a row is: by the keeper's number, by who it names, then by how alike the names are.

Each row is one other row at most. What is left on one side was added or removed.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from incidents.domain import names
from incidents.domain.editions.rows import Row, keys

TRUSTED = 0.8  # of the rows with one number so many must name the same, or the numbers only count the rows
LEAST_BITS = 7.0  # a surname with its initial, equal, is worth 8; two different given names make less than nothing
AGREES, DIFFERS = 2.0, -4.0
MOST_YEARS = 2
MOST_IN_BLOCK = 200
MOST_COMPARED = 10
Pairs = list[tuple[Row, Row]]


class Sides:
    """The rows of both editions that have no partner yet."""

    def __init__(self, former: Sequence[Row], now: Sequence[Row]) -> None:
        self.former, self.now = list(former), list(now)
        self.pairs: Pairs = []
        self.has_numbers = False  # the keeper's numbers stay with the people: who has another one is somebody else

    def take(self, pairs: Pairs) -> None:
        """These are pairs."""
        self.pairs += pairs
        gone, gone_now = {one.pk for one, _other in pairs}, {other.pk for _one, other in pairs}
        self.former = [row for row in self.former if row.pk not in gone]
        self.now = [row for row in self.now if row.pk not in gone_now]


def pair(former: Sequence[Row], now: Sequence[Row]) -> Sides:
    """Every row beside its partner, where it has one."""
    sides = Sides(former, now)
    numbered, sides.has_numbers = _trusted(_once(sides, lambda row: row.id))
    sides.take(numbered)
    sides.take(_once(sides, lambda row: row.national))
    sides.take(_in_order(sides, lambda row: row.digest))
    sides.take(_in_order(sides, lambda row: row.name and (row.name, row.national, _number(sides, row), *_facts(row))))
    sides.take(_best(sides, _alone(sides, lambda row: row.folded and (row.folded, *_facts(row)))))
    sides.take(_best(sides, _alone(sides, lambda row: row.folded)))
    sides.take(_best(sides, _alone(sides, lambda row: row.name and row.birth)))
    sides.take(_best(sides, _blocked(sides)))
    sides.take(_once(sides, lambda row: not row.name and row.describing and (row.describing, *_facts(row))))
    return sides


def _facts(row: Row) -> tuple[str, int | None, int | None, str]:
    return row.birth, row.age_low, row.age_high, row.sex


def is_same_name(one: Row, other: Row) -> bool:
    """Whether the two names are spellings of one."""
    if one.folded == other.folded:
        return True
    found = names.likeness(one.name, other.name)
    return found.bits >= LEAST_BITS and not found.contradiction


# --- By something equal ----------------------------------------------------------------------------------------------
Key = Callable[[Row], Hashable]


def _groups(rows: Iterable[Row], key: Key) -> dict[Hashable, list[Row]]:
    found: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        if told := key(row):
            found[told].append(row)
    return found


def _once(sides: Sides, key: Key) -> Pairs:
    """Rows that alone have this on both sides."""
    now = _groups(sides.now, key)
    return [(rows[0], now[told][0]) for told, rows in _groups(sides.former, key).items()
            if len(rows) == 1 and len(now.get(told, ())) == 1]  # fmt: skip


def _in_order(sides: Sides, key: Key) -> Pairs:
    """Rows that have this in common: the first with the first."""
    now = _groups(sides.now, key)
    return [
        two for told, rows in _groups(sides.former, key).items() for two in zip(rows, now.get(told, ()), strict=False)
    ]


def _trusted(pairs: Pairs) -> tuple[Pairs, bool]:
    """Numbers that are the keeper's own stay with the person. Where they only count the rows, names tell. The pairs,
    and whether the numbers are to be believed."""
    told = [(two, is_same_name(*two) if two[0].name and two[1].name else _is_alike(*two)) for two in pairs]
    share = sum(is_same for _two, is_same in told) / len(told) if told else 0
    if share >= TRUSTED:
        return pairs, True
    return [two for two, is_same in told if is_same and two[0].name and not _is_another(*two)], False


def _number(sides: Sides, row: Row) -> str:
    return row.id if sides.has_numbers else ""


def _is_alike(one: Row, other: Row) -> bool:
    return one.digest == other.digest or _weight(one, other) >= 0


# --- By likeness -----------------------------------------------------------------------------------------------------
def _alone(sides: Sides, key: Key) -> Iterable[tuple[Row, Row]]:
    """All pairs of rows that have this in common, but for what nearly everybody has."""
    now = _groups(sides.now, key)
    for told, rows in _groups(sides.former, key).items():
        there = now.get(told, ())
        if len(rows) * len(there) <= MOST_IN_BLOCK**2:
            yield from ((one, other) for one in rows for other in there)


def _blocked(sides: Sides) -> Iterable[tuple[Row, Row]]:
    """Pairs whose names have keys in common: of each row the few with which it shares the most, and the rarest."""
    there = {row.pk: row for row in sides.now if row.name}
    blocks: dict[str, list[int]] = defaultdict(list)
    for pk, held in keys(there):
        for key in held:
            blocks[key].append(pk)
    former = {row.pk: row for row in sides.former if row.name}
    for pk, held in keys(former):
        shared: Counter[int] = Counter()
        for key in held:
            block = blocks.get(key, ())
            if len(block) <= MOST_IN_BLOCK:
                weight = MOST_IN_BLOCK // (len(block) or 1)
                for other in block:
                    shared[other] += weight
        yield from ((former[pk], there[other]) for other, _weight in shared.most_common(MOST_COMPARED))


def _best(sides: Sides, candidates: Iterable[tuple[Row, Row]]) -> Pairs:
    """The likeliest first, each row once; none that contradict each other."""
    found = [(score, one, other) for one, other in candidates
             if not (sides.has_numbers and one.id and other.id and one.id != other.id)
             and (score := _score(one, other)) >= LEAST_BITS]  # fmt: skip
    found.sort(key=lambda item: (-item[0], item[1].pk, item[2].pk))
    taken: set[int] = set()
    pairs = []
    for _score_of_it, one, other in found:
        if one.pk not in taken and other.pk not in taken:
            taken |= {one.pk, other.pk}
            pairs.append((one, other))
    return pairs


def _score(one: Row, other: Row) -> float:
    if _is_another(one, other):
        return 0.0
    alike = names.likeness(one.name, other.name)
    if alike.contradiction:
        return 0.0
    bits = max(alike.bits, LEAST_BITS) if one.folded == other.folded else alike.bits
    return bits + _weight(one, other) if bits >= LEAST_BITS else 0.0


def _is_another(one: Row, other: Row) -> bool:
    """Whether what is known of the two keeps them apart, however alike the names: namesakes are many on a long list.

    A number of identity, a day of birth with more than one slip in it, or, where one birth is not known, ages more than
    two years apart.
    """
    if one.national and other.national and one.national != other.national:
        return True
    if one.birth and other.birth:
        return one.birth != other.birth and not _is_slip(one.birth, other.birth)
    if one.age_low is None or other.age_low is None:
        return False
    high, other_high = one.age_high or one.age_low, other.age_high or other.age_low
    return max(one.age_low - other_high, other.age_low - high) > MOST_YEARS


def _is_slip(birth: str, other: str) -> bool:
    """One of year, month and day differs, or day and month stand in each other's place; a year alone fits its days."""
    told, says = birth.split("-"), other.split("-")
    if len(told) != len(says):
        return told[0] == says[0]
    if len(told) == 1:
        return False
    return sum(mine != theirs for mine, theirs in zip(told, says, strict=True)) == 1 or told == [says[0], *says[:0:-1]]


def _weight(one: Row, other: Row) -> float:
    """What birth, age and sex add to a likeness, or take from it; what is not known does neither."""
    weight = 0.0
    for mine, theirs in ((one.birth, other.birth), (_age(one), _age(other)), (_sex(one), _sex(other))):
        if mine and theirs:
            weight += AGREES if mine == theirs else DIFFERS
    return weight


def _age(row: Row) -> str:
    return "" if row.age_low is None else f"{row.age_low}–{row.age_high}"


def _sex(row: Row) -> str:
    return "" if row.sex == "unknown" else row.sex
