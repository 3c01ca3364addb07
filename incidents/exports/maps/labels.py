"""Where words stand on a map without covering each other: the important ones first; the table tells all the rest."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from incidents.exports.charts import paper
from incidents.exports.maps.outlines import Ring
from incidents.exports.maps.projection import XY

LINE = 1.15
GAP, GRID = 3.0, 8


@dataclass(frozen=True)
class Wanted:
    """Words for a place on the page: in the middle of it, or beside a mark that reaches `away` from it.

    Words about an area keep their middle inside its `rings`, or they would be read as words about the next one.
    Each choice is the lines from the top; the first that fits is taken: a name and its number before the number alone.
    """

    x: float
    y: float
    choices: tuple[tuple[str, ...], ...]
    away: float | None = None
    bold: bool = True
    rings: tuple[Ring, ...] = ()


@dataclass(frozen=True)
class Box:
    """A rectangle of the page that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two have a place in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Placed:
    """Lines of words and where the first one begins: its base line, and which end of the words the place is."""

    x: float
    y: float
    anchor: str
    lines: tuple[str, ...]
    bold: bool


def place(wanted: Iterable[Wanted], letters: float, page: Box, marks: Sequence[Box] = ()) -> list[Placed]:
    """What fits, the important first; beside the marks where there is room, else over them."""
    full: list[Box] = []
    placed: list[Placed] = []
    for one in wanted:
        tries = list(_tries(one, letters))
        free = (pair for taken in ([*full, *marks], full) for pair in tries
                if _fits(pair[1], page, taken) and _stays(pair[1], one.rings))  # fmt: skip
        found = next(free, None)
        if found:
            placed.append(found[0])
            full.append(found[1])
    return placed


def _fits(box: Box, page: Box, taken: Sequence[Box]) -> bool:
    inside = page.left <= box.left and box.right <= page.right and page.top <= box.top and box.bottom <= page.bottom
    return inside and not any(box.meets(other) for other in taken)


def _stays(box: Box, rings: Sequence[Ring]) -> bool:
    heights = (box.top + (box.bottom - box.top) * share for share in (0.5, 0.1, 0.9))
    return not rings or all(_is_inside(((box.left + box.right) / 2, height), rings) for height in heights)


def _tries(one: Wanted, letters: float) -> Iterable[tuple[Placed, Box]]:
    for lines in one.choices:
        wide = max(paper.width(line, letters, one.bold) for line in lines)
        high = letters * LINE * len(lines)
        for x, top, anchor, left in _spots(one, wide, high, letters):
            yield Placed(x, top + letters * 0.9, anchor, lines, one.bold), Box(left, top, left + wide, top + high)


def room(rings: Sequence[Ring], page: Box, taken: Sequence[Box]) -> XY | None:
    """Where in the area, on the page, a word has most room around it; None where the area is hardly on the page."""
    across, down = (page.right - page.left) / GRID, (page.bottom - page.top) / GRID
    points = ((page.left + across * x, page.top + down * y) for x in range(1, GRID) for y in range(1, GRID))
    inside = [point for point in points if _is_inside(point, rings)]
    corners = [corner for ring in rings for corner in ring]
    middles = [((box.left + box.right) / 2, (box.top + box.bottom) / 2) for box in taken]
    return max(inside, key=lambda point: min(math.dist(point, other) for other in (*corners, *middles)), default=None)


def _is_inside(point: XY, rings: Iterable[Ring]) -> bool:
    """Whether a line from the point to the right crosses the rings an odd number of times."""
    pairs = (pair for ring in rings for pair in pairwise([ring[-1], *ring]))
    return sum(_crosses(point, *pair) for pair in pairs) % 2 == 1


def _crosses(point: XY, start: XY, end: XY) -> bool:
    if (start[1] > point[1]) == (end[1] > point[1]):
        return False
    return point[0] < start[0] + (end[0] - start[0]) * (point[1] - start[1]) / (end[1] - start[1])


def _spots(one: Wanted, wide: float, high: float, letters: float) -> list[tuple[float, float, str, float]]:
    """x, top, which end of the words stands at x, and their left edge: in the order in which they are tried."""
    middle = (one.x, one.y - high / 2, "middle", one.x - wide / 2)
    if one.away is None:
        down, aside = letters * 0.9, letters * 1.6
        ways = ((0.0, -down), (0.0, down), *((x, y) for x in (-aside, aside) for y in (0.0, down, -down)),
                (0.0, -2 * down), (0.0, 2 * down))  # fmt: skip
        return [middle, *((one.x + x, middle[1] + y, "middle", middle[3] + x) for x, y in ways)]
    off = one.away + GAP
    return [
        (one.x + off, one.y - high / 2, "start", one.x + off),
        (one.x - off, one.y - high / 2, "end", one.x - off - wide),
        (one.x, one.y + off, "middle", one.x - wide / 2),
        (one.x, one.y - off - high, "middle", one.x - wide / 2),
    ]
