"""A map as SVG: outlines, places, movements, words. One drawing reads at 288 and at 900 pixels: its letters change."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from django.utils.safestring import SafeString

from incidents.exports.charts import numbers, paper
from incidents.exports.charts.shapes import Span
from incidents.exports.maps import labels, legend, lines, outlines, shading
from incidents.exports.maps.outlines import Ring
from incidents.exports.maps.projection import XY, View, framed, project
from incidents.exports.maps.shapes import NOBODY, Area, Map, Move, Spot

WHOLE, CLOSE = 640.0, 328.0
LARGE, SMALL = 29.0, 13.0  # letters of the whole country on the smallest and on a wide screen, in units of the page
LEAST_KM, MARGIN, AROUND = 480.0, 34.0, 20.0
MARK = 5.0


def svg(drawn: Map, name: str = "map") -> SafeString:
    """The drawing, for a page that has the classes of theme.css. `name` keeps its ids apart from others of the page."""
    sheet = Sheet(drawn, name)
    below, height = sheet.below()
    inside = [
        paper.element("title", paper.words(drawn.title), id=f"{name}-title"),
        paper.element("desc", paper.words(drawn.describing), id=f"{name}-desc"),
        *sheet.all(),
        *below,
    ]
    return paper.element(
        "svg", *inside, class_="map-close" if drawn.close else "map-whole", role="img",
        aria_labelledby=f"{name}-title {name}-desc", viewBox=f"0 0 {sheet.view.width:.0f} {height:.0f}",
    )  # fmt: skip


class Sheet:
    """One drawing while it is put together."""

    def __init__(self, drawn: Map, name: str, *, narrow: bool = True) -> None:
        """`narrow`: with a second set of numbers in large letters, which theme.css shows on small screens."""
        self.map, self.hatch, self.narrow = drawn, f"{name}-hatch", narrow
        self.areas = {area.key: area for area in drawn.areas}
        self.spots = {spot.key: spot for spot in drawn.spots}
        self.steps = shading.limits(_certain(area.value) for area in drawn.areas if _is_region(area.key))
        self.most = max((spot.value.top for spot in drawn.spots if spot.value), default=0)
        self.view = self._view()

    def _view(self) -> View:
        if not self.map.close:
            return framed(_points(outlines.COUNTRY), WHOLE, WHOLE, margin=6)
        held = [point for spot in self.map.spots for point in _around(spot)]
        held += [point for area in self.map.areas if area.somewhere for point in _points(area.key)]
        return framed(held, CLOSE, CLOSE * 0.75, LEAST_KM, MARGIN)

    def all(self) -> Iterator[SafeString]:
        """Everything from the ground up."""
        yield self._pattern()
        yield from self._land()
        for spot in self.map.spots:
            yield from self._spot(spot)
        for move in self.map.moves:
            start, end = self._end(move.start), self._end(move.end)
            if start and end:
                yield from lines.line(start, end, away=self._reach(move), ordered=move.ordered, number=move.number)
        yield from self._words()

    def _pattern(self) -> SafeString:
        stripe = paper.element("path", d="M0 6L6 0M-1 1L1 -1M5 7L7 5", class_="map-stripe")
        return paper.element("defs", paper.element(
            "pattern", stripe, id=self.hatch, width=6, height=6, patternUnits="userSpaceOnUse"
        ))  # fmt: skip

    # --- Ground ------------------------------------------------------------------------------------------------------
    def _land(self) -> Iterator[SafeString]:
        for key in outlines.every():
            path = self._path(key)
            if not path:
                continue
            if not _is_region(key):  # its circle tells its number
                yield paper.element("path", class_="map-city", d=path)
                continue
            area = self.areas.get(key)
            number = shading.step(_certain(area.value), self.steps) if area else 0
            yield paper.element("path", class_=f"map-land map-{number}", d=path)
            if area and (area.somewhere or not area.value.exact):
                yield paper.element("path", class_="map-over", d=path, fill=f"url(#{self.hatch})")
        if outlines.COUNTRY in self.areas and self.areas[outlines.COUNTRY].somewhere:
            yield paper.element("path", class_="map-over", d=self._path(outlines.COUNTRY), fill=f"url(#{self.hatch})")

    def _path(self, key: str) -> str:
        view = self.view
        room = AROUND / view.scale
        edges = (view.left - room, view.top - room, view.left + view.width / view.scale + room,
                 view.top + view.height / view.scale + room)  # fmt: skip
        parts = (outlines.clipped(ring, *edges) if self.map.close else ring for ring in outlines.rings(key))
        return "".join(_closed([view.at(point) for point in ring]) for ring in parts if len(ring) > 2)

    # --- Places ------------------------------------------------------------------------------------------------------
    def _spot(self, spot: Spot) -> Iterator[SafeString]:
        x, y = self.view.at(project(spot.east, spot.north))
        near = spot.radius * self.view.scale
        if self.map.close:
            yield paper.element("circle", class_="map-near", cx=x, cy=y, r=max(near, MARK + 2))
        if spot.value is None:
            if near < 2 * MARK or spot.held:
                yield paper.element("circle", class_="map-held" if spot.held else "map-mark", cx=x, cy=y, r=MARK)
            return
        low, high = (shading.radius(number, self.most) for number in (_certain(spot.value), spot.value.top))
        if not spot.value.exact:
            yield paper.element("circle", class_="map-maybe", cx=x, cy=y, r=high)
        if _certain(spot.value):
            yield paper.element("circle", class_="map-spot", cx=x, cy=y, r=low)

    def _end(self, key: str) -> XY | None:
        spot = self.spots.get(key)
        if spot:
            return self.view.at(project(spot.east, spot.north))
        return self.view.at(outlines.middle(key)) if key in self.areas else None

    def _reach(self, move: Move) -> tuple[float, float]:
        held = (self.spots.get(key) for key in (move.start, move.end))
        radii = (shading.radius(spot.value.top, self.most) if spot and spot.value else MARK + 1 for spot in held)
        first, last = radii
        return first + 2, last + 2

    # --- Words -------------------------------------------------------------------------------------------------------
    def _words(self) -> Iterator[SafeString]:
        page = labels.Box(0, 0, self.view.width, self.view.height)
        marks = [self._box(spot) for spot in self.map.spots]
        if self.map.close:
            wanted = [*self._wanted(names=True), *self._around(page, marks)]
            yield from _written(labels.place(wanted, SMALL, page, marks), SMALL, "map-all")
            return
        if self.narrow:
            yield from _written(labels.place(self._wanted(names=False), LARGE, page, marks), LARGE, "map-narrow")
        yield from _written(labels.place(self._wanted(names=True), SMALL, page, marks), SMALL, "map-wide")

    def _box(self, spot: Spot) -> labels.Box:
        x, y = self.view.at(project(spot.east, spot.north))
        away = shading.radius(spot.value.top, self.most) if spot.value else MARK + 2
        return labels.Box(x - away, y - away, x + away, y + away)

    def _wanted(self, *, names: bool) -> Iterator[labels.Wanted]:
        """Numbers of regions first, large before small, then places, then names without numbers."""
        counted = [area for area in self.map.areas if area.value != NOBODY and _is_region(area.key)]
        for area in sorted(counted, key=lambda area: -area.value.top):
            yield self._of_area(area, names)
        for spot in sorted(self.map.spots, key=lambda spot: -(spot.value.top if spot.value else 0)):
            if names or not _is_region(spot.within):
                yield self._of_spot(spot, names)
        for area in self.map.areas if names else ():
            if area.value == NOBODY and _is_region(area.key):
                yield self._about(area, ((area.label,),), bold=False)

    def _around(self, page: labels.Box, marks: Sequence[labels.Box]) -> Iterator[labels.Wanted]:
        """The names of the regions in view, where there is most room: they tell which part of the country it is."""
        for key in self.map.names if self.map.close else ():
            edges = page.left, page.top, page.right, page.bottom
            rings = tuple(filter(None, (outlines.clipped(ring, *edges) for ring in self._rings(key))))
            point = labels.room(rings, page, marks) if rings and key not in self.areas else None
            if point:
                yield labels.Wanted(*point, ((self.map.names[key],),), bold=False, rings=rings)

    def _of_area(self, area: Area, names: bool) -> labels.Wanted:
        number = numbers.words(area.value)
        choices = ((area.label, number), (number,)) if names else ((number,),)
        return self._about(area, choices)

    def _about(self, area: Area, choices: tuple[tuple[str, ...], ...], *, bold: bool = True) -> labels.Wanted:
        return labels.Wanted(*self.view.at(outlines.middle(area.key)), choices, bold=bold, rings=self._rings(area.key))

    def _rings(self, key: str) -> tuple[Ring, ...]:
        return tuple(tuple(self.view.at(point) for point in ring) for ring in outlines.rings(key))

    def _of_spot(self, spot: Spot, names: bool) -> labels.Wanted:
        x, y = self.view.at(project(spot.east, spot.north))
        if spot.value is None:
            return labels.Wanted(x, y, ((spot.label,),), MARK + 3)
        number, away = numbers.words(spot.value), shading.radius(spot.value.top, self.most)
        return labels.Wanted(
            x, y, ((f"{spot.label} {number}",), (number,)) if names else ((number,),), away, bold=False
        )

    def below(self) -> tuple[list[SafeString], float]:
        """What explains the drawing, and how tall all of it is."""
        if self.map.close:
            return list(legend.length(self.view)), self.view.height
        return legend.colours(self.steps, self.hatch, self.view)


def _is_region(key: str) -> bool:
    return key.startswith("region:")


def _certain(value: Span) -> int:
    return value.low or 0


def _around(spot: Spot) -> list[XY]:
    x, y = project(spot.east, spot.north)
    return [(x - spot.radius, y - spot.radius), (x + spot.radius, y + spot.radius)]


def _points(key: str) -> list[XY]:
    return [point for ring in outlines.rings(key) for point in ring]


def _closed(points: list[XY]) -> str:
    """A ring in whole units, each step from where the last one ended: half as long as with places."""
    whole = [(round(x), round(y)) for x, y in points]
    steps = [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(whole)]
    told = "".join(_step(x, y) for x, y in steps if x or y)
    return f"M{whole[0][0]} {whole[0][1]}l{told.lstrip()}z" if told else ""


def _step(x: int, y: int) -> str:
    """Two numbers in as few signs as the grammar of paths allows."""
    return f"{x if x < 0 else f' {x}'}{y if y < 0 else f' {y}'}"


def _written(placed: Iterable[labels.Placed], letters: float, name: str) -> Iterator[SafeString]:
    inside = []
    for one in placed:
        rows = [
            paper.element(
                "tspan", paper.words(line), x=one.x, dy=paper.number(letters * labels.LINE) if place else None,
                class_="map-bold" if one.bold and place == len(one.lines) - 1 else None,
            ) for place, line in enumerate(one.lines)
        ]  # fmt: skip
        inside.append(paper.element("text", *rows, x=one.x, y=one.y, text_anchor=one.anchor))
    if inside:
        yield paper.element("g", *inside, class_=name)
