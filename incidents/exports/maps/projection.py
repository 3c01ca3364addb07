"""From degrees to places on a page: Lambert's conformal conic projection, laid for Kazakhstan.

Formulas for the sphere: J. P. Snyder, Map Projections: A Working Manual, US Geological Survey 1987, pages 106–107.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

EARTH_KM = 6371.0
SOUTHERN, NORTHERN = math.radians(43.0), math.radians(53.0)  # where lengths are true
MIDDLE_EAST, MIDDLE_NORTH = math.radians(67.0), math.radians(48.0)
POLE = 89.9
XY = tuple[float, float]


def _steep(north: float) -> float:
    return math.tan(math.pi / 4 + north / 2)


_CONE = math.log(math.cos(SOUTHERN) / math.cos(NORTHERN)) / math.log(_steep(NORTHERN) / _steep(SOUTHERN))
_FACTOR = math.cos(SOUTHERN) * _steep(SOUTHERN) ** _CONE / _CONE
_MIDDLE = EARTH_KM * _FACTOR / _steep(MIDDLE_NORTH) ** _CONE


def project(east: float, north: float) -> XY:
    """Kilometres to the right of and below 67° E 48° N, for degrees. Lengths are true within 2 % in the country."""
    radius = EARTH_KM * _FACTOR / _steep(math.radians(max(-POLE, min(POLE, north)))) ** _CONE
    turn = _CONE * (math.radians(east) - MIDDLE_EAST)
    return radius * math.sin(turn), radius * math.cos(turn) - _MIDDLE


@dataclass(frozen=True)
class View:
    """A window onto the projected country: where its upper left corner lies (km), and units of the page for a km."""

    left: float
    top: float
    scale: float
    width: float
    height: float

    def at(self, point: XY) -> XY:
        """Where a projected point lies on the page."""
        return (point[0] - self.left) * self.scale, (point[1] - self.top) * self.scale


def framed(points: Iterable[XY], width: float, tallest: float, least_km: float = 0.0, margin: float = 0.0) -> View:
    """The window of this width that holds all the points, at least `least_km` wide, with a margin in units of the page.

    It is as tall as it must be, and at most `tallest`. Without points it looks at the middle of the country.
    """
    held = list(points) or [(0.0, 0.0)]
    left, right = min(x for x, _y in held), max(x for x, _y in held)
    top, bottom = min(y for _x, y in held), max(y for _x, y in held)
    across, down = max(right - left, least_km, 1.0), max(bottom - top, least_km * 0.55, 1.0)
    scale = min((width - 2 * margin) / across, (tallest - 2 * margin) / down)
    height = min(tallest, down * scale + 2 * margin)
    middle = (left + right) / 2, (top + bottom) / 2
    return View(middle[0] - width / scale / 2, middle[1] - height / scale / 2, scale, width, height)
