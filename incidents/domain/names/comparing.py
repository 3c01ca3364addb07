"""Pure domain: two words of two names beside each other: the level at which they agree."""

from functools import lru_cache

from incidents.domain.names.nicknames import is_called
from incidents.domain.names.parsing import Form
from incidents.domain.names.sounds import Sound, coarse, cost

# The levels at which two words agree, best first. Costs are slips of the pen, see names.sounds.
SAME, ENDING, SPELLED, SOUND, NICKNAME, SLIP = "same", "ending", "spelled", "sound", "nickname", "slip"
SLIPS, ALIKE, LONGER, OTHER = "slips", "alike", "longer", "other"
INITIAL, INITIAL_OTHER, BEGINS = "initial", "initial_other", "begins"
_FAR = 9.0
_OTHER_ENDING = 0.25  # Омар and Омаров
_OTHER_SURNAME = 1.6  # Карышев and Карышин
_SHORTEST_SLIP, _SHORTEST_SLIPS, _SHORTEST_BEGINNING = 4, 7, 2
_ALIKE = 0.7
_STEPS = ((0.0, SAME), (0.25, ENDING), (0.55, SPELLED), (0.99, SOUND))
_ONE_SLIP, _TWO_SLIPS = 1.45, 2.5


@lru_cache(maxsize=524_288)
def level(one: Form, other: Form) -> str:
    """At which level two words agree, over all their readings."""
    best, longer, length = _FAR, False, 1
    for mine in one.sounds:
        for theirs in other.sounds:
            found = _distance(mine, theirs)
            if found < best:
                best, length = found, max(len(mine.root), len(theirs.root))
            longer = longer or _is_longer(mine.root, theirs.root)
    return _named(best, longer, length, one, other)


@lru_cache(maxsize=65_536)
def initial(one: Form, other: Form) -> str:
    """Whether an initial is the beginning of the other word."""
    heads = {(mine.whole[:1], theirs.whole[:1]) for mine in one.sounds for theirs in other.sounds}
    return INITIAL if any(cost(mine, theirs) <= 0.5 for mine, theirs in heads) or _soft(heads) else INITIAL_OTHER


@lru_cache(maxsize=65_536)
def begins(typed: Form, full: Form) -> bool:
    """Whether the typed word is the beginning of the full one as it sounds, in some reading: Бақ and Бахыт."""
    return any(
        len(mine.whole) >= _SHORTEST_BEGINNING and coarse(theirs.whole).startswith(coarse(mine.whole))
        for mine in typed.sounds
        for theirs in full.sounds
    )


def _soft(heads: set[tuple[str, str]]) -> bool:
    """Y. is Ермек as often as Ильяс."""
    return ("i", "e") in heads or ("e", "i") in heads


def _distance(mine: Sound, theirs: Sound) -> float:
    whole = cost(mine.whole, theirs.whole)
    if not whole or not (mine.ending or theirs.ending):
        return whole
    roots = cost(mine.root, theirs.root)
    if mine.kind and theirs.kind and mine.kind != theirs.kind:
        return min(_in_name(mine, theirs), _in_name(theirs, mine), max(whole, roots + _OTHER_SURNAME))
    if mine.kind != theirs.kind and "v" not in (mine.kind, theirs.kind):
        return min(whole, roots + _OTHER_SURNAME)
    if mine.ending != theirs.ending:
        roots += _OTHER_ENDING
    elif roots == 0 and mine.sex != theirs.sex and mine.ending == "family":
        roots = _OTHER_ENDING
    return min(whole, roots)


def _in_name(name: Sound, surname: Sound) -> float:
    """A given name in -ин beside a surname made of it: Кусаин and Кусаинов."""
    return cost(name.whole, surname.root) + _OTHER_ENDING if surname.kind == "v" else _FAR


def _is_longer(mine: str, theirs: str) -> bool:
    """Whether one root is the other with something after it: -жан, -бек, -бай, -гали make other surnames."""
    short, long = sorted((mine, theirs), key=len)
    return len(short) > 2 and len(long) > len(short) + 1 and long.startswith(short)


def _named(best: float, longer: bool, length: int, one: Form, other: Form) -> str:
    for most, name in _STEPS:
        if best <= most:
            return name
    if _is_nickname(one, other):
        return NICKNAME
    if best <= _ONE_SLIP and length >= _SHORTEST_SLIP:
        return SLIP
    if longer or _is_another_surname(one, other):
        return LONGER
    if best <= _TWO_SLIPS and length >= _SHORTEST_SLIPS:
        return SLIPS
    return ALIKE if 1 - best / length >= _ALIKE else OTHER


def _is_another_surname(one: Form, other: Form) -> bool:
    """Whether two surnames have one root and endings that make two surnames of it: Карышев and Карышин."""
    mine, theirs = one.sounds[:1], other.sounds[:1]
    return any(
        x.kind != y.kind and "in" in (x.kind, y.kind) and cost(x.root, y.root) <= _OTHER_ENDING
        for x in mine
        for y in theirs
    )


def _is_nickname(one: Form, other: Form) -> bool:
    return any(
        is_called(mine.whole, theirs.whole) or is_called(theirs.whole, mine.whole)
        for mine in one.sounds[:2]
        for theirs in other.sounds[:2]
    )
