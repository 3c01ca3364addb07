"""Whether evidence is whole: alarms, checks, time stamps that are carried on a stick, and the proof for one file."""

import io

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from incidents.domain import timestamps
from incidents.domain.evidence import checking, stamping
from incidents.domain.queries import integrity as queries
from incidents.forms.integrity import ReceiptForm
from incidents.policies import Unfit

TYPES = {"tsq": "application/timestamp-query", "tsr": "application/timestamp-reply", "txt": "text/plain",
         "pem": "application/x-pem-file"}  # fmt: skip


@require_safe
@needs("integrity.check")
def integrity(request: HttpRequest) -> HttpResponse:
    """What is missing or changed, the check that is under way, the last ones."""
    facts = queries.page(request.user, timezone.now(), request.GET.get("page", "1"))
    return render(request, "desk/integrity/integrity.html", facts)


@require_POST
@needs("integrity.check")
def integrity_check(request: HttpRequest) -> HttpResponse:
    """Check now; the job worker does it."""
    checking.ask(by=request.user, at=timezone.now())
    messages.success(request, _("The check begins as soon as the server has time. You can leave this page."))
    return redirect("desk:integrity")


@require_safe
@needs("integrity.check")
def stamps(request: HttpRequest) -> HttpResponse:
    """Requests and receipts, the newest first."""
    return render(request, "desk/integrity/stamps.html", {"page": queries.stamps(request.GET.get("page", "1"))})


@require_POST
@needs("integrity.check")
def stamp_new(request: HttpRequest) -> HttpResponse:
    """A request over the root of all hashes."""
    try:
        made = stamping.prepare(by=request.user, at=timezone.now())
    except Unfit as unfit:
        messages.error(request, str(unfit))
        return redirect("desk:stamps")
    return redirect("desk:stamp", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("integrity.check")
def stamp(request: HttpRequest, number: int) -> HttpResponse:
    """One request: its files to take along, the form for its receipt, or what the receipt certifies."""
    row = get_object_or_404(queries.stamp(number))
    form = ReceiptForm(request.POST, request.FILES) if request.method == "POST" else ReceiptForm()
    if form.is_valid():
        try:
            stamping.accept(stamp=row, by=request.user, at=timezone.now(), **form.cleaned_data)
            return redirect("desk:stamp", row.pk)
        except Unfit as unfit:
            form.add_error(unfit.field, str(unfit))
    facts = {"stamp": row, "form": form, **verified(row)}
    return render(request, "desk/integrity/stamp.html", facts, status=422 if form.is_bound else 200)


def verified(row) -> dict:
    """What the receipt says now, verified anew offline; or why it does not hold."""
    if not row.receipt:
        return {}
    try:
        return {"told": stamping.verify(row)}
    except Unfit as problem:
        return {"problem": str(problem)}


@require_safe
@needs("integrity.check")
def stamp_file(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """One of the files that verify the stamp without Kua."""
    data = timestamps.files(get_object_or_404(queries.stamp(number))).get(name)
    if data is None:
        raise Http404
    kind = TYPES[name.rpartition(".")[2]]
    return FileResponse(io.BytesIO(data), as_attachment=True, filename=f"kua-{number}-{name}", content_type=kind)


@require_safe
@needs("integrity.read")
def proof(request: HttpRequest, ref: str) -> HttpResponse:
    """Since when one file is known to have been as it is."""
    piece = get_object_or_404(queries.piece(request.user, ref))
    return render(request, "desk/integrity/proof.html", {"piece": piece, "proofs": list(stamping.proofs(piece))})
