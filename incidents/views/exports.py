"""Files that go out: for admins. What they hold is asked for here, agreed to by another admin, and fetched."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import asked_again, needs
from incidents.domain.exporting import making, reading, verbs, words
from incidents.domain.queries import listing
from incidents.exports.formats import FORMATS
from incidents.forms.export import ExportForm, ProfileForm, RefusalForm
from incidents.policies import Unfit
from incidents.vocabulary import Disclosure


@require_safe
@needs("export.make")
def exports(request: HttpRequest) -> HttpResponse:
    """Every file that was asked for, newest first, with how far it is."""
    page = reading.page(request.user, request.GET.get("page"))
    lines = list(zip(page, reading.in_words(list(page)), strict=True))
    return render(request, "desk/export/exports.html", {"page": page, "lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("export.make")
@asked_again
def export_new(request: HttpRequest) -> HttpResponse:
    """Choose what, for whom, which columns and what format; sending it asks for the file."""
    offered = reading.offer(request.user, request.GET)
    form = export_form(request, offered)
    is_whole = request.method == "POST" and offered.people.is_readable and form.is_valid()
    made = keep(request, form, offered) if is_whole else None
    return redirect("desk:export", made.ref) if made else new_page(request, form, offered)


def export_form(request: HttpRequest, offered: reading.Offer) -> ExportForm:
    """The form with the columns that this circle may have."""
    fmt = offered.profile.fmt if offered.profile and offered.profile.fmt in offered.kind.formats else ""
    posted = request.POST if request.method == "POST" else None
    return ExportForm(
        posted, what=offered.what, disclosure=offered.circle, columns=offered.columns, chosen=offered.chosen, fmt=fmt,
        formats=offered.kind.formats,
    )  # fmt: skip


def keep(request: HttpRequest, form: ExportForm, offered: reading.Offer):
    """What was asked for, made at once when it is small; the refusal beside its field."""
    asked = {"filters": offered.filters, "options": offered.options, "language": get_language()}
    try:
        made = verbs.ask(by=request.user, at=timezone.now(), **asked, **form.cleaned_data)
    except Unfit as unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
        return None
    if verbs.is_small(made):
        making.make(made.ref, clock=timezone.now, formats=FORMATS)
    return made


def new_page(request: HttpRequest, form: ExportForm, offered: reading.Offer) -> HttpResponse:
    """The filter in words, how many, what there is to choose, and what is to be read before."""
    at, columns = timezone.now(), getattr(form, "cleaned_data", {}).get("columns", [])
    context: dict[str, Any] = {
        "people": offered.people, "form": form, "circle": offered.circle, "offered": offered,
        "same_filter": listing.address(offered.filters), "choices": choices(offered),
        "profiles": [(one, listing.address({**offered.filters, "profile": str(one.pk)}))
                     for one in reading.profiles(request.user)],
        "pointed": reading.pointed(offered, at, columns) if "seen" in form.errors or form.data.get("seen") else None,
        "lacks": reading.lacks(offered, at), "needs_another": verbs.needs_another(offered.circle),
    }  # fmt: skip
    if offered.people.is_readable:
        context["words"] = listing.in_words(offered.people.filter.form.fields, offered.filters)
    # What is to be read before is no mistake of whoever filled in the form.
    is_wrong = form.errors.keys() - {"seen"}
    return render(request, "desk/export/new.html", context, status=422 if is_wrong else 200)


def choices(offered: reading.Offer) -> dict[str, list[dict[str, Any]]]:
    """The kinds of file and the circles, each with its address."""
    labels = dict(Disclosure.choices)
    kinds = [(kind.label, {**offered.filters, "what": code}, code == offered.what)
             for code, kind in reading.KINDS.items()]  # fmt: skip
    circles = [(labels[code], {**offered.address, "disclosure": code}, code == offered.circle)
               for code in offered.kind.circles]  # fmt: skip
    return {
        name: [
            {"label": label, "url": listing.address(address), "current": current} for label, address, current in rows
        ]
        for name, rows in (("kinds", kinds), ("circles", circles))
    }


@require_safe
@needs("export.make")
def export(request: HttpRequest, ref: str) -> HttpResponse:
    """One file: how far it is, what it holds, who agreed, its hash, and where to fetch it."""
    return export_page(request, get_object_or_404(reading.by_ref(request.user, ref)))


def export_page(request: HttpRequest, row, refusal=None, profile=None) -> HttpResponse:
    """The page, with the forms as they were filled in."""
    [kept] = reading.in_words([row])
    context = {
        "export": row, "filter": kept, "columns": reading.labels(row), "failed": words.failed(row.failed_words),
        "fingerprint": reading.fingerprint(row), "may_decide": reading.may_decide(request.user, row),
        "refusal": refusal or RefusalForm(), "profile": profile or ProfileForm(),
    }  # fmt: skip
    return render(request, "desk/export/export.html", context, status=422 if refusal or profile else 200)


@require_safe
@needs("export.make")
@asked_again
def export_download(request: HttpRequest, ref: str) -> HttpResponseBase:
    """The file. Each fetching is a line of the log."""
    return handed(request, ref, whole=False)


@require_safe
@needs("export.make")
@asked_again
def export_package(request: HttpRequest, ref: str) -> HttpResponseBase:
    """The package: the file with its signed manifest. Each fetching is a line of the log."""
    return handed(request, ref, whole=True)


def handed(request: HttpRequest, ref: str, *, whole: bool) -> HttpResponseBase:
    """The bytes, as a download."""
    found = get_object_or_404(reading.by_ref(request.user, ref))
    fmt = FORMATS[found.fmt]
    file = verbs.fetch(found, by=request.user, at=timezone.now(), whole=whole)
    kind = "application/octet-stream" if found.recipient else "application/zip" if whole else fmt.media_type
    name = reading.name(found, fmt.ending or fmt.code, whole=whole)
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind)


@require_POST
@needs("export.make")
@asked_again
def export_agree(request: HttpRequest, ref: str) -> HttpResponse:
    """Another admin agrees that it goes out."""
    found = get_object_or_404(reading.by_ref(request.user, ref))
    verbs.agree(found, by=request.user, at=timezone.now())
    messages.success(request, _("You agreed. The file is being made."))
    return redirect("desk:export", found.ref)


@require_POST
@needs("export.make")
def export_refuse(request: HttpRequest, ref: str) -> HttpResponse:
    """Another admin says why it does not go out."""
    found = get_object_or_404(reading.by_ref(request.user, ref))
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return export_page(request, found, refusal=form)
    verbs.refuse(found, because=form.cleaned_data["because"], by=request.user, at=timezone.now())
    messages.success(request, _("You refused. Nothing goes out."))
    return redirect("desk:export", found.ref)


@require_POST
@needs("export.make")
def export_stop(request: HttpRequest, ref: str) -> HttpResponse:
    """No file after all."""
    found = get_object_or_404(reading.by_ref(request.user, ref))
    verbs.stop(found, by=request.user, at=timezone.now())
    messages.success(request, _("It is stopped."))
    return redirect("desk:export", found.ref)


@require_POST
@needs("export.make")
def export_again(request: HttpRequest, ref: str) -> HttpResponse:
    """Begin anew what failed, was stopped, or was left half-way."""
    found = get_object_or_404(reading.by_ref(request.user, ref))
    verbs.again(found, by=request.user, at=timezone.now())
    messages.success(request, _("It is begun anew."))
    return redirect("desk:export", found.ref)


@require_POST
@needs("export.make")
def export_delete(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the file away before its time."""
    found = get_object_or_404(reading.by_ref(request.user, ref))
    verbs.delete(found, by=request.user, at=timezone.now())
    messages.success(request, _("The file is deleted. What it held stays in the audit log."))
    return redirect("desk:export", found.ref)
