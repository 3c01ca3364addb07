"""Entering a claimed figure from the report that tells it, in one short form."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from incidents import policies
from incidents.domain.figures import verbs
from incidents.domain.queries import figure_words
from incidents.domain.queries import figures as queries
from incidents.forms.figures import FigureForm, initial
from incidents.policies import Unfit

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@needs("figure.enter")
def figure_enter(request: HttpRequest, ref: str) -> HttpResponse:
    """One figure of one report. `corrects` names a struck one that this takes the place of."""
    report = get_object_or_404(queries.report(request.user, ref))
    policies.check_enter_figure(request.user, report)
    corrects = corrected(request, report)
    form = form_of(request, corrects)
    if not form.is_bound or not form.is_valid() or (made := entered(request, report, form, corrects)) is None:
        return form_page(request, report, form, corrects)
    messages.success(request, _("The figure is kept."))
    return redirect("desk:figure", made.ref)


def corrected(request: HttpRequest, report: Any) -> Any:
    """The struck figure of this report that is entered anew, if one was asked for. Raises Http404."""
    ref = request.POST.get("corrects") or request.GET.get("corrects")
    return get_object_or_404(queries.by_ref(request.user, ref), report=report) if ref else None


def form_of(request: HttpRequest, corrects: Any) -> FigureForm:
    """The form: empty, begun with what was struck, or as it was sent."""
    begun = initial(corrects) | {"claimant": figure_words.claimant(corrects)} if corrects else {}
    begun |= {"topics": queries.begun_topics(request.user, corrects, request.GET.get("topic", ""))}
    sent = request.POST if request.method == "POST" else None
    return FigureForm(sent, topics=queries.topic_choices(request.user), initial=begun)


def entered(request: HttpRequest, report: Any, form: FigureForm, corrects: Any) -> Any:
    """The figure; nothing when it cannot be kept so, with the sentence beside its field."""
    told, who = form.cleaned_data, {"by": request.user, "at": timezone.now()}
    topics = queries.topics_by_refs(request.user, told.get("topics", []))
    try:
        return verbs.enter(report=report, key=told["key"], values=form.told(), topics=topics, corrects=corrects, **who)
    except Unfit as unfit:
        form.blame(unfit.field, str(unfit))
        return None


def form_page(request: HttpRequest, report: Any, form: FigureForm, corrects: Any) -> HttpResponse:
    """The form, and under it what was entered from the report already."""
    context = {"report": report, "form": form, "corrects": corrects, "claimants": queries.claimants(),
               "entered": queries.of_report(request.user, report)}  # fmt: skip
    return render(request, "desk/figures/enter.html", context, status=422 if form.is_bound else 200)
