"""Every page as every role, with a word planted in every field of every row: headers, and whose words stand on it."""

import re
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.urls import resolve, reverse

from incidents.domain import intake, references
from tests.factories import NOW, UserFactory
from tests.security import header_table
from tests.security.addresses import address, examples
from tests.security.crawl import Answer, Crawler, every_address, export_forms
from tests.security.hostile import Reader
from tests.security.listening import listening
from tests.security.planted import Word, plant
from tests.security.readers import may_meet
from tests.security.stage import ANONYMOUS, content, reports_of, sent

pytestmark = pytest.mark.django_db
ROLES = ("activist", "reviewer", "admin")
# Stands in the query of a request of each page: no log line may repeat it.
ASKED = "Zqaskedforxw"
PLANTED = re.compile(r"zq[a-j]\d{5}x|\b[A-Z]-[0-9A-Z]{7,8}\b", re.IGNORECASE)
INLINE = re.compile(r"<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:src|href|action|poster|data)=[\"']?(?:https?:)?//", re.IGNORECASE)


@pytest.fixture(scope="module")
def words(stage, django_db_blocker) -> dict[str, Word]:
    """Every planted word, small letters, with the row it stands in."""
    with django_db_blocker.unblock():
        return {word.text.lower(): word for word in plant(stage)}


@pytest.fixture(scope="module")
def crawl(stage, words, sessions, django_db_blocker) -> dict[str, Crawler]:
    """Everything that each role meets, and what was logged meanwhile."""
    with django_db_blocker.unblock(), listening() as log:
        found = {role: Crawler(stage, sessions, role).walk(every_address(stage, "GET")) for role in ROLES}
        found["admin"].post(export_forms(stage))
        found[ANONYMOUS] = Crawler(stage, sessions, ANONYMOUS).walk([url for _name, url in examples(stage, "GET")])
        for role, crawler in found.items():
            crawler.answers["GET", f"/desk/?zq={ASKED}"] = crawler.ask("GET", f"/desk/?zq={ASKED}")
            crawler.log = log.getvalue()
            assert role
    return found


def everything(crawl) -> list[tuple[str, str, Answer]]:
    return [(role, url, answer) for role in crawl for (_method, url), answer in crawl[role].answers.items()]


def met(crawler: Crawler, words: dict[str, Word]) -> list[tuple[Word, str, str]]:
    """The planted words that this role met, and where; what the address or the form itself says may be said again."""
    return [
        (words[text], method, url)
        for (method, url), answer in crawler.answers.items()
        for text in {found.lower() for found in PLANTED.findall(answer.text)}
        if text in words and text not in url.lower() + (crawler.sent.get(url, "") if method == "POST" else "")
    ]


def test_no_page_fails(crawl):
    assert [(role, url) for role, url, answer in everything(crawl) if answer.status >= 500] == []


def test_every_answer_carries_exactly_the_headers_of_the_table(crawl):
    wrong = [
        f"{role}: {fault}"
        for role, url, answer in everything(crawl)
        for fault in header_table.faults(answer.status, answer.headers, url)
    ]
    assert wrong == []


def test_no_page_holds_anything_inline_or_from_elsewhere(crawl):
    pages = {(role, url): answer.body for role, url, answer in everything(crawl) if answer.is_page}
    assert {key: found.group() for key, page in pages.items() if (found := INLINE.search(page))} == {}
    foreign = {key: found.group() for key, page in pages.items() if (found := ELSEWHERE.search(page))}
    assert {key: found for key, found in foreign.items() if "evidence" not in key[1]} == {}


# --- Object canaries ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ROLES)
def test_nobody_meets_a_word_that_is_not_for_their_eyes(role, crawl, words):
    """On no page, in no header, count, error, file, file name or redirect: by links, forms, and every address guessed."""
    user = crawl[role].user
    join = address(crawl[role].stage, "accounts:join", "token")  # whoever holds a link sees for whom it is
    assert [f"{word} by {how} {url}" for word, how, url in met(crawl[role], words)
            if not may_meet(user, word) and url != join] == []  # fmt: skip


def test_whoever_is_not_signed_in_meets_no_word_at_all(crawl, stage, words):
    join = address(stage, "accounts:join", "token")
    assert [str(word) for word, _how, url in met(crawl[ANONYMOUS], words) if url != join] == []


MET = {
    "activist": {"Report.draft", "ReportRevision.content", "ReportMove.words", "Evidence.original_name", "User.email"},
    "reviewer": {"Report.narrative", "Act.excerpt", "Mention.name", "Finding.rationale", "MatchDecision.because",
                 "Evidence.note", "Source.name", "Incident.title", "Person.display_name"},
    "admin": {"Person.display_name", "User.email", "Invitation.name", "User.suspended_reason", "Act.stated_reason"},
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_the_words_are_met_where_they_should_be(role, crawl, words):
    """Else the tests above would pass in a house without windows."""
    assert MET[role] - {f"{word.model}.{word.field}" for word, _how, _url in met(crawl[role], words)} == set()


def test_nobody_meets_the_identity_of_a_protected_source(crawl, stage):
    secret = [word.lower() for word in stage.secrets]
    texts = [(role, url, answer.text.lower()) for role, url, answer in everything(crawl)]
    assert [(role, url) for role, url, text in texts if any(word in text for word in secret)] == []


def test_what_others_add_changes_nothing_that_one_gets(crawl, stage):
    """No count, no order, no suggestion: to the byte, but for what is new in every answer."""
    with transaction.atomic():
        before = {role: again(crawl[role]) for role in ("activist", "reviewer")}
        moving = {url for role, pages in before.items() for url in differing(crawl[role], pages)}
        assert all(url.startswith("/profile/") for url in moving), moving  # a secret or a clock of one's own
        draft = intake.start(by=stage.people["other"], at=NOW, key=uuid.uuid4())
        told = content("later_draft")["what"]
        intake.save(report=draft, step="what", values=told, by=stage.people["other"], at=NOW, version=draft.version)
        changed = {"reviewer": differing(crawl["reviewer"], before["reviewer"])}
        sent("later_sent", stage.people["other"])
        reports_of(stage, UserFactory(role="reviewer"), "later")
        changed["activist"] = differing(crawl["activist"], before["activist"])
        transaction.set_rollback(True)
    assert {role: set(urls) - moving for role, urls in changed.items()} == {"reviewer": set(), "activist": set()}


# A new secret, a new challenge, the seconds that are left: of no report.
NEW_EACH_TIME = {"accounts:totp_add", "accounts:passkey_add", "accounts:session"}


def again(crawler: Crawler) -> dict[str, str]:
    """One page of each kind that answered, once more."""
    urls = [url for (method, url), answer in crawler.answers.items() if method == "GET" and answer.status == 200]
    kinds = {resolve(url.partition("?")[0]).view_name: url for url in urls if "styleguide" not in url}
    return {url: crawler.ask("GET", url).steady for name, url in kinds.items() if name not in NEW_EACH_TIME}


def differing(crawler: Crawler, before: dict[str, str]) -> list[str]:
    return [url for url, text in before.items() if crawler.ask("GET", url).steady != text]


def test_neither_head_nor_a_condition_nor_a_language_says_more(crawl, words):
    """What a page does not say in English it does not say in Kazakh, to a HEAD, to a Range or to an If-None-Match."""
    for role in ROLES:
        crawler = crawl[role]
        there = [url for (method, url), answer in crawler.answers.items() if method == "GET" and answer.status == 200]
        missing = [url for (method, url), answer in crawler.answers.items() if answer.status == 404][::9]
        other = Crawler(crawler.stage, crawler.sessions, role)
        for number, url in enumerate([*there[::7], *missing]):
            asked = [
                {"range": "bytes=0-9", "if-none-match": "*"},
                {"accept-language": "kk"},
                {"accept": "application/json"},
            ]
            for method, headers in (("HEAD", {}), ("GET", asked[number % 3])):
                answer = other.answers[method, url] = other.ask(method, url, **headers)
                in_part = 206 if "range" in headers else 405
                assert answer.status in (crawler.answers["GET", url].status, in_part, 405), (method, url, headers)
                assert method == "GET" or not answer.raw, url
        unseen = [(word, url) for word, _how, url in met(other, words) if not may_meet(crawler.user, word)]
        assert [(str(word), url) for word, url in unseen if "/join/" not in url] == []


@pytest.mark.parametrize("role", ROLES)
def test_a_search_never_finds_what_one_may_not_see(role, crawl, words):
    """Nor does a count: the page is the same whether the word exists or not."""
    crawler = crawl[role]
    closed = [word for word in words.values() if not may_meet(crawler.user, word)]
    hidden = {f"{word.model}.{word.field}": word for word in closed if not is_like_a_name(word, crawler.user, words)}
    hidden = [
        word
        for name, word in sorted(hidden.items())
        if name.endswith((".ref", "name", "folded", "text", "title"))
        # By its check character one word in thirty-two looks like a reference, and is answered as one.
        and references.is_valid(word.text) == references.is_valid(twin(word))
    ]
    found = []
    for url, texts in searches(crawler):
        for number, word in enumerate(hidden):
            name = texts[number % len(texts)]
            pages = [
                crawler.ask("GET", url, {name: asked}).steady.replace(asked, "*") for asked in (word.text, twin(word))
            ]
            found += [] if pages[0] == pages[1] else [(url, name, str(word))]
    assert found == []


def is_like_a_name(word: Word, user, words: dict[str, Word]) -> bool:
    """Whether a name that this person may read differs in a letter or two: it is found for the word, and rightly so."""
    names = [text for text, one in words.items() if one.model in ("Person", "Mention") and may_meet(user, one)]
    both = (word.text.lower(), twin(word).lower())
    return any(
        len(text) == len(name) and sum(a != b for a, b in zip(text, name, strict=True)) <= 2
        for text in both
        for name in names
    )


def searches(crawler: Crawler) -> list[tuple[str, list[str]]]:
    """The lists of this role, each with the fields of its filter into which words are typed."""
    pages = [(url, answer) for (method, url), answer in crawler.answers.items() if method == "GET" and "?" not in url]
    asked = [(url, Reader(answer.body, url).asked) for url, answer in pages if answer.is_page and answer.status == 200]
    filters = [(url, sorted(names & {"q", "place", "source", "name", "ref"})) for url, names in asked]
    found = [(url, names) for url, names in filters if names and "styleguide" not in url]
    return [*found, (reverse("desk:search_suggest"), ["q"])]


def twin(word: Word) -> str:
    """A word of the same form that nothing holds."""
    return word.text[:3] + word.text[3:].translate(str.maketrans("0123456789", "9876543210"))


# --- What is handed out and written down ----------------------------------------------------------------------------
def test_a_file_is_handed_out_as_a_file_and_never_as_a_page(crawl, stage):
    answer = crawl["activist"].answers["GET", address(stage, "desk:evidence_download", "own_file")]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_neither_a_session_nor_a_log_line_holds_a_word_of_any_report(crawl, stage, words):
    held = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    logged = crawl[ANONYMOUS].log
    free = [word for word in words.values() if word.field != "ref"]
    assert [str(word) for word in free if word.text in held or word.text in logged] == []
    assert [word for word in (ASKED, *stage.secrets) if word in held or word in logged] == []
