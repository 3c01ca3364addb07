"""Pure domain: counting people and sources honestly. Ranges stay ranges; what goes back to one root counts once."""

from collections.abc import Iterable, Mapping


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
