"""Step lines over days: what each claimant said from when to when, our own count under them as an area."""

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from incidents.exports.charts import axes, labels, look, numbers, paper, stairs
from incidents.exports.charts.axes import Box
from incidents.exports.charts.labels import Free, Key
from incidents.exports.charts.paper import Sheet
from incidents.exports.charts.shapes import Line, Point, Steps
from incidents.exports.charts.stairs import Run

WIDEST_LABEL, GAP = 250, 12
MOST_TOLD = 80
Drawn = list[tuple[int, Line, list[Run]]]


def top(chart: Steps) -> int:
    """The largest number that stands in the drawing."""
    return max((point.value.top for line in chart.lines for point in line.points), default=0)


def draw(chart: Steps, sheet: Sheet, key: str) -> tuple[SafeString, float]:
    """The drawing and its height."""
    return beside(chart, sheet, key) if sheet.name == "wide" else under(chart, sheet, key)


def beside(chart: Steps, sheet: Sheet, key: str) -> tuple[SafeString, float]:
    """Lines with their names in a column at the right."""
    named = {place: called(line) for place, line in enumerate(chart.lines) if not all_taken_back(line)}
    wanted = max((paper.width(said, sheet.letters, True) for said in named.values()), default=0)
    room = min(WIDEST_LABEL, wanted + GAP)
    said = {place: paper.lines(words, room, sheet.letters, most=3, bold=True) for place, words in named.items()}
    tall = max(sheet.height - 70, sum(labels.tall(len(rows), sheet.letters) for rows in said.values()))
    box = boxed(chart, sheet, room + GAP if room > GAP else 0, tall)
    marks = field(chart, box, sheet, key)
    return paper.together((*marks, *_column(chart, box, said, sheet))), box.y + box.height + sheet.letters * 2


def under(chart: Steps, sheet: Sheet, key: str) -> tuple[SafeString, float]:
    """Lines with a key below them, for narrow screens."""
    box = boxed(chart, sheet, 0, sheet.height - 50)
    keys = [Key(at, called(line), "back" if all_taken_back(line) else "line") for at, line in enumerate(chart.lines)]
    words, end = labels.below(keys, sheet, box.y + box.height + sheet.letters * 2.2, key)
    return paper.together((*field(chart, box, sheet, key), words)), end


def boxed(
    chart: Steps, sheet: Sheet, right: float, height: float, most: int = 0, steps: int = numbers.MOST_TICKS
) -> Box:
    """The room for the lines, with the scales that they need; `most` is the scale that several drawings share."""
    highest = numbers.ticks(most or top(chart), steps)[-1]
    left = axes.margin(highest, sheet, steps)
    above = sheet.letters * (2 if numbers.unit(highest)[1] else 1)
    width = sheet.width - left - right - GAP
    return Box(left, above, width, height, highest, chart.first, chart.last, steps)


def field(chart: Steps, box: Box, sheet: Sheet, key: str, *, names: bool = True) -> Iterator[SafeString]:
    """Axes and lines: areas first, so that no line is covered; then words beside what was taken back."""
    yield from axes.upright(box, sheet)
    yield from axes.dated(box, sheet)
    yield paper.element("rect", x=box.x, y=box.y, width=box.width, height=box.height, fill="none", data_field="")
    order = sorted(range(len(chart.lines)), key=lambda place: not chart.lines[place].area)
    drawn = [(place, chart.lines[place], stairs.runs(chart.lines[place], chart.first, chart.last)) for place in order]
    told = sum(len(held) for _place, _line, held in drawn) <= MOST_TOLD
    for place, line, held in drawn:
        yield from stairs.paths(line, place, held, box, key)
    for place, line, held in drawn:
        yield from stairs.signs(line, place, held, box, told)
    yield from _beside_signs(drawn, box, sheet, names=names and sheet.name == "wide")


def _beside_signs(drawn: Drawn, box: Box, sheet: Sheet, *, names: bool) -> Iterator[SafeString]:
    """Words beside what was taken back and what has no number, where there is room for them."""
    free = Free(box.x + box.width + GAP, 0, box.y + box.height)
    places = [(box.at(run.point.day), stairs.height(run.point, box)) for _place, _line, held in drawn for run in held]
    free.taken += [(x - 5, y - 5, x + 5, y + 5) for x, y in places[: MOST_TOLD * 2]]
    free.lines += [square for _place, _line, held in drawn for square in stairs.squares(held[:MOST_TOLD], box)]
    for place, line, held in drawn:
        odd = [run.point for run in held if run.point.hollow or run.point.value.main is None]
        for point in odd[: stairs.MOST_MARKS]:
            words = stairs.said(point) + ("" if point.words or not point.hollow else f", {_('taken back')}")
            whole = f"{line.label}: {words}" if names and all_taken_back(line) else words
            said = paper.cut(whole, box.width * 0.7, sheet.letters)
            at = free.beside(said, box.at(point.day), stairs.height(point, box), sheet.letters)
            if at:
                yield paper.text(said, *at, font_size=sheet.letters, class_=f"c-word c-halo c{look.place(place)}")


def all_taken_back(line: Line) -> bool:
    """True where nothing of the line stands: then its name stands beside its sign."""
    return all(point.hollow for point in line.points)


def called(line: Line) -> str:
    """The line's name with the last value that stands, or that was taken back."""
    last = [point for point in line.points if not point.hollow][-1:] or line.points[-1:]
    return f"{line.label}: {_last(last[0])}" if last else line.label


def _last(point: Point) -> str:
    return stairs.said(point) if point.hollow or point.value.main is None else numbers.words(point.value)


def _column(chart: Steps, box: Box, said: dict[int, list[str]], sheet: Sheet) -> Iterator[SafeString]:
    ends = [_end(chart.lines[place], chart, box) for place in said]
    tall = [labels.tall(len(rows), sheet.letters) for rows in said.values()]
    wanted = [(y - each / 2, each) for (_x, y), each in zip(ends, tall, strict=True)]
    tops = labels.spread(wanted, 0, box.y + box.height + sheet.letters)
    x = box.x + box.width + GAP * 1.5
    for (place, rows), (end, y), above, each in zip(said.items(), ends, tops, tall, strict=True):
        if abs(above + each / 2 - y) > 3 or end < box.x + box.width - 1:
            way = f"M{paper.number(end + 6)} {paper.number(y)}L{paper.number(x - 5)} {paper.number(above + each / 2)}"
            yield paper.element("path", d=way, class_="c-base", stroke_dasharray="1 3")
        yield labels.block(rows, x, above, sheet.letters, class_=f"c-word c-bold c{look.place(place)}")


def _end(line: Line, chart: Steps, box: Box) -> tuple[float, float]:
    """Where the line ends in the drawing."""
    held = [run for run in stairs.runs(line, chart.first, chart.last) if not run.point.hollow]
    if not held:
        return box.x + box.width, box.y + box.height
    return box.at(held[-1].until), stairs.height(held[-1].point, box)
