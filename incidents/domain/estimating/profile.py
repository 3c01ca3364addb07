"""Profile-likelihood intervals of how many there are, under one log-linear model.

Cormack (1992), "Interval estimation for mark-recapture studies of closed populations", Biometrics 48: for each number
on no list the model is fitted to the table completed by that number, and the numbers stay whose multinomial likelihood
is near enough to the highest. Its coefficient is the exact one, N!/(n0!…), which is how Kosovo's interval comes out;
the highest point lies somewhat below the Poisson estimate.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import dposv as posv
from scipy.optimize import brentq
from scipy.special import chdtri, digamma, gammaln, xlogy

from incidents.domain.estimating import boundary
from incidents.domain.estimating.cells import Cells, Numbers
from incidents.domain.estimating.loglinear import Came, Fit, columns, design, newton

LEVEL = 0.95
LEAST, MOST_TIMES = 1e-6, 1e4
MOST_STEPS, CLOSE = 20, 1e-9


@dataclass(frozen=True)
class Interval:
    """From low to high people altogether; no high where the likelihood does not fall on that side."""

    low: float
    high: float | None


def interval(cells: Cells, fit: Fit, level: float = LEVEL) -> Interval | None:
    """The interval of a fit at this level; None where the fit does not determine those on no list."""
    if fit.missing is None or fit.came == Came.NOT_ENDED:
        return None
    curve = Curve(cells, fit)
    top = curve.top(fit.missing)
    edge = curve.height(top) - float(chdtri(1, 1 - level)) / 2

    def over(missing: float) -> float:
        return curve.height(missing) - edge

    low = _crossing(over, top, LEAST, 0.7)
    high = _crossing(over, top, MOST_TIMES * (cells.seen + fit.missing), 1.5)
    return Interval(cells.seen + (low or 0.0), None if high is None else cells.seen + high)


class Curve:
    """The highest log-likelihood of the completed table, by the number on no list. A point starts from the last one."""

    def __init__(self, cells: Cells, fit: Fit) -> None:
        sheet = design(cells.lists)[:, columns(cells.lists, fit.model)]
        self.kept = np.concatenate([[True], boundary.face(sheet[1:], cells.observed)])
        base = boundary.basis(sheet[self.kept])
        self.sheet = np.ascontiguousarray(sheet[self.kept] @ base)
        self.across = np.ascontiguousarray(self.sheet.T)
        self.seen, self.observed = cells.seen, cells.observed[self.kept[1:]]
        self.start: Numbers | None = None

    def _fitted(self, missing: float) -> tuple[Numbers, Numbers]:
        """The completed table and its fit: plain Newton steps from the last point, the careful ones where they fail."""
        observed = np.concatenate([[missing], self.observed])
        enough = CLOSE * (self.seen + missing)
        found = self.start
        for _step in range(MOST_STEPS if found is not None else 0):
            fitted = np.exp(np.minimum(self.sheet @ found, 50))
            slope = self.across @ (observed - fitted)
            if np.abs(slope).max() < enough:
                self.start = found
                return observed, fitted
            _factor, moved, failed = posv((self.across * fitted) @ self.sheet, slope)
            if failed:
                break
            found = found + moved
        every, fits, _ended = newton(self.sheet[None], observed)
        self.start = every[0]
        return observed, fits[0]

    def height(self, missing: float) -> float:
        """The log-likelihood at this number, but for what is the same at all numbers."""
        observed, fitted = self._fitted(missing)
        total = self.seen + missing
        return float(gammaln(total + 1) - gammaln(missing + 1) + xlogy(observed, fitted / total).sum())

    def slope(self, missing: float) -> float:
        """How the height changes with the number."""
        _observed, fitted = self._fitted(missing)
        total = self.seen + missing
        return float(digamma(total + 1) - digamma(missing + 1) + np.log(fitted[0] / total))

    def top(self, near: float) -> float:
        """The number at the highest point, near an estimate."""
        low = high = max(near, LEAST)
        while self.slope(low) < 0 and low > LEAST:
            low = max(low * (0.98 if low > near / 2 else 0.5), LEAST)
        while self.slope(high) > 0 and high < MOST_TIMES * (self.seen + near):
            high *= 1.05 if high < 2 * near else 2
        if low == high or self.slope(low) <= 0 or self.slope(high) >= 0:
            return low if self.slope(low) <= 0 else high
        return float(brentq(self.slope, low, high, xtol=1e-3, rtol=1e-5))


def _crossing(over: Callable[[float], float], top: float, end: float, times: float) -> float | None:
    """Where the curve comes down to the edge, going from the top by this factor; None when not before the end."""
    inner, outer = top, top * times
    while over(outer) > 0:
        if (outer < end) if times < 1 else (outer > end):
            return None
        inner, outer = outer, outer * times
    if over(inner) <= 0:
        return inner
    low, high = sorted((inner, outer))
    return float(brentq(over, low, high, xtol=1e-3, rtol=1e-6))
