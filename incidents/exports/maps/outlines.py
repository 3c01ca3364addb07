"""The outlines of the regions as they lay in January 2022, and which of them holds a place: data/outlines/README.md."""

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from incidents.exports.maps.projection import XY, project

FILE = Path(__file__).resolve().parents[2] / "data" / "outlines" / "kz-2022.json"
COUNTRY = "country:kz"
HUNDREDTHS = 100.0
Ring = tuple[XY, ...]


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    return json.loads(FILE.read_text("utf-8"))


def every() -> tuple[str, ...]:
    """Every outline there is, the regions before the cities inside them."""
    return tuple(sorted(_read()["shapes"], key=lambda key: (not key.startswith("region:"), key)))


@lru_cache(maxsize=64)
def rings(key: str) -> tuple[Ring, ...]:
    """The outline as closed rings, projected (km). The country is all its regions."""
    if key == COUNTRY:
        return tuple(ring for one in every() if one.startswith("region:") for ring in rings(one))
    return tuple(_ring(arcs) for arcs in _read()["shapes"][key]["rings"])


def middle(key: str) -> XY:
    """Where a word about the region stands: its innermost point, projected (km)."""
    return project(*_read()["shapes"][key]["at"]) if key != COUNTRY else (0.0, 0.0)


def holding(chain: Iterable[str]) -> str:
    """The outline in which a place is drawn: the first of the place and what it lies in that has one; "" for none.

    A region that was split off later is drawn as part of the one it came from.
    """
    shapes, former = _read()["shapes"], _read()["drawn_with"]
    for key in chain:
        if key in shapes or key == COUNTRY:
            return key
        if key in former:
            return former[key][0]
    return ""


def without_outline(on: date) -> tuple[tuple[str, str, date], ...]:
    """Regions that stood on that day and have no outline: key, key of the region they are drawn with, since when."""
    told = ((key, into, date.fromisoformat(since)) for key, (into, since) in _read()["drawn_with"].items())
    return tuple(row for row in told if row[2] <= on)


def _ring(arcs: Iterable[int]) -> Ring:
    points: list[XY] = []
    for number in arcs:
        arc = _arc(number) if number >= 0 else _arc(~number)[::-1]
        points.extend(arc[1:] if points else arc)
    return tuple(points)


@lru_cache(maxsize=128)
def _arc(number: int) -> Ring:
    east, north, points = 0, 0, []
    for step in _read()["arcs"][number]:
        east, north = east + step[0], north + step[1]
        points.append(project(east / HUNDREDTHS, north / HUNDREDTHS))
    return tuple(points)


def clipped(ring: Ring, left: float, top: float, right: float, bottom: float) -> Ring:
    """The part of a ring inside a rectangle (I. E. Sutherland and G. W. Hodgman, Comm. ACM 17, 1974)."""
    sides = ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1))
    kept = list(ring)
    for axis, limit, sign in sides:
        kept = _inside(kept, axis, limit, sign)
    return tuple(kept)


def _inside(ring: list[XY], axis: int, limit: float, sign: int) -> list[XY]:
    kept: list[XY] = []
    for before, point in pairwise([ring[-1], *ring]) if ring else ():
        was, is_in = sign * (before[axis] - limit) >= 0, sign * (point[axis] - limit) >= 0
        if was != is_in:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if is_in:
            kept.append(point)
    return kept
