"""What a claimed figure relies on stays: its report, the contents of it, and the evidence that bears on it."""

import datetime as dt

import pytest

from incidents.domain import intake, retention, review
from incidents.domain.evidence import bearings
from incidents.domain.figures import verbs
from incidents.domain.queries import bearings as reads
from incidents.models import AuditEvent, EvidenceBearing, FigureClaim, Report
from incidents.policies import Unfit
from tests.factories import NOW, ReportFactory
from tests.incidents.domain.evidence.pieces import a_file
from tests.incidents.domain.figures.samples import AT, accepted, entered
from tests.incidents.domain.test_retention import sent

pytestmark = pytest.mark.django_db
MUCH_LATER = AT + dt.timedelta(days=91)


@pytest.fixture
def terms(settings):
    settings.KEEP_DAYS = {"drafts": 90, "rejected": 90, "identities": 0}


@pytest.fixture
def rejected(activist, reviewer, terms):
    """A report of which figures were entered while it was reviewed: a number, and one that is words only."""
    report = review.take(sent(activist), by=reviewer, at=NOW)
    entered(reviewer, 149, report=report, wording="149 died.", speaker="The chief", place="Atlantis")
    entered(reviewer, words="dozens", report=report)
    return review.reject(report, reason="no_content", words="Nothing.", by=reviewer, at=NOW, version=report.version)


def test_the_contents_of_a_rejected_report_stay_while_a_figure_stands_on_it(rejected, reviewer):
    assert retention.run(at=MUCH_LATER)["rejected"] == 0
    rejected.refresh_from_db()
    assert rejected.narrative
    assert rejected.emptied_at is None


def test_when_its_figures_are_struck_the_contents_leave_and_the_numbers_stay(rejected, reviewer):
    for row in FigureClaim.objects.all():
        verbs.strike(row, because="Not a report.", by=reviewer, at=AT)
    assert retention.run(at=MUCH_LATER)["rejected"] == 1
    told = FigureClaim.objects.order_by("pk").values_list("best", "words", "wording", "speaker", "place_text")
    assert list(told) == [(149, "", "", "", ""), (None, "…", "", "", "")]


def test_a_report_that_tells_what_became_of_a_figure_stays_too(activist, reviewer, terms):
    report = sent(activist)
    verbs.move(
        entered(reviewer, 164), "retracted", because="An error.", told_in=report, when="2022-01-17", by=reviewer, at=AT
    )
    intake.withdraw(report=report, by=activist, at=NOW, version=report.version, reason="Told by mistake.")
    assert retention.run(at=MUCH_LATER)["rejected"] == 0
    assert Report.objects.get(pk=report.pk).narrative


# --- Evidence --------------------------------------------------------------------------------------------------------
@pytest.fixture
def report():
    return accepted()


@pytest.fixture
def piece(report):
    return a_file(report)


def tied(piece, by, *targets):
    return bearings.tie(evidence=piece, targets=targets, bearing="supports", by=by, at=AT)


def test_evidence_is_tied_to_a_figure_of_its_report(piece, report, reviewer):
    made = entered(reviewer, 149, report=report, place="Atlantis")
    assert (f"claim:{made.ref}", f"The figure: 149, Police, 16 January 2022: {words()}") in reads.choices(
        reviewer, piece
    )
    assert reads.picked(reviewer, [f"claim:{made.ref}"]) == [made]
    (row,) = tied(piece, reviewer, made)
    (told,) = reads.of_piece(reviewer, piece)
    assert (told.row, told.of, told.is_gone, told.may_untie) == (row, made.ref, False, True)
    detail = AuditEvent.objects.get(verb="evidence_tied").detail
    assert (detail["on"], detail["target"]) == ("claim", made.ref)


def words():
    return "dead, however they died, Atlantis"


def test_a_figure_of_another_report_is_found_by_its_reference(piece, reviewer):
    made = entered(reviewer, 149)
    assert [code for code, _words in reads.choices(reviewer, piece, made.ref)] == [f"claim:{made.ref}"]
    assert reads.choices(reviewer, piece, "G-0000000") == []


def test_an_author_who_reads_no_figures_neither_sees_nor_chooses_them(activist, reviewer):
    report = ReportFactory(submitter=activist)
    piece, made = a_file(report), entered(reviewer, 149, report=report)
    assert f"claim:{made.ref}" not in dict(reads.choices(activist, piece))
    assert reads.picked(activist, [f"claim:{made.ref}"]) == []
    with pytest.raises(Unfit):
        tied(piece, activist, made)
    tied(piece, reviewer, made)
    assert reads.of_piece(activist, piece) == []


def test_a_struck_figure_can_no_longer_be_chosen_and_is_shown_as_gone(piece, report, reviewer):
    made = entered(reviewer, 149, report=report)
    tied(piece, reviewer, made)
    verbs.strike(made, because="Misread.", by=reviewer, at=AT)
    assert [one.is_gone for one in reads.of_piece(reviewer, piece)] == [True]
    with pytest.raises(Unfit, match="no longer"):
        tied(piece, reviewer, made)


def test_a_figure_in_words_that_was_tied_before_stays_readable(piece, reviewer):
    tied(piece, reviewer, "149 killed in Almaty, the police")
    assert [one.words for one in reads.of_piece(reviewer, piece)] == ["149 killed in Almaty, the police"]
    assert EvidenceBearing.objects.get().claim is None
