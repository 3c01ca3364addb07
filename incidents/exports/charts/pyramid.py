"""The pyramid of age and sex: two series back to back, the oldest above; a third as numbers at the side."""

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from incidents.exports.charts import labels, look, numbers, paper
from incidents.exports.charts.bars import Piece, filled
from incidents.exports.charts.labels import Key
from incidents.exports.charts.paper import Sheet
from incidents.exports.charts.shapes import Pyramid, Series, Span

THICK, GAP = 20, 6
UNKNOWN = "unknown"


def draw(chart: Pyramid, sheet: Sheet, key: str) -> tuple[SafeString, float]:
    """The drawing and its height. A band of unknown age stands below the others, apart from them."""
    if not chart.bands:
        return paper.together(()), 0
    frame = _Frame(chart, sheet)
    patterns = [drawn(key, index) for index in (0, 1) for drawn in (look.hatching, look.possible)]
    marks = [*patterns, *frame.heads(frame.above)]
    y = frame.above
    for place in _order(chart):
        y += THICK if chart.bands[place].code == UNKNOWN else 0
        marks.append(paper.element("g", *frame.row(place, y, key), data_row=place))
        y += THICK + GAP
    unsure = any(not value.exact for one in (chart.left, chart.right) for value in one.values)
    keys = [Key(0, _("possible, not certain"), "possible")] if unsure else []
    below, end = labels.below(keys, sheet, y + sheet.letters * 0.6, key)
    return paper.together((*marks, below)), end


def _order(chart: Pyramid) -> list[int]:
    """The oldest above, the unknown last."""
    known = [place for place, band in enumerate(chart.bands) if band.code != UNKNOWN]
    return known[::-1] + [place for place, band in enumerate(chart.bands) if band.code == UNKNOWN]


class _Frame:
    """Where the two sides stand, and how long a number is."""

    def __init__(self, chart: Pyramid, sheet: Sheet) -> None:
        self.chart, self.letters, self.sheet = chart, sheet.letters, sheet
        self.third_head: list[str] = []
        known = [band.label for band in chart.bands if band.code != UNKNOWN] or [""]
        self.names = max(paper.width(label, sheet.letters) for label in known) + GAP * 2
        self.ends = self._widest(chart.left) + GAP, self._widest(chart.right) + GAP
        self.third = self._third(chart.unknown) if chart.unknown else 0.0
        self.above = labels.tall(max(1, len(self.third_head)), sheet.letters) + GAP
        self.side = max(20.0, (sheet.width - self.names - self.third - sum(self.ends)) / 2)
        self.middle = self.ends[0] + self.side + self.names / 2
        self.top = max(1, *(value.top for one in (chart.left, chart.right) for value in one.values))

    def _widest(self, one: Series) -> float:
        return max(paper.width(numbers.words(value), self.letters) for value in one.values)

    def _third(self, one: Series) -> float:
        room = max(self._widest(one), self.letters * 4)
        self.third_head = paper.lines(one.label, room, self.letters, most=3)
        return max(room, *(paper.width(line, self.letters) for line in self.third_head)) + GAP

    def heads(self, bottom: float) -> Iterator[SafeString]:
        """The names of the sides, all with their last line on one height."""
        away, room = self.names / 2, self.side + min(self.ends)
        for one, x, anchor, place in (
            (self.chart.left, self.middle - away, "end", 0), (self.chart.right, self.middle + away, "start", 1),
        ):  # fmt: skip
            yield paper.text(paper.cut(one.label, room, self.letters, True), x, bottom - GAP, text_anchor=anchor,
                             font_size=self.letters, class_=f"c-word c-bold c{place}")  # fmt: skip
        top = bottom - GAP * 0.6 - labels.tall(len(self.third_head), self.letters)
        yield labels.block(self.third_head, self.sheet.width, top, self.letters, text_anchor="end", class_="c-quiet")

    def row(self, place: int, y: float, key: str) -> Iterator[SafeString]:
        """One band: its name in the middle, bars to both sides, numbers at their ends."""
        base = y + THICK / 2 + self.letters * 0.35
        band = self.chart.bands[place]
        above = base - THICK if band.code == UNKNOWN else base  # on a row of its own: it is the longest
        yield paper.text(band.label, self.middle, above, text_anchor="middle", font_size=self.letters)
        for index, one, way in ((0, self.chart.left, -1), (1, self.chart.right, 1)):
            value = one.values[place]
            begin = self.middle + way * self.names / 2
            end = begin + way * self.side * value.top / self.top
            yield from self._bar(index, value, (begin, y, way), f"{one.label}: {numbers.words(value)}", key)
            yield paper.text(numbers.words(value), end + way * 4, base, text_anchor="end" if way < 0 else "start",
                             font_size=self.letters)  # fmt: skip
        if self.chart.unknown:
            yield paper.text(numbers.words(self.chart.unknown.values[place]), self.sheet.width, base,
                             text_anchor="end", font_size=self.letters, class_="c-quiet")  # fmt: skip

    def _bar(self, index: int, value: Span, at: tuple[float, float, int], said: str, key: str) -> Iterator[SafeString]:
        begin, y, way = at
        low = value.low or 0
        pieces: list[Piece] = [(index, "h", 0, low, said), (index, "p", low, max(low, value.high or 0), said)]
        for piece in pieces:
            near, far = (self.side * edge / self.top for edge in piece[2:4])
            x = begin + near if way > 0 else begin - far
            yield filled(piece, x, y, far - near, THICK, key)
