"""Saying what a piece is, who made it and what it bears on: on a telephone, without JavaScript."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.domain import evidence
from incidents.domain.evidence import deriving
from incidents.models import Evidence, EvidenceBearing
from tests.incidents.domain.evidence.copies import jpeg
from tests.journeys import stage

MAKER = "The neighbour on the third floor"


@pytest.fixture
def piece(transactional_db, activist) -> Evidence:
    """A picture in a report that was sent."""
    report, body = stage.sent(activist), jpeg(80, 60)
    told = {"file": io.BytesIO(body), "name": "photo.jpg", "size": len(body)}
    kept = evidence.add_file(report=report, by=activist, at=timezone.now(), **told)
    deriving.derive(original=kept.original, at=timezone.now())
    return kept


def test_an_author_says_what_a_picture_is_who_made_it_and_what_it_bears_on(walker, piece, activist):
    at = walker(activist, width=360, js=False)
    at.go(reverse("desk:evidence_page", args=[piece.ref]))
    # Given a picture of which nobody said anything, its author says what it shows
    at.press(at.link("Say what it is"))
    at.type("note", "A street at noon")
    at.type("taken_edtf", "8.1.2022")
    at.choose("sensitivities", "plain")
    at.press(at.button("Keep"))
    at.reads("8 January 2022")
    # and who made it, which no page shows again
    at.press(at.link("Who made it"))
    at.type("made_by", MAKER)
    at.press(at.button("Keep it encrypted"))
    at.reads("Who made it, or handed it over, is kept encrypted.")
    assert MAKER not in at.page.content()
    # and what it bears on
    at.press(at.link("Say what it bears on"))
    at.choose("targets", f"report:{piece.report.ref}")
    at.press(at.button("Keep"))
    at.reads("supports it")
    assert EvidenceBearing.objects.get().evidence == piece
    assert at.noise == []
