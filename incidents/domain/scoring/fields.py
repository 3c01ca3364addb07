"""Pure domain: the fields that two records are compared in beside the name, each at a level."""

from typing import NamedTuple

from incidents.domain import dates_agreement
from incidents.domain.dates import Partial, distance_days
from incidents.domain.names.likeness import likeness
from incidents.domain.names.sounds import cost, sound
from incidents.domain.scoring.records import Record

UNKNOWN_PLACE = "~"  # before the folded text of a place that the gazetteer does not know
_NARROW_DAYS = 3
_SAME_KIN, _OTHER_KIN = 12.0, -6.0  # bits of names alike
_ONLY_ONE = ("father", "mother")
_MOST_KIN, _MOST_EVENTS = 8, 12
_A_SLIP = 1.0


class Found(NamedTuple):
    """One field seen in both records: the level at which it agrees, its words, and whether it contradicts."""

    field: str
    level: str
    left: str = ""
    right: str = ""
    contradicts: bool = False


def birth(a: Record, b: Record) -> Found | None:
    """Birth dates, years and ages both ways; contradictory when two full dates differ beyond a slip of the pen."""
    best = dates_agreement.agreement(a.born, b.born)
    if best is None:
        return None
    level, one, other = best
    against = level in dates_agreement.CONTRADICTING and any(
        dates_agreement.is_contradiction(x, y) for x in a.born for y in b.born
    )
    return Found("birth", level, one.text, other.text, against)


def sexes(a: Record, b: Record) -> Found | None:
    """Sex as stated or as the names tell it."""
    mine, theirs = a.sexes, b.sexes
    if not (mine and theirs):
        return None
    agrees = bool(mine & theirs)
    return Found("sex", "same" if agrees else "other", "/".join(sorted(mine)), "/".join(sorted(theirs)), not agrees)


def place(a: Record, b: Record) -> Found | None:
    """Places: the same, one within the other, in one region, or elsewhere."""
    if not ((a.places or a.regions) and (b.places or b.regions)):
        return None
    left, right = " ".join(sorted(a.places)), " ".join(sorted(b.places))
    if a.places & b.places or _spelled_alike(a.places, b.places):
        return Found("place", "same", left, right)
    if (a.places & b.regions) or (b.places & a.regions):
        return Found("place", "within", left, right)
    return Found("place", "region" if a.regions & b.regions else "other", left, right)


def event(a: Record, b: Record) -> Found | None:
    """The nearest two events of one kind: day and place, day, place, or apart; only days that are known well count."""
    found = {
        _event(day, where, other_day, other_where)
        for kind, day, where in a.events[:_MOST_EVENTS]
        for other_kind, other_day, other_where in b.events[:_MOST_EVENTS]
        if kind == other_kind
    }
    best = next((level for level in ("day_place", "day", "place", "apart") if level in found), None)
    return Found("event", best) if best else None


def kin(a: Record, b: Record) -> Found | None:
    """Relatives of one kind named alike; a father or mother of another name speaks against."""
    pairs = [
        (likeness(name, other).bits, kind, name, other)
        for kind, name in a.kin[:_MOST_KIN]
        for other_kind, other in b.kin[:_MOST_KIN]
        if kind == other_kind
    ]
    if not pairs:
        return None
    bits, kind, name, other = max(pairs)
    if bits >= _SAME_KIN:
        return Found("kin", "same", name, other)
    return Found("kin", "other", name, other) if bits <= _OTHER_KIN and kind in _ONLY_ONE else None


def lists(a: Record, b: Record) -> Found | None:
    """The same row of a list is one person; a list seldom names a person in two rows."""
    if a.lists & b.lists:
        return Found("lists", "same_row")
    shared = {key for key, _ in a.lists} & {key for key, _ in b.lists}
    return Found("lists", "other_row") if shared else None


def national_id(a: Record, b: Record) -> Found | None:
    """Hashes of the number that the state gave: equal decides, different contradicts."""
    if not (a.national_id and b.national_id):
        return None
    agrees = a.national_id == b.national_id
    return Found("national_id", "same" if agrees else "other", contradicts=not agrees)


def group(a: Record, b: Record) -> Found | None:
    """A group of people is no person."""
    return Found("group", "other", contradicts=True) if a.is_group != b.is_group else None


OTHER_FIELDS = (birth, sexes, place, event, kin, lists, national_id, group)


def _event(day: Partial, where: frozenset[str], other_day: Partial, other_where: frozenset[str]) -> str:
    apart = distance_days(day, other_day)
    is_narrow = _is_narrow(day) and _is_narrow(other_day)
    in_place = bool(where & other_where)
    if apart == 0 and is_narrow:
        return "day_place" if in_place else "day"
    if apart and is_narrow:
        return "apart"
    return "place" if in_place else ""


def _is_narrow(day: Partial) -> bool:
    return day.lower is not None and day.upper is not None and (day.upper - day.lower).days <= _NARROW_DAYS


def _spelled_alike(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    unknown = [[key[1:] for key in keys if key.startswith(UNKNOWN_PLACE)] for keys in (mine, theirs)]
    return any(cost(sound(one).whole, sound(other).whole) <= _A_SLIP for one in unknown[0] for other in unknown[1])
