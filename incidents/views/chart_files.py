"""A chart as a file: SVG, PNG or the numbers as CSV. Who took it stands in the audit log."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.domain import audit
from incidents.exports import charts, maps
from incidents.exports.charts.shapes import Chart
from incidents.exports.maps import Map
from incidents.exports.printing import NotPrinted

KINDS = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png", "csv": "text/csv; charset=utf-8"}
Makers = dict[str, Callable[[Any], bytes]]
CHARTS: Makers = {
    "svg": lambda chart: charts.svg(chart, standalone=True).encode(), "png": charts.png, "csv": charts.csv,
}  # fmt: skip
MAPS: Makers = {"svg": lambda drawn: maps.alone(drawn).encode(), "png": maps.png, "csv": maps.csv}


def answer(request: HttpRequest, chart: Chart | Map, name: str, ext: str) -> HttpResponse:
    """The chart or map as a file. `name` is a code of ours or a reference: it names the file and stands in the log.

    Raises Http404 for any other ending; 503 in words when no picture could be drawn.
    """
    if ext not in KINDS:
        raise Http404
    kind, make = KINDS[ext], (MAPS if isinstance(chart, Map) else CHARTS)[ext]
    try:
        made = make(chart)
    except NotPrinted:
        said = _("The picture could not be drawn just now. The SVG holds the same.")
        return HttpResponse(said, status=503, content_type="text/plain; charset=utf-8")
    audit.record(verb="chart_taken", by=request.user, at=timezone.now(), kind="page",
                 detail={"page": name, "format": ext})  # fmt: skip
    headers = {"Content-Disposition": f'attachment; filename="kua-{name}.{ext}"'}
    return HttpResponse(made, content_type=kind, headers=headers)
