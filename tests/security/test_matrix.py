"""Fetching is authorising: every address × method × role × whose object, against the one table."""

import re

import pytest
from django.db import transaction
from django.http import HttpResponse

from tests.security.addresses import address, examples, found, objects
from tests.security.matrix import IN, MATRIX, PUBLIC
from tests.security.stage import ANONYMOUS

ROLES = (ANONYMOUS, "activist", "reviewer", "admin")
# The page that hands back the words of a form that came after its session had ended.
KEPT = 403
pytestmark = pytest.mark.django_db


def answer(client, method: str, url: str, data: dict | None = None) -> HttpResponse:
    """The answer to one request, and nothing left of what it did."""
    with transaction.atomic():
        response = client.generic("PUT", url) if method == "PUT" else getattr(client, method.lower())(url, data or {})
        transaction.set_rollback(True)
    return response


def said(response: HttpResponse) -> int | str:
    """The status, or that one has to sign in first."""
    to = response.headers.get("Location", "")
    return IN if response.status_code == 302 and to.startswith("/accounts/login/?next=") else response.status_code


def filled_in(stage, words: str, data: dict) -> dict:
    """The form with the version that its page would carry."""
    version = stage.words.get(f"v_{words.split('/')[0]}", "1")
    return {name: version if value == "v" else value for name, value in data.items()}


def test_every_address_is_in_the_table():
    assert set(found()) == set(MATRIX)


@pytest.mark.parametrize("name", MATRIX)
def test_each_role_gets_the_answer_of_the_table(name, stage, as_role):
    wrong = []
    for entry in MATRIX[name]:
        method, _words, expected, *data = entry
        for words in objects(entry):
            url = address(stage, name, words)
            sent = filled_in(stage, words, data[0] or {}) if data else {}
            for role, right in zip(ROLES, expected, strict=True):
                got = said(answer(as_role(role), method, url, sent))
                if got != (KEPT if sent and right == IN else right):
                    wrong.append(f"{method} {words} {sent or ''} as {role}: {got}, not {right}")
    assert wrong == []


@pytest.mark.parametrize("name", MATRIX)
def test_no_page_answers_a_method_that_it_does_not_have(name, stage, as_role):
    listed = {entry[0] for entry in MATRIX[name]}
    url = address(stage, name, objects(MATRIX[name][0])[0])
    for method in {"GET", "POST", "PUT"} - listed:
        for role in ("reviewer", "admin"):
            got = said(answer(as_role(role), method, url))
            assert got in (405, 404) or name in ALLAUTHS, f"{method} as {role}: {got}"


# The pages of django-allauth, and the redirect at the root, answer a strange method as they answer GET.
ALLAUTHS = {"root", "mfa_authenticate", "account_login", "account_logout", "account_change_password"}


def test_whoever_is_not_signed_in_meets_the_sign_in_page_and_nothing_else(stage, as_role):
    closed = [(name, url) for method in ("GET", "POST") for name, url in examples(stage, method) if name not in PUBLIC]
    assert [name for name, url in closed if said(answer(as_role(ANONYMOUS), "GET", url)) != IN] == []
    assert [name for name, url in closed if said(answer(as_role(ANONYMOUS), "POST", url)) != IN] == []


def test_a_suspended_person_is_nobody(stage, as_role):
    closed = [(name, url) for name, url in examples(stage, "GET") if name not in PUBLIC]
    assert [name for name, url in closed if said(answer(as_role("suspended"), "GET", url)) != IN] == []


@pytest.mark.parametrize(
    ("role", "name", "foreign", "unknown"),
    [
        ("activist", "desk:report_page", "other_sent", "R-0000000"),
        ("activist", "desk:report_step", "other_draft/what", "R-0000000/what"),
        ("activist", "desk:report_withdraw", "other_sent", "R-0000000"),
        ("activist", "desk:report_person", "other_draft/other_person", "R-0000000/other_person"),
        ("activist", "desk:evidence_download", "other_file", "E-0000000"),
        ("activist", "desk:review", "own_sent", "R-0000000"),
        ("activist", "desk:person", "person", "P-0000000"),
        ("activist", "desk:incident", "incident", "I-0000000"),
        ("activist", "desk:finding", "finding", "F-0000000"),
        ("activist", "accounts:person", "user_admin", "U-00000000"),
        ("reviewer", "desk:report_page", "other_sent", "R-0000000"),
        ("reviewer", "desk:review", "own_draft", "R-0000000"),
        ("reviewer", "desk:evidence_download", "other_file", "E-0000000"),
        ("admin", "desk:review", "own_sent", "R-0000000"),
        ("admin", "desk:finding", "finding", "F-0000000"),
    ],
)
def test_what_is_not_yours_looks_like_what_is_not_there(role, name, foreign, unknown, stage, as_role):
    """The same page, byte for byte, but for the address that it says one came to."""
    pages = []
    for words in (foreign, unknown):
        url = address(stage, name, words)
        response = answer(as_role(role), "GET", url)
        assert response.status_code == 404
        pages.append(without_token(response.content.decode()).replace(url, "HERE"))
    assert pages[0] == pages[1]


def without_token(page: str) -> str:
    """The token of a form is new each time, and the end of the session may be a minute later."""
    page = re.sub(r'data-ends="[^"]+"|<span class="until">[^<]+</span>', "", page)
    parts = page.split('name="csrfmiddlewaretoken" value="')
    return parts[0] + "".join(part.split('"', 1)[1] for part in parts[1:])
