"""Incidents: the list, one of them, a new one, and changing one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.roles import may
from incidents.domain import gazetteer
from incidents.domain import incident as verbs
from incidents.domain.queries import incidents as queries
from incidents.forms.incident import IncidentFilter, IncidentForm, in_words
from incidents.policies import Stale, Unfit
from incidents.views import map_parts

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@needs("incident.read")
def incidents(request: HttpRequest) -> HttpResponse:
    """The list of incidents."""
    form = IncidentFilter(request.GET)
    page = queries.page(request.user, form.chosen(), request.GET.get("page"))
    return render(request, "desk/incident/incidents.html", {"form": form, "page": page, "may_edit": reviews(request)})


@require_safe
@needs("incident.read")
def incident(request: HttpRequest, ref: str) -> HttpResponse:
    """One incident with its people."""
    found = get_object_or_404(queries.by_ref(request.user, ref))
    if found.ref != ref:
        return redirect("desk:incident", found.ref)
    told = queries.IncidentPage(request.user, found)
    context = {"incident": found, "told": told, "may_edit": reviews(request),
               "small_map": map_parts.of_incident(found, told.acts),
               "may_export": may(request.user, "export.make")}  # fmt: skip
    return render(request, "desk/incident/incident.html", context)


@get_or_post
@needs("report.review")
def incident_new(request: HttpRequest) -> HttpResponse:
    """A new incident."""
    form = form_of(request)
    if request.method != "POST" or not form.is_valid():
        return edit_page(request, form)
    try:
        made = verbs.make(by=request.user, at=timezone.now(), key=form.cleaned_data["key"], **form.typed())
    except Unfit as unfit:
        return edit_page(request, blamed(form, unfit))
    messages.success(request, _("The incident is kept."))
    return redirect("desk:incident", made.ref)


@get_or_post
@needs("report.review")
def incident_edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Change an incident; whoever comes second sees both versions and loses nothing."""
    found = get_object_or_404(queries.by_ref(request.user, ref))
    form = form_of(request, found)
    if request.method != "POST" or not form.is_valid():
        return edit_page(request, form, found)
    try:
        verbs.edit(found, by=request.user, at=timezone.now(), version=form.cleaned_data["version"] or 0, **form.typed())
    except Unfit as unfit:
        return edit_page(request, blamed(form, unfit), found)
    except Stale as stale:
        return both(request, form, stale.current)
    messages.success(request, _("The changes are kept."))
    return redirect("desk:incident", found.ref)


def reviews(request: HttpRequest) -> bool:
    """Whether this person may write about incidents."""
    return may(request.user, "report.review")


def form_of(request: HttpRequest, found=None) -> IncidentForm:
    """The form with the choices that this person has."""
    data = request.POST if request.method == "POST" else None
    known = {"incidents": queries.visible(request.user), "actors": queries.actors(), "namer": gazetteer.name}
    return IncidentForm(data, **known, incident=found)


def blamed(form: IncidentForm, unfit: Unfit) -> IncidentForm:
    """The refusal beside its field."""
    form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
    return form


def edit_page(request: HttpRequest, form: IncidentForm, found=None) -> HttpResponse:
    """The form, new or filled."""
    return render(request, "desk/incident/edit.html", {"form": form, "incident": found})


def both(request: HttpRequest, form: IncidentForm, current) -> HttpResponse:
    """409: as it is now beside as one wrote it, and a way to keep one's own."""
    mine = form.words()
    context = {
        "theirs": in_words(current, gazetteer.name), "mine": mine, "retry_url": request.path,
        "hidden": [*form.sent(), ("version", current.version)],
    }  # fmt: skip
    return render(request, "errors/409.html", context, status=409)
