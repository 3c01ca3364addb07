"""security.md, rule 5: strict headers on whatever leaves the house."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path

from accounts.access import public
from config.middleware import Headers


def broken(request):
    raise ValueError("a secret word")


handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
urlpatterns = [path("broken/", public(broken)), path("", include("config.urls"))]

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.test_headers")]

EVERYWHERE = [
    ("/accounts/login/", 200),
    ("/", 302),
    ("/nothing/here/", 404),
    ("/broken/", 500),
    ("/accounts/login/?next=%00", 400),
    ("/static/kua/theme.css", 200),
    ("/static/none.css", 404),
]


@pytest.fixture(params=EVERYWHERE, ids=lambda case: case[0])
def answer(request, settings):
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    address, status = request.param
    found = Client(raise_request_exception=False).get(address)
    assert found.status_code == status
    return found


def test_every_answer_allows_only_what_is_ours(answer):
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert set(policy.values()) == {"'none'", "'self'"}


def test_every_answer_closes_the_windows(answer):
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "geolocation=()" in answer.headers["Permissions-Policy"]


def test_only_static_files_may_be_kept_by_a_browser(answer):
    is_file = answer.request["PATH_INFO"].startswith("/static/") and answer.status_code == 200
    assert ("no-store" in answer.headers.get("Cache-Control", "")) is not is_file


def test_a_header_that_a_page_set_itself_stays():
    def page(request):
        return HttpResponse(headers={"Referrer-Policy": "no-referrer"})

    assert Headers(page)(RequestFactory().get("/")).headers["Referrer-Policy"] == "no-referrer"


def test_no_page_asks_for_anything_inline_or_elsewhere():
    text = Client().get("/accounts/login/").content.decode()
    for forbidden in ("<style", " style=", "onclick", "http://", "https://", "javascript:", "data:"):
        assert forbidden not in text
