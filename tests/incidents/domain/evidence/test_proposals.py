"""What a file says of its making: shown to whoever describes it, never filled in by itself."""

import pytest

from incidents.domain.evidence import describing, proposals
from incidents.models import AuditEvent, Evidence, Original, Place
from incidents.policies import Denied
from incidents.vocabulary import ReportStatus
from tests.factories import NOW, ReportFactory
from tests.incidents.domain.evidence.pieces import TAKEN, a_file, a_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    words = {"name_en": "Taldykorgan", "name_ru": "Талдыкорган", "name_kk": "Талдықорған"}
    return Place.objects.create(key="town", kind="city", latitude=45.0156, longitude=78.3739, **words)


@pytest.fixture
def report(activist):
    return ReportFactory(submitter=activist)


def said(piece, by) -> proposals.Proposal:
    return proposals.of(piece, by=by, at=NOW)


def test_day_clock_nearest_place_and_device_are_proposed(town, report, activist, reviewer):
    piece = a_file(report, TAKEN)
    found = said(piece, activist)
    assert (found.taken_edtf, found.clock, found.device) == ("2022-01-08", "14:05", "Invented Camera 1")
    assert (found.place, found.km, found.point) == (town, 0.5, "45.02°, 78.37°")
    assert said(piece, reviewer) == found


def test_nothing_is_filled_in_until_somebody_says_it(town, report, activist):
    piece = a_file(report, TAKEN)
    assert said(piece, activist)
    describing.describe(evidence=piece, version=1, note="A street", by=activist, at=NOW)
    row = Evidence.objects.get(pk=piece.pk)
    assert (row.taken_edtf, row.taken_place, row.taken_place_text) == ("", None, "")


def test_far_from_every_place_there_is_only_the_point(town, report, activist):
    found = said(a_file(report, TAKEN | {"lat": "51.5", "lon": "0.12"}), activist)
    assert (found.place, found.place_text, found.point) == (None, "", "51.50°, 0.12°")


@pytest.mark.parametrize(
    "told",
    [{}, {"taken": "1970-01-01T00:00:00"}, {"taken": "0000:00:00 00:00:00"}, {"taken": "2022-02-30T10:00"},
     {"lat": "0", "lon": "0"}, {"lat": "nan", "lon": "nan"}, {"lat": "91", "lon": "10"}, {"lat": "x"}],
)  # fmt: skip
def test_a_device_that_knows_nothing_proposes_nothing(told, report, activist):
    assert not said(a_file(report, told), activist)


def test_a_link_and_a_silent_file_propose_nothing(report, activist):
    assert not said(a_link(report), activist)
    assert not said(a_file(report), activist)


def test_only_the_author_of_an_open_report_and_reviewers_are_told(activist, other_activist, admin, reviewer):
    piece = a_file(ReportFactory(submitter=activist, taken_by=reviewer, status=ReportStatus.ACCEPTED), TAKEN)
    for person in (activist, other_activist, admin):
        with pytest.raises(Denied):
            said(piece, person)
    assert said(piece, reviewer)


def test_what_does_not_open_is_an_alarm_and_a_sentence(report, activist):
    piece, other = a_file(report, TAKEN), a_file(report, TAKEN)
    Original.objects.filter(pk=piece.original_id).update(told_sealed=other.original.told_sealed)
    found = said(Evidence.objects.get(pk=piece.pk), activist)
    assert found.problem
    assert not found.taken_edtf
    assert AuditEvent.objects.filter(verb="file_unreadable", ref=piece.ref).exists()
