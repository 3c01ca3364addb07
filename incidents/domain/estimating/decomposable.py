"""Model averaging over decomposable graphs: how many there are, with the doubt about the model counted in.

Madigan and York (1997), "Bayesian methods for estimation of the size of a closed population", Biometrika 84; York and
Madigan (1992), University of Washington technical report 234. Every graph is equally likely beforehand; the chances of
the patterns have a hyper-Dirichlet prior of `delta` for each of the 2^k patterns. The estimate has the least expected
relative squared error, E(1/N) / E(1/N²): it is what their tables print.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from incidents.domain.estimating import families, graphs
from incidents.domain.estimating.cells import Cells, Numbers
from incidents.domain.estimating.graphs import Graph

DELTA, LEVEL = 1.0, 0.95
MOST_POINTS, FEW_POINTS, AT_ONCE, KEPT = 4000, 400, 1000, 200
TRIFLE, FAR = 1e-6, 1000
Prior = Callable[[Numbers], Numbers]


@dataclass(frozen=True)
class Posterior:
    """What is believed of the number of people: the estimate, other middles, and 95 % between low and high."""

    estimate: float
    mean: float
    median: float
    mode: float
    low: float
    high: float


@dataclass(frozen=True)
class Weighed:
    """One graph: its ties as masks, its name, how probable it is, and what it says by itself."""

    ties: frozenset[int]
    name: str
    probability: float
    says: Posterior


@dataclass(frozen=True)
class Averaged:
    """The average and the graphs it is made of, the most probable first. `at_end` is how much of it lies in the last
    hundredth of the numbers that were tried: when that is not next to nothing, the limit was set too low."""

    says: Posterior
    models: tuple[Weighed, ...]
    graphs: int
    most: int
    at_end: float


def poisson_gamma(shape: float, scale: float) -> Prior:
    """A Poisson number whose mean is gamma-distributed: shape × scale people are expected."""

    def prior(total: Numbers) -> Numbers:
        ways = gammaln(total + shape) - gammaln(total + 1) - gammaln(shape)
        return np.asarray(ways + total * np.log(scale) - (total + shape) * np.log(1 + scale))

    return prior


def by_size(total: Numbers) -> Numbers:
    """1/N: twice as many people are believed half as easily (Jeffreys)."""
    return np.asarray(-np.log(total))


def average(
    cells: Cells,
    missing: range | None = None,
    *,
    delta: float = DELTA,
    prior: Prior = by_size,
    complete: bool = True,
) -> Averaged:
    """The average over every decomposable graph. `missing` are the numbers on no list that are tried: found out where
    none are given. `complete=False` leaves out the graph that ties every two lists, as the package dga does."""
    chosen = graphs.decomposable(cells.lists)[: None if complete else -1]
    tried = reach(cells, chosen, delta, prior) if missing is None else missing
    grid = Grid(cells, chosen, tried, delta, prior)
    first = np.argsort(-grid.chances, kind="stable")[:KEPT]
    heights = grid.heights(first)
    alone = np.exp(heights - heights.max(axis=1, keepdims=True))
    models = tuple(
        Weighed(
            chosen[place].ties, _name(cells, chosen[place]), float(grid.chances[place]), says(grid.totals, alone[row])
        )
        for row, place in enumerate(first)
    )
    return Averaged(says(grid.totals, grid.shares), models, len(chosen), tried[-1], grid.at_end)


class Grid:
    """The joint posterior of graph and number, on the numbers that are tried, some graphs at a time."""

    def __init__(self, cells: Cells, chosen: tuple[Graph, ...], tried: range, delta: float, prior: Prior) -> None:
        points = np.asarray(tried, float)
        self.totals = points + cells.seen
        self.tables = _scores(cells, points, delta)
        self.base = gammaln(self.totals + 1) - gammaln(points + 1) + prior(self.totals)
        self.signs = _signs(cells, chosen)
        batches = [np.arange(start, min(start + AT_ONCE, len(chosen))) for start in range(0, len(chosen), AT_ONCE)]
        self.top = max(float(self.heights(batch).max()) for batch in batches)
        self.shares, chances = np.zeros(len(points)), []
        for batch in batches:
            some = np.exp(self.heights(batch) - self.top)
            self.shares += some.sum(axis=0)
            chances.append(some.sum(axis=1))
        self.chances = np.concatenate(chances) / self.shares.sum()

    def heights(self, some: NDArray[np.intp]) -> Numbers:
        """The logarithm of prior and likelihood: a row for each of these graphs, a column for each number."""
        return np.asarray(self.signs[some] @ self.tables + self.base)

    @property
    def at_end(self) -> float:
        """How much lies in the last hundredth of the numbers."""
        last = max(1, len(self.shares) // 100)
        return float(self.shares[-last:].sum() / self.shares.sum())


def reach(cells: Cells, chosen: tuple[Graph, ...], delta: float, prior: Prior) -> range:
    """Numbers on no list that hold all but a trifle of what is believed: from 0 on, in steps where there are many."""
    end = max(300, 2 * cells.seen)
    while end < FAR * (cells.seen + 1):
        if Grid(cells, chosen, range(0, end, max(1, end // FEW_POINTS)), delta, prior).at_end < TRIFLE:
            break
        end *= 2
    return range(0, end + 1, max(1, end // MOST_POINTS))


def says(totals: Numbers, shares: Numbers) -> Posterior:
    """What a distribution over these numbers says."""
    chances = shares / shares.sum()
    below = chances.cumsum()
    low, median, high = (
        float(totals[int((below >= part).argmax())]) for part in ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2)
    )
    estimate = (chances / totals).sum() / (chances / totals**2).sum()
    return Posterior(float(estimate), float(chances @ totals), median, float(totals[chances.argmax()]), low, high)


def _scores(cells: Cells, points: Numbers, delta: float) -> Numbers:
    """For every mask the logarithm of the chance of the table of those lists alone, at each number on no list.

    Only the pattern of zeros changes with that number: the rest is one constant.
    """
    whole = np.asarray(cells.counts, float).reshape((2,) * cells.lists)
    prior = delta * 2**cells.lists
    found = np.zeros((2**cells.lists, len(points)))
    for mask in range(1, 2**cells.lists):
        away = tuple(place for place in range(cells.lists) if not mask & cells.bit(place))
        table = whole.sum(axis=away).ravel()
        each = prior / len(table)
        fixed = gammaln(table[1:] + each).sum() - len(table) * gammaln(each) + gammaln(prior)
        found[mask] = fixed + gammaln(table[0] + points + each) - gammaln(cells.seen + points + prior)
    return found


def _signs(cells: Cells, chosen: tuple[Graph, ...]) -> Numbers:
    """Which scores each graph adds, and which it takes off."""
    found = np.zeros((len(chosen), 2**cells.lists))
    for row, graph in enumerate(chosen):
        np.add.at(found[row], list(graph.added), 1)
        np.add.at(found[row], list(graph.shared), -1)
    return found


def _name(cells: Cells, graph: Graph) -> str:
    """Its cliques by letters."""
    return "·".join(sorted(families.lettered(cells.lists, mask) for mask in graph.added))
