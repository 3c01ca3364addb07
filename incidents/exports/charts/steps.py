"""Step lines over days: what each claimant said from when to when, our own count under them as an area."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from incidents.exports.charts import axes, labels, look, numbers, paper
from incidents.exports.charts.axes import Box
from incidents.exports.charts.labels import Free, Key
from incidents.exports.charts.paper import Sheet
from incidents.exports.charts.shapes import Line, Point, Steps

WIDEST_LABEL, GAP = 235, 12
MOST_MARKS, MOST_TOLD = 40, 80
ARROW = 16


@dataclass(frozen=True)
class Run:
    """A point with the day up to which it is drawn."""

    point: Point
    until: date


def top(chart: Steps) -> int:
    """The largest number that stands in the drawing."""
    return max((point.value.top for line in chart.lines for point in line.points), default=0)


def runs(line: Line, first: date, last: date) -> list[Run]:
    """The points of a line that hold within the days of the drawing, with the days on which they end."""
    points = sorted((point for point in line.points if point.day <= last), key=lambda point: point.day)
    ends = [point.day for point in points[1:]] + [last]
    held = [Run(point, min(point.until or end, end)) for point, end in zip(points, ends, strict=True)]
    return [run for run in held if run.until >= first]


def draw(chart: Steps, sheet: Sheet, key: str) -> tuple[SafeString, float]:
    """The drawing and its height."""
    return beside(chart, sheet, key) if sheet.name == "wide" else under(chart, sheet, key)


def beside(chart: Steps, sheet: Sheet, key: str) -> tuple[SafeString, float]:
    """Lines with their names in a column at the right."""
    wanted = max((paper.width(_named(line), sheet.letters, True) for line in chart.lines), default=0)
    room = min(WIDEST_LABEL, wanted + GAP)
    said = [paper.lines(_named(line), room, sheet.letters, most=3, bold=True) for line in chart.lines]
    tall = max(sheet.height - 70, sum(labels.tall(len(rows), sheet.letters) for rows in said))
    box = boxed(chart, sheet, room + GAP, tall)
    marks = field(chart, box, sheet, key)
    return paper.together((*marks, *_column(chart, box, said, sheet))), box.y + box.height + sheet.letters * 2


def under(chart: Steps, sheet: Sheet, key: str) -> tuple[SafeString, float]:
    """Lines with a key below them, for narrow screens."""
    box = boxed(chart, sheet, 0, sheet.height - 50)
    keys = [Key(index, _named(line)) for index, line in enumerate(chart.lines)]
    words, end = labels.below(keys, sheet, box.y + box.height + sheet.letters * 2.2, key)
    return paper.together((*field(chart, box, sheet, key), words)), end


def boxed(chart: Steps, sheet: Sheet, right: float, height: float, most: int = 0) -> Box:
    """The room for the lines, with the scales that they need; `most` is the scale that several drawings share."""
    highest = numbers.ticks(most or top(chart))[-1]
    left = axes.margin(highest, sheet)
    width = sheet.width - left - right - GAP
    return Box(left, sheet.letters * 2, width, height, highest, chart.first, chart.last)


def field(chart: Steps, box: Box, sheet: Sheet, key: str) -> Iterator[SafeString]:
    """Axes and lines: areas first, so that no line is covered; then words beside what was taken back."""
    yield from axes.upright(box, sheet)
    yield from axes.dated(box, sheet)
    order = sorted(range(len(chart.lines)), key=lambda place: not chart.lines[place].area)
    drawn = [(place, chart.lines[place], runs(chart.lines[place], chart.first, chart.last)) for place in order]
    told = sum(len(held) for _place, _line, held in drawn) <= MOST_TOLD
    for place, line, held in drawn:
        yield from _line_of(line, place, held, box, key)
        yield from _marks(line, place, held, box, told)
    yield from _taken_back(drawn, box, sheet)


def _line_of(line: Line, place: int, held: list[Run], box: Box, key: str) -> Iterator[SafeString]:
    numbered = [run for run in held if run.point.value.main is not None]
    standing = [run for run in numbered if not run.point.hollow]
    if line.area and standing:
        path = "".join(_band(run, box, 0, run.point.value.main or 0) for run in standing)
        yield paper.element("path", d=path, class_=f"c-area c{look.place(place)}")
    ranges = [run for run in standing if _is_range(run.point)]
    if ranges:
        yield look.possible(key, place)
        path = "".join(_band(run, box, run.point.value.low or 0, run.point.value.high or 0) for run in ranges)
        yield paper.element("path", d=path, fill=f"url(#{key}-p{place})")
    if standing:
        yield paper.element("path", d=_stairs(standing, box), class_=f"c-line c{look.place(place)}",
                            stroke_dasharray=look.dash(place))  # fmt: skip
    back = [run for run in numbered if run.point.hollow]
    if back:
        yield paper.element("path", d=_stairs(back, box), class_=f"c-thin c{look.place(place)}", stroke_dasharray="1 4")


def _is_range(point: Point) -> bool:
    return not point.value.exact and point.value.low is not None and point.value.high is not None


def _band(run: Run, box: Box, low: int, high: int) -> str:
    ends = box.at(run.point.day), box.up(high), box.at(run.until), box.up(low)
    x, y, right, bottom = (paper.number(end) for end in ends)
    return f"M{x} {y}H{right}V{bottom}H{x}Z"


def _stairs(held: Iterable[Run], box: Box) -> str:
    """One path; it goes on where one value follows the other, and begins anew after a gap."""
    path, before = [], None
    for run in held:
        x, y, right = box.at(run.point.day), box.up(run.point.value.main or 0), box.at(run.until)
        begun = f"V{paper.number(y)}" if before == run.point.day else f"M{paper.number(x)} {paper.number(y)}"
        path.append(f"{begun}H{paper.number(right)}")
        before = run.until
    return "".join(path)


def _marks(line: Line, place: int, held: list[Run], box: Box, told: bool) -> Iterator[SafeString]:
    """Signs where a value begins; an arrow where one side is open. Of many points only those that were taken back."""
    for run in held:
        point = run.point
        if len(held) > MOST_MARKS and not point.hollow:
            continue
        x, y = box.at(point.day), box.up(point.value.main or 0)
        sign = look.mark(place, x, y, 4, hollow=point.hollow or point.value.main is None)
        inside = (paper.title(_told(line, point)), sign) if told else (sign,)
        yield paper.element("g", *inside, *_open_end(point, place, x, y))


def _open_end(point: Point, place: int, x: float, y: float) -> Iterator[SafeString]:
    value = point.value
    if value.main is not None and (value.low is None) != (value.high is None):
        way = -1 if value.high is None else 1
        path = f"M{paper.number(x)} {paper.number(y)}v{way * ARROW}m-4 {-way * 5}l4 {way * 5}l4 {-way * 5}"
        yield paper.element("path", d=path, class_=f"c-thin c{look.place(place)}")


def _taken_back(drawn: list[tuple[int, Line, list[Run]]], box: Box, sheet: Sheet) -> Iterator[SafeString]:
    """Words beside hollow marks, where there is room for them."""
    free = Free(box.x + box.width + GAP, 0, box.y + box.height + sheet.letters)
    for place, _line, held in drawn:
        for run in held:
            x, y = box.at(run.point.day), box.up(run.point.value.main or 0)
            free.taken.append((x - 5, y - 5, x + 5, y + 5))
    for place, _line, held in drawn:
        for point in (run.point for run in held if run.point.hollow or run.point.value.main is None):
            said = paper.cut(_short(point), box.width * 0.6, sheet.letters)
            at = free.beside(said, box.at(point.day), box.up(point.value.main or 0), sheet.letters)
            if at and len(held) <= MOST_MARKS:
                yield paper.text(said, *at, font_size=sheet.letters, class_=f"c-word c-halo c{look.place(place)}")


def _short(point: Point) -> str:
    number = "" if point.value.main is None else numbers.words(point.value)
    return ", ".join(filter(None, (number, point.words or (_("taken back") if point.hollow else _("no number")))))


def _told(line: Line, point: Point) -> str:
    words = f" ({point.words})" if point.words else ""
    return f"{line.label}: {numbers.words(point.value)}{words}"


def _named(line: Line) -> str:
    """The line's name with the last value that stands."""
    standing = [point for point in line.points if not point.hollow]
    return f"{line.label}: {numbers.words(standing[-1].value)}" if standing else line.label


def _column(chart: Steps, box: Box, said: list[list[str]], sheet: Sheet) -> Iterator[SafeString]:
    ends = [_end(line, chart, box) for line in chart.lines]
    wanted = [(y - labels.tall(len(rows), sheet.letters) / 2, labels.tall(len(rows), sheet.letters))
              for (_x, y), rows in zip(ends, said, strict=True)]  # fmt: skip
    tops = labels.spread(wanted, 0, box.y + box.height)
    x = box.x + box.width + GAP * 1.5
    for place, ((end, y), rows, above, (_w, tall)) in enumerate(zip(ends, said, tops, wanted, strict=True)):
        if abs(above + tall / 2 - y) > 3 or end < box.x + box.width - 1:
            way = f"M{paper.number(end + 6)} {paper.number(y)}L{paper.number(x - 5)} {paper.number(above + tall / 2)}"
            yield paper.element("path", d=way, class_="c-grid")
        yield labels.block(rows, x, above, sheet.letters, class_=f"c-word c-bold c{look.place(place)}")


def _end(line: Line, chart: Steps, box: Box) -> tuple[float, float]:
    held = [run for run in runs(line, chart.first, chart.last) if run.point.value.main is not None]
    if not held:
        return box.x + box.width, box.y + box.height
    last = held[-1]
    return box.at(last.until), box.up(last.point.value.main or 0)
