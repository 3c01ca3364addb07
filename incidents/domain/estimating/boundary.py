"""Where a log-linear model has no finite fit, because of patterns that nobody has: what is determined all the same.

Fienberg and Rinaldo (2012), "Maximum likelihood estimation in log-linear models", Annals of Statistics 40: patterns
that some direction of the parameters drives to 0, without touching any pattern that somebody has, are fitted as 0; the
model is fitted to the others, its *face*. Chan, Silverman and Vincent (2021, JASA 116) do the same for sparse lists.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from incidents.domain.estimating.cells import Numbers

CLOSE = 1e-8


def face(sheet: Numbers, observed: Numbers, fading: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
    """Which patterns keep a fitted number above 0.

    Looked for is a direction d with sheet·d = 0 where people are, and at most 0 elsewhere, below 0 as often as can be:
    a small linear programme. `fading` are the patterns whose fitted numbers went towards 0: where one direction takes
    exactly those, they are the ones, provided that the model then has a fit on the others; whoever calls sees that.
    """
    if fading is not None and fading.any() and _goes_down(sheet, fading):
        return np.asarray(~fading)
    return _by_programme(sheet, observed)


def _goes_down(sheet: Numbers, fading: NDArray[np.bool_]) -> bool:
    """Whether a direction leaves all other patterns alone and takes each of these down."""
    kept = basis(sheet[~fading])
    if kept.shape[1] == sheet.shape[1]:
        return False
    free = np.eye(sheet.shape[1]) - kept @ kept.T
    ways = sheet[fading] @ free
    found = np.linalg.lstsq(ways, -np.ones(len(ways)), rcond=1e-6)[0]
    return bool((ways @ found < -1e-3).all() and np.abs(sheet[~fading] @ free @ found).max(initial=0) < 1e-6)


def _by_programme(sheet: Numbers, observed: Numbers) -> NDArray[np.bool_]:
    held, empty = sheet[observed > 0], sheet[observed == 0]
    kept = np.ones(len(sheet), bool)
    if not len(empty) or np.linalg.matrix_rank(held) == sheet.shape[1]:
        return kept
    slack, many = len(empty), sheet.shape[1]
    found: Any = linprog(
        np.concatenate([np.zeros(many), -np.ones(slack)]),
        A_ub=np.hstack([empty, np.eye(slack)]), b_ub=np.zeros(slack),
        A_eq=np.hstack([held, np.zeros((len(held), slack))]) if len(held) else None,
        b_eq=np.zeros(len(held)) if len(held) else None,
        bounds=[(None, None)] * many + [(0, 1)] * slack, method="highs",
    )  # fmt: skip
    if found.x is not None:
        kept[observed == 0] = found.x[many:] < 0.5
    return kept


def basis(sheet: Numbers) -> Numbers:
    """Directions of the parameters that these patterns determine: as columns, at right angles to each other."""
    _left, sizes, right = np.linalg.svd(sheet, full_matrices=False)
    return np.asarray(right[sizes > CLOSE * max(sizes[0], 1.0)].T) if len(sizes) else np.zeros((sheet.shape[1], 0))


def unseen(base: Numbers, found: Numbers) -> float | None:
    """How many are on no list: e to the first parameter; None where that is in no direction that is determined."""
    first = np.zeros(len(base))
    first[0] = 1
    if np.abs(base @ (base.T @ first) - first).max() > 1e-6:
        return None
    return float(np.exp(np.clip(base[0] @ found, -700, 700)))
