"""Exports and the audit log: for admins."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import asked_again, needs
from incidents.domain import audit_words, disclosure
from incidents.domain import lists as verbs
from incidents.domain.queries import audit as log
from incidents.domain.queries import listing
from incidents.domain.queries.persons import CaseList
from incidents.exports.formats import FORMATS
from incidents.forms.audit import AuditForm, PageForm
from incidents.forms.export import CircleForm, ExportForm
from incidents.vocabulary import Disclosure


@require_safe
@needs("export.make")
def exports(request: HttpRequest) -> HttpResponse:
    """What was exported, by whom, by which filter."""
    found = log.exports(request.user, PageForm(request.GET).start())
    filters = listing.kept_in_words([line.detail.get("filter", {}) for line in found.lines])
    return render(
        request, "desk/lists/exports.html", {"found": found, "lines": list(zip(found.lines, filters, strict=True))}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("export.make")
@asked_again
def export_new(request: HttpRequest) -> HttpResponse:
    """Choose for whom, which columns and what format; sending it downloads the file."""
    found = CaseList(request.user, request.GET)
    circle = CircleForm(request.GET).circle()
    form = export_form(request, circle)
    if request.method == "POST" and found.is_readable and form.is_valid():
        fmt = FORMATS[form.cleaned_data["fmt"]]
        made = verbs.export(
            by=request.user, at=timezone.now(), filters=request.GET, write=fmt.write, **form.cleaned_data
        )
        return FileResponse(made.file, as_attachment=True, filename=made.name, content_type=fmt.media_type)
    return render(request, "desk/lists/export_new.html", export_context(found, circle, form))


def export_form(request: HttpRequest, circle: str) -> ExportForm:
    """The form with the columns that this circle may have."""
    columns = [(column.code, column.label) for column in disclosure.columns_for(circle)]
    return ExportForm(request.POST if request.method == "POST" else None, disclosure=circle, columns=columns)


def export_context(found: CaseList, circle: str, form: ExportForm) -> dict:
    """The filter in words, how many, and the three circles."""
    chosen = found.chosen()
    circles = [
        {"label": label, "url": listing.address({**chosen, "disclosure": code}), "current": code == circle}
        for code, label in Disclosure.choices
    ]
    words = listing.in_words(found.filter.form.fields, chosen) if found.is_readable else []
    return {"people": found, "form": form, "circles": circles, "circle": circle, "words": words,
            "same_filter": listing.address(chosen)}  # fmt: skip


@require_safe
@needs("audit.read")
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first."""
    verb_choices = sorted(
        ((code, str(label)) for code, label in audit_words.AUDIT_VERBS.items()), key=lambda pair: pair[1]
    )
    form = AuditForm(request.GET, people=log.people(), verbs=verb_choices, kinds=list(audit_words.AUDIT_KINDS.items()))
    chosen = form.chosen()
    found = log.read(request.user, chosen) if form.is_valid() else log.Lines([], None, True)
    chain = log.chain(request.user, timezone.now())
    return render(request, "desk/lists/audit.html", {"form": form, "found": found, "chain": chain})
