"""Pure domain: counting people and sources honestly. Ranges stay ranges; what goes back to one root counts once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

BANDS: tuple[tuple[int, int | None], ...] = ((0, 5), (6, 11), (12, 17), (18, 29), (30, 44), (45, 59), (60, None))
ANY_AGE = 1_000


@dataclass(frozen=True, order=True)
class Span:
    """At least `low`, at most `high` people."""

    low: int = 0
    high: int = 0

    def __add__(self, other: "Span") -> "Span":
        return Span(self.low + other.low, self.high + other.high)

    @property
    def is_sure(self) -> bool:
        """Whether both ends say the same."""
        return self.low == self.high

    def __str__(self) -> str:
        return str(self.low) if self.is_sure else f"{self.low}–{self.high}"


def count_range(units: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The lowest and highest number of people in these units, each (low, high); a single person is (1, 1).

    Raises ValueError for a unit whose low is negative or above its high.
    """
    lowest = highest = 0
    for low, high in units:
        if not 0 <= low <= high:
            raise ValueError("a unit's low number is negative or above its high number")
        lowest, highest = lowest + low, highest + high
    return lowest, highest


def root_of(report_id: int, derived_from: Mapping[int, int | None]) -> int:
    """The report at the end of the chain of `derived_from`; in a circle, which nobody began, its smallest number."""
    seen: list[int] = []
    current: int | None = report_id
    while current is not None and current not in seen:
        seen.append(current)
        current = derived_from.get(current)
    return seen[-1] if current is None else min(seen[seen.index(current) :])


def independent_roots(ids: Iterable[int], derived_from: Mapping[int, int | None]) -> set[int]:
    """The roots of these reports: three articles that go back to one count as one (domain.md, Independence)."""
    return {root_of(report_id, derived_from) for report_id in ids}


def band_code(low: int, high: int | None) -> str:
    """The word of an age band in an address: 12-17, 60-."""
    return f"{low}-{'' if high is None else high}"


def bands_of(low: int | None, high: int | None) -> tuple[str, ...]:
    """The age bands in which somebody between these ages (in full years, either may be unknown) can be."""
    first, last = (0 if low is None else low), (1_000 if high is None else high)
    return tuple(
        band_code(*band) for band in BANDS if first <= (1_000 if band[1] is None else band[1]) and band[0] <= last
    )


def fewest(groups: Iterable[Iterable[int]]) -> int:
    """How many fewer people there are at least, if each of these groups is one person.

    Each group is the low numbers of its records; a group that is one counts as its smallest (standing does the same).
    """
    return sum(sum(numbers) - min(numbers) for numbers in (list(group) for group in groups) if numbers)
