"""Everything that the models say of one table: the range over all admissible ones first, then each, then the averages.

A model is admissible when its fit came to an end, no fitted number lies at 0, and those on no list are determined. The
rest are counted and told with the reason; nothing is chosen by hand (Manrique-Vallier, Ball and Sadinle 2022, "Capture-
recapture for casualty estimation and beyond": one number out of many models hides what the lists leave open).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from incidents.domain.estimating import families, loglinear, profile
from incidents.domain.estimating.cells import Cells
from incidents.domain.estimating.loglinear import Came, Fit
from incidents.domain.estimating.profile import Interval

MOST_WITH_INTERVAL, NEAR = 150, 10.0


class Family(StrEnum):
    """Which models were tried."""

    HIERARCHICAL = "hierarchical"  # every hierarchical model
    PAIRS = "pairs"  # every model of terms of two lists: with six lists all would be 7,785,061
    TWO_LISTS = "two_lists"  # independence, the only one that two lists allow


@dataclass(frozen=True)
class Row:
    """One fit with its interval; `interval` is None where none was reckoned."""

    fit: Fit
    interval: Interval | None


@dataclass(frozen=True)
class Told:
    """What was tried, how it came, and the rows, from the fewest people to the most.

    With many models only some have a row: the best by BIC, the ends of the range. `low` and `high` are over all that
    are admissible, `lowest` and `highest` over their intervals as well (None: no end), `near_…` over those within ten
    of the least BIC, `boundary_…` over those left out whose estimate is determined; `cut` says that time ran out,
    `with_ends` for how many admissible ones an interval was reckoned.
    """

    family: Family
    models: int
    came: dict[str, int]
    low: float | None
    high: float | None
    lowest: float | None
    highest: float | None
    near_low: float | None
    near_high: float | None
    boundary_low: float | None
    boundary_high: float | None
    rows: tuple[Row, ...]
    best: Row | None
    by_aic: Row | None
    cut: bool
    with_ends: int

    @property
    def tried(self) -> int:
        return sum(self.came.values())

    @property
    def admissible(self) -> int:
        return self.came.get(Came.WELL, 0)


def family_of(lists: int) -> tuple[Family, Sequence[families.Model]]:
    """The models that are tried for so many lists."""
    if lists == 2:
        return Family.TWO_LISTS, [families.INDEPENDENT]
    if lists <= families.MOST_FOR_ALL:
        return Family.HIERARCHICAL, list(families.hierarchical(lists))
    return Family.PAIRS, list(families.pairs(lists))


def tell(cells: Cells, goes_on: Callable[[], bool] = lambda: True) -> Told:
    """All models of the family fitted; `goes_on` is asked on the way and may cut it short, which is then told."""
    family, models = family_of(cells.lists)
    fits = list(loglinear.fit_all(cells, models, goes_on))
    sound = [fit for fit in fits if fit.came == Came.WELL]
    rows = sorted((Row(fit, _interval(cells, fit, goes_on)) for fit in _shown(fits)), key=_order)
    with_ends = [row for row in rows if row.fit.came == Came.WELL and row.interval]
    best = min((row for row in rows if row.fit.came == Came.WELL), key=lambda row: row.fit.bic, default=None)
    near = [fit for fit in sound if best and fit.bic <= best.fit.bic + NEAR]
    at_boundary = [fit for fit in fits if fit.came == Came.AT_BOUNDARY]
    return Told(
        family, len(models), dict(Counter(str(fit.came) for fit in fits)), *_ends(sound),
        min((row.interval.low for row in with_ends if row.interval), default=None), _highest(with_ends),
        *_ends(near), *_ends(at_boundary), tuple(rows), best,
        min((row for row in rows if row.fit.came == Came.WELL), key=lambda row: row.fit.aic, default=None),
        len(fits) < len(models), len(with_ends),
    )  # fmt: skip


def _shown(fits: Sequence[Fit]) -> list[Fit]:
    """All when there are few; else the best by BIC and by AIC, and the ends of the range."""
    if len(fits) <= MOST_WITH_INTERVAL:
        return list(fits)
    sound = [fit for fit in fits if fit.came == Came.WELL]
    by_total = sorted(sound, key=_total)
    chosen = [
        *sorted(sound, key=lambda fit: fit.bic)[: MOST_WITH_INTERVAL - 30],
        *sorted(sound, key=lambda fit: fit.aic)[:10], *by_total[:10], *by_total[-10:],
    ]  # fmt: skip
    return list({fit.model: fit for fit in chosen}.values())


def _interval(cells: Cells, fit: Fit, goes_on: Callable[[], bool]) -> Interval | None:
    return profile.interval(cells, fit) if goes_on() else None


def _order(row: Row) -> tuple[bool, float, float]:
    return row.fit.total is None, _total(row.fit), row.fit.bic


def _total(fit: Fit) -> float:
    return fit.total if fit.total is not None else 0.0


def _ends(fits: Sequence[Fit]) -> tuple[float | None, float | None]:
    totals = [fit.total for fit in fits if fit.total is not None]
    return min(totals, default=None), max(totals, default=None)


def _highest(rows: Sequence[Row]) -> float | None:
    """The highest end of an interval; None when there is none, or one interval has no end."""
    highs = [row.interval.high for row in rows if row.interval]
    return None if None in highs else max((high for high in highs if high is not None), default=None)
