"""Pure domain: the evidence that two records are one person's, field by field, in bits (Fellegi and Sunter 1969)."""

from typing import NamedTuple

from incidents.domain.names import comparing
from incidents.domain.names.frequency import Frequency, default
from incidents.domain.names.likeness import KNOWN_SLIP, NameLikeness, Part, likeness
from incidents.domain.names.parsing import INITIAL, form
from incidents.domain.scoring.fields import OTHER_FIELDS, Found
from incidents.domain.scoring.records import Record
from incidents.domain.scoring.weights import POSSIBLE, VERY_LIKELY, Weights, load_weights

_DIFFERS = (comparing.OTHER, comparing.ALIKE, comparing.LONGER, comparing.INITIAL_OTHER, KNOWN_SLIP)
_CALLED_BY = ("given", "word", "crossed", "initial")
# What tells a father from his son of the same name; without one of these a name alone is never very likely.
_TELLING, _TELLS = ("birth", "kin", "lists", "national_id"), 1.0
_SHORT = 5
_MOST_BITS = 60.0


class FieldSeen(NamedTuple):
    """One field of both records beside each other: the level at which they agree and what that is worth."""

    field: str
    level: str
    bits: float
    left: str
    right: str


class Scored(NamedTuple):
    """The evidence of a pair: its bits, the probability they come to, the band, and what was seen field by field."""

    bits: float
    probability: float
    band: str
    fields: tuple[FieldSeen, ...]
    contradictions: tuple[str, ...]
    names: NameLikeness | None = None


def score(a: Record, b: Record, weights: Weights | None = None, frequency: Frequency | None = None) -> Scored:
    """How likely two records are of one person: log2 odds summed over the fields that both know.

    A contradiction (two full birth dates beyond a slip of the pen, sex, fathers' names, numbers of the state) or given
    names that differ, or are known by an initial only, never leave it "very likely", whatever else agrees; nor does a
    name without a birth, kin or a list that agrees. Proposes; never decides.
    """
    weights = weights or load_weights()
    alike = _best_names(a, b, weights, frequency)
    is_named = alike is not None
    worth, prior = (weights.fields, weights.prior) if is_named else (weights.unnamed, weights.unnamed_prior)
    found = [one for one in (compare(a, b) for compare in OTHER_FIELDS) if one is not None]
    beside = [FieldSeen(one.field, one.level, worth.get(one.field, {}).get(one.level, 0.0), *one[2:4]) for one in found]
    seen = (*_of_names(a, b, alike, weights), *beside)
    bits = max(-_MOST_BITS, min(_MOST_BITS, prior + sum(one.bits for one in seen)))
    against = tuple(one.field for one in found if one.contradicts)
    if alike and alike.contradiction:
        against += (alike.contradiction,)
    is_told = any(one.field in _TELLING and one.bits >= _TELLS for one in beside)
    band = _band(bits, weights, found, alike, frequency or default())
    if band == VERY_LIKELY and (against or not is_told):
        band = POSSIBLE
    return Scored(bits, 1 / (1 + 2**-bits), band, seen, against, alike)


def levels(a: Record, b: Record) -> dict[str, str]:
    """The level of each field that both records know: what a fit counts. A second word of a kind is numbered."""
    found: dict[str, str] = {}
    for one in score(a, b).fields:
        number, field = 2, one.field
        while field in found:
            field, number = f"{one.field}.{number}", number + 1
        found[field] = one.level
    return found


def _best_names(a: Record, b: Record, weights: Weights, frequency: Frequency | None) -> NameLikeness | None:
    """The two names that are most alike; None when one of the two is unnamed."""
    pairs = (likeness(mine, theirs, frequency, weights.names) for mine in a.parsed for theirs in b.parsed)
    return max(pairs, key=lambda found: found.bits, default=None)


def _of_names(a: Record, b: Record, alike: NameLikeness | None, weights: Weights) -> list[FieldSeen]:
    if alike is not None:
        return [FieldSeen(f"name.{part.kind}", part.level, part.bits, part.left, part.right) for part in alike.parts]
    level = "both" if a.is_unnamed and b.is_unnamed else "one"
    return [FieldSeen("unnamed", level, weights.unnamed.get("unnamed", {}).get(level, 0.0), "", "")]


def _band(bits: float, weights: Weights, found: list[Found], alike: NameLikeness | None, frequency: Frequency) -> str:
    band = weights.band(bits)
    decided = any(one.field == "national_id" and not one.contradicts for one in found)
    is_held = alike is None or not _is_called_alike(alike, frequency)
    return POSSIBLE if band == VERY_LIKELY and is_held and not decided else band


def _is_called_alike(alike: NameLikeness, frequency: Frequency) -> bool:
    """Whether a whole given name was seen in both, and is one name: twins may share an initial, or be Дана and Дина."""
    parts = [part for part in alike.parts if part.kind in _CALLED_BY]
    return bool(parts) and not any(
        part.level in _DIFFERS or part.kind == INITIAL or _may_be_two(part, frequency) for part in parts
    )


def _may_be_two(part: Part, frequency: Frequency) -> bool:
    """Whether two words that sound alike may be two names: both are known, or they are short."""
    if part.level != comparing.SOUND:
        return False
    left, right = form(part.left), form(part.right)
    return len(part.left) <= _SHORT or (frequency.is_known(left) and frequency.is_known(right))
