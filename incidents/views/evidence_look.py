"""Looking at a piece of evidence: its page, its copies, covering something in a new copy, two pieces side by side."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from incidents import policies
from incidents.domain.evidence import redacting, viewing
from incidents.domain.queries import alike
from incidents.domain.queries import piece as queries
from incidents.forms.redaction import RedactionForm
from incidents.policies import Unfit
from incidents.views import ranges

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
# What a browser shows without running anything; whatever else is only ever kept.
SHOWN = frozenset({
    "image/jpeg", "image/png", "image/webp", "video/mp4", "video/webm", "audio/mp4", "audio/mpeg", "audio/ogg",
    "audio/webm",
})  # fmt: skip
MOST_PAGES = 100_000


@get_or_post
@needs("report.log")
def evidence_page(request: HttpRequest, ref: str) -> HttpResponse:
    """One piece. Pressing “Show it” sends the form: an address that somebody follows or copies never shows it."""
    piece = fetched(request, ref)
    asked = request.method == "POST"
    page, steps = (request.POST if asked else request.GET).get("page"), request.GET.get("custody")
    told = queries.PiecePage(request.user, piece, page=page, steps=steps, asked=asked)
    return render(request, "desk/evidence/page.html", {"piece": piece, "told": told})


@require_safe
@needs("report.log")
def evidence_copy(request: HttpRequest, ref: str, kind: str, page: int) -> HttpResponseBase:
    """A copy that the house made, whole or a stretch of it; a browser shows it and runs nothing in it."""
    piece = fetched(request, ref)
    copy = queries.copy(request.user, piece, kind, min(page, MOST_PAGES), whole(request.GET.get("number")))
    if copy is None:
        raise Http404

    def opened(is_further: bool):
        return viewing.open_copy(evidence=piece, copy=copy, by=request.user, at=timezone.now(), is_further=is_further)

    is_shown = copy.media_type in SHOWN
    media_type = copy.media_type if is_shown else "application/octet-stream"
    response = ranges.answer(request, opened, size=copy.size, tag=f'"{copy.sha256}"', media_type=media_type)
    response.headers["Content-Disposition"] = "inline" if is_shown else "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@get_or_post
@needs("report.log")
def evidence_redact(request: HttpRequest, ref: str, page: int) -> HttpResponse:
    """Draw boxes on a picture or a page, and say why; a copy is made in which they are burnt in."""
    piece = fetched(request, ref)
    policies.check_redact(request.user, piece.report)
    form = RedactionForm(request.POST if request.method == "POST" else None, initial={"key": uuid.uuid4()})
    if "more" not in request.POST and form.is_valid():
        try:
            redacting.redact(evidence=piece, page=page, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The redacted copy is made. The original is untouched."))
            return redirect("desk:evidence_page", ref)
        except Unfit as unfit:
            form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
    return boxes(request, piece, page, form)


def boxes(request: HttpRequest, piece, page: int, form: RedactionForm) -> HttpResponse:
    """The picture to draw on. Whoever draws looks at it, veiled or not."""
    told = queries.PiecePage(request.user, piece, page=page or None, asked=True)
    if told.shown.large is None or told.number != page:
        raise Http404
    is_wrong = form.is_bound and "more" not in request.POST
    if not is_wrong:
        form.errors.clear()
    facts = {"piece": piece, "told": told, "form": form, "page": page}
    return render(request, "desk/evidence/redact.html", facts, status=422 if is_wrong else 200)


@get_or_post
@needs("report.log")
def evidence_beside(request: HttpRequest, ref: str, other: str) -> HttpResponse:
    """Two pieces side by side, with what differs."""
    both = [fetched(request, one) for one in (ref, other)]
    asked = request.method == "POST"
    told = [queries.PiecePage(request.user, piece, asked=asked) for piece in both]
    facts = {"told": told, "facts": alike.compared(*both), "apart": alike.apart(*both)}
    is_veiled = any(one.has_copies and not one.is_open for one in told)
    return render(request, "desk/evidence/beside.html", facts | {"is_veiled": is_veiled})


def fetched(request: HttpRequest, ref: str):
    """The piece, if this person may see it, now. Raises Http404 and Sealed."""
    piece = get_object_or_404(queries.by_ref(request.user, ref))
    queries.check_open(piece, request.user)
    return piece


def whole(text: str | None) -> int:
    """A small number out of an address; 0 for what is none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else 0
