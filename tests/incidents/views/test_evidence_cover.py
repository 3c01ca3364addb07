"""Covering something by a form, and two pieces side by side: the pages."""

import uuid

import pytest
from django.urls import reverse

from incidents.domain import decoding
from incidents.models import Evidence, Original, Redaction, Report
from incidents.vocabulary import CopyKind
from tests.factories import ReportFactory
from tests.incidents.domain.evidence import copies, held

pytestmark = pytest.mark.django_db
NUMBERS = {"left": ["10", ""], "top": ["10", ""], "width": ["20", ""], "height": ["20", ""]}


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    held.own_store(settings, tmp_path)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """A decoder that needs no child."""

    def made(source, size, facts, page, boxes):
        return decoding.Made(CopyKind.REDACTED, page, "image/jpeg", 40, 30, "a test", iter([copies.jpeg(40, 30)]))

    monkeypatch.setattr(decoding, "redact", made)


@pytest.fixture
def report(activist):
    return ReportFactory(submitter=activist)


@pytest.fixture
def piece(report):
    return copies.picture(report)


def address(piece: Evidence, page: int = 0) -> str:
    return reverse("desk:evidence_redact", args=[piece.ref, page])


def typed(**changes) -> dict:
    return {**NUMBERS, "reason": "The face of a child", "key": str(uuid.uuid4())} | changes


def test_the_page_shows_the_picture_to_draw_on(client_of, piece, reviewer):
    text = client_of(reviewer).get(address(piece)).content.decode()
    assert reverse("desk:evidence_copy", args=[piece.ref, "view", 0]) in text
    assert text.count("data-box>") == 3


def test_what_is_typed_makes_a_copy_that_the_page_of_the_piece_shows(client_of, piece, reviewer):
    client = client_of(reviewer)
    answer = client.post(address(piece), typed(), follow=True)
    text = answer.content.decode()
    assert answer.redirect_chain == [(reverse("desk:evidence_page", args=[piece.ref]), 302)]
    copy = reverse("desk:evidence_copy", args=[piece.ref, "redacted", 0]) + "?number=1"
    for words in ("The face of a child", "Dana Test", "1 box", copy):
        assert words in text
    assert client.get(copy).status_code == 200
    assert Redaction.objects.get().boxes == [[1000, 1000, 3000, 3000]]


def test_the_form_sent_again_makes_no_second_copy(client_of, piece, reviewer):
    client, fields = client_of(reviewer), typed()
    for _n in range(2):
        assert client.post(address(piece), fields).status_code == 302
    assert Redaction.objects.count() == 1


def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client_of, piece, reviewer):
    answer = client_of(reviewer).post(address(piece), typed(reason="", height=["", ""]))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Box 1: four numbers from 0 to 100" in text
    assert 'name="left" data-part="left" value="10"' in text
    assert "Write why this is covered." in text


def test_more_boxes_are_given_without_a_word_of_blame(client_of, piece, reviewer):
    answer = client_of(reviewer).post(address(piece), typed(reason="", more="1"))
    text = answer.content.decode()
    assert (answer.status_code, text.count("data-box>")) == (200, 4)
    assert "error-summary" not in text
    assert Redaction.objects.count() == 0


def test_the_author_of_a_decided_report_is_refused(client_of, piece, activist):
    Report.objects.filter(pk=piece.report_id).update(status="withdrawn")
    for answer in (client_of(activist).get(address(piece)), client_of(activist).post(address(piece), typed())):
        assert answer.status_code == 403
    assert "Cover something" not in client_of(activist).get(
        reverse("desk:evidence_page", args=[piece.ref])
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize("page", [1, 7, 10**12])
def test_a_page_that_is_not_there_is_not_found(client_of, piece, reviewer, page):
    assert client_of(reviewer).get(address(piece, page)).status_code == 404
    assert client_of(reviewer).post(address(piece, page), typed(reason="")).status_code == 404


def test_a_redacted_copy_belongs_to_its_piece_alone(client_of, piece, reviewer, other_activist):
    """The same bytes in another report: nobody there learns that something was covered here."""
    twin = held.receipt(piece.original, ReportFactory(submitter=other_activist))
    client_of(reviewer).post(address(piece), typed())
    other = reverse("desk:evidence_copy", args=[twin.ref, "redacted", 0])
    for user in (other_activist, reviewer):
        assert client_of(user).get(f"{other}?number=1").status_code == 404
    page = client_of(other_activist).get(reverse("desk:evidence_page", args=[twin.ref])).content.decode()
    assert not any(words in page for words in ("The face of a child", piece.ref, piece.report.ref, "also received"))


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "", "999999999999", "１"])
def test_a_number_that_is_none_is_not_found(client_of, piece, reviewer, number):
    client_of(reviewer).post(address(piece), typed())
    copy = reverse("desk:evidence_copy", args=[piece.ref, "redacted", 0])
    assert client_of(reviewer).get(copy, {"number": number}).status_code == 404


# --- Side by side ----------------------------------------------------------------------------------------------------
@pytest.fixture
def twins(piece, other_activist):
    other = copies.picture(ReportFactory(submitter=other_activist), body=copies.jpeg(65, 48), note="From the roof")
    Original.objects.filter(pk=piece.original_id).update(dhash=0b1111)
    Original.objects.filter(pk=other.original_id).update(dhash=0b1010)
    return piece, other


def beside(one: Evidence, other: Evidence) -> str:
    return reverse("desk:evidence_beside", args=[one.ref, other.ref])


def test_a_picture_that_looks_like_another_leads_to_both(client_of, twins, reviewer):
    client = client_of(reviewer)
    assert beside(*twins) in client.get(reverse("desk:evidence_page", args=[twins[0].ref])).content.decode()
    text = client.get(beside(*twins)).content.decode()
    for words in ("2 of 64", "From the roof", "The square at noon", *(piece.sha256 for piece in twins)):
        assert words in text
    assert text.count(">differs<") == 5  # report, what it shows, size, from whom, SHA-256


def test_both_are_veiled_until_asked_for(client_of, twins, reviewer):
    Evidence.objects.filter(pk=twins[1].pk).update(sensitivities=["child"])
    client, view = client_of(reviewer), reverse("desk:evidence_copy", args=[twins[1].ref, "view", 0])
    assert view not in client.get(beside(*twins)).content.decode()
    assert view in client.post(beside(*twins)).content.decode()


def test_an_activist_compares_own_pieces_alone(client_of, twins, activist, report):
    own = copies.picture(report, body=copies.jpeg(66, 48))
    client = client_of(activist)
    assert client.get(beside(*twins)).status_code == 404
    assert client.get(beside(twins[0], own)).status_code == 200
    assert twins[1].ref not in client.get(reverse("desk:evidence_page", args=[twins[0].ref])).content.decode()


def test_reviewers_read_where_the_same_bytes_came_in_as_well(client_of, piece, reviewer, other_activist):
    twin = held.receipt(piece.original, ReportFactory(submitter=other_activist))
    text = client_of(reviewer).get(reverse("desk:evidence_page", args=[piece.ref])).content.decode()
    assert "also received with" in text
    assert twin.report.ref in text
