"""Bad input on every form and address of the review: a clear answer, never a crash."""

import pytest
from django.urls import reverse

from incidents.domain import matching
from tests.factories import NOW

pytestmark = pytest.mark.django_db
HOSTILE = [
    "", "x" * 200_000, "\x00nul", "\u202eright to left", "e\u0301\u0301\u0301\u0301", "<script>alert(1)</script>", "'\"--",
    "{{7*7}}", "2022-02-30", "-1", "99999999999999999999", "🜁" * 500,
]  # fmt: skip


@pytest.fixture
def desk(client_of, reviewer):
    return client_of(reviewer)


def to(action, report):
    return reverse(f"desk:review_{action}", args=[report.ref])


def spread(names: list[str], turn: int) -> dict[str, str]:
    """Each field another bad value, and another one at the next turn."""
    return {name: HOSTILE[(5 * place + turn) % len(HOSTILE)] for place, name in enumerate(names)}


@pytest.mark.parametrize("turn", range(len(HOSTILE)))
def test_no_address_of_the_queue_breaks_it(turn, desk):
    query = spread(["state", "place", "missing", "by", "sort", "page"], turn)
    answer = desk.get(reverse("desk:queue"), {name: value[:2000] for name, value in query.items()})
    assert answer.status_code in (200, 400)


FIELDS = {
    "ask": ["question", "version", "slug"],
    "accept": ["version"],
    "put_back": ["version"],
    "reject": ["reason", "words", "version"],
    "match": ["mention", "verdict", "person", "because", "slug"],
    "reopen": ["mention", "because"],
    "rate": ["source", "act", "rating"],
    "origin": ["origin", "derivation", "unlink"],
    "incident": ["incident", "title", "other", "mentions", "detach"],
    "propose": ["kind", "person", "acts", "when", "other_when", "place", "manner", "contested", "incident", "confirmation", "rationale"],
}  # fmt: skip


def sound(report, mention):
    """Input that would be taken, for each form."""
    version = {"version": report.version}
    person = matching.new_person(mention, because="new", by=report.taken_by, at=NOW)
    act = mention.acts.get()
    return {
        "ask": {"question": "Who?", **version}, "accept": version, "put_back": version,
        "reject": {"reason": "other", "words": "No.", **version},
        "match": {"mention": mention.pk, "verdict": "new"}, "reopen": {"mention": mention.pk, "because": "A slip."},
        "rate": {"act": act.pk, "rating": "2"}, "origin": {"origin": report.ref, "derivation": "reprint"},
        "incident": {"incident": "new", "title": "Shots", "mentions": [mention.pk]},
        "propose": {"kind": "killed", "person": person.ref, "acts": [act.pk], "confirmation": "weak", "rationale": "One."},
    }  # fmt: skip


@pytest.mark.parametrize("action", FIELDS)
def test_no_form_of_the_review_page_breaks_by_bad_input(action, desk, report, mention):
    data = sound(report, mention)[action]
    alone = [{field: HOSTILE[(3 * place + 10) % len(HOSTILE)]} for place, field in enumerate(FIELDS[action])]
    tried = [spread(FIELDS[action], turn) for turn in range(0, len(HOSTILE), 3)] + alone
    for bad in tried:
        answer = desk.post(to(action, report), {**data, **bad})
        assert answer.status_code < 500, {name: value[:20] for name, value in bad.items()}
        assert "<script>alert(1)" not in answer.content.decode()
    assert desk.post(to(action, report), {**data, "extra": ["1", "2"]}).status_code < 500
    assert desk.post(to(action, report), b"\xff\xfe", content_type="application/octet-stream").status_code < 500
    assert desk.post(to(action, report)).status_code < 500
    assert desk.put(to(action, report)).status_code == 405
