"""How many people have which pattern over the lists: 1 is listed, 0 is not; nobody has the pattern of zeros only."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

FEWEST_LISTS, MOST_LISTS = 2, 6
MOST_PEOPLE = 10**7

Numbers = NDArray[np.float64]


class Unreadable(ValueError):
    """What was given is no table of patterns. Its text is for programmers: pages give patterns of their own making."""


@dataclass(frozen=True)
class Cells:
    """`counts[c]` people have the pattern that is `c` in binary, the first list being the highest bit; counts[0] is 0.

    Bits name lists everywhere in this package: a *mask* is a set of lists, and cell `c` is on all lists of mask `m`
    when `c & m == m`.
    """

    lists: int
    counts: tuple[int, ...]

    @property
    def seen(self) -> int:
        """How many people are on a list."""
        return sum(self.counts)

    @cached_property
    def observed(self) -> Numbers:
        """The counts of the patterns that can be seen, from 0…01 to 1…1."""
        return np.asarray(self.counts[1:], float)

    def masks(self, size: int) -> list[int]:
        """All sets of so many lists, the first lists first."""
        return [sum(self.bit(one) for one in chosen) for chosen in combinations(range(self.lists), size)]

    def bit(self, place: int) -> int:
        """The mask of one list, the first being 0."""
        return 1 << (self.lists - 1 - place)

    def on(self, mask: int) -> int:
        """How many are on all lists of a mask, whatever else they are on."""
        return sum(number for cell, number in enumerate(self.counts) if cell & mask == mask)

    def times(self) -> list[int]:
        """How many people are on exactly 1, 2, … lists."""
        found = [0] * self.lists
        for cell, number in enumerate(self.counts[1:], 1):
            found[cell.bit_count() - 1] += number
        return found

    def patterns(self) -> dict[str, int]:
        """Pattern to number, as it is kept and shown: every pattern, also those that nobody has."""
        return {format(cell, f"0{self.lists}b"): self.counts[cell] for cell in range(1, len(self.counts))}


def read(patterns: Mapping[str, int]) -> Cells:
    """The table of patterns such as {"011": 4}; a pattern that is not given has nobody. Raises Unreadable."""
    lengths = {len(pattern) for pattern in patterns}
    if len(lengths) != 1 or not FEWEST_LISTS <= (lists := lengths.pop()) <= MOST_LISTS:
        raise Unreadable(f"patterns are of one length, from {FEWEST_LISTS} to {MOST_LISTS} lists")
    counts = [0] * 2**lists
    for pattern, number in patterns.items():
        counts[_cell(pattern)] = _number(number)
    if counts[0]:
        raise Unreadable("nobody can be counted who is on no list")
    return Cells(lists, tuple(counts))


def row(lists: int, numbers: list[int]) -> Cells:
    """The table of the numbers for 0…01, 0…10, 0…11, …, as papers print them. Raises Unreadable."""
    if len(numbers) != 2**lists - 1:
        raise Unreadable(f"{lists} lists have {2**lists - 1} patterns")
    return read({format(cell, f"0{lists}b"): number for cell, number in enumerate(numbers, 1)})


def _cell(pattern: str) -> int:
    if set(pattern) - {"0", "1"}:
        raise Unreadable("a pattern is made of 0 and 1")
    return int(pattern, 2)


def _number(number: int) -> int:
    if isinstance(number, bool) or int(number) != number or not 0 <= number <= MOST_PEOPLE:
        raise Unreadable("a number of people is a whole number from 0 on")
    return int(number)
