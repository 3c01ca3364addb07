"""Axes: the numbers beside the drawing with a thin line each, the days under it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from incidents.exports.charts import days, numbers, paper
from incidents.exports.charts.paper import Sheet

GAP = 6


@dataclass(frozen=True)
class Box:
    """Where marks are drawn: the room between the axes, and what its far ends stand for."""

    x: float
    y: float
    width: float
    height: float
    top: int = 1
    first: date = date.min
    last: date = date.min
    steps: int = numbers.MOST_TICKS

    def up(self, number: float) -> float:
        """The height of a number."""
        return self.y + self.height * (1 - number / self.top)

    def along(self, number: float) -> float:
        """How far from the left a number lies, where bars lie."""
        return self.x + self.width * number / self.top

    def at(self, day: date) -> float:
        """How far from the left a day lies; days outside stand at the edge."""
        length = max(1, (self.last - self.first).days)
        return self.x + self.width * min(1.0, max(0.0, (day - self.first).days / length))


def margin(top: int, sheet: Sheet, steps: int = numbers.MOST_TICKS) -> float:
    """The room that the numbers of the axis need."""
    ticks = numbers.ticks(top, steps)
    size = numbers.unit(ticks[-1])[0]
    return max(paper.width(numbers.on_axis(tick, size), sheet.letters * 0.9) for tick in ticks) + GAP * 2


def upright(box: Box, sheet: Sheet) -> Iterable[SafeString]:
    """Numbers at the left, from 0 to the top of the box, and what they are counted in."""
    ticks = numbers.ticks(box.top, box.steps)
    size, said = numbers.unit(ticks[-1])
    small = sheet.letters * 0.9
    for tick in ticks:
        y = box.up(tick)
        yield paper.element("path", d=f"M{paper.number(box.x)} {paper.number(y)}h{paper.number(box.width)}",
                            class_="c-grid" if tick else "c-base")  # fmt: skip
        yield paper.text(numbers.on_axis(tick, size), box.x - GAP, y + small * 0.35, text_anchor="end",
                         font_size=small, class_="c-quiet")  # fmt: skip
    if said:
        yield paper.text(said, 0, box.y - small, font_size=small, class_="c-quiet")


def lying(box: Box, sheet: Sheet, rows: Iterable[tuple[float, float]]) -> Iterable[SafeString]:
    """Numbers under bars that lie, with lines through the given stretches (top, height), so that words stay free."""
    stretches = list(rows)
    small = sheet.letters * 0.9
    most = max(1, int(box.width // (paper.width(numbers.told(box.top), small) * 1.8)))
    ticks = numbers.ticks(box.top, min(most, numbers.MOST_TICKS))
    size, said = numbers.unit(ticks[-1])
    for tick in (tick for tick in ticks if tick <= box.top):
        x = paper.number(box.along(tick))
        way = "".join(f"M{x} {paper.number(top)}v{paper.number(tall)}" for top, tall in stretches)
        yield paper.element("path", d=way, class_="c-grid" if tick else "c-base")
        told = numbers.on_axis(tick, size)
        left = max(0.0, box.along(tick) - paper.width(told, small) / 2)
        yield paper.text(told, left, box.y + box.height + small * 1.4, font_size=small, class_="c-quiet")
    if said:
        yield paper.text(said, box.x + box.width, box.y + box.height + small * 2.8, text_anchor="end",
                         font_size=small, class_="c-quiet")  # fmt: skip


def dated(box: Box, sheet: Sheet) -> Iterable[SafeString]:
    """Days under the drawing; what would run into its neighbour is left out."""
    small = sheet.letters * 0.9
    most = max(2, int(box.width // (small * 5.2)))
    ticks = days.ticks(box.first, box.last, most)
    y, taken = box.y + box.height, -1e9
    for day, said in zip(ticks, days.labels(ticks), strict=True):
        x, wide = box.at(day), paper.width(said, small)
        yield paper.element("path", d=f"M{paper.number(x)} {paper.number(y)}v5", class_="c-base")
        left = min(max(x - wide / 2, 0), sheet.width - wide)
        if left > taken + GAP:
            yield paper.text(said, left, y + small * 1.5, font_size=small, class_="c-quiet")
            taken = left + wide
