"""What is told of a piece: who may say it, what is kept of it, what two who write at once get."""

import threading

import pytest
from django.db import connection

from incidents.domain.evidence import describing
from incidents.models import AuditEvent, Evidence
from incidents.policies import Denied, Stale, Unfit
from incidents.vocabulary import ReportStatus
from tests.factories import NOW, ReportFactory
from tests.incidents.domain.evidence.pieces import a_file, a_link, not_held

pytestmark = pytest.mark.django_db
WHOLE = {
    "note": "A street, a car", "sensitivities": ["faces", "graphic"], "taken_edtf": "2022-01-08",
    "taken_place_text": "Near the bridge", "handed_how": "messenger", "handed_edtf": "2022-01", "rights": "allowed",
    "consent": "partners", "language": "kk",
}  # fmt: skip


@pytest.fixture
def report(activist):
    return ReportFactory(submitter=activist)


def told(piece, by, version=1, **words) -> Evidence:
    return describing.describe(evidence=piece, version=version, by=by, at=NOW, **words)


def test_everything_that_is_told_is_kept_and_the_log_names_only_the_fields(report, activist):
    row = told(a_file(report), activist, **WHOLE)
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in WHOLE} == WHOLE | {"sensitivities": ["graphic", "faces"]}
    assert (row.version, row.described_by, row.described_at) == (2, activist, NOW)
    line = AuditEvent.objects.get(verb="evidence_described")
    assert line.detail == {"report": report.ref, "sha256": row.sha256, "fields": sorted(WHOLE)}
    assert "bridge" not in str(line.detail)


def test_what_is_not_told_stays_and_the_same_again_is_no_change(report, activist):
    piece = a_file(report, note="A street")
    assert told(piece, activist, rights="own").note == "A street"
    assert told(piece, activist, version=2, rights="own").version == 2
    assert AuditEvent.objects.filter(verb="evidence_described").count() == 1


def test_who_comes_second_is_told_what_stands(report, activist, reviewer):
    piece = a_file(report)
    told(piece, activist, note="A street")
    with pytest.raises(Stale) as stale:
        told(piece, reviewer, note="A road")
    assert stale.value.current.note == "A street"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("rights", "mine"), ("handed_how", "x"), ("consent", "'"), ("language", "<b>"), ("sensitivities", ["x"]),
     ("taken_edtf", "2022-02-30"), ("handed_edtf", "9999-99")],
)  # fmt: skip
def test_what_cannot_be_kept_is_told_beside_its_field(name, wrong, report, activist):
    with pytest.raises(Unfit) as unfit:
        told(a_file(report), activist, **{name: wrong})
    assert unfit.value.field == name


def test_a_field_of_another_kind_is_not_taken(report, activist):
    with pytest.raises(KeyError):
        told(a_file(report), activist, held_by="a neighbour")
    with pytest.raises(KeyError):
        told(a_link(report), activist, url="https://example.org/other")


def test_text_that_hides_or_is_too_long_is_cut(report, activist):
    row = told(a_link(report), activist, seen_by="a‮b" * 300)
    assert len(row.seen_by) == 200
    assert "‮" not in row.seen_by


def test_what_is_said_to_exist_keeps_its_words(report, activist):
    piece = not_held(report)
    assert told(piece, activist, held_by="her brother").held_by == "her brother"
    with pytest.raises(Unfit):
        told(piece, activist, version=2, note="")


@pytest.mark.parametrize("status", [ReportStatus.WITHDRAWN, ReportStatus.REJECTED])
def test_nobody_describes_evidence_of_a_report_that_is_over(status, activist, reviewer, second_reviewer):
    over = {"status": status, "taken_by": reviewer} | ({"reject_reason": "no_content"} if status == "rejected" else {})
    piece = a_file(ReportFactory(submitter=activist, **over))
    for person in (activist, second_reviewer):
        with pytest.raises(Denied):
            told(piece, person, note="A street")


def test_after_the_decision_only_reviewers_describe(activist, other_activist, reviewer, admin, second_reviewer):
    piece = a_file(ReportFactory(submitter=activist, taken_by=reviewer, status=ReportStatus.ACCEPTED))
    for person in (activist, other_activist, admin):
        with pytest.raises(Denied):
            told(piece, person, note="A street")
    assert told(piece, second_reviewer, note="A street").note == "A street"


def test_nobody_else_describes_evidence_of_a_draft(activist, other_activist, reviewer):
    piece = a_file(ReportFactory(submitter=activist, status=ReportStatus.DRAFT, received_at=None))
    for person in (other_activist, reviewer):
        with pytest.raises(Denied):
            told(piece, person, note="A street")
    assert told(piece, activist, note="A street").version == 2


def test_what_was_taken_off_is_not_described(report, activist):
    with pytest.raises(Denied):
        told(a_file(report, removed_at=NOW), activist, note="A street")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_describe_at_once_one_is_told_of_the_other(activist, reviewer):
    piece, outcomes = a_file(ReportFactory(submitter=activist)), []

    def press(by):
        try:
            outcomes.append(told(piece, by, note=f"Seen by {by.username}").note)
        except Stale as stale:
            outcomes.append(f"told: {stale.current.note}")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(by,)) for by in (activist, reviewer)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [(kept := Evidence.objects.get().note), f"told: {kept}"]
