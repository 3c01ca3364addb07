"""The dashboard of each role: panels of numbers, drawn where a drawing says more, each a file to take along."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from incidents.domain import dashboards
from incidents.domain.dashboards import Number, Panel
from incidents.exports.charts.shapes import Bars, Head, Series, Span
from incidents.views import chart_files


@require_safe
@signed_in
def dashboard(request: HttpRequest) -> HttpResponse:
    """What this person should see at a glance."""
    panels = dashboards.panels(request.user, at=timezone.now())
    shown = [(panel, drawing(panel) if panel.heads else None) for panel in panels]
    return render(request, "desk/dashboard/dashboard.html", {"panels": shown})


@require_safe
@signed_in
def dashboard_file(request: HttpRequest, name: str, ext: str) -> HttpResponse:
    """One drawing of one's own dashboard."""
    panels = dashboards.panels(request.user, at=timezone.now())
    panel = next((one for one in panels if one.code == name and one.heads), None)
    if panel is None:
        raise Http404
    return chart_files.answer(request, drawing(panel), f"dashboard-{name}", ext)


def drawing(panel: Panel) -> Bars:
    """The panel as bars."""
    heads = tuple(Head(code, label) for code, label in panel.heads)
    series = tuple(Series(one.code, one.label, tuple(map(_span, one.numbers))) for one in panel.columns)
    return Bars(panel.title, panel.about, heads, series, over_time=panel.over_time)


def _span(number: Number) -> Span:
    return Span(number.low, number.high, number.url, number.high_url or number.url)
