"""Pure domain: what became of a person, derived from agreed findings. Nobody types a status."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from incidents.domain import confirmation

KINDS = ("killed", "died", "wounded", "tortured", "detained", "missing", "released", "found_alive")
_DEATHS = ("died", "killed")  # the more definite last
_SIGNS_OF_LIFE = ("found_alive", "released")
_WHERE = ("missing", "detained", "found_alive", "released")  # on one and the same date the later in this row wins
_HARM = ("wounded", "tortured")
_COUNTED = (confirmation.CONTESTED, confirmation.WEAK, confirmation.FAIR, confirmation.CONFIRMED)  # rising


@dataclass(frozen=True)
class Held:
    """One agreed finding, as far as the status needs it; the bounds are the first and last day it can mean."""

    kind: str
    confirmation: str
    lower: date | None
    upper: date | None
    ref: str


@dataclass(frozen=True)
class Status:
    """What is held now and how surely (both empty when nothing is), and all that was ever held, ordered as KINDS."""

    current: str
    confirmation: str
    ever: tuple[str, ...]


def derive(findings: Iterable[Held]) -> Status:
    """The status that these agreed findings give. Their order does not matter.

    Findings at pending, no information or discounted do not count, nor do kinds that carry no status. Of the rest:

    ====================================  ==========================================================================
    there is                              current status
    ====================================  ==========================================================================
    killed or died                        that, whatever else is dated later (the surest; killed before died) …
    … and, certainly later and at least   the sign of life: a report of death was wrong. A *confirmed* death is never
    as sure, found alive or released      overturned this way: its finding has to be withdrawn by two reviewers
    missing, detained, found alive,       where the person is now: of those that no other is certainly later than,
    released                              released, else found alive, else detained, else missing
    only tortured or wounded              tortured, else wounded
    nothing                               ''
    ====================================  ==========================================================================

    "Certainly later": its first possible day comes after the other's last. A date open at one side counts as the day
    it names ("missing since the 7th" is of the 7th); without any date a finding is neither earlier nor later. Wounds
    and torture never replace where the person is. Equal candidates: the surer, then the later, then the reference.
    """
    counted = [one for one in findings if one.confirmation in _COUNTED and one.kind in KINDS]
    ever = tuple(kind for kind in KINDS if any(one.kind == kind for one in counted))
    chosen = _death(counted) or _whereabouts(counted) or _harm(counted)
    return Status(chosen.kind, chosen.confirmation, ever) if chosen else Status("", "", ever)


def _death(findings: Sequence[Held]) -> Held | None:
    alive = _of(findings, _SIGNS_OF_LIFE)
    standing = [death for death in _of(findings, _DEATHS) if not any(_overturns(sign, death) for sign in alive)]
    return max(standing, key=lambda one: (_sureness(one), _DEATHS.index(one.kind), *_preference(one)), default=None)


def _overturns(sign: Held, death: Held) -> bool:
    sure = death.confirmation != confirmation.CONFIRMED and _sureness(sign) >= _sureness(death)
    return sure and _certainly_later(sign, death)


def _whereabouts(findings: Sequence[Held]) -> Held | None:
    found = _of(findings, _WHERE)
    latest = [one for one in found if not any(_certainly_later(other, one) for other in found)]
    return max(latest, key=lambda one: (_WHERE.index(one.kind), *_preference(one)), default=None)


def _harm(findings: Sequence[Held]) -> Held | None:
    found = _of(findings, _HARM)
    return max(found, key=lambda one: (_HARM.index(one.kind), *_preference(one)), default=None)


def _of(findings: Sequence[Held], kinds: Sequence[str]) -> list[Held]:
    return [one for one in findings if one.kind in kinds]


def _sureness(one: Held) -> int:
    return _COUNTED.index(one.confirmation)


def _certainly_later(one: Held, other: Held) -> bool:
    first, last = one.lower or one.upper, other.upper or other.lower
    return first is not None and last is not None and first > last


def _preference(one: Held) -> tuple[int, date, date, str]:
    last, first = one.upper or one.lower or date.min, one.lower or one.upper or date.min
    return _sureness(one), last, first, one.ref
