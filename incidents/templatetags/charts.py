"""A drawing on a page: the figure, its table below, and the files that it can be taken as."""

from django import template
from django.template.context import Context

from incidents.exports import charts
from incidents.exports.charts.shapes import Cell, Chart, Row, Table

register = template.Library()
ENDINGS = (("svg", "SVG"), ("png", "PNG"), ("csv", "CSV"))


@register.inclusion_tag("_components/chart.html", takes_context=True)
def chart(context: Context, drawing: Chart, files_url: str = "", heading: str = "h2") -> dict:
    """`files_url` is the address of one of the files with '.svg', filters and all; those of the others follow from it."""
    number = context.render_context.get("charts", 0) + 1
    context.render_context["charts"] = number
    key = f"c{number}"
    return {
        "drawing": drawing, "svg": charts.svg(drawing, key=key), "table": charts.table(drawing), "key": key,
        "files": [(files_url.replace(".svg", f".{ext}", 1), name) for ext, name in ENDINGS] if files_url else [],
        "heading": heading,
    }  # fmt: skip


@register.filter
def headed(row: Row, table: Table) -> list[tuple[Cell, str]]:
    """The cells of a row with the headings over them."""
    return list(zip(row.cells, table.headings, strict=True))
