"""Pure domain: groups of records that may all be one person. No group holds two who contradict each other."""

from collections.abc import Callable, Collection, Iterable, Mapping

from incidents.domain.bulk.blocking import packed
from incidents.domain.bulk.comparing import Link

MOST_IN_GROUP = 40  # more than that is a mistake of the data: the likeliest pairs of it are read first
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


def clash_of(apart: Collection[int], days: Mapping[int, int]) -> Clash:
    """Whether two never go together: told apart, or born on two days that are no slip of the pen of each other."""

    def clashes(one: int, other: int) -> bool:
        if packed(one, other) in apart:
            return True
        day, other_day = days.get(one, 0), days.get(other, 0)
        return bool(day and other_day) and not _may_be_slip(day, other_day)

    return clashes


def _may_be_slip(one: int, other: int) -> bool:
    """Whether two days (ordinals) could be one written wrongly; what was scored has been looked at closely."""
    return one == other or abs(one - other) < 366 or abs(abs(one - other) - 3652) <= 1
