"""What a report holds, on one page: small pictures, what each is and bears on; its author adds to it from here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from incidents.domain.queries import held
from incidents.forms.intake_evidence import FilesForm
from incidents.views import evidence


@require_http_methods(["GET", "HEAD", "POST"])
@needs("report.log")
def report_evidence(request: HttpRequest, ref: str) -> HttpResponse:
    """All of it, for its author and for reviewers."""
    report = get_object_or_404(held.reports(request.user), ref=ref)
    held.check_open(request.user, report)
    if request.method != "POST":
        return page(request, report, FilesForm(prefix="file"))
    form = FilesForm(request.POST, request.FILES, prefix="file")
    if form.is_valid() and evidence.add(request, report, "file", form):
        return redirect("desk:report_evidence", ref)
    return page(request, report, form)


def page(request: HttpRequest, report, form) -> HttpResponse:
    """The page, with the form for whoever may add."""
    may_add = held.may_add(request.user, report)
    context = {
        "report": report,
        "pieces": held.pieces(request.user, report),
        "form": form if may_add else None,
        "unfinished": held.unfinished(request.user, report) if may_add else [],
    }
    return render(request, "desk/evidence/held.html", context)
