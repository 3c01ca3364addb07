"""Every page, fetched once by every role: its headers, and whose words stand on it."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpResponse

from tests.security.addresses import address, examples, objects
from tests.security.conftest import client_of
from tests.security.listening import listening
from tests.security.matrix import MATRIX
from tests.security.stage import ANONYMOUS
from tests.security.test_matrix import answer

pytestmark = pytest.mark.django_db
ROLES = (ANONYMOUS, "activist", "reviewer", "admin")
# Stands in the query of every request: no log line may repeat it.
ASKED = "Zqaskedforxw"
HEADERS = {
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"DENY"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Cross-Origin-Resource-Policy": {"same-origin"},
    "Referrer-Policy": {"same-origin", "no-referrer"},
    "Cache-Control": {"no-store"},
}
INLINE = re.compile(r"<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:src|href|action|poster|data)=[\"']?(?:https?:)?//", re.IGNORECASE)


def all_addresses(stage) -> list[str]:
    """Every GET address of the matrix, for every object of it."""
    entries = [(name, entry) for name, lines in MATRIX.items() for entry in lines if entry[0] == "GET"]
    return list(dict.fromkeys(address(stage, name, words) for name, entry in entries for words in objects(entry)))


class Crawl(dict):
    """(role, address) → answer; and what was logged meanwhile."""

    log = ""


@pytest.fixture(scope="module")
def crawl(stage, sessions, django_db_blocker) -> Crawl:
    """Every page as every role; whoever is not signed in only knocks once at each."""
    found = Crawl()
    with django_db_blocker.unblock(), listening() as log:
        for role in ROLES[1:]:
            found |= {(role, url): fetched(sessions, role, url) for url in all_addresses(stage)}
        found |= {(ANONYMOUS, url): fetched(sessions, ANONYMOUS, url) for _name, url in examples(stage, "GET")}
        found.log = log.getvalue()
    return found


def fetched(sessions, role: str, url: str) -> HttpResponse:
    response = answer(client_of(sessions, role), "GET", url, {"zq": ASKED})
    if response.streaming:
        response.read_content = b"".join(response.streaming_content)
    return response


def text(response: HttpResponse) -> str:
    return (response.read_content if response.streaming else response.content).decode("utf-8", "replace")


def test_no_page_fails(crawl):
    assert {key: response.status_code for key, response in crawl.items() if response.status_code >= 500} == {}


def test_every_answer_carries_the_strict_headers(crawl):
    loose = [
        f"{url} as {role}: {name} is {response.headers.get(name)!r}"
        for (role, url), response in crawl.items()
        for name, allowed in HEADERS.items()
        if response.headers.get(name) not in allowed
    ]
    assert loose == []


def test_every_answer_allows_only_what_is_ours(crawl):
    for (role, url), response in crawl.items():
        parts = [part.strip().partition(" ") for part in response.headers["Content-Security-Policy"].split(";")]
        policy = {name: value for name, _blank, value in parts if name != "sandbox"}
        assert policy["default-src"] == policy["frame-ancestors"] == "'none'", (role, url)
        assert set(policy.values()) <= {"'none'", "'self'"}, (role, url)


def test_no_page_holds_anything_inline_or_from_elsewhere(crawl):
    pages = {
        key: text(response) for key, response in crawl.items() if "html" in response.headers.get("Content-Type", "")
    }
    assert {key: found.group() for key, page in pages.items() if (found := INLINE.search(page))} == {}
    foreign = {key: found.group() for key, page in pages.items() if (found := ELSEWHERE.search(page))}
    assert {key: found for key, found in foreign.items() if "evidence" not in key[1]} == {}


def test_a_file_is_handed_out_as_a_file_and_never_as_a_page(crawl, stage):
    url = address(stage, "desk:evidence_download", "own_file")
    response = crawl[("activist", url)]
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert (
        "sandbox" in response.headers["Content-Security-Policy"]
        or response.headers["X-Content-Type-Options"] == "nosniff"
    )


def met(crawl, role: str, words: dict[str, list[str]]) -> list[str]:
    """Where this role meets one of these words; the word that stands in the address itself may be said again."""
    return [
        f"{word} ({whose}) on {url}"
        for (who, url), response in crawl.items()
        if who == role and response.status_code < 500
        for whose, several in words.items()
        for word in several
        if word in text(response) and word not in url
    ]


def test_an_activist_never_meets_a_word_of_anybody_elses_report(crawl, stage):
    others = {name: words for name, words in stage.canaries.items() if not name.startswith("own")}
    assert met(crawl, "activist", others) == []


def test_a_reviewer_never_meets_a_draft_of_somebody_else(crawl, stage):
    drafts = {name: stage.canaries[name] for name in ("own_draft", "other_draft", "own", "other")}
    assert met(crawl, "reviewer", drafts) == []


def test_an_admin_meets_only_what_was_accepted(crawl, stage):
    """The audit log names reports, never what they say."""
    waiting = {
        name: [word for word in words if not word.startswith("R-")]
        for name, words in stage.canaries.items()
        if not name.endswith(("accepted", "desk"))
    }
    assert met(crawl, "admin", waiting) == []


def test_whoever_is_not_signed_in_meets_no_word_at_all(crawl, stage):
    assert met(crawl, ANONYMOUS, stage.canaries) == []


def test_the_canaries_sing_where_they_should(crawl, stage):
    """Else the tests above would pass in a house without windows."""
    assert met(crawl, "activist", {"own_accepted": stage.canaries["own_accepted"][:2]}) != []
    assert met(crawl, "reviewer", {"other_accepted": stage.canaries["other_accepted"][:2]}) != []
    assert met(crawl, "admin", {"desk": stage.canaries["desk"]}) != []


def test_nobody_meets_the_identity_of_a_protected_source(crawl, stage):
    for role in ROLES:
        assert met(crawl, role, {"secret": stage.secrets}) == []


def test_neither_a_session_nor_a_log_line_holds_a_word_of_any_report(crawl, stage):
    words = [ASKED, *stage.secrets, *(word for words in stage.canaries.values() for word in words)]
    held = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    assert [word for word in words if word in held] == []
    assert [word for word in words if word in crawl.log] == []


@pytest.mark.parametrize("listing", ["people", "incidents", "queue", "findings", "audit", "exports", "my_reports"])
def test_a_search_never_finds_what_one_may_not_see(listing, stage, as_role):
    """Nor does a count: the page is the same whether the word exists or not."""
    names = dict(examples(stage, "GET"))
    word = stage.canaries["other_draft"][4]
    for role in ("activist", "reviewer", "admin"):
        pages = []
        for wanted in (word, word[::-1]):
            with transaction.atomic():
                response = as_role(role).get(names[f"desk:{listing}"], {"q": wanted, "place": wanted, "source": wanted})
            pages.append(re.sub(r'token" value="[^"]+"', "", text(response).replace(wanted, "WORD")))
        assert pages[0] == pages[1], role
