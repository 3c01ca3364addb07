"""Every error has a page of ours that says what to do and shows nothing else; nothing typed is lost."""

import io
import logging
from unittest import mock

import pytest
from django.core.exceptions import TooManyFilesSent
from django.db import OperationalError
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.urls import include, path
from django.utils import timezone

from accounts.access import public
from config import errors
from config.logs import WithoutContents
from config.middleware import DRAINED, drain


def broken(request):
    raise ValueError("Қайратов, the secret word")


def conflict(request):
    context = {
        "theirs": [("Why", "two reports agree")],
        "mine": [("Why", "three <reports> agree")],
        "hidden": [("why", "three <reports> agree")],
        "retry_url": "/desk/",
        "changed_by": "Erlan Test",
        "changed_at": timezone.now(),
    }
    return render(request, "errors/409.html", context, status=409)


def taken(request):
    return render(request, "errors/400.html", {"sentence": request.POST.get("words", "")})


def refused(request):
    return errors.forbidden(request)


handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
urlpatterns = [
    path("t/broken/", public(broken)),
    path("t/conflict/", public(conflict)),
    path("t/taken/", public(taken)),
    path("t/private/", taken),
    path("t/refused/", public(refused)),
    path("t/many/", public(errors.too_many_requests)),
    path("t/forbidden/", public(errors.forbidden)),
    path("", include("config.urls")),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.test_errors")]
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def anybody():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nothing/", 404, "Not found"),
        ("/t/broken/", 500, "Something broke on our side"),
        ("/t/conflict/", 409, "Somebody changed this before you"),
        ("/t/many/", 429, "Too many tries"),
        ("/t/forbidden/", 403, "You may not do that"),
        ("/t/taken/?q=%00", 400, "We could not read that"),
        ("/t/taken/?q=%ff", 400, "We could not read that"),
        ("/t/taken/%00", 404, "Not found"),
    ],
)
def test_an_error_has_a_page_of_ours_with_the_next_step(anybody, address, status, words):
    answer = anybody.get(address)
    text = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{words}</h1>" in text
    assert "<html lang" in text
    assert "secret word" not in text
    assert 'name="language" value="ru"' in text


def test_the_page_of_a_fault_stands_without_a_database(anybody):
    with mock.patch("config.context.signed_in", side_effect=AssertionError("asked who is here")):
        assert anybody.get("/t/broken/").status_code == 500


def test_other_pages_stand_without_a_database(rf):
    request = rf.get("/nothing/")
    with mock.patch("config.errors.render", side_effect=OperationalError):
        assert errors.not_found(request).status_code == 404


def test_an_error_page_speaks_the_language_of_the_reader(anybody):
    text = anybody.get("/nothing/", headers={"Accept-Language": "ru"}).content.decode()
    assert '<html lang="ru">' in text


@pytest.mark.parametrize("body", [b"words=%00", b"words=%ff%fe", b"w%00=1", b"words=\xff", b"words=a\x00b"])
def test_a_form_that_is_no_text_is_refused(anybody, body):
    assert anybody.post("/t/taken/", body, content_type=FORM).status_code == 400


@pytest.mark.parametrize("text", ["Қайрат", "a+b", "100 %", "\u202e‮", "", "{{7*7}}", "'\"--", "<script>"])
def test_a_form_that_is_text_comes_through(anybody, text):
    assert anybody.post("/t/taken/", {"words": text}).status_code == 200
    assert Client().post("/t/taken/", "words=" + text.replace("%", "%25"), content_type=FORM).status_code == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"--x", b'--x\r\nContent-Disposition: form-data; name="words"\r\n\r\nhalf', b"\x00\xff" * 50],
)
@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary=\u00e9"]
)
def test_a_broken_multipart_form_is_never_our_fault(anybody, body, kind):
    assert anybody.post("/t/taken/", body, content_type=kind).status_code in (200, 400)


def test_a_nul_in_a_multipart_field_or_file_name_is_refused(anybody):
    assert anybody.post("/t/taken/", {"words": "a\0b"}).status_code == 400
    file = io.BytesIO(b"x")
    file.name = "a.txt"
    assert anybody.post("/t/taken/", {"words": "a", "file": file}).status_code == 200


def test_a_nul_in_a_cookie_is_refused(anybody):
    anybody.cookies["sessionid"] = "abc"
    assert anybody.get("/t/taken/", headers={"Cookie": "sessionid=a\0b"}).status_code == 400


def test_a_form_in_another_character_set_is_refused(anybody):
    assert anybody.post("/t/taken/", b"words=a", content_type=FORM + "; charset=koi8-r").status_code == 400


def test_a_form_that_is_too_large_gets_a_page(anybody, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = anybody.post("/t/taken/", b"words=" + b"a" * 2000, content_type=FORM)
    assert answer.status_code == 413
    assert "That is too much at once" in answer.content.decode()
    assert anybody.post("/t/taken/", {"words": "a" * 2000}).status_code == 413


def test_a_form_with_too_many_fields_gets_a_page(anybody, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    assert anybody.post("/t/taken/", {f"f{n}": "1" for n in range(20)}).status_code == 413
    assert anybody.post("/t/taken/", "&".join(f"f{n}=1" for n in range(20)), content_type=FORM).status_code == 413


def test_a_form_with_too_many_files_gets_a_page(anybody):
    with mock.patch("config.middleware.form_is_text", side_effect=TooManyFilesSent):
        assert anybody.post("/t/taken/", {"words": "a"}).status_code == 413


def test_what_a_browser_still_sends_is_read_away_up_to_a_bound():
    request = mock.Mock()
    request.read.return_value = b"x" * 64 * 1024
    drain(request)
    assert request.read.call_count == DRAINED // (64 * 1024)
    request.read.side_effect = OSError
    drain(request)


def test_the_loser_of_two_edits_sees_both_and_keeps_the_own_words(anybody):
    text = anybody.get("/t/conflict/").content.decode()
    assert "two reports agree" in text
    assert text.count("three &lt;reports&gt; agree") == 2
    assert "Erlan Test" in text


@pytest.mark.parametrize("address", ["/t/broken/", "/t/refused/"])
def test_an_error_page_never_swallows_words(anybody, address):
    form = {"why": "three reports agree", "short": "x", "password": "open sesame now", "next": "/a b/"}
    text = anybody.post(address, form).content.decode()
    assert "three reports agree" in text
    assert "open sesame" not in text
    assert text.count("<textarea") == 1


@pytest.fixture
def strict():
    return Client(enforce_csrf_checks=True)


def test_a_form_that_was_open_too_long_gives_its_words_back(strict):
    answer = strict.post("/t/taken/", {"words": "all that I wrote"}, headers={"Origin": "http://testserver"})
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "Your form was open too long" in text
    assert '<input type="hidden" name="words" value="all that I wrote">' in text


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://elsewhere.example"}, {}, {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"}],
)
def test_a_form_from_elsewhere_is_not_handed_to_the_reader(strict, headers):
    answer = strict.post("/t/taken/", {"words": "a trap"}, headers=headers)
    assert answer.status_code == 403
    assert "a trap" not in answer.content.decode()


def test_a_password_is_not_handed_back(strict):
    answer = strict.post("/t/taken/", {"password": "open sesame"}, headers={"Origin": "http://testserver"})
    assert "open sesame" not in answer.content.decode()


def test_a_form_that_arrives_after_the_session_ended_keeps_its_words(anybody):
    answer = anybody.post("/t/private/", {"words": "all that I wrote"})
    assert answer.status_code == 403
    assert "You are signed out" in answer.content.decode()
    assert "all that I wrote</textarea>" in answer.content.decode()
    assert 'value="all that I wrote"' in answer.content.decode()


def test_whoever_is_unknown_and_sends_nothing_is_shown_the_sign_in_page(anybody):
    assert anybody.post("/t/private/").status_code == 302
    assert anybody.get("/t/private/").headers["Location"].startswith("/accounts/login/")


def logged(message, *args, exc_info=None) -> str:
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, message, args, exc_info)
    assert WithoutContents().filter(record)
    return logging.Formatter("%(message)s").format(record)


@pytest.mark.parametrize(
    ("message", "args", "line"),
    [
        ("Internal Server Error: %s", ("/desk/people/?q=Kairat",), "Internal Server Error: /desk/people/"),
        ("%s: %s", ("Not Found", "/desk/x/"), "Not Found: /desk/x/"),
        ("Person %s saved", ("Kairat",), "Person … saved"),
        ("took %d ms", (12,), "took 12 ms"),
        ("%(who)s did %(n)s", ({"who": "Kairat", "n": 3},), "… did 3"),
        ("job(name=Kairat, id=3) 'Kairat' at me@home.example", (), "job(name=…, id=…) … at …"),
        ("Қайрат was here", (), "… was here"),
        ("%s and %s", ("one",), "%s and %s"),
    ],
)
def test_a_line_of_the_log_holds_no_contents(message, args, line):
    assert logged(message, *args) == line


def test_a_logged_fault_says_where_and_what_kind_and_nothing_else():
    try:
        broken(RequestFactory().get("/"))
    except ValueError as fault:
        text = logged("Internal Server Error: %s", "/t/broken/", exc_info=(ValueError, fault, fault.__traceback__))
    assert "builtins.ValueError" in text
    assert "broken" in text
    assert "secret word" not in text
    assert "Қайратов" not in text
