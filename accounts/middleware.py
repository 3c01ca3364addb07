"""On every request: a suspended person is out, and the page speaks the reader's language."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.utils import translation
from django.utils.cache import patch_vary_headers

from accounts.languages import known


class SuspendedOut:
    """Throws away a session whose person may no longer be here, so that restoring the person does not revive it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated and SESSION_KEY in request.session:
            request.session.flush()
        return self.get_response(request)


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
