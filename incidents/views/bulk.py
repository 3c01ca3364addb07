"""Looking through everybody for likely same persons: how far it is; begun and stopped with a press of a button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import needs
from incidents.domain.bulk import running
from incidents.domain.queries import match_runs as queries


@require_safe
@needs("report.review")
def match_runs(request: HttpRequest) -> HttpResponse:
    """The run that goes on, and the last ones."""
    return render(request, "desk/alike/runs.html", queries.page(timezone.now()))


@require_POST
@needs("report.review")
def match_run_start(request: HttpRequest) -> HttpResponse:
    """Look through everybody now; the job worker does it."""
    running.ask(by=request.user, at=timezone.now())
    messages.success(request, _("The search begins as soon as the server has time. You can leave this page."))
    return redirect("desk:match_runs")


@require_POST
@needs("report.review")
def match_run_stop(request: HttpRequest) -> HttpResponse:
    """Stop the run that goes on. What a former run found stays."""
    if running.stop(by=request.user, at=timezone.now()):
        messages.success(request, _("The search stops in a moment. What the last one found stays."))
    return redirect("desk:match_runs")
