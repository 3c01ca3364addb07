"""Two lists beside each other, for orientation only: they assume that the lists know nothing of each other."""

from dataclasses import dataclass
from itertools import combinations
from math import exp, sqrt

from incidents.domain.estimating.cells import Cells

Z95 = 1.959963984540054


@dataclass(frozen=True)
class TwoLists:
    """Sizes of two lists, how many are on both, and what that says: people altogether.

    `lincoln_petersen` is None where nobody is on both; Chapman's number is always there.
    """

    first: int
    second: int
    both: int
    lincoln_petersen: float | None
    chapman: float
    deviation: float
    low: float
    high: float


def two_lists(first: int, second: int, both: int) -> TwoLists:
    """What two lists of these sizes say. Raises ValueError when more are on both than on one of them.

    Lincoln (1930) and Petersen (1896): n1 n2 / m. Chapman (1951), Univ. of California Publications in Statistics 1:
    (n1 + 1)(n2 + 1)/(m + 1) - 1; its deviation after Seber (1970), Biometrika 57. The interval is the transformed logit
    interval of Sadinle (2009), Communications in Statistics: Simulation 38, at 95 %.
    """
    if not 0 <= both <= min(first, second):
        raise ValueError(f"{both} of {first} and {second}")
    one, other, shared = first - both + 0.5, second - both + 0.5, both + 0.5
    spread = exp(Z95 * sqrt(1 / shared + 1 / one + 1 / other + shared / (one * other)))
    seen = first + second - both
    return TwoLists(
        first, second, both,
        first * second / both if both else None,
        (first + 1) * (second + 1) / (both + 1) - 1,
        sqrt((first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))),
        max(seen, seen - 0.5 + one * other / shared / spread),
        seen - 0.5 + one * other / shared * spread,
    )  # fmt: skip


def every_two(cells: Cells) -> dict[tuple[int, int], TwoLists]:
    """Each two lists of the table, by their places."""
    bit = cells.bit
    return {
        (one, other): two_lists(cells.on(bit(one)), cells.on(bit(other)), cells.on(bit(one) | bit(other)))
        for one, other in combinations(range(cells.lists), 2)
    }
