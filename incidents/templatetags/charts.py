"""A drawing on a page: the figure, its table below, and the files that it can be taken as."""

from django import template
from django.template.context import Context

from incidents.domain.dashboards import Number
from incidents.exports import charts
from incidents.exports.charts import numbers
from incidents.exports.charts.shapes import Cell, Chart, Row, Span, Table

register = template.Library()
ENDINGS = (("svg", "SVG"), ("png", "PNG"), ("csv", "CSV"))


@register.inclusion_tag("_components/chart.html", takes_context=True)
def chart(context: Context, drawing: Chart, files_url: str = "", heading: str = "h2") -> dict:
    """`files_url` is the address of the files without their ending; filters may follow ('…/chart?place=almaty')."""
    request = context["request"]
    request.charts_drawn = getattr(request, "charts_drawn", 0) + 1
    key = f"c{request.charts_drawn}"
    return {
        "drawing": drawing, "key": key, "is_first": request.charts_drawn == 1, "svg": charts.svg(drawing, key=key),
        "table": charts.table(drawing), "files": files(files_url) if files_url else [], "heading": heading,
    }  # fmt: skip


def files(url: str) -> list[tuple[str, str]]:
    """The address of each file with the name of its kind."""
    path, mark, query = url.partition("?")
    return [(f"{path.removesuffix('.svg')}.{ext}{mark}{query}", name) for ext, name in ENDINGS]


@register.filter
def columned(table: Table) -> list[tuple[str, bool]]:
    """The headings, each with whether numbers stand below it."""
    first = table.rows[0].cells if table.rows else ()
    numbered = [cell.number for cell in first] or [False] * len(table.headings)
    return list(zip(table.headings, numbered, strict=True))


@register.filter
def headed(row: Row, table: Table) -> list[tuple[Cell, str]]:
    """The cells of a row with the headings over them."""
    return list(zip(row.cells, table.headings, strict=True))


@register.filter
def in_words(number: Number) -> str:
    """A number of a dashboard: in the words that it has, or grouped as the reader writes numbers."""
    return number.said or numbers.words(Span(number.low, number.high))
