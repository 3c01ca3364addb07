"""A map on a page: the drawing, its table below, what its signs mean, and the files that it can be taken as."""

from django import template
from django.template.context import Context

from incidents.exports import maps
from incidents.exports.maps import Map
from incidents.templatetags import charts

register = template.Library()


@register.inclusion_tag("_components/map.html", takes_context=True)
def chart_map(context: Context, drawing: Map, files_url: str = "") -> dict:
    """`files_url` is the address of the SVG, filters behind it; none on pages whose map nobody takes along."""
    request = context["request"]
    request.maps_drawn = getattr(request, "maps_drawn", 0) + 1
    svg = maps.svg(drawing, f"map{request.maps_drawn}")
    return {"drawing": drawing, "svg": svg, "files": charts.files(files_url) if files_url else []}


@register.filter
def under(row, headings):
    """The cells of a row with the headings over them."""
    return list(zip(row.cells, headings, strict=True))
