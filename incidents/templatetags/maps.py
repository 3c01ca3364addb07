"""A map on a page: the drawing, its table below, what its signs mean, and the files that it can be taken as."""

from django import template
from django.template.context import Context

from incidents.exports import maps
from incidents.exports.maps import Map

register = template.Library()
ENDINGS = (("svg", "SVG"), ("png", "PNG"), ("csv", "CSV"))


@register.inclusion_tag("_components/map.html", takes_context=True)
def chart_map(context: Context, drawing: Map, files_url: str = "", query: str = "") -> dict:
    """`files_url` is the address of the files without their ending and query; none where nobody takes the map along."""
    number = context.render_context.get("maps", 0) + 1
    context.render_context["maps"] = number
    key = f"map{number}"
    files = [(f"{files_url}.{ext}{query}", name) for ext, name in ENDINGS] if files_url else []
    return {"drawing": drawing, "svg": maps.svg(drawing, key), "files": files}


@register.filter
def under(row, headings):
    """The cells of a row with the headings over them."""
    return list(zip(row.cells, headings, strict=True))
