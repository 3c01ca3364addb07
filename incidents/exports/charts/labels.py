"""Where words stand: in a column without overlapping, beside a mark where there is room, or as a key below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from incidents.exports.charts import look, paper
from incidents.exports.charts.paper import Sheet

LEADING = 1.25
SAMPLE = 30


def spread(wanted: Sequence[tuple[float, float]], top: float, bottom: float) -> list[float]:
    """Tops for things of (wanted top, height), in their order, moved as little as it takes that none overlaps.

    They go from above to below; where there is too little room at the bottom they are pushed back up.
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place][0])
    tops, edge = [0.0] * len(wanted), top
    for place in order:
        tops[place] = max(edge, wanted[place][0])
        edge = tops[place] + wanted[place][1]
    edge = bottom
    for place in reversed(order):
        tops[place] = min(tops[place], edge - wanted[place][1])
        edge = tops[place]
    return tops


Square = tuple[float, float, float, float]


@dataclass
class Free:
    """The places that words have already taken."""

    right: float
    top: float
    bottom: float
    taken: list[Square] = field(default_factory=list)
    lines: list[Square] = field(default_factory=list)

    def is_free(self, box: Square, taken: Iterable[Square]) -> bool:
        """True where the box (left, top, right, bottom) is inside and touches none of these."""
        left, top, right, bottom = box
        inside = left >= 0 and right <= self.right and top >= self.top and bottom <= self.bottom
        return inside and not any(left < r and l < right and top < b and t < bottom for l, t, r, b in taken)  # noqa: E741

    def beside(self, said: str, x: float, y: float, letters: float) -> tuple[float, float] | None:
        """Where a text may begin (left, baseline) beside a mark at x, y; None when there is no room around it.

        Best where no line runs through it; else where no other words and no mark stand.
        """
        wide, away = paper.width(said, letters), letters * 0.75
        rows = (y + letters * 0.35, y - letters * 0.9, y + letters * 1.6, y - letters * 2.1, y + letters * 2.8)
        places = [(left, row) for row in rows for left in (x + away, x - away - wide)]
        boxes = {(left, row): (left, row - letters, left + wide, row + letters * 0.3) for left, row in places}
        for taken in ([*self.taken, *self.lines], self.taken):
            found = next((place for place in places if self.is_free(boxes[place], taken)), None)
            if found:
                self.taken.append(boxes[found])
                return found
        return None


def block(said: Sequence[str], x: float, top: float, letters: float, **attributes: str | float) -> SafeString:
    """Lines of text under each other."""
    rows = [
        paper.text(line, x, top + letters * (0.9 + place * LEADING), font_size=letters, **attributes)
        for place, line in enumerate(said)
    ]
    return paper.together(rows)


def tall(count: int, letters: float) -> float:
    """The height of so many lines of text, with air."""
    return letters * (count * LEADING + 0.35)


@dataclass(frozen=True)
class Key:
    """What a look stands for, told under the drawing."""

    index: int
    said: str
    kind: str = "line"  # or "back", "fill", "possible"


def below(keys: Iterable[Key], sheet: Sheet, top: float, name: str) -> tuple[SafeString, float]:
    """The key, one entry a row or several where they fit; and where it ends."""
    made, x, y, letters = [], 0.0, top, sheet.letters
    for key in keys:
        rows = paper.lines(key.said, sheet.width - SAMPLE - 8, letters)
        wide = SAMPLE + 8 + max(paper.width(row, letters) for row in rows) + letters
        if x and (x + wide > sheet.width or len(rows) > 1):
            x, y = 0.0, y + tall(1, letters)
        made += [_sample(key, x, y + letters * 0.55, name), block(rows, x + SAMPLE + 8, y, letters)]
        if len(rows) > 1:
            x, y = 0.0, y + tall(len(rows), letters)
        else:
            x += wide
    return paper.together(made), y + (tall(1, letters) if x else 0)


def _sample(key: Key, x: float, y: float, name: str) -> SafeString:
    if key.kind == "back":
        return look.mark(key.index, x + SAMPLE / 2, y, 4, hollow=True)
    if key.kind == "line":
        way, dash = f"M{paper.number(x)} {paper.number(y)}h{SAMPLE}", look.dash(key.index)
        line = paper.element("path", d=way, class_=f"c-line c{look.place(key.index)}", stroke_dasharray=dash)
        return paper.together((line, look.mark(key.index, x + SAMPLE / 2, y, 4)))
    fill = f"url(#{name}-{'h' if key.kind == 'fill' else 'p'}{key.index})"
    edge = None if key.kind == "fill" else f"c-edge c{look.place(key.index)}"
    return paper.element("rect", x=x, y=y - 6, width=SAMPLE, height=12, fill=fill, class_=edge)
