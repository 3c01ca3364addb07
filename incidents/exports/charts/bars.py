"""Bars from 0: columns in order of time, lying bars where words need room; solid is certain, hatched is possible."""

from collections.abc import Iterable, Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from incidents.exports.charts import axes, labels, look, numbers, paper
from incidents.exports.charts.axes import Box
from incidents.exports.charts.labels import Key
from incidents.exports.charts.paper import Sheet
from incidents.exports.charts.shapes import Bars, Span

THICK, THICKEST, GAP, SMALL = 16, 60, 8, 200
LABELS = 0.3  # of the width of a wide drawing
Piece = tuple[int, str, int, int, str]  # look, "h" solid or "p" possible, from, to, what it says


def top(chart: Bars) -> int:
    """The largest number that a bar reaches."""
    return max((piece[3] for piece in _all(chart)), default=0)


def _all(chart: Bars) -> list[Piece]:
    return [piece for place in range(len(chart.heads)) for bar in bars(chart, place) for piece in bar]


def bars(chart: Bars, place: int) -> list[list[Piece]]:
    """The bars of one head, each a list of pieces from 0 on; one bar where they are stacked."""
    values = [(index, one.label, one.values[place]) for index, one in enumerate(chart.series)]
    if not chart.stacked:
        return [list(_pieces(index, label, value)) for index, label, value in values]
    return [list(_stack(values, chart.totals[place] if chart.totals else None))]


def _pieces(index: int, label: str, value: Span) -> Iterator[Piece]:
    said, low = f"{label}: {numbers.words(value)}", value.low or 0
    yield index, "h", 0, low, said
    if value.high is not None and value.high > low:
        yield index, "p", low, value.high, said


def _stack(values: list[tuple[int, str, Span]], total: Span | None) -> Iterator[Piece]:
    """Certain parts on each other; then, hatched, how many more there may be."""
    edge, high = 0, 0
    for index, label, value in values:
        low = value.low or 0
        yield index, "h", edge, edge + low, f"{label}: {numbers.words(value)}"
        edge, high = edge + low, high + (value.high if value.high is not None else low)
    most = total.high if total and total.high is not None else high
    if most > edge:
        yield look.OPEN, "p", edge, most, f"{_('All')}: {numbers.words(total or Span(edge, high))}"


def draw(chart: Bars, sheet: Sheet, key: str) -> tuple[SafeString, float]:
    """The drawing and its height."""
    if not chart.heads:
        return paper.together(()), 0
    marks, end = upright(chart, sheet, key) if chart.over_time else lying(chart, sheet, key)
    keys, end = labels.below(legend(chart), sheet, end + sheet.letters * 0.6, key)
    return paper.together((*patterns(chart, key), *marks, keys)), end


def patterns(chart: Bars, key: str) -> Iterator[SafeString]:
    """The hatchings that the bars of this drawing are filled with."""
    for index in range(len(chart.series)):
        yield look.hatching(key, index)
        yield look.possible(key, index)
    if chart.stacked and len(chart.series) <= look.OPEN:
        yield look.possible(key, look.OPEN)


def legend(chart: Bars) -> list[Key]:
    """What the fillings mean; a single series needs no name but its title."""
    keys = [Key(index, one.label, "fill") for index, one in enumerate(chart.series)] if len(chart.series) > 1 else []
    unsure = any(piece[1] == "p" for piece in _all(chart))
    look_of = look.OPEN if chart.stacked else 0
    return keys + ([Key(look_of, _("possible, not certain"), "possible")] if unsure else [])


# --- Lying -----------------------------------------------------------------------------------------------------------
def lying(chart: Bars, sheet: Sheet, key: str, most: int = 0) -> tuple[list[SafeString], float]:
    """Bars that lie: names at the left, above the bars on a narrow screen; numbers at their ends."""
    above = sheet.name == "narrow"
    said = [paper.lines(head.label, sheet.width * (1 if above else LABELS), sheet.letters) for head in chart.heads]
    wide = 0 if above else max(paper.width(row, sheet.letters) for rows in said for row in rows) + GAP
    ends = max(paper.width(end_of(chart, place), sheet.letters) for place in range(len(chart.heads)))
    width = sheet.width - wide - ends - GAP * 2
    rows, y = [], 4.0
    for place, lines in enumerate(said):
        tall = THICK * len(bars(chart, place))
        words = labels.tall(len(lines), sheet.letters)
        rows.append((y, y + words if above else y + max(0, (words - tall) / 2)))
        y += (words + tall if above else max(words, tall)) + GAP
    box = Box(wide, 4, width, y - 4, most or top(chart) or 1)
    tall = [THICK * len(bars(chart, place)) for place in range(len(rows))]
    free = [(bar_y, each) for (_begin, bar_y), each in zip(rows, tall, strict=True)] if above else [(4, y - 4)]
    marks = [*axes.lying(box, sheet, free)]
    for place, (begin, bar_y) in enumerate(rows):
        row = _lying_row(chart, place, box, sheet, key, (said[place], begin, bar_y))
        marks.append(paper.element("g", *row, data_row=place))
    return marks, y + sheet.letters * 2.8


def _lying_row(
    chart: Bars, place: int, box: Box, sheet: Sheet, key: str, row: tuple[list[str], float, float]
) -> Iterator[SafeString]:
    said, begin, y = row
    tall = THICK * len(bars(chart, place))
    words = labels.tall(len(said), sheet.letters)
    top_ = begin if sheet.name == "narrow" else y + (tall - words) / 2
    yield labels.block(said, 0, top_, sheet.letters, class_="c-halo")
    for number, bar in enumerate(bars(chart, place)):
        end = box.x
        for piece in bar:
            x, right = box.along(piece[2]), box.along(piece[3])
            yield filled(piece, x, y + number * THICK + 1, right - x, THICK - 2, key)
            end = max(end, right)
        value = end_of(chart, place) if chart.stacked else numbers.words(chart.series[number].values[place])
        yield paper.text(value, end + 5, y + number * THICK + THICK / 2 + sheet.letters * 0.35, font_size=sheet.letters,
                         class_="c-halo")  # fmt: skip


def end_of(chart: Bars, place: int) -> str:
    """What stands at the end of a bar; of several bars the longest text."""
    if not chart.stacked:
        return max((numbers.words(one.values[place]) for one in chart.series), key=len, default="")
    if chart.totals:
        return numbers.words(chart.totals[place])
    pieces = [piece for bar in bars(chart, place) for piece in bar]
    solid = max((piece[3] for piece in pieces if piece[1] == "h"), default=0)
    return numbers.words(Span(solid, max((piece[3] for piece in pieces), default=0)))


def filled(piece: Piece, x: float, y: float, width: float, height: float, key: str) -> SafeString:
    """A piece of a bar; what is possible has an outline too, so that it is seen in print."""
    index, kind, _low, _high, said = piece
    if width <= 0 or height <= 0:
        return paper.together(())
    look_ = f"c-edge c{look.place(index)}" if kind == "p" else "c-cut"
    return paper.element("rect", paper.title(said), x=x, y=y, width=width, height=height,
                         fill=f"url(#{key}-{kind}{index})", class_=look_)  # fmt: skip


# --- Upright ---------------------------------------------------------------------------------------------------------
def upright(chart: Bars, sheet: Sheet, key: str, most: int = 0) -> tuple[list[SafeString], float]:
    """Columns in order of time, numbers at the left; the number over each where there are few."""
    steps = numbers.MOST_TICKS if sheet.height > SMALL else numbers.FEW_TICKS
    most = numbers.ticks(most or top(chart), steps)[-1]
    left = axes.margin(most, sheet, steps)
    above = sheet.letters * (2.2 if numbers.unit(most)[1] else 1.2)
    box = Box(left, above, sheet.width - left - GAP, sheet.height - 60, most, steps=steps)
    slot = box.width / len(chart.heads)
    marks = [*axes.upright(box, sheet), *_names(chart, box, sheet, slot)]
    numbered = _has_room(chart, slot, sheet.letters * 0.9)
    for place in range(len(chart.heads)):
        column = _column(chart, place, box, sheet, key, numbered)
        marks.append(paper.element("g", *column, data_row=place))
    return marks, box.y + box.height + sheet.letters * 1.8


def _has_room(chart: Bars, slot: float, letters: float) -> bool:
    """True where every column has room for its number over it."""
    single = chart.stacked or len(chart.series) == 1
    return single and all(paper.width(end_of(chart, place), letters) < slot for place in range(len(chart.heads)))


def _column(chart: Bars, place: int, box: Box, sheet: Sheet, key: str, numbered: bool) -> Iterator[SafeString]:
    slot, count = box.width / len(chart.heads), len(chart.series) if not chart.stacked else 1
    thick = min(THICKEST, slot * (0.8 if slot > 6 else 1)) / max(1, count)
    begin = box.x + slot * (place + 0.5) - thick * count / 2
    for number, bar in enumerate(bars(chart, place)):
        for piece in bar:
            low, high = box.up(piece[2]), box.up(piece[3])
            yield filled(piece, begin + number * thick, high, thick, low - high, key)
    said = end_of(chart, place)
    if numbered:
        y = box.up(max((piece[3] for bar in bars(chart, place) for piece in bar), default=0)) - 4
        yield paper.text(said, box.x + slot * (place + 0.5), y, text_anchor="middle", font_size=sheet.letters * 0.9)


def _names(chart: Bars, box: Box, sheet: Sheet, slot: float) -> Iterable[SafeString]:
    """Names under the columns: as many as fit, at equal steps."""
    small = sheet.letters * 0.9
    widest = max(paper.width(head.label, small) for head in chart.heads) + GAP
    step = max(1, -(-int(min(widest, box.width / 2)) // max(1, int(slot))))
    taken = 0.0
    for place in range(0, len(chart.heads), step):
        said = paper.cut(chart.heads[place].label, max(slot * step, widest), small)
        half = paper.width(said, small) / 2
        x = min(max(box.x + slot * (place + 0.5), half), sheet.width - half)
        if place and x - half < taken:  # the last one, moved in from the edge
            continue
        taken = x + half + GAP / 2
        yield paper.text(said, x, box.y + box.height + small * 1.4, text_anchor="middle",
                         font_size=small, class_="c-quiet")  # fmt: skip
