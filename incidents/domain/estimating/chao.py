"""Chao's lower bound: from how many people are on exactly one list and how many on exactly two.

Chao (1987), "Estimating the population size for capture-recapture data with unequal catchability", Biometrics 43.
People may differ in how easily they are listed; the lists are taken to be independent for each of them. It is a bound
from below: lists that avoid each other can make it too high.
"""

from dataclasses import dataclass
from math import exp, log, sqrt

from incidents.domain.estimating.cells import Cells
from incidents.domain.estimating.orientation import Z95


@dataclass(frozen=True)
class Bound:
    """At least so many people altogether, the deviation of that number, and its interval of 95 %."""

    once: int
    twice: int
    total: float
    deviation: float
    low: float
    high: float


def bound(cells: Cells) -> Bound | None:
    """S + f1² / (2 f2), its variance f2 (r⁴/4 + r³ + r²/2) with r = f1/f2, and its log-normal interval (Chao 1987).

    None where nobody is on exactly two lists.
    """
    once, twice, *_more = cells.times()
    if not twice:
        return None
    ratio = once / twice
    variance = twice * (ratio**4 / 4 + ratio**3 + ratio**2 / 2)
    return _told(cells, once**2 / (2 * twice), variance)


def corrected(cells: Cells) -> Bound:
    """S + f1 (f1 - 1) / (2 (f2 + 1)): with less bias where few are on two lists (Chao 1989, Biometrics 45, eq. 3)."""
    once, twice, *_more = cells.times()
    ratio = once / (twice + 1)
    missing = once * (once - 1) / (2 * (twice + 1))
    variance = (
        missing
        + once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
        + ratio**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 2)
    )
    return _told(cells, missing, variance)


def few_lists(cells: Cells) -> float | None:
    """The same bound for so few lists, S + (t - 1)/t · f1² / (2 f2) for t lists: what Rivest and Baillargeon (2007,
    Biometrics 63) and packages print when every list is equally easy. None where nobody is on exactly two lists."""
    once, twice, *_more = cells.times()
    return cells.seen + (cells.lists - 1) / cells.lists * once**2 / (2 * twice) if twice else None


def _told(cells: Cells, missing: float, variance: float) -> Bound:
    once, twice, *_more = cells.times()
    spread = exp(Z95 * sqrt(log(1 + variance / missing**2))) if missing > 0 else 1.0
    seen = cells.seen
    return Bound(once, twice, seen + missing, sqrt(variance), seen + missing / spread, seen + missing * spread)
