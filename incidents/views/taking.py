"""Uploads of a script: announced, sent in parts as the line allows, finished. Every answer is JSON with a sentence."""

import threading
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import sessions
from accounts.access import needs
from incidents.domain import denials, store
from incidents.domain.evidence import taking
from incidents.domain.queries import held
from incidents.forms.taking import AnnounceForm
from incidents.policies import Denied, Unfit

TICKET = "Kua-Ticket"
# Parts that one process takes in at once; its other threads are left for pages.
PLACES = threading.BoundedSemaphore(settings.UPLOADS_AT_ONCE)
DIGITS = 16


class Body:
    """The body of a request as a stream. Whoever sends is here: a long upload does not end the session."""

    def __init__(self, request: HttpRequest):
        self.request = request

    def read(self, size: int, /) -> bytes:
        """So many bytes, fewer at the end."""
        sessions.seen(self.request.row, timezone.now())
        return self.request.read(size)


def in_words(view):
    """What goes wrong is told in JSON: 409 with the next byte, 422 for the file, 403 for the person or the report."""

    @wraps(view)
    def told(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except taking.Elsewhere as elsewhere:
            return answer(409, str(elsewhere), offset=elsewhere.offset)
        except store.Busy as busy:
            return answer(409, str(busy))
        except Unfit as unfit:
            return answer(422, str(unfit))
        except Denied as denied:
            page = request.resolver_match.view_name
            denials.denied(by=request.user, at=timezone.now(), page=page, method=request.method)
            return answer(403, str(denied))

    return told


def answer(status: int, sentence: str, **more) -> JsonResponse:
    """What could not be done, and why."""
    return JsonResponse({"sentence": sentence, **more}, status=status)


@require_POST
@needs("report.log")
@in_words
def incoming_start(request: HttpRequest) -> HttpResponse:
    """A file is announced: where it is sent to, and from which byte on."""
    form = AnnounceForm(request.POST)
    if not form.is_valid():
        return answer(400, _("This cannot be read. Open the page anew."))
    told = form.cleaned_data
    report = get_object_or_404(held.reports(request.user), ref=told["report"])
    facts = {"name": told["name"], "size": told["size"], "told": form.told(), "key": told["key"]}
    begun = taking.begin(report=report, **facts, by=request.user, at=timezone.now())
    return JsonResponse(state(begun.incoming) | {"ticket": begun.ticket})


@require_safe
@needs("report.log")
def incoming_state(request: HttpRequest, key) -> HttpResponse:
    """How much of it is safe."""
    incoming = get_object_or_404(held.incoming(request.user), pk=key)
    return JsonResponse(state(incoming))


def state(incoming) -> dict:
    """What a script needs to go on."""
    done = incoming.evidence.ref if incoming.evidence else ""
    return {"id": str(incoming.pk), "offset": taking.offset(incoming), "size": incoming.size, "evidence": done}


@require_POST
@needs("report.log")
@in_words
def incoming_bytes(request: HttpRequest, key) -> HttpResponse:
    """The next part, as it is."""
    incoming = get_object_or_404(held.incoming(request.user), pk=key)
    offset = request.GET.get("offset", "")
    if not (offset.isascii() and offset.isdecimal() and len(offset) <= DIGITS):
        return answer(400, _("This cannot be read. Open the page anew."))
    if not PLACES.acquire(blocking=False):
        return answer(429, _("Many uploads are under way. This one goes on by itself in a moment."))
    try:
        return JsonResponse({"offset": taken(request, incoming, int(offset))})
    finally:
        PLACES.release()


def taken(request: HttpRequest, incoming, offset: int) -> int:
    """Append the body; how many bytes are safe afterwards."""
    ticket, who = request.headers.get(TICKET, ""), {"by": request.user, "at": timezone.now()}
    return taking.append(incoming, offset=offset, stream=Body(request), ticket=ticket, **who)


@require_POST
@needs("report.log")
@in_words
def incoming_finish(request: HttpRequest, key) -> HttpResponse:
    """All bytes are here: it becomes evidence."""
    incoming = get_object_or_404(held.incoming(request.user), pk=key)
    ticket = request.headers.get(TICKET, "")
    piece = taking.finish(incoming, ticket=ticket, by=request.user, at=timezone.now())
    return JsonResponse({"evidence": piece.ref, "sha256": piece.sha256})


@require_POST
@needs("report.log")
def incoming_drop(request: HttpRequest, key) -> HttpResponse:
    """Not wanted any more: nothing of an unfinished upload stays. A press of a button, also without a script."""
    incoming = get_object_or_404(held.incoming(request.user), pk=key)
    taking.drop(incoming, by=request.user)
    messages.success(request, _("Taken out."))
    return redirect("desk:report_evidence", incoming.report.ref)
