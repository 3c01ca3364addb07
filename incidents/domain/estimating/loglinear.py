"""Poisson log-linear models of the patterns that were seen, and what each says of those on no list.

Fienberg (1972), "The multiple recapture census for closed populations and incomplete 2^k contingency tables",
Biometrika 59; Cormack (1989), "Log-linear models for capture-recapture", Biometrics 45. Fitted by Newton's method,
which for these models is iteratively reweighted least squares. Criteria: AIC = -2 l + 2 p and BIC = -2 l + p ln n,
where l is the Poisson log-likelihood with its factorials, p the number of parameters that the table determines, and n
the number of people seen.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import numpy as np
from scipy.special import chdtrc, gammaln, xlogy

from incidents.domain.estimating import boundary, families
from incidents.domain.estimating.cells import Cells, Numbers
from incidents.domain.estimating.families import Model

MOST_STEPS, CLOSE, NEARLY_ZERO = 100, 1e-9, 1e-5
AT_ONCE = 512


class Came(StrEnum):
    """How a fit ended."""

    WELL = "well"
    AT_BOUNDARY = "at_boundary"  # some pattern is fitted as 0, a parameter has no end; those on no list are determined
    NOT_DETERMINED = "not_determined"  # the table says nothing of those on no list under this model
    NOT_ENDED = "not_ended"  # the steps came to no end


@dataclass(frozen=True)
class Fit:
    """One model and what it says. `missing` is how many are on no list; None where that is not determined."""

    lists: int
    model: Model
    came: Came
    seen: int
    missing: float | None
    deviance: float
    degrees: int
    parameters: int
    likelihood: float

    @property
    def total(self) -> float | None:
        """How many there are: those seen and those on no list."""
        return None if self.missing is None else self.seen + self.missing

    @property
    def aic(self) -> float:
        return -2 * self.likelihood + 2 * self.parameters

    @property
    def bic(self) -> float:
        return -2 * self.likelihood + self.parameters * float(np.log(max(self.seen, 1)))

    @property
    def chance(self) -> float | None:
        """The chance of a deviance so large if the model were true; None where nothing is left to judge by."""
        return float(chdtrc(self.degrees, max(self.deviance, 0))) if self.degrees > 0 else None

    @property
    def name(self) -> str:
        return families.name(self.lists, self.model)


def fit(cells: Cells, model: Model) -> Fit:
    """One model fitted to the table."""
    return next(iter(fit_all(cells, [model])))


def fit_all(cells: Cells, models: Iterable[Model], goes_on: Callable[[], bool] = lambda: True) -> Iterator[Fit]:
    """Each model fitted, in their order where they have as many terms; asked between batches whether to go on."""
    alike: defaultdict[int, list[Model]] = defaultdict(list)
    for model in models:
        alike[len(model)].append(model)
    for _size, some in sorted(alike.items()):
        for first in range(0, len(some), AT_ONCE):
            if not goes_on():
                return
            yield from _fit_batch(cells, some[first : first + AT_ONCE])


@cache
def design(lists: int) -> Numbers:
    """One row for each pattern, that of zeros first; one column for each set of lists: does the pattern hold it."""
    numbers = np.arange(2**lists)
    return (numbers[:, None] & numbers[None, :] == numbers[None, :]).astype(float)


def columns(lists: int, model: Model) -> list[int]:
    """The columns of the design that a model has: all people, each list, its terms."""
    return [0, *families.of_size(lists, 1), *sorted(model)]


def _fit_batch(cells: Cells, models: list[Model]) -> Iterator[Fit]:
    """Models of equally many terms at once; those that came near a boundary are looked at one by one."""
    chosen = np.array([columns(cells.lists, model) for model in models])
    sheets = design(cells.lists)[1:][:, chosen].transpose(1, 0, 2)
    found, fitted, ended = newton(sheets, cells.observed)
    empty = cells.observed == 0
    fading = empty & (fitted < _nearly_zero(cells))
    for place, model in enumerate(models):
        if fading[place].any() or not ended[place]:
            yield _carefully(cells, model, fading[place])
        else:
            yield _told(cells, model, Came.WELL, float(np.exp(found[place, 0])), fitted[place], sheets.shape[2])


def _nearly_zero(cells: Cells) -> float:
    return max(NEARLY_ZERO, 100 * CLOSE * cells.seen)


def _carefully(cells: Cells, model: Model, fading: Any) -> Fit:
    """A fit that has no finite end, or came to none: what stays determined of it (see boundary)."""
    sheet = design(cells.lists)[1:, columns(cells.lists, model)]
    found = _on_face(cells, model, sheet, boundary.face(sheet, cells.observed, fading))
    if found.came == Came.NOT_ENDED and fading.any():
        return _on_face(cells, model, sheet, boundary.face(sheet, cells.observed), sure=True)
    return found


def _on_face(cells: Cells, model: Model, sheet: Numbers, face: Any, *, sure: bool = False) -> Fit:
    """The model fitted to the patterns of a face. Where nobody is `sure` of it, numbers near 0 say it is another."""
    if not face.any():
        return _told(cells, model, Came.NOT_DETERMINED, None, np.zeros(len(sheet)), 0)
    base = boundary.basis(sheet[face])
    found, fitted, ended = newton((sheet[face] @ base)[None], cells.observed[face])
    whole = np.zeros(len(sheet))
    whole[face] = fitted[0]
    missing = boundary.unseen(base, found[0])
    came = Came.WELL if face.all() and base.shape[1] == sheet.shape[1] else Came.AT_BOUNDARY
    if missing is None:
        came = Came.NOT_DETERMINED
    near = (fitted[0] < _nearly_zero(cells)) & (cells.observed[face] == 0)
    if not ended[0] or near.any() and not sure:
        came, missing = Came.NOT_ENDED, None
    return _told(cells, model, came, missing, whole, base.shape[1])


def _told(cells: Cells, model: Model, came: Came, missing: float | None, fitted: Numbers, parameters: int) -> Fit:
    likelihood = float((xlogy(cells.observed, fitted) - fitted - gammaln(cells.observed + 1)).sum())
    best = float((xlogy(cells.observed, cells.observed) - cells.observed - gammaln(cells.observed + 1)).sum())
    left = int((fitted > 0).sum()) - parameters
    if missing is not None and not np.isfinite(missing):
        came, missing = Came.NOT_DETERMINED, None
    deviance = max(0.0, 2 * (best - likelihood))
    return Fit(cells.lists, model, came, cells.seen, missing, deviance, left, parameters, likelihood)


def newton(sheets: Numbers, observed: Numbers, start: Numbers | None = None) -> tuple[Numbers, Numbers, Any]:
    """Many Poisson regressions at once: coefficients, fitted counts, and whether each came to an end.

    `sheets` are models × patterns × parameters. A step that lowers the likelihood is halved.
    """
    found = _first(sheets, observed) if start is None else start
    linear = np.einsum("mcp,mp->mc", sheets, found)
    worth = _worth(linear, observed)
    ended = np.zeros(len(sheets), bool)
    for _step in range(MOST_STEPS):
        open_ = np.flatnonzero(~ended)
        if not open_.size:
            break
        moved, slope = _step_of(sheets[open_], linear[open_], observed)
        found[open_], linear[open_], worth[open_] = _halved(sheets[open_], found[open_], moved, worth[open_], observed)
        ended[open_] = slope < CLOSE * max(1.0, float(observed.sum()))
    return found, np.exp(np.clip(linear, -700, 700)), ended


def _first(sheets: Numbers, observed: Numbers) -> Numbers:
    """Where to begin: least squares of the logarithms."""
    return np.asarray(np.linalg.pinv(sheets) @ np.log(observed + 0.5))


def _worth(linear: Numbers, observed: Numbers) -> Numbers:
    """The likelihood but for what does not depend on the model."""
    return np.asarray((observed * linear - np.exp(np.clip(linear, -700, 700))).sum(axis=1))


def _step_of(sheets: Numbers, linear: Numbers, observed: Numbers) -> tuple[Numbers, Numbers]:
    """Newton's step for each model, and how steep the likelihood is there."""
    fitted = np.exp(np.clip(linear, -700, 700))
    slopes = np.einsum("mcp,mc->mp", sheets, observed - fitted)
    bends = np.einsum("mcp,mc->mpc", sheets, fitted) @ sheets
    size = bends.shape[1]
    bends[:, range(size), range(size)] += 1e-12 + 1e-12 * np.trace(bends, axis1=1, axis2=2)[:, None]
    return np.linalg.solve(bends, slopes[:, :, None])[:, :, 0], np.abs(slopes).max(axis=1)


def _halved(
    sheets: Numbers, found: Numbers, moved: Numbers, worth: Numbers, observed: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """The step taken, halved for those models whose likelihood it would lower."""
    share = np.ones(len(sheets))
    for _try in range(30):
        new = found + share[:, None] * moved
        linear = np.einsum("mcp,mp->mc", sheets, new)
        better = _worth(linear, observed)
        worse = ~(better >= worth - 1e-9 * np.abs(worth))
        if not worse.any():
            break
        share[worse] /= 2
    return new, linear, better
