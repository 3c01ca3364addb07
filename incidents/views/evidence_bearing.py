"""What a piece of evidence bears on: choosing it, and taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import needs
from incidents.domain.evidence import bearings
from incidents.domain.queries import bearings as reads
from incidents.forms.evidence_bearing import BearingForm, ElsewhereForm
from incidents.policies import Unfit
from incidents.views.evidence_telling import blamed, get_or_post, open_to, posted, seen, shown


@get_or_post
@needs("report.log")
def evidence_bearing(request: HttpRequest, ref: str) -> HttpResponse:
    """Tick what it bears on, in its own report or in another record, and say what it does for it."""
    piece = open_to(request, ref)
    elsewhere = ElsewhereForm(request.GET or None)
    found = reads.choices(request.user, piece, elsewhere.chosen())
    form = BearingForm(posted(request), choices=found)
    if form.is_bound and form.is_valid() and tied(request, piece, form):
        messages.success(request, _("The changes are kept."))
        return redirect("desk:evidence_page", piece.ref)
    return shown(request, "desk/evidence/bearing.html", piece, form, elsewhere=elsewhere, found=found)


def tied(request: HttpRequest, piece, form: BearingForm) -> bool:
    """Keep what was chosen; what cannot be kept is told beside the field."""
    told, who = form.cleaned_data, {"by": request.user, "at": timezone.now()}
    aims = [*reads.picked(request.user, told["targets"]), *filter(None, [told["figure"]])]
    try:
        bearings.tie(evidence=piece, targets=aims, bearing=told["bearing"], note=told["note"], **who)
    except Unfit as unfit:
        blamed(form, unfit)
    return not form.errors


@require_POST
@needs("report.log")
def evidence_bearing_remove(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Take one back."""
    piece = seen(request, ref)
    row = get_object_or_404(reads.one(request.user, piece, pk))
    bearings.untie(bearing=row, by=request.user, at=timezone.now())
    messages.success(request, _("Taken back."))
    return redirect("desk:evidence_page", piece.ref)
