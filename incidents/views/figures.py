"""Claimed figures: the topics and all claims, and the page of one claim."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import needs
from accounts.roles import may
from incidents.domain.queries import figure_words
from incidents.domain.queries import figures as queries
from incidents.domain.queries.figure_pages import ClaimPage
from incidents.exports.charts.shapes import Steps
from incidents.forms.figures import FigureFilter, ReportForm
from incidents.views import as_of, figure_charts


@require_safe
@needs("figure.read")
def figures(request: HttpRequest) -> HttpResponse:
    """The topics, and every figure that somebody claims; a reference of a report leads to its form."""
    start = ReportForm(request.GET if "of" in request.GET else None)
    if start.is_bound and (report := wanted(request, start)):
        return redirect("desk:figure_enter", report.ref)
    form, on = FigureFilter(request.GET), as_of.day(request)
    page = queries.page(request.user, form.chosen(), request.GET.get("page"), on)
    context = {"form": form, "page": page, "on": on, "start": start, "topics": queries.topics(request.user),
               "may_enter": may(request.user, "figure.enter"), "is_narrowed": any(form.chosen().values())}  # fmt: skip
    return render(request, "desk/figures/figures.html", context)


def wanted(request: HttpRequest, form: ReportForm) -> Any:
    """The report that was asked for; nothing, with the sentence beside the field, when one cannot read it."""
    if not form.is_valid():
        return None
    report = queries.report(request.user, form.cleaned_data["of"]).first()
    if report is None:
        form.add_error("of", _("There is no report with this reference."))
    return report


@require_safe
@needs("figure.read")
def figure(request: HttpRequest, ref: str) -> HttpResponse:
    """One claim: as said, its scope, what became of it, what it is to others, its report."""
    found = get_object_or_404(queries.by_ref(request.user, ref))
    if found.ref != ref:
        return redirect("desk:figure", found.ref)
    on = as_of.day(request)
    told = ClaimPage(request.user, found, on)
    context = {
        "claim": found, "told": told, "on": on, "drawing": series(found, told, on), "remarks": told.own_remarks,
        "others": told.others, "reviews": may(request.user, "report.review"),
        "may_enter": may(request.user, "figure.enter"), "may_enter_here": queries.may_enter(request.user, found.report),
    }  # fmt: skip
    return render(request, "desk/figures/figure.html", context)


def series(claim: Any, told: ClaimPage, on: dt.date | None) -> Steps:
    """The claims that follow each other in its line, as a drawing; nothing documented stands in it."""
    title = _("What %(claimant)s said over time") % {"claimant": figure_words.claimant(claim)}
    return figure_charts.drawing(title, [told.series] if told.series else [], (), on, as_of.today())
