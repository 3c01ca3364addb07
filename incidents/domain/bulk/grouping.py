"""Pure domain: groups of records that may all be one person. No group holds two who contradict each other."""

from array import array
from collections.abc import Callable, Collection, Iterable

from incidents.domain.bulk.blocking import packed
from incidents.domain.bulk.comparing import Link

MOST_IN_GROUP = 40  # more than that is a mistake of the data: the likeliest pairs of it are read first
_YEAR, _TEN_YEARS = 366, 3652
Clash = Callable[[int, int], bool]


def grouped(links: Iterable[Link], clashes: Clash) -> list[list[int]]:
    """Members of each group, by number; groups of one are left out.

    The surest links join first; a link that would put two who clash into one group joins nothing, so that a chain is
    cut at its weakest link (single linkage with cannot-links, as in constrained agglomerative clustering).
    """
    members: dict[int, list[int]] = {}
    for link in sorted(links, key=lambda link: (-link.bits, link.left, link.right)):
        mine = members.setdefault(link.left, [link.left])
        theirs = members.setdefault(link.right, [link.right])
        if mine is theirs or len(mine) + len(theirs) > MOST_IN_GROUP:
            continue
        if any(clashes(one, other) for one in mine for other in theirs):
            continue
        joined = mine + theirs
        for one in joined:
            members[one] = joined
    groups = {id(group): sorted(group) for group in members.values() if len(group) > 1}
    return sorted(groups.values())


class Births:
    """When the person of each record may be born, by number: first and last year, and the day if it is told."""

    def __init__(self) -> None:
        self.first, self.last, self.day = array("H"), array("H"), array("l")

    def note(self, numbers: Iterable[int], first: Iterable[int], last: Iterable[int], day: Iterable[int]) -> None:
        """Keep those of these numbers."""
        for number, *told in zip(numbers, first, last, day, strict=True):
            if number >= len(self.day):
                for held in (self.first, self.last, self.day):
                    held.extend([0] * (number + 1 - len(held)))
            self.first[number], self.last[number], self.day[number] = told

    def clash(self, one: int, other: int) -> bool:
        """Whether the two were born on days that are no slip of the pen of each other, or in years far apart."""
        if max(one, other) >= len(self.day) or not (self.last[one] and self.last[other]):
            return False
        day, other_day = self.day[one], self.day[other]
        if day and other_day:
            return not (day == other_day or abs(day - other_day) < _YEAR or abs(abs(day - other_day) - _TEN_YEARS) <= 1)
        return self.first[one] > self.last[other] + 1 or self.first[other] > self.last[one] + 1


def clash_of(apart: Collection[int], births: Births, told: Clash | None = None) -> Clash:
    """Whether two never go together: told apart, or born at other times."""

    def clashes(one: int, other: int) -> bool:
        return packed(one, other) in apart or births.clash(one, other) or (told is not None and told(one, other))

    return clashes
