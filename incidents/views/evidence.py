"""Files, links, and what is said to exist: adding, handing out, taking off."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from incidents.domain import evidence
from incidents.domain.intake import save as save_step
from incidents.domain.queries import held, reports
from incidents.forms.intake_evidence import FilesForm, LinkForm, NotHeldForm
from incidents.policies import Stale, Unfit
from incidents.views import intake_pages

FORMS = {"file": FilesForm, "link": LinkForm, "not_held": NotHeldForm}


def step(request: HttpRequest, report, step: str) -> HttpResponse:
    """The step of the report: what is there, and three ways to add to it."""
    what = request.POST.get("what", "")
    if request.method != "POST":
        return show(request, report)
    if what not in FORMS:
        return done(request, report)
    form = FORMS[what](request.POST, request.FILES, prefix=what)
    if form.is_valid() and add(request, report, what, form):
        return redirect("desk:report_step", report.ref, "evidence")
    report = get_object_or_404(reports.with_story(request.user), ref=report.ref)
    return show(request, report, **{what: form})


def done(request: HttpRequest, report) -> HttpResponse:
    """On to the next step; a report that was sent already goes back to its page."""
    if report.status not in reports.EDITABLE:
        return redirect("desk:report_page", report.ref)
    try:
        report = save_step(**intake_pages.saving(request, report), step="evidence", values={})
    except Stale as stale:
        report = stale.current
    return redirect(intake_pages.after(request, report, "evidence"))


def add(request: HttpRequest, report, what: str, form) -> bool:
    """Keep what was handed over; what cannot be kept is told beside the field, each file by its name."""
    told, who = form.cleaned_data, {"report": report, "by": request.user, "at": timezone.now()}
    if what == "file":
        return add_files(form, told, who)
    try:
        if what == "link":
            seen = told.pop("seen")
            evidence.add_link(**who, **told, seen_edtf=seen.edtf if seen else "")
        else:
            evidence.note_not_held(**who, note=told["note"], held_by=told["held_by"])
    except Unfit as unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
    return form.is_valid()


def add_files(form, told: dict, who: dict) -> bool:
    """Each file by itself: one that cannot be kept does not keep the others out."""
    for file in told["files"]:
        facts = {"name": file.name, "size": file.size, "note": told["note"], "sensitivities": told["sensitivities"]}
        try:
            evidence.add_file(**who, **facts, file=file)
        except Unfit as unfit:
            form.add_error("files", f"{evidence.clean_name(file.name)}: {unfit}")
    return form.is_valid()


def show(request: HttpRequest, report, **bound) -> HttpResponse:
    """The page, with the form that was sent as it was sent."""
    forms = [(what, bound.get(what) or made(prefix=what)) for what, made in FORMS.items()]
    more = {"forms": dict(forms), "held": report.held, "editable": report.status in reports.EDITABLE,
            "unfinished": held.unfinished(request.user, report), "wrong": next(iter(bound.values()), None)}  # fmt: skip
    return intake_pages.show(request, report, "evidence", None, "desk/intake/evidence.html", **more)


@require_safe
@needs("report.log")
def evidence_download(request: HttpRequest, ref: str) -> HttpResponse:
    """The bytes, only ever as a file to keep: no browser opens them inside the house."""
    piece = get_object_or_404(reports.evidence(request.user), ref=ref)
    file = evidence.open_file(evidence=piece, by=request.user, at=timezone.now())
    response = FileResponse(file, as_attachment=True, filename=piece.original_name, content_type=piece.media_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@needs("report.log")
def evidence_remove(request: HttpRequest, ref: str) -> HttpResponse:
    """Asks, then takes a piece off the draft."""
    piece = get_object_or_404(reports.own_evidence(request.user), ref=ref)
    back = reverse("desk:report_step", args=[piece.report.ref, "evidence"])
    if request.method == "POST":
        evidence.remove(evidence=piece, by=request.user, at=timezone.now())
        messages.success(request, _("Taken out."))
        return redirect(back)
    return render(request, "_components/confirm.html", removal(piece, back))


def removal(piece, back: str) -> dict:
    """The page that asks whether."""
    return {
        "title": _("Take this out?"),
        "text": piece.original_name or piece.url or piece.note,
        "consequence": _("It leaves the draft. You can add it again."),
        "submit": _("Take out"),
        "danger": True,
        "back_url": back,
    }
