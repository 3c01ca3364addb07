"""security.md, rule 5: exactly the headers of the one table on whatever leaves the house, of every status."""

import runpy
from pathlib import Path

import pytest
from django.conf import settings as house
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.test import Client, RequestFactory
from django.urls import include, path
from django.views.decorators.http import require_POST

from accounts.access import public
from config import errors
from config.middleware import Headers
from tests.security import header_table, observatory


def broken(request):
    raise ValueError("a secret word")


def forbidden(request):
    raise PermissionDenied


@require_POST
def only_post(request):
    return HttpResponse()


def page(status: int):
    return public(lambda request: HttpResponse("<p>x", status=status))


handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
urlpatterns = [
    path("broken/", public(broken)),
    path("forbidden/", public(forbidden)),
    path("post/", public(only_post)),
    path("data/", public(lambda request: JsonResponse({"a": 1}, status=409))),
    path("too-large/", public(errors.too_large)),
    path("too-many/", public(errors.too_many_requests)),
    path("conflict/", page(409)),
    path("unfit/", page(422)),
    path("closed/", page(503)),
    path("", include("config.urls")),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.test_headers")]

EVERY_STATUS = [
    ("/accounts/login/", 200),
    ("/healthz", 200),
    ("/", 302),
    ("/accounts/login/?next=%00", 400),
    ("/forbidden/", 403),
    ("/nothing/here/", 404),
    ("/post/", 405),
    ("/data/", 409),
    ("/conflict/", 409),
    ("/too-large/", 413),
    ("/unfit/", 422),
    ("/too-many/", 429),
    ("/broken/", 500),
    ("/closed/", 503),
    ("/static/kua/theme.css", 200),
    ("/static/none.css", 404),
    ("/static/../config/settings.py", 404),
]


@pytest.fixture
def static_files(settings):
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True


@pytest.mark.parametrize(("address", "status"), EVERY_STATUS)
@pytest.mark.parametrize("method", ["get", "head"])
def test_an_answer_of_every_status_carries_exactly_the_headers_of_the_table(address, status, method, static_files):
    found = getattr(Client(raise_request_exception=False), method)(address)
    assert found.status_code == status
    assert header_table.faults(status, found.headers, address) == []
    kept = "max-age" in found.headers.get("Cache-Control", "")
    assert kept is (address.startswith("/static/") and status == 200)


def test_a_static_file_that_did_not_change_is_as_strict(static_files):
    first = Client().get("/static/kua/theme.css")
    again = Client().get("/static/kua/theme.css", headers={"if-modified-since": first.headers["Last-Modified"]})
    assert again.status_code == 304
    assert header_table.faults(304, again.headers, "/static/kua/theme.css") == []


def test_leaving_in_a_hurry_leaves_nothing_behind():
    left = Client().post("/exit/")
    assert header_table.kind(200, left.headers, "/exit/") == "exit"
    assert header_table.faults(200, left.headers, "/exit/") == []


def test_a_header_that_a_page_set_itself_stays():
    def own(request):
        return HttpResponse(headers={"Referrer-Policy": "no-referrer"})

    assert Headers(own)(RequestFactory().get("/")).headers["Referrer-Policy"] == "no-referrer"


def test_a_fault_in_the_headers_is_found():
    """Else the table would prove nothing."""
    headers = dict(Client().get("/accounts/login/").headers)
    for name in header_table.EVERYWHERE:
        assert header_table.faults(200, {**headers, name: "x"}, "/accounts/login/") != []
    assert header_table.faults(200, {**headers, "Server": "x"}, "/accounts/login/") != []
    loose = headers["Content-Security-Policy"].replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    assert header_table.faults(200, {**headers, "Content-Security-Policy": loose}, "/accounts/login/") != []


def test_no_page_asks_for_anything_inline_or_elsewhere():
    text = Client().get("/accounts/login/").content.decode()
    for forbidden_text in ("<style", " style=", "onclick", "http://", "https://", "javascript:", "data:"):
        assert forbidden_text not in text


# --- Over HTTPS -----------------------------------------------------------------------------------------------------
@pytest.fixture
def https(settings, monkeypatch):
    """The house as it is with KUA_HTTPS=1: every setting that hangs on it."""
    monkeypatch.setenv("KUA_HTTPS", "1")
    found = runpy.run_path(str(Path(house.BASE_DIR) / "config" / "settings.py"))
    for name in found:
        if name.startswith(("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_", "LANGUAGE_COOKIE_", "KNOWN_COOKIE_")):
            setattr(settings, name, found[name])
    client = Client(raise_request_exception=False, headers={"x-forwarded-proto": "https"})
    return lambda method, address, **data: getattr(client, method)(address, data, secure=True)


@pytest.mark.parametrize("address", ["/accounts/login/", "/nothing/here/", "/accounts/login/?next=%00"])
def test_the_score_of_the_observatory_is_130_at_least(https, address):
    first = https("get", address)
    found = observatory.score(first.headers, first.cookies)
    assert found >= 130, [(test.__name__, test(first.headers, first.cookies)) for test in observatory.TESTS]


def test_the_score_falls_with_what_is_taken_away(https):
    first = https("get", "/accounts/login/")
    for name in ("Strict-Transport-Security", "X-Content-Type-Options", "Content-Security-Policy", "Referrer-Policy"):
        rest = {header: value for header, value in first.headers.items() if header != name}
        assert observatory.score(rest, first.cookies) < 135, name


def test_every_cookie_is_this_hosts_alone(https, activist):
    https("get", "/accounts/login/")
    https("post", "/language/", language="kk")
    cookies = https("post", "/accounts/login/", login="aigerim", password="korolek-na-vetke-42").cookies
    cookies |= https("post", "/language/", language="kk").cookies
    assert cookies
    for name, one in cookies.items():
        assert name.startswith("__Host-"), name
        assert one["secure"], name
        assert one["httponly"], name
        assert (one["samesite"], one["path"], one["domain"]) == ("Lax", "/", ""), name
