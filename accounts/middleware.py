"""On every request: who is out, whose session is over, who lacks a second factor; and the reader's language."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from accounts import factors, sessions
from accounts.browsers import family
from accounts.languages import known

# A script that asks by itself says so with this header: nobody is at the keyboard, and the session is not made longer.
UNATTENDED = "Kua-Unattended"
# What one reaches who still has to set up a second factor.
BEFORE_A_FACTOR = frozenset(
    {"accounts:factors", "accounts:totp_add", "accounts:passkey_add", "accounts:again",
     "accounts:language", "accounts:exit", "accounts:session", "account_logout", "healthz"}
)  # fmt: skip


class BrowserFamily:
    """The house forgets which browser it is exactly: behind this gate there is only a word like “Firefox, Android”."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.META["HTTP_USER_AGENT"] = family(request.META.get("HTTP_USER_AGENT", ""))
        return self.get_response(request)


class SuspendedOut:
    """Throws away a session whose person may no longer be here, so that restoring the person does not revive it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated and SESSION_KEY in request.session:
            request.session.flush()
        return self.get_response(request)


class SessionEnds:
    """Ends a session that was revoked, in which nothing was done for too long, or that began too long ago."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.row = None
        if request.user.is_authenticated:
            self.look(request, timezone.now())
        return self.get_response(request)

    def look(self, request, at):
        """The session's row, if the session goes on; else nobody is signed in any more."""
        row = sessions.of(request.user, request.session.session_key)
        if row is None or at >= sessions.ends_at(request.user, row):
            if row is not None:
                sessions.end(row)
            logout(request)
            return
        request.row = row
        if UNATTENDED not in request.headers:
            sessions.seen(row, at)


class SecondFactorFirst:
    """Who needs a second factor and has none reaches nothing but its set-up, and the ways out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """By the name of the page."""
        if request.row is None or request.row.has_factor or not factors.required(request.user):
            return None
        return None if request.resolver_match.view_name in BEFORE_A_FACTOR else redirect("accounts:factors")


class Language:
    """The person's own choice, else the cookie's, else what the browser asks for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        own = (
            request.user.language
            if request.user.is_authenticated
            else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        )
        request.LANGUAGE_CODE = own if known(own) else translation.get_language_from_request(request)
        with translation.override(request.LANGUAGE_CODE):
            response = self.get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
        if not request.user.is_authenticated:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response
