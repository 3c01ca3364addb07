"""An activist's pages: my reports, a new one, its steps, what was sent, and taking it back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from accounts.roles import may
from incidents import policies
from incidents.domain import intake
from incidents.domain.intake import save as save_step
from incidents.domain.queries import figures, reports
from incidents.forms.intake import ReasonForm, StartForm, WithdrawForm
from incidents.forms.mine import MineForm
from incidents.policies import Stale, Unfit
from incidents.views import evidence, intake_pages
from incidents.views.intake_conflict import conflict
from incidents.views.review import of_list


@require_safe
@needs("report.log")
def my_reports(request: HttpRequest) -> HttpResponse:
    """Every own report with its state, and the question where there is one."""
    form = MineForm(request.GET)
    page = reports.page(request.user, request.GET.get("page", "1"), form.chosen())
    context = {"page": page, "rows": [intake_pages.row(one) for one in page], "form": form, "chosen": form.chosen()}
    return render(request, "desk/intake/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("report.log")
def report_new(request: HttpRequest) -> HttpResponse:
    """What will be asked, and a key; the key makes one report, however often it is sent."""
    if request.method != "POST":
        return render(request, "desk/intake/start.html", {"form": StartForm(initial={"key": intake_pages.new_key()})})
    report = intake.start(by=request.user, at=timezone.now(), key=StartForm(request.POST).fresh_key())
    return redirect("desk:report_step", report.ref, reports.next_step(report))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("report.log")
def report_step(request: HttpRequest, ref: str, step: str) -> HttpResponse:
    """One step of the working copy."""
    report = get_object_or_404(reports.with_story(request.user), ref=ref)
    pages = {"evidence": evidence.step, "check": check, **dict.fromkeys(intake_pages.FORMS, plain_step)}
    if step not in pages:
        raise Http404
    if request.method != "POST" and report.status not in reports.EDITABLE and step != "evidence":
        messages.info(request, _("This report was sent. Here is what you sent."))
        return redirect("desk:report_page", ref)
    return pages[step](request, report, step)


def plain_step(request: HttpRequest, report, step: str) -> HttpResponse:
    """A step that is one form. Whatever was typed is kept, also when it is not complete."""
    if request.method != "POST":
        return intake_pages.show(request, report, step, intake_pages.stored_form(request, report, step))
    form = intake_pages.FORMS[step](request.POST)
    values = intake_pages.typed(form, request.POST)
    try:
        report = save_step(**intake_pages.saving(request, report), step=step, values=values)
    except Stale as stale:
        return conflict(request, form, values, stale.current, step)
    if form.is_valid():
        return redirect(intake_pages.after(request, report, step))
    return intake_pages.show(request, report, step, intake_pages.without_secrets(form, report))


@require_POST
@needs("report.log")
def report_autosave(request: HttpRequest, ref: str, step: str) -> HttpResponse:
    """The same without leaving the page: what was typed so far is kept."""
    report = get_object_or_404(reports.own(request.user), ref=ref)
    if step not in intake_pages.FORMS:
        raise Http404
    values = intake_pages.typed(intake_pages.FORMS[step](), request.POST, but_secrets=True)
    return saved(lambda: save_step(**intake_pages.saving(request, report), step=step, values=values))


def saved(save) -> JsonResponse:
    """The answer to autosave.js: the new version and the time, or that another page was faster."""
    try:
        report = save()
    except Stale as stale:
        return JsonResponse({"version": stale.current.version}, status=409)
    at = timezone.localtime(report.draft_saved_at)
    return JsonResponse({"saved_at": at.strftime("%H:%M"), "version": report.version})


def check(request: HttpRequest, report, step: str) -> HttpResponse:
    """Everything once more; then it is sent."""
    if request.method != "POST":
        return intake_pages.show_check(request, report)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data.get("reason", "") if form.is_valid() else ""
    version = intake_pages.version_of(request)
    try:
        intake.submit(report=report, by=request.user, at=timezone.now(), version=version, reason=reason)
    except intake.Incomplete as incomplete:
        return intake_pages.show_check(request, report, incomplete.problems, form)
    except Stale as stale:
        return intake_pages.sent_or_changed(request, stale.current)
    messages.success(request, _("Sent. A reviewer will read it. You see here what becomes of it."))
    return redirect("desk:report_page", report.ref)


@require_safe
@needs("report.log")
def report_page(request: HttpRequest, ref: str) -> HttpResponse:
    """What was sent, as it was frozen; how it stands; the reviewer's question."""
    report = get_object_or_404(reports.with_story(request.user), ref=ref)
    if policies.is_list(report):
        return of_list(request, report)
    context = intake_pages.report_context(request, report)
    if may(request.user, "figure.read") and report.received_at:
        context |= {"entered": figures.of_report(request.user, report),
                    "may_enter_figure": figures.may_enter(request.user, report)}  # fmt: skip
    return render(request, "desk/intake/report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("report.log")
def report_withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Taking a report back asks why."""
    report = get_object_or_404(reports.written(request.user), ref=ref)
    form = WithdrawForm(request.POST or None, initial={"version": report.version})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            intake.withdraw(report=report, by=request.user, at=timezone.now(), **told)
            messages.success(request, _("Withdrawn. Nobody works on it any more."))
            return redirect("desk:my_reports")
        except Unfit as unfit:
            form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
    return render(request, "_components/confirm.html", intake_pages.withdraw_context(report, form))
