"""When the database or the disk takes nothing: every address answers by a page of ours, and what was typed is on it."""

import errno
from unittest import mock

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.urls import NoReverseMatch, reverse

from config import errors
from tests.security.addresses import found

CURSOR = "django.db.backends.base.base.BaseDatabaseWrapper.cursor"
WORDS = "Two cars stood near the bridge, Қайрат"
pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(activist, client_of):
    """Signed in, with a browser that says where a form comes from."""
    client = client_of(activist)
    client.raise_request_exception = False
    client.defaults |= {"HTTP_ORIGIN": "http://testserver"}
    return client


def somewhere(name: str, pattern) -> str:
    """An address of this page."""
    names = list(pattern.pattern.converters) or list(pattern.pattern.regex.groupindex)
    for words in (["x"] * len(names), [1] * len(names)):
        try:
            return reverse(name, kwargs=dict(zip(names, words, strict=True)))
        except NoReverseMatch:
            continue
    return "/nothing/"


def test_every_address_answers_without_a_database(visitor):
    pages = {name: somewhere(name, pattern) for name, pattern in found().items() if not name.endswith(":None")}
    with mock.patch(CURSOR, side_effect=OperationalError("secret word")):
        answers = {name: visitor.get(path) for name, path in pages.items()}
    assert len(pages) > 50
    assert {
        name: answer.status_code for name, answer in answers.items() if answer.status_code not in (503, 302, 405)
    } == {}
    assert [
        name for name, answer in answers.items() if b"secret word" in answer.content or b"Traceback" in answer.content
    ] == []
    kept = [answer for answer in answers.values() if answer.status_code == 503]
    assert all(b"Kua cannot keep anything just now" in answer.content for answer in kept)
    assert all(answer.headers["Retry-After"] == "30" for answer in kept)
    assert all(answer.headers["Cache-Control"] == "no-store" for answer in kept)


@pytest.mark.parametrize("kind", ["plain", "with a file"])
def test_what_was_typed_is_on_the_page(visitor, kind):
    sent = {"data": {"narrative": WORDS, "password": "only-a-password-with-words"}}
    if kind == "plain":
        sent = {"data": "narrative=Two+cars+stood+near+the+bridge,+Қайрат&password=only-a-password-with-words",
                "content_type": "application/x-www-form-urlencoded"}  # fmt: skip
    with mock.patch(CURSOR, side_effect=InterfaceError):
        page = visitor.post("/desk/reports/R-AAAAAAA/what/", **sent)
    assert page.status_code == 503
    assert WORDS in page.content.decode()
    assert "only-a-password" not in page.content.decode()


def test_words_that_another_site_sent_are_not_shown(visitor):
    with mock.patch(CURSOR, side_effect=OperationalError):
        page = visitor.post("/desk/reports/new/", {"narrative": WORDS}, headers={"Origin": "https://elsewhere.example"})
    assert page.status_code == 503
    assert WORDS not in page.content.decode()


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (OSError(errno.ENOSPC, "full"), True),
        (OSError(errno.EDQUOT, "quota"), True),
        (OSError(errno.EACCES, "no"), False),
        (OperationalError(), True),
        (ValueError(), False),
        (None, False),
    ],
)
def test_what_passes_by_itself_is_told_apart_from_a_fault(error, away):
    assert errors.is_away(error) is away


def test_whoever_is_unknown_gets_the_page_as_well():
    client = Client(raise_request_exception=False)
    with mock.patch(CURSOR, side_effect=OperationalError):
        assert client.get("/healthz").status_code == 503
