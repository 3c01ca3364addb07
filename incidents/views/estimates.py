"""How many were perhaps on no list: all estimates, asking for one, and one with its range or why it cannot be said."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.roles import may
from incidents.domain.estimating import reading, verbs
from incidents.domain.estimating.reading import Shown
from incidents.domain.queries.persons import CaseList
from incidents.forms.estimate import EstimateForm
from incidents.policies import Unfit
from incidents.views import chart_files, estimate_charts


@require_safe
@needs("figure.read")
def estimates(request: HttpRequest) -> HttpResponse:
    """All that were asked for, the newest first."""
    page = reading.page(request.user, request.GET.get("page"))
    return render(request, "desk/figures/estimates.html", {"page": page, "may_ask": may(request.user, "figure.enter")})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("figure.enter")
def estimate_new(request: HttpRequest) -> HttpResponse:
    """Choose lists and people; sending it asks."""
    form, ours = form_of(request), people_of(request)
    if not form.is_bound or not form.is_valid() or not ours.is_readable:
        return new_page(request, form, ours)
    made = kept(request, form, ours)
    return redirect("desk:estimate", made.ref) if made else new_page(request, form, ours)


def form_of(request: HttpRequest) -> EstimateForm:
    """The form with the lists there are; those of the address are ticked."""
    posted = request.POST if request.method == "POST" else None
    return EstimateForm(posted, lists=reading.lists(request.user), chosen=request.GET.getlist("list"))


def people_of(request: HttpRequest) -> CaseList:
    """Whom it is about: as it was sent, or as the address has it."""
    sent = request.POST if request.method == "POST" else request.GET
    return CaseList(request.user, {name: value for name, value in sent.items() if name not in ("on", "list")})


def kept(request: HttpRequest, form: EstimateForm, ours: CaseList):
    """What was asked for, reckoned at once when it is small; a refusal beside its field."""
    try:
        made = verbs.ask(by=request.user, at=timezone.now(), filters=ours.chosen(), **form.cleaned_data)
    except Unfit as unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
        return None
    if verbs.is_small(made):
        verbs.run(made.ref, clock=timezone.now)
    return made


def new_page(request: HttpRequest, form: EstimateForm, ours: CaseList) -> HttpResponse:
    """The form, new or as it was sent."""
    context = {"form": form, "people": ours.filter.form, "chosen": ours.chosen()}
    return render(request, "desk/figures/estimate_new.html", context, status=422 if form.is_bound else 200)


@require_safe
@needs("figure.read")
def estimate(request: HttpRequest, ref: str) -> HttpResponse:
    """One estimate: the range over all models first, or why it cannot be said."""
    row = get_object_or_404(reading.by_ref(request.user, ref))
    if row.ref != ref:
        return redirect("desk:estimate", row.ref)
    told = Shown(request.user, row)
    if told.is_open:
        messages.info(request, _("It is being reckoned. Come back in a minute."))
    context = {"told": told, "row": row, "drawing": estimate_charts.picture(told) if told.is_told else None}
    return render(request, "desk/figures/estimate.html", context)


@require_safe
@needs("figure.read")
def estimate_file(request: HttpRequest, ref: str, ext: str) -> HttpResponse:
    """The picture or its numbers as a file; there is none of what cannot be estimated."""
    told = Shown(request.user, get_object_or_404(reading.by_ref(request.user, ref)))
    if not told.is_told:
        raise Http404
    return chart_files.answer(request, estimate_charts.picture(told), "estimate", ext)
