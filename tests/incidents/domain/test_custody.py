"""The story of one piece out of the log: everything that befell it, in order, and nothing of another report."""

import datetime as dt

import pytest

from incidents.domain import audit
from incidents.domain.queries import custody
from tests.factories import NOW, ReportFactory
from tests.incidents.domain.evidence import copies, held

pytestmark = pytest.mark.django_db
COPY = "c" * 64


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    held.own_store(settings, tmp_path)


@pytest.fixture
def piece(activist):
    return copies.piece(ReportFactory(submitter=activist))


@pytest.fixture
def twin(piece, other_activist):
    """The same bytes, received with the report of another."""
    return held.receipt(piece.original, ReportFactory(submitter=other_activist))


def write(verb: str, piece=None, by=None, minutes: int = 0, **more) -> None:
    detail = {"sha256": piece.sha256 if piece else "a" * 64} | more.pop("detail", {})
    known = {"kind": "evidence", "ref": piece.ref if piece else ""} | more
    audit.record(verb=verb, by=by, at=NOW + dt.timedelta(minutes=minutes), detail=detail, **known)


def told(user, piece, number=1) -> list[str]:
    return [step.what for step in custody.page(user, piece, number)]


def test_everything_that_befell_it_stands_in_order(piece, activist, reviewer):
    for minutes, verb in enumerate(custody.WORDS):
        write(verb, piece, activist, minutes)
    assert told(reviewer, piece) == [str(words) for words in custody.WORDS.values()]


def test_each_line_has_when_who_and_the_hash(piece, activist, reviewer):
    write("evidence_added", piece, activist)
    write("evidence_viewed", piece, reviewer, 5, detail={"copy": COPY, "kind": "page", "page": 12})
    received, viewed = custody.page(reviewer, piece, 1)
    assert (received.at, received.who, received.sha256) == (NOW, "Aigerim Test", piece.sha256)
    assert (viewed.who, viewed.copy, viewed.of) == ("you", COPY, "page as a picture, 12")


def test_an_activist_reads_roles_and_no_names(piece, activist, reviewer):
    write("evidence_added", piece, activist)
    write("evidence_viewed", piece, reviewer)
    write("evidence_derived", piece)
    assert [step.who for step in custody.page(activist, piece, 1)] == ["you", "Reviewer", "Kua itself"]


def test_lines_about_a_set_that_holds_it_are_its_own(piece, reviewer, admin):
    write("evidence_checked", records=["E-0000001", piece.ref])
    write("evidence_exported", kind="bundle", ref="B-0000001", by=admin, records=[piece.ref])
    write("evidence_exported", kind="bundle", ref="B-0000002", by=admin, records=["E-0000001"])
    assert told(reviewer, piece) == ["hashed again: unchanged", "exported"]


def test_what_befell_the_bytes_is_told_of_every_receipt_that_one_sees_and_names_none(piece, activist, other_activist):
    twin = held.receipt(piece.original, ReportFactory(submitter=activist))
    for verb in ("evidence_added", "evidence_viewed", "evidence_redacted", "evidence_described", *custody.OF_THE_BYTES):
        write(verb, twin, other_activist)
    write("evidence_checked", records=[twin.ref])
    write("evidence_exported", kind="bundle", ref="B-0000001", records=[twin.ref])
    steps = list(custody.page(activist, piece, 1))
    befell = [str(custody.WORDS[verb]) for verb in custody.OF_THE_BYTES]
    assert [step.what for step in steps] == [*befell, "hashed again: unchanged"]
    assert not any(word in repr(steps) for word in (twin.ref, twin.report.ref, other_activist.name, other_activist.ref))


def test_whoever_brings_bytes_does_not_learn_that_they_were_here_before(piece, twin, activist):
    for verb in custody.OF_THE_BYTES:
        write(verb, twin, minutes=-60)
    write("evidence_checked", records=[twin.ref], minutes=-30)
    write("evidence_added", piece, activist)
    for receipt in (twin, piece):
        write("evidence_missing", receipt, minutes=60)
    assert told(activist, piece) == ["received", "found missing"]


def test_lines_of_other_pieces_and_other_verbs_are_not_there(piece, activist):
    other = copies.piece(ReportFactory(submitter=activist), b"other bytes")
    write("evidence_added", other, activist)
    write("report_submitted", piece, activist)
    write("evidence_of_a_later_time", piece, activist)
    assert told(activist, piece) == []


def test_what_is_missing_or_changed_is_an_alarm(piece, reviewer):
    write("evidence_missing", piece)
    write("evidence_checked", piece)
    assert [step.is_alarm for step in custody.page(reviewer, piece, 1)] == [True, False]


def test_a_long_story_has_pages_and_takes_the_same_few_queries(
    piece, twin, activist, reviewer, django_assert_max_num_queries
):
    for minutes in range(custody.PER_PAGE + 5):
        write("evidence_viewed", piece, activist, minutes, records=[piece.ref] if minutes % 2 else None)
    with django_assert_max_num_queries(6):
        first = custody.page(reviewer, piece, 1)
    assert len(first) == custody.PER_PAGE
    assert len(custody.page(reviewer, piece, 2)) == 5
    assert custody.page(reviewer, piece, "x").number == 1


def test_a_piece_without_bytes_has_a_story_too(piece, activist):
    piece.original_id = None
    write("evidence_added", piece, activist)
    assert told(activist, piece) == ["received"]


def test_a_line_with_odd_details_is_still_a_line(piece, activist):
    audit.record(
        verb="evidence_viewed", by=activist, at=NOW, kind="evidence", ref=piece.ref, detail={"sha256": 5, "kind": []}
    )
    (step,) = custody.page(activist, piece, 1)
    assert (step.sha256, step.of) == ("", "")
