"""Captures of a link, and what was only said to exist and is here now."""

import io

import pytest
from PIL import Image

from incidents.domain.evidence import arriving
from incidents.domain.queries import telling
from incidents.models import AuditEvent, Evidence
from incidents.policies import Denied, Stale, Unfit
from tests.factories import NOW, ReportFactory
from tests.incidents.domain.evidence.held import own_store
from tests.incidents.domain.evidence.pieces import a_file, a_link, not_held

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(activist):
    return ReportFactory(submitter=activist)


@pytest.fixture
def link(report, settings, tmp_path):
    own_store(settings, tmp_path)
    return a_link(report)


def screen() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((40, 30), 80).convert("RGB").save(out, "PNG")
    return out.getvalue()


def captured(link, by, data: bytes, kind: str = "screenshot") -> Evidence:
    file = {"file": io.BytesIO(data), "name": "page.png", "size": len(data)}
    return arriving.capture(link=link, capture_kind=kind, by=by, at=NOW, **file)


def test_a_capture_is_a_file_that_hangs_on_its_link(link, activist, reviewer):
    piece = captured(link, activist, screen())
    assert (piece.kind, piece.capture_of, piece.capture_kind, piece.report) == ("file", link, "screenshot", link.report)
    assert telling.Telling(reviewer, link).captures == [piece]
    verbs = list(AuditEvent.objects.filter(ref=piece.ref).values_list("verb", flat=True))
    assert sorted(verbs) == ["evidence_added", "evidence_hashed"]


@pytest.mark.parametrize("kind", ["", "x", "pdf", "wacz"])
def test_what_is_not_what_it_is_said_to_be_is_refused_and_not_kept(kind, link, activist, settings):
    with pytest.raises(Unfit) as unfit:
        captured(link, activist, screen(), kind)
    assert unfit.value.field == "capture_kind"
    assert not Evidence.objects.filter(kind="file").exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_only_an_author_adds_a_capture_and_only_to_a_link(link, activist, reviewer):
    with pytest.raises(Denied):
        captured(link, reviewer, screen())
    for wrong in (a_file(link.report), not_held(link.report), a_link(link.report, removed_at=NOW)):
        with pytest.raises(Unfit):
            captured(wrong, activist, screen())


def test_what_arrived_is_asked_for_no_more(report, activist, reviewer):
    wanted, piece = not_held(report), a_file(report)
    arriving.arrived(wanted=wanted, version=1, piece=piece, by=reviewer, at=NOW)
    assert list(telling.wanted(reviewer, {})) == []
    with pytest.raises(Denied):
        arriving.arrived(wanted=wanted, version=2, piece=piece, by=activist, at=NOW)


def test_who_speaks_of_an_older_state_is_told(report, activist):
    with pytest.raises(Stale):
        arriving.arrived(wanted=not_held(report), version=7, piece=a_file(report), by=activist, at=NOW)


def test_what_arrived_with_another_report_is_told_by_whoever_sees_both(report, activist, reviewer, other_activist):
    wanted, foreign = not_held(report), a_file(ReportFactory(submitter=other_activist))
    with pytest.raises(Unfit):
        arriving.arrived(wanted=wanted, version=1, piece=foreign, by=activist, at=NOW)
    assert arriving.arrived(wanted=wanted, version=1, piece=foreign, by=reviewer, at=NOW).removed_at == NOW


def test_neither_a_foreign_piece_nor_a_promise_arrives(report, activist, other_activist):
    wanted = not_held(report)
    foreign = a_file(ReportFactory(submitter=other_activist))
    for piece in (foreign, wanted, not_held(report), a_file(report, removed_at=NOW)):
        with pytest.raises(Unfit):
            arriving.arrived(wanted=wanted, version=1, piece=piece, by=activist, at=NOW)


def test_a_file_does_not_arrive_in_the_place_of_a_file(report, activist):
    with pytest.raises(Unfit):
        arriving.arrived(wanted=a_file(report), version=1, piece=a_file(report), by=activist, at=NOW)
