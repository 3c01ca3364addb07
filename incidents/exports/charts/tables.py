"""The numbers of a drawing: as a table for the page, and as CSV with one number a row."""

import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from incidents.domain import dates
from incidents.exports import csv as sheet
from incidents.exports.charts import numbers, ranges
from incidents.exports.charts.shapes import (
    Bars,
    Cell,
    Chart,
    Head,
    Line,
    Multiples,
    Part,
    Point,
    Pyramid,
    Ranges,
    Row,
    Series,
    Span,
    Steps,
    Table,
)  # fmt: skip

Flat = tuple[str | int | None, ...]


def table(chart: Chart) -> Table:
    """Every number of the drawing, each a link where it has one."""
    if isinstance(chart, Steps):
        return Table(_headings_of_days(), tuple(_days(chart)))
    if isinstance(chart, Multiples):
        return _side_by_side(chart)
    if isinstance(chart, Ranges):
        return Table(ranges.headings(chart), tuple(_under_each_other(chart)))
    columns = series_of(chart)
    return Table(("", *(one.label for one in columns)), tuple(_crossed(heads_of(chart), columns)))


def csv(chart: Chart) -> bytes:
    """One row for each number, as plain digits; no cell that a spreadsheet would run."""
    out = io.BytesIO()
    if isinstance(chart, Steps):
        sheet.write(out, (_("Day"), _("Until"), *_flat_headings(), _("Taken back"), _("Words")), _flat_days(chart))
    else:
        more = chart.more if isinstance(chart, Ranges) else ()
        sheet.write(out, ("", _("Row"), *_flat_headings(), *more), _flat(chart))
    return out.getvalue()


def heads_of(chart: Bars | Pyramid) -> tuple[Head, ...]:
    """What the rows are about."""
    return chart.bands if isinstance(chart, Pyramid) else chart.heads


def series_of(chart: Bars | Pyramid) -> tuple[Series, ...]:
    """The columns of numbers: of whole stacks too, where they are told apart from their parts."""
    if isinstance(chart, Pyramid):
        return (chart.left, chart.right, *((chart.unknown,) if chart.unknown else ()))
    return (*chart.series, *((Series("total", _("All"), chart.totals),) if chart.totals else ()))


# --- On the page -----------------------------------------------------------------------------------------------------
def number_cell(value: Span) -> Cell:
    """A value as a cell: where it is a range with two lists behind it, each end leads to its own."""
    if value.low is not None and value.high is not None and not value.exact and value.high_url:
        ends = ((value.low, value.low_url), (value.high, value.high_url))
        return Cell(tuple(Part(numbers.told(number), url) for number, url in ends), number=True)
    return Cell((Part(numbers.words(value), value.low_url or value.high_url),), number=True)


def _headings_of_days() -> tuple[str, ...]:
    return (_("Day"), _("Who"), _("Number"), _("Words"))


def _days(chart: Steps) -> Iterator[Row]:
    length = max(1, (chart.last - chart.first).days)
    for line, point in in_order(chart):
        at = min(1.0, max(0.0, (point.day - chart.first).days / length))
        yield Row(_cells_of_day(line, point), at=round(at, 4), line=line.code)


def in_order(chart: Steps) -> list[tuple[Line, Point]]:
    """The points of all lines by their days; on one day in the order of the lines."""
    points = [(line, point) for line in chart.lines for point in line.points]
    return sorted(points, key=lambda pair: pair[1].day)


def _cells_of_day(line: Line, point: Point) -> tuple[Cell, ...]:
    number = number_cell(point.value)
    if point.url and not any(part.url for part in number.parts):
        number = Cell((Part(number.text, point.url),), number=True)
    told = point.words or (_("taken back") if point.hollow else "")
    plain = dates.words(point.day.isoformat()), line.label
    return (*(Cell((Part(text),)) for text in plain), number, Cell((Part(told),)))


def _crossed(heads: tuple[Head, ...], columns: tuple[Series, ...]) -> Iterator[Row]:
    for place, head in enumerate(heads):
        values = (number_cell(one.values[place]) for one in columns)
        yield Row((Cell((Part(head.label, head.url),)), *values), at=round((place + 0.5) / len(heads), 4))


def _under_each_other(chart: Ranges) -> Iterator[Row]:
    for place, row in enumerate(chart.rows):
        best = numbers.told(row.value.best) if row.value.best is not None else _("not said")
        ends = number_cell(Span(row.value.low, row.value.high)) if row.value.low is not None else Cell((Part(""),))
        cells = (Cell((Part(row.label),)), Cell((Part(best),), number=True), ends)
        more = (Cell((Part(said),)) for said in row.more)
        yield Row((*cells, *more), at=round((place + 0.5) / len(chart.rows), 4))


def _side_by_side(chart: Multiples) -> Table:
    tables = [table(one) for one in chart.charts]
    headings = tables[0].headings if tables else ()
    rows = (
        Row((Cell((Part(one.title),)), *row.cells))
        for one, held in zip(chart.charts, tables, strict=True)
        for row in held.rows
    )
    return Table(("", *headings), tuple(rows))


# --- For a spreadsheet -----------------------------------------------------------------------------------------------
def _flat_headings() -> tuple[str, ...]:
    return (_("Who or what"), _("At least"), _("Most likely"), _("At most"))


def _numbers(value: Span) -> Flat:
    return (value.low, value.best, value.high)


def _flat_days(chart: Steps) -> Iterator[Flat]:
    for line, point in in_order(chart):
        until = point.until.isoformat() if point.until else ""
        taken = _("yes") if point.hollow else ""
        yield (point.day.isoformat(), until, line.label, *_numbers(point.value), taken, point.words)


def _flat(chart: Chart) -> Iterable[Flat]:
    if isinstance(chart, Ranges):
        return ((chart.title, row.label, "", *_numbers(row.value), *row.more) for row in chart.rows)
    if isinstance(chart, Multiples):
        return (row for one in chart.charts for row in _flat(one))
    if isinstance(chart, Steps):
        return (
            (chart.title, point.day.isoformat(), line.label, *_numbers(point.value)) for line, point in in_order(chart)
        )
    return (
        (chart.title, head.label, one.label, *_numbers(one.values[place]))
        for place, head in enumerate(heads_of(chart))
        for one in series_of(chart)
    )
