"""One person of a report per page, and one page for each thing that was done to that person."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs
from incidents.domain import intake
from incidents.domain.queries import reports
from incidents.policies import Stale
from incidents.views import intake_act_page, intake_pages, intake_person_page
from incidents.views.intake import saved
from incidents.views.intake_conflict import conflict


@require_http_methods(["GET", "HEAD", "POST"])
@needs("report.log")
def report_person(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """Who was harmed: one person. Whatever was typed is kept, also when it is not complete."""
    report = get_object_or_404(reports.own(request.user), ref=ref)
    if request.method != "POST":
        return intake_person_page.show(request, report, key, intake_person_page.stored(request, report, key))
    key = intake_person_page.key_of(request, key)
    form = intake_person_page.posted(request, report, key)
    values = intake_pages.typed(form, request.POST)
    try:
        report = intake.save_person(**intake_person_page.saving(request, report, key, form, values))
    except Stale as stale:
        theirs = intake_person_page.words_of(stale.current, key)
        return conflict(request, form, values, stale.current, "people", theirs)
    if form.is_valid():
        return redirect(intake_person_page.after(request, report, key))
    return intake_person_page.show(request, report, key, form)


@require_POST
@needs("report.log")
def person_autosave(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """The same without leaving the page. A box that is unticked for a moment takes no act away."""
    report = get_object_or_404(reports.own(request.user), ref=ref)
    key = intake_person_page.key_of(request, key)
    form = intake_person_page.posted(request, report, key)
    values = intake_pages.typed(form, request.POST)
    told = intake_person_page.saving(request, report, key, form, values, keep_acts=True)
    return saved(lambda: intake.save_person(**told))


@require_POST
@needs("report.log")
def person_alike(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """Whether somebody like that was logged before, for the script that asks while one types. Changes nothing."""
    report = get_object_or_404(reports.own(request.user), ref=ref)
    form = intake_person_page.posted(request, report, intake_person_page.key_of(request, key))
    return render(request, "desk/intake/_alike.html", intake_person_page.found(request, report, form))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("report.log")
def report_person_remove(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """Asks, then takes a person off the working copy."""
    report = get_object_or_404(reports.own(request.user), ref=ref)
    if request.method == "POST":
        version = intake_pages.version_of(request)
        intake.remove_person(report=report, person=key, by=request.user, at=timezone.now(), version=version)
        messages.success(request, _("Taken out."))
        return redirect("desk:report_step", ref, "people")
    report = report_with(request, ref, key)
    return render(request, "desk/intake/remove.html", intake_person_page.remove_context(report, key))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("report.log")
def report_act(request: HttpRequest, ref: str, key: str, act: str) -> HttpResponse:
    """One thing that was done, more closely. It takes over when and where of step 1."""
    report = report_with(request, ref, key)
    if request.method != "POST":
        return intake_act_page.show(request, report, key, act, intake_act_page.stored(request, report, key, act))
    act, form = intake_person_page.key_of(request, act), intake_act_page.posted(request)
    told = intake_act_page.saving(request, report, key, act, form)
    try:
        report = intake.save_act(**told)
    except Stale as stale:
        theirs = intake_act_page.words_of(stale.current, key, act)
        return conflict(request, form, told["values"], stale.current, "people", theirs)
    if form.is_valid():
        return redirect(intake_act_page.after(request, report, key, act))
    return intake_act_page.show(request, report, key, act, form)


@require_POST
@needs("report.log")
def act_autosave(request: HttpRequest, ref: str, key: str, act: str) -> HttpResponse:
    """The same without leaving the page."""
    report = report_with(request, ref, key)
    act = intake_person_page.key_of(request, act)
    told = intake_act_page.saving(request, report, key, act, intake_act_page.posted(request))
    return saved(lambda: intake.save_act(**told))


def report_with(request: HttpRequest, ref: str, key: str):
    """An own report in whose working copy this person is."""
    report = get_object_or_404(reports.own(request.user), ref=ref)
    if not intake_person_page.words_of(report, key):
        raise Http404
    return report
