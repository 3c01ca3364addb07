"""Attacks that need no account, or somebody else's browser: forged forms, fixed sessions, false hosts, names of files."""

import io

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from incidents.domain import evidence
from incidents.models import Evidence, Report
from tests.factories import NOW, PASSWORD
from tests.security.addresses import examples
from tests.security.conftest import client_of
from tests.security.snapshot import Snapshot
from tests.security.stage import PNG

pytestmark = pytest.mark.django_db
# Leaving must work without a token: all that a forged request could do is sign somebody out.
WITHOUT_TOKEN = {"accounts:exit"}


def strict(sessions, role: str) -> Client:
    """A browser whose forms are checked."""
    made = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if role in sessions:
        made.cookies[settings.SESSION_COOKIE_NAME] = sessions[role]
    return made


def test_no_form_is_taken_without_its_token(stage, sessions):
    """Every address that takes forms, as those to whom it belongs and as nobody: refused, and nothing changes."""
    before, taken = Snapshot(), []
    for name, url in examples(stage, "POST"):
        for role in ("activist", "second", "admin", "anonymous") if name not in WITHOUT_TOKEN else ():
            with transaction.atomic():
                response = strict(sessions, role).post(url, {"version": "1", "csrfmiddlewaretoken": "a" * 64})
                taken += [] if response.status_code in (403, 404, 405, 302) else [(name, role, response.status_code)]
                if response.status_code == 302:
                    taken += [] if "/login/" in response.headers["Location"] else [(name, role, "taken")]
                transaction.set_rollback(True)
    assert taken == []
    assert {table for table, *_rest in before.changes()} <= {"incidents_auditevent"}


@pytest.mark.parametrize("origin", ["https://a.example", "null", "http://testserver.a.example"])
def test_a_token_from_the_same_browser_does_not_help_another_site(origin, stage, sessions):
    client = strict(sessions, "activist")
    token = client.get("/profile/").content.decode().split('csrfmiddlewaretoken" value="')[1].split('"')[0]
    with transaction.atomic():
        answer = client.post("/profile/", {"csrfmiddlewaretoken": token, "name": "A"}, headers={"origin": origin})
        transaction.set_rollback(True)
    assert answer.status_code == 403


def test_a_session_that_somebody_planted_is_not_the_one_that_signs_in(stage):
    """Neither an invented key nor one that the house once gave out lives on."""
    planted = "a" * 32
    with transaction.atomic():
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = planted
        client.post("/accounts/login/", {"login": "aigerim", "password": PASSWORD})
        first = client.cookies[settings.SESSION_COOKIE_NAME].value
        client.post("/accounts/logout/")
        client.post("/accounts/login/", {"login": "aigerim", "password": PASSWORD})
        second = client.cookies[settings.SESSION_COOKIE_NAME].value
        stranger = Client()
        stranger.cookies[settings.SESSION_COOKIE_NAME] = first
        assert stranger.get("/desk/").status_code == 302
        transaction.set_rollback(True)
    assert len({planted, first, second}) == 3


@pytest.mark.parametrize(
    "host", ["a.example", "testserver.a.example", "testserver:80@a.example", "[::1", "a.example, testserver"]
)
def test_a_false_host_gets_no_page_and_no_link(host, stage, sessions):
    for headers in ({"host": host}, {"x-forwarded-host": host}):
        with transaction.atomic():
            answer = client_of(sessions, "admin").post(
                "/team/invite/", {"role": "activist", "name": "A B"}, headers=headers
            )
            transaction.set_rollback(True)
        assert answer.status_code == 400 or "host" not in headers
        assert "a.example" not in answer.content.decode()
        assert "a.example" not in answer.headers.get("Location", "")


NAMES = ["a\r\nSet-Cookie: zq=1.png", "../../../etc/passwd", "..\\..\\boot.ini", 'a"; filename="b.html', "C:\\x\\a.png",
         "\u202egnp.exe", "a" * 400 + ".png", "%0d%0aLocation: //a.example", ".htaccess", "-rf.png", "a.png\u0000.html"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_neither_splits_headers_nor_leaves_its_folder(name, stage, sessions):
    report = Report.objects.get(ref=stage.words["own_draft"])
    with transaction.atomic():
        kept = {row.pk for row in Evidence.objects.filter(report=report)}
        Evidence.objects.filter(report=report).update(removed_at=NOW)
        piece = evidence.add_file(report=report, file=io.BytesIO(PNG + name.encode()[:3]), name=name, size=len(PNG) + 3,
                                  note="", by=stage.people["activist"], at=NOW)  # fmt: skip
        answer = client_of(sessions, "activist").get(f"/desk/evidence/{piece.ref}/download/")
        said = answer.headers["Content-Disposition"]
        stored = piece.original.stored
        transaction.set_rollback(True)
    assert piece.pk not in kept
    assert answer.status_code == 200
    assert said.startswith("attachment")
    assert not set("\r\n\0/\\") & set(said.split("filename", 1)[1].replace("*=utf-8''", ""))
    assert "Set-Cookie" not in answer.headers
    assert ".." not in stored
    assert not any(part in stored for part in ("passwd", "boot", "htaccess", "html"))


def test_a_cache_between_gets_nothing_to_keep(stage, sessions):
    """Whatever a stranger puts into headers, the answer is for one person and for now."""
    for headers in (
        {"x-forwarded-host": "a.example"},
        {"x-original-url": "/desk/audit/"},
        {"x-rewrite-url": "/desk/audit/"},
    ):
        answer = client_of(sessions, "activist").get("/desk/", headers=headers)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Cookie" in answer.headers["Vary"]
        assert "a.example" not in answer.content.decode()
        assert "/desk/audit/" not in answer.content.decode()


@pytest.mark.parametrize(
    "to", ["1e309", "L-AAAA", "javascript:zq(1)", "//a.example", "/\\a.example", "https://testserver/", ""]
)
def test_signing_in_and_switching_the_language_lead_to_a_whole_path_of_this_house(to, stage):
    with transaction.atomic():
        client = Client()
        answers = [
            client.post("/language/", {"next": to, "language": "ru"}),
            client.post("/accounts/login/", {"next": to, "login": "aigerim", "password": PASSWORD}),
        ]
        transaction.set_rollback(True)
    assert [answer.headers["Location"] for answer in answers] == ["/", "/desk/"]
