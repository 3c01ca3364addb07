"""Our own page for every error. Each says what to do; none needs the database where that may be what broke."""

import contextlib
import errno
import sys

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.kept import words as kept_words
from config.context import without_person
from incidents.domain import denials


def alone(request: HttpRequest, name: str, status: int) -> HttpResponse:
    """The page without asking who is here: it stands when nothing else does."""
    context = {"house": without_person(request), "request": request, "csrf_token": get_token(request)}
    return HttpResponse(render_to_string(f"errors/{name}.html", context), status=status)


def page(request: HttpRequest, name: str, status: int) -> HttpResponse:
    """The page with the person's own top bar; without it if the database does not answer."""
    try:
        return render(request, f"errors/{name}.html", status=status)
    except DatabaseError:
        return alone(request, name, status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: something that is not text, or not a request."""
    return alone(request, "400", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not this person, or not in this state."""
    return page(request, "403", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not for this person; which of the two is not said."""
    return page(request, "404", 404)


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """413: more than one page can take."""
    return alone(request, "413", 413)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: too many tries in a short time."""
    return page(request, "429", 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. 503 when the database or the disk takes nothing just now: what was typed is on the page."""
    if not is_away(sys.exception()):
        return alone(request, "500", 500)
    read_words(request)
    response = alone(request, "503", 503)
    response.headers["Retry-After"] = "30"
    return response


def read_words(request: HttpRequest) -> None:
    """Read the form although nobody came so far as to ask for it, so that the page shows what was typed."""
    stated = request.META.get("CONTENT_LENGTH") or "0"
    small = stated.isdecimal() and int(stated) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if request.method == "POST" and small and from_this_house(request):
        with contextlib.suppress(OSError, BadRequest, SuspiciousOperation, MultiPartParserError, ValueError):
            request.POST  # noqa: B018 - asking for it reads it


def is_away(error: BaseException | None) -> bool:
    """Whether this passes when the database or the store of files is back, or when there is room on the disk again."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EHOSTUNREACH)
    return isinstance(error, OperationalError | InterfaceError)


def from_this_house(request: HttpRequest) -> bool:
    """Whether the browser says that the form was on a page of ours: only then are its fields handed back."""
    own_origin = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    return own_origin and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open too long: nothing typed is lost, and it can be sent again."""
    words = kept_words(request) if from_this_house(request) else {}
    write_down(request)
    return render(request, "errors/csrf.html", words, status=403)


def write_down(request: HttpRequest) -> None:
    """A form that another page may have sent in the name of somebody who is signed in."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and request.resolver_match:
        page = request.resolver_match.view_name
        denials.denied(by=user, at=timezone.now(), page=page, method=request.method, why="csrf")


def signed_out(request: HttpRequest) -> HttpResponse:
    """403 for a form that arrived after the session had ended: its words are kept on the page."""
    return render(request, "errors/signed_out.html", kept_words(request), status=403)
