"""The page on which somebody says what a piece bears on, and where one reads it."""

import pytest
from django.urls import reverse

from incidents.domain.evidence import bearings
from incidents.models import EvidenceBearing
from incidents.vocabulary import Resolution
from tests.factories import NOW, ActFactory, IncidentFactory, MentionFactory, PersonFactory, ReportFactory
from tests.incidents.domain.evidence.pieces import a_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(report, mention):
    return mention.acts.get()


@pytest.fixture
def piece(report):
    return a_file(report)


@pytest.fixture
def desk(client_of, reviewer):
    return client_of(reviewer)


@pytest.fixture
def author(client_of, activist):
    return client_of(activist)


def to(piece, of: str = "") -> str:
    return reverse("desk:evidence_bearing", args=[piece.ref]) + (f"?of={of}" if of else "")


def ticked(*targets, bearing="supports", **more) -> dict:
    return {"targets": targets, "bearing": bearing} | more


def test_what_is_ticked_is_tied_and_stands_on_the_page_of_the_piece(piece, act, mention, author):
    codes = [f"act:{act.pk}", f"mention:{mention.pk}"]
    assert author.post(to(piece), ticked(*codes, figure="149 killed", note="The clock")).status_code == 302
    assert EvidenceBearing.objects.count() == 3
    page = author.get(reverse("desk:evidence_page", args=[piece.ref])).content.decode()
    assert all(words in page for words in ("149 killed", "The clock", mention.name))


def test_the_review_page_and_the_person_say_how_much_speaks_for_and_against(
    piece, report, act, mention, desk, reviewer
):
    bearings.tie(evidence=piece, targets=[act], bearing="contradicts", by=reviewer, at=NOW)
    assert "1 piece contradicts it" in desk.get(reverse("desk:review", args=[report.ref])).content.decode()
    mention.person, mention.resolution, mention.resolution_reason = PersonFactory(), Resolution.NEW, "new"
    mention.resolved_by, mention.resolved_at = reviewer, NOW
    mention.save()
    page = desk.get(reverse("desk:person", args=[mention.person.ref])).content.decode()
    assert "1 piece contradicts it" in page


@pytest.mark.parametrize(
    "sent",
    [{}, {"bearing": "supports"}, {"bearing": "proves", "figure": "149"}, ticked("act:999999"), ticked("act:x"),
     ticked("<script>zq(1)</script>"), ticked("report:R-0000000"), ticked(figure="x" * 301), {"figure": "149 killed"}],
)  # fmt: skip
def test_what_cannot_be_tied_is_told_and_the_words_stay(sent, piece, author):
    page = author.post(to(piece), sent | {"note": "The clock"})
    assert page.status_code == 422
    assert "The clock" in page.content.decode()
    assert "<script>zq" not in page.content.decode()
    assert not EvidenceBearing.objects.exists()


def test_a_reviewer_chooses_from_another_record_and_an_activist_does_not(piece, desk, author, other_activist):
    foreign = ActFactory(mention=MentionFactory(report=ReportFactory(submitter=other_activist), name="Somebody Else"))
    incident, code = IncidentFactory(), f"act:{foreign.pk}"
    for of in (foreign.mention.report.ref.lower(), foreign.mention.report.ref):
        assert "Somebody Else" in desk.get(to(piece, of)).content.decode()
        unseen = author.get(to(piece, of)).content.decode()
        assert "Somebody Else" not in unseen
        assert "There is nothing to choose under this reference." in unseen
    assert author.post(to(piece, foreign.mention.report.ref), ticked(code)).status_code == 422
    assert author.post(to(piece, incident.ref), ticked(f"incident:{incident.ref}")).status_code == 422
    assert not EvidenceBearing.objects.exists()
    assert desk.post(to(piece, foreign.mention.report.ref), ticked(code)).status_code == 302
    assert desk.post(to(piece, incident.ref), ticked(f"incident:{incident.ref}")).status_code == 302


@pytest.mark.parametrize("of", ["x", "%00", "<script>zq(1)</script>", "R-0000000", "я" * 90])
def test_a_strange_reference_is_told_and_breaks_nothing(of, piece, desk):
    page = desk.get(reverse("desk:evidence_bearing", args=[piece.ref]), {"of": of})
    assert page.status_code in (200, 422)
    assert "<script>zq" not in page.content.decode()


def test_the_page_takes_a_fixed_number_of_queries(piece, report, desk, django_assert_max_num_queries):
    for _person in range(12):
        ActFactory(mention=MentionFactory(report=report))
    with django_assert_max_num_queries(10):
        assert desk.get(to(piece)).status_code == 200


def test_taken_back_by_a_press_and_only_by_whom_it_is_for(
    piece, act, desk, author, client_of, other_activist, reviewer
):
    row = bearings.tie(evidence=piece, targets=[act], bearing="supports", by=reviewer, at=NOW)[0]
    url = reverse("desk:evidence_bearing_remove", args=[piece.ref, row.pk])
    assert client_of(other_activist).post(url).status_code == 404
    assert author.post(url).status_code == 403
    other = a_file(act.mention.report)
    assert desk.post(reverse("desk:evidence_bearing_remove", args=[other.ref, row.pk])).status_code == 404
    assert desk.get(url).status_code == 405
    assert desk.post(url).status_code == 302
    assert desk.post(url).status_code == 404
    assert EvidenceBearing.objects.get().removed_by == reviewer
