"""The gate of the house: headers on every answer; requests that are no text, or too large, get a page of ours."""

from urllib.parse import unquote_to_bytes

from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.gzip import GZipMiddleware

from config.errors import bad_request, kept_words, signed_out, too_large
from incidents.receiving import takes_files

STATIC_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Content-Security-Policy": build_policy(),
    "Permissions-Policy": ", ".join(f"{name}=()" for name in settings.PERMISSIONS_POLICY),
}
PRIVATE = "no-store"
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
# What is read and thrown away of a body that is too large, so that a browser gets to see the page that says so.
DRAINED = 200 * 1024 * 1024


class Headers:
    """Sets the headers of security.md on whatever leaves the house, where an inner layer has not set them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in STATIC_HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith(settings.STATIC_URL) or response.status_code >= 400:
            response.headers["Cache-Control"] = PRIVATE
        return response


class Compressed(GZipMiddleware):
    """Pages travel compressed: on 2G a list of forty people is five kilobytes instead of forty-four. Against guessing
    secrets by length (BREACH) Django blurs the length and masks the token of every form, and the session's cookie does
    not come along when another site asks. Files are sent as they are."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Only whole pages."""
        is_page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
        return super().process_response(request, response) if is_page else response


def is_text(raw: bytes) -> bool:
    """Whether the percent-encoded bytes are UTF-8 without a NUL."""
    plain = unquote_to_bytes(raw)
    if b"\0" in plain:
        return False
    try:
        plain.decode()
    except UnicodeDecodeError:
        return False
    return True


def address_is_text(request: HttpRequest) -> bool:
    """The path and the query string, as they came."""
    path = request.META.get("PATH_INFO", "").encode("latin-1", "replace")
    query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    return is_text(path.replace(b"%", b"%25")) and is_text(query)


def is_too_large(request: HttpRequest) -> bool:
    """By the length that the request states of itself, before anything is read."""
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if request.content_type == "multipart/form-data" and takes_files(request):
        limit += settings.UPLOAD_MAX_BYTES
    stated = request.META.get("CONTENT_LENGTH") or "0"
    return stated.isdecimal() and int(stated) > limit


def drain(request: HttpRequest) -> None:
    """Reads the body away, up to a bound."""
    left = DRAINED
    try:
        while left > 0 and (chunk := request.read(64 * 1024)):
            left -= len(chunk)
    except OSError:
        return


def form_is_text(request: HttpRequest) -> bool:
    """Every name and value of the form, and every file name; asking for them parses a multipart form."""
    if request.content_type == FORM_TYPES[0]:
        return is_text(request.body) and request.POST is not None
    values = [text for name, texts in request.POST.lists() for text in (name, *texts)]
    names = [file.name for _field, files in request.FILES.lists() for file in files]
    return not any("\0" in text for text in values + names)


class HostileInput:
    """Turns away what no browser of a person sends: 400 for what is no text or no form, 413 for what is too much."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.META.get("HTTP_COOKIE", ""):
            return bad_request(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """After the session and the language are known, before anybody reads the form."""
        if not address_is_text(request):
            return bad_request(request)
        if request.content_type not in FORM_TYPES or request.method in ("GET", "HEAD", "OPTIONS"):
            return None
        if is_too_large(request):
            drain(request)
            return too_large(request)
        try:
            return None if form_is_text(request) else bad_request(request)
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            return too_large(request)
        except (MultiPartParserError, BadRequest, UnreadablePostError, UnicodeError, LookupError, ValueError):
            return bad_request(request)


class Csrf(CsrfViewMiddleware):
    """Django's own, named here so that the list of layers reads as one house."""


class SignedIn(LoginRequiredMiddleware):
    """Nobody unknown comes further; but a form that arrives after the session ended keeps its words."""

    def handle_no_permission(self, request: HttpRequest, view_func) -> HttpResponse:
        """The sign-in page, or the page that holds the words until one has signed in again."""
        if request.method == "POST" and kept_words(request)["resend"]:
            return signed_out(request)
        return super().handle_no_permission(request, view_func)
