"""Movements from place to place: bent, so that the way back does not cover the way there, with a point at the end."""

import math
from collections.abc import Iterable

from django.utils.safestring import SafeString

from incidents.exports.charts import paper
from incidents.exports.maps.projection import XY

BEND, POINT, STAY = 0.16, 9.0, 12.0
THINNEST, THICKEST = 2.0, 6.0


def line(start: XY, end: XY, *, away: XY, ordered: bool, number: int) -> Iterable[SafeString]:
    """From one mark to the next, leaving both ends free; broken, without a point, when the order is not known.

    Inside one place it is a loop beside the mark.
    """
    name = "map-move" if ordered else "map-move map-unsure"
    thick = min(THICKEST, THINNEST + math.log2(max(1, number)) / 2)
    far = math.dist(start, end)
    if far < sum(away) + POINT:
        yield from _loop(start, away[1], name, thick, ordered)
        return
    bend = _bent(start, end, far)
    first, last = _towards(start, bend, away[0]), _towards(end, bend, away[1] + (POINT if ordered else 0))
    path = f"M{_xy(first)}Q{_xy(bend)} {_xy(last)}"
    yield paper.element("path", class_=name, d=path, stroke_width=round(thick, 1))
    if ordered:
        yield _tip(last, _towards(end, bend, away[1]), thick)


def _bent(start: XY, end: XY, far: float) -> XY:
    across = (end[1] - start[1]) * BEND, (start[0] - end[0]) * BEND
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    return middle[0] + across[0], middle[1] + across[1]


def _towards(point: XY, goal: XY, away: float) -> XY:
    share = away / max(math.dist(point, goal), 0.001)
    return point[0] + (goal[0] - point[0]) * share, point[1] + (goal[1] - point[1]) * share


def _loop(at: XY, away: float, name: str, thick: float, ordered: bool) -> Iterable[SafeString]:
    x, y = at[0], at[1] - away
    path = f"M{_xy((x - 4, y))}a{STAY:.0f} {STAY:.0f} 0 1 1 8 0"
    yield paper.element("path", class_=name, d=path, stroke_width=round(thick, 1))
    if ordered:
        yield _tip((x + 6.5, y - POINT), (x + 4, y), thick)


def _tip(base: XY, end: XY, thick: float) -> SafeString:
    half = 3.5 + thick / 2
    long = max(math.dist(base, end), 0.001)
    aside = (end[1] - base[1]) / long * half, (base[0] - end[0]) / long * half
    corners = (end, (base[0] + aside[0], base[1] + aside[1]), (base[0] - aside[0], base[1] - aside[1]))
    return paper.element("path", class_="map-tip", d="M" + "L".join(map(_xy, corners)) + "z")


def _xy(point: XY) -> str:
    return f"{paper.number(point[0])} {paper.number(point[1])}"
