"""Small drawings side by side on one scale: three in a row, one on a narrow screen."""

from collections.abc import Iterator

from django.utils.safestring import SafeString

from incidents.exports.charts import bars, labels, numbers, paper, steps
from incidents.exports.charts.labels import Key
from incidents.exports.charts.paper import Sheet
from incidents.exports.charts.shapes import Bars, Multiples, Steps

COLUMNS, GAP, HEIGHT = 3, 24, 190


def draw(chart: Multiples, sheet: Sheet, key: str) -> tuple[SafeString, float]:
    """The drawing and its height: a title over each small one, one key for all below."""
    columns = 1 if sheet.name == "narrow" else min(COLUMNS, max(1, len(chart.charts)))
    width = (sheet.width - GAP * (columns - 1)) / columns
    small = Sheet("narrow", width, sheet.letters * 0.95, HEIGHT)
    marks, y = list(_patterns(chart, key)), 0.0
    most = max((_top(one) for one in chart.charts), default=0)
    for begin in range(0, len(chart.charts), columns):
        shown = chart.charts[begin : begin + columns]
        row = [_one(one, small, f"{key}-{begin + place}", key, most) for place, one in enumerate(shown)]
        for place, (drawn, _tall) in enumerate(row):
            where = f"translate({paper.number(place * (width + GAP))} {paper.number(y)})"
            offset = sum(len(one.heads) for one in chart.charts[: begin + place] if isinstance(one, Bars))
            marks.append(paper.element("g", drawn, transform=where, data_offset=offset))
        y += max(tall for _drawn, tall in row) + GAP / 2
    keys, end = labels.below(_legend(chart), sheet, y, key)
    return paper.together((*marks, keys)), end


def _top(one: Steps | Bars) -> int:
    return steps.top(one) if isinstance(one, Steps) else bars.top(one)


def _patterns(chart: Multiples, key: str) -> Iterator[SafeString]:
    """Hatchings once for all: each small drawing has the same series."""
    longest = max((one for one in chart.charts if isinstance(one, Bars)), key=lambda one: len(one.series), default=None)
    if longest:
        yield from bars.patterns(longest, key)


def _one(one: Steps | Bars, small: Sheet, own: str, key: str, most: int) -> tuple[SafeString, float]:
    said = paper.lines(one.title, small.width, small.letters, bold=True)
    above = labels.tall(len(said), small.letters)
    head = labels.block(said, 0, 0, small.letters, class_="c-bold")
    if isinstance(one, Steps):
        box = steps.boxed(one, small, 0, small.height - 50, most, numbers.FEW_TICKS)
        marks, tall = list(steps.field(one, box, small, own, names=False)), small.height
    elif one.heads:
        marks, tall = (bars.upright if one.over_time else bars.lying)(one, small, key, most)
    else:
        marks, tall = [], 0
    where = f"translate(0 {paper.number(above)})"
    return paper.together((head, paper.element("g", *marks, transform=where))), above + tall


def _legend(chart: Multiples) -> list[Key]:
    if all(isinstance(one, Steps) and len(one.lines) == 1 for one in chart.charts):
        return []
    found: dict[tuple[int, str, str], Key] = {}
    for one in chart.charts:
        keys = bars.legend(one) if isinstance(one, Bars) else [Key(i, line.label) for i, line in enumerate(one.lines)]
        found |= {(entry.index, entry.said, entry.kind): entry for entry in keys}
    return list(found.values())
