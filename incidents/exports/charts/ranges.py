"""Many estimates of one number under each other, each with its interval; a line for what is certain already."""

from collections.abc import Iterable, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from incidents.exports.charts import axes, labels, look, numbers, paper
from incidents.exports.charts.axes import Box
from incidents.exports.charts.paper import Sheet
from incidents.exports.charts.shapes import Range, Ranges, Span

FEW, LONG, FARTHEST = 12, 420.0, 3
GAP = 6
# The look of the usual ones, of those nearly as good as the best, and of the best: apart by thickness and sign too.
LOOKS = (6, 0, 3)
SAMPLE, TALLEST = 30, 6.0


def draw(chart: Ranges, sheet: Sheet, _key_of_page: str) -> tuple[SafeString, float]:
    """The drawing and its height. Names stand at the left where there are few; what is too far ends in an arrow."""
    rows = chart.rows
    named = len(rows) <= FEW
    step = sheet.letters * 1.6 if named else max(2.4, min(7.0, LONG / len(rows)))
    left = max(paper.width(row.label, sheet.letters) for row in rows) + GAP * 2 if named else GAP
    above = labels.tall(1, sheet.letters) + GAP
    box = Box(left, above, sheet.width - left - GAP * 2, step * len(rows), top=farthest(chart))
    marks = [*axes.lying(box, sheet, [(box.y, box.height)]), *_floor(chart, box, sheet)]
    for kind in (0, 1, 2):
        some = [(row, box.y + step * (place + 0.5)) for place, row in enumerate(rows) if row.kind == kind]
        marks += _kind(some, box, step, kind)
    if named:
        marks += [
            paper.text(row.label, 0, box.y + step * (place + 0.5) + sheet.letters * 0.35, font_size=sheet.letters)
            for place, row in enumerate(rows)
        ]
    tall = labels.tall(1, sheet.letters)
    under = box.y + box.height + sheet.letters * 3.4
    kinds = sorted({row.kind for row in rows})
    marks += [part for place, kind in enumerate(kinds) for part in _key(chart, kind, under + place * tall, sheet)]
    return paper.together(marks), under + tall * len(kinds)


def farthest(chart: Ranges) -> int:
    """How far the axis goes: to the farthest end, but not to one that lies far beyond every estimate."""
    most = max((row.value.best or 0 for row in chart.rows), default=0)
    ends = [row.value.high or row.value.best or 0 for row in chart.rows]
    return max(1, chart.floor, min(max(ends, default=0), FARTHEST * most))


def _floor(chart: Ranges, box: Box, sheet: Sheet) -> Iterable[SafeString]:
    """The line of what is certain already, its words above it."""
    x = box.along(chart.floor)
    said = f"{chart.floor_label}: {numbers.told(chart.floor)}"
    wide = paper.width(said, sheet.letters)
    yield paper.element("path", d=f"M{paper.number(x)} {paper.number(box.y - 2)}v{paper.number(box.height + 4)}",
                        class_="c-line c1", stroke_dasharray=look.dash(2))  # fmt: skip
    yield paper.text(said, max(0.0, min(x - wide / 2, sheet.width - wide)), box.y - GAP, font_size=sheet.letters)


def _kind(some: Sequence[tuple[Range, float]], box: Box, step: float, kind: int) -> Iterable[SafeString]:
    """Everything of one look in few paths: the intervals, a stroke for each estimate, arrows at what goes on."""
    if not some:
        return
    colour = f"c{look.place(LOOKS[kind])}"
    right = box.x + box.width
    lines, strokes, arrows = [], [], []
    for row, y in some:
        begin, best = box.along(row.value.low or 0), box.along(row.value.best or 0)
        end = box.along(row.value.high) if row.value.high is not None else right + 1
        if end > right + 0.5:
            arrows.append(f"M{_at(right, y)}l-4 -3v6z")
        lines.append(f"M{_at(begin, y)}H{paper.number(min(end, right))}")
        half = min(TALLEST, max(1.6, step * 0.5))
        strokes.append(f"M{_at(best, y - half)}v{paper.number(2 * half)}")
    yield paper.element("path", d="".join(lines), class_=f"c-thin {colour}" if kind == 0 else f"c-line {colour}")
    yield paper.element("path", d="".join(strokes), class_=f"c-line {colour}")
    if arrows:
        yield paper.element("path", d="".join(arrows), class_=f"c-fill {colour}")
    if kind == len(LOOKS) - 1:
        yield from (look.mark(LOOKS[kind], box.along(row.value.best or 0), y, 4.5) for row, y in some)


def _key(chart: Ranges, kind: int, y: float, sheet: Sheet) -> Iterable[SafeString]:
    """What a look stands for: an interval as it is drawn above, and its words."""
    value = Span(0, SAMPLE, best=SAMPLE // 2)
    box = Box(0, y, SAMPLE, sheet.letters, top=SAMPLE)
    yield from _kind([(Range("", value, kind), y + sheet.letters * 0.55)], box, sheet.letters, kind)
    yield paper.text(chart.kinds[kind], SAMPLE + GAP, y + sheet.letters * 0.9, font_size=sheet.letters)


def _at(x: float, y: float) -> str:
    return f"{paper.number(x)} {paper.number(y)}"


def headings(chart: Ranges) -> tuple[str, ...]:
    """The columns of the table."""
    return (chart.heading, _("People"), _("95 % interval"), *chart.more)
