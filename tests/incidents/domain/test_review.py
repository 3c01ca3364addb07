"""What a reviewer does with a whole report, and what is refused, also when somebody writes around the verbs."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from incidents.domain import findings, matching, review, workflow
from incidents.models import AuditEvent, Mention, Report, ReportMove, Source
from incidents.policies import Denied, Stale, Unfit
from incidents.vocabulary import Derivation, RejectReason, ReportStatus, Resolution
from tests.factories import NOW, ActFactory, MentionFactory, ReportFactory, SourceFactory

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def report(activist):
    return ReportFactory(submitter=activist)


@pytest.fixture
def taken(report, reviewer):
    return review.take(report, by=reviewer, at=NOW)


def verbs_in_log():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_a_reviewer_takes_a_report_and_the_log_says_so(report, reviewer):
    row = review.take(report, by=reviewer, at=NOW)
    assert (row.status, row.taken_by, row.taken_at) == (ReportStatus.UNDER_REVIEW, reviewer, NOW)
    assert verbs_in_log() == ["report_taken"]
    assert ReportMove.objects.get().by == reviewer


def test_taking_twice_changes_nothing(taken, reviewer):
    again = review.take(taken, by=reviewer, at=LATER)
    assert (again.version, again.taken_at) == (taken.version, NOW)
    assert verbs_in_log() == ["report_taken"]


def test_who_comes_second_is_told_who_was_first(taken, second_reviewer):
    with pytest.raises(Denied, match="Dana Test took this report before you"):
        review.take(taken, by=second_reviewer, at=LATER)


def test_a_reviewer_cannot_take_an_own_report(reviewer):
    with pytest.raises(Denied, match="You wrote this report"):
        review.take(ReportFactory(submitter=reviewer), by=reviewer, at=NOW)


@pytest.mark.parametrize("status", [ReportStatus.DRAFT, ReportStatus.WITHDRAWN])
def test_what_was_not_sent_cannot_be_taken(status, activist, reviewer):
    report = ReportFactory(submitter=activist, status=status)
    with pytest.raises(Denied, match="cannot be done now"):
        review.take(report, by=reviewer, at=NOW)


def test_neither_activist_nor_admin_takes_a_report(report, other_activist, admin):
    for user in (other_activist, admin):
        with pytest.raises(Denied, match="Only a reviewer"):
            review.take(report, by=user, at=NOW)


def test_the_database_refuses_a_review_by_the_author(report, activist):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(status=ReportStatus.UNDER_REVIEW, taken_by=activist, taken_at=NOW)


def test_the_database_refuses_a_review_by_nobody(report):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(status=ReportStatus.ACCEPTED)


def test_a_report_put_back_waits_again_for_anybody(taken, reviewer, second_reviewer):
    row = review.put_back(taken, by=reviewer, at=LATER)
    assert (row.status, row.taken_by, row.taken_at) == (ReportStatus.SUBMITTED, None, None)
    assert review.take(row, by=second_reviewer, at=LATER).taken_by == second_reviewer


def test_only_who_took_it_puts_it_back(taken, second_reviewer):
    with pytest.raises(Denied, match="Another reviewer"):
        review.put_back(taken, by=second_reviewer, at=LATER)


def test_a_question_goes_to_the_author(taken, reviewer):
    row = review.ask_back(taken, question="  Who saw the car?  ", by=reviewer, at=LATER, version=taken.version)
    assert row.status == ReportStatus.RETURNED
    assert row.moves.last().words == "Who saw the car?"


@pytest.mark.parametrize("question", ["", "   ", "\n\t"])
def test_an_empty_question_is_not_sent(question, taken, reviewer):
    with pytest.raises(Unfit) as refused:
        review.ask_back(taken, question=question, by=reviewer, at=LATER, version=taken.version)
    assert refused.value.field == "question"


def test_a_report_is_accepted_when_everybody_in_it_is_decided(taken, reviewer):
    one, other = MentionFactory(report=taken), MentionFactory(report=taken)
    MentionFactory(report=taken, retired_at=NOW)
    matching.new_person(one, because="nobody like him", by=reviewer, at=NOW)
    with pytest.raises(Unfit, match="Decide first for every person"):
        review.accept(taken, by=reviewer, at=LATER, version=taken.version)
    matching.undecided(other, because="no name to compare", by=reviewer, at=NOW)
    assert review.accept(taken, by=reviewer, at=LATER, version=taken.version).status == ReportStatus.ACCEPTED


def test_another_reviewer_cannot_accept(taken, second_reviewer):
    with pytest.raises(Denied, match="Another reviewer"):
        review.accept(taken, by=second_reviewer, at=LATER, version=taken.version)


@pytest.mark.parametrize(
    "verb",
    [
        lambda row, **who: review.accept(row, **who),
        lambda row, **who: review.put_back(row, **who),
        lambda row, **who: review.ask_back(row, question="Who?", **who),
        lambda row, **who: review.reject(row, reason="other", words="No.", **who),
    ],
)
def test_a_page_opened_before_a_change_is_stale(verb, taken, reviewer):
    with pytest.raises(Stale) as stale:
        verb(taken, by=reviewer, at=LATER, version=taken.version - 1)
    assert stale.value.current.version == taken.version


def test_a_rejected_report_leaves_no_trace_in_a_person(taken, reviewer):
    mention = MentionFactory(report=taken)
    person = matching.new_person(mention, because="nobody like him", by=reviewer, at=NOW)
    row = review.reject(
        taken,
        reason=RejectReason.FABRICATED,
        words="The picture is from 2014.",
        by=reviewer,
        at=LATER,
        version=taken.version,
    )
    mention.refresh_from_db()
    person.refresh_from_db()
    assert (row.status, row.reject_reason) == (ReportStatus.REJECTED, RejectReason.FABRICATED)
    assert (mention.resolution, mention.person, person.reports_count) == (Resolution.OPEN, None, 0)


def test_a_report_that_a_finding_relies_on_cannot_be_rejected(taken, reviewer):
    act = ActFactory(mention=MentionFactory(report=taken))
    person = matching.new_person(act.mention, because="new", by=reviewer, at=NOW)
    findings.propose(
        person, kind="killed", acts=[act], confirmation="weak", rationale="One source.", by=reviewer, at=NOW
    )
    with pytest.raises(Unfit, match="relies on this"):
        review.reject(taken, reason="other", words="No.", by=reviewer, at=LATER, version=taken.version)
    taken.refresh_from_db()
    assert taken.status == ReportStatus.UNDER_REVIEW


@pytest.mark.parametrize(
    ("reason", "words", "field"), [("nonsense", "No.", "reason"), ("", "No.", "reason"), ("other", " ", "words")]
)
def test_rejecting_needs_a_reason_from_the_list_and_words(reason, words, field, taken, reviewer):
    with pytest.raises(Unfit) as refused:
        review.reject(taken, reason=reason, words=words, by=reviewer, at=LATER, version=taken.version)
    assert refused.value.field == field


def test_the_database_refuses_a_rejection_without_a_reason(taken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=taken.pk).update(status=ReportStatus.REJECTED)


def test_a_finished_report_does_not_move_again(taken, reviewer):
    row = review.reject(taken, reason="other", words="No.", by=reviewer, at=LATER, version=taken.version)
    for verb in (review.accept, review.put_back):
        with pytest.raises(Denied, match="cannot be done now"):
            verb(row, by=reviewer, at=LATER)


def test_a_source_is_rated_by_a_reviewer_who_did_not_bring_it_in(report, reviewer, activist):
    row = review.rate_source(report.source, reliability="A", by=reviewer, at=NOW)
    assert (row.reliability, row.rated_by, row.rated_at) == ("A", reviewer, NOW)
    own = SourceFactory(created_by=reviewer)
    with pytest.raises(Denied, match="brought this source in"):
        review.rate_source(own, reliability="A", by=reviewer, at=NOW)
    with pytest.raises(Denied, match="Only a reviewer"):
        review.rate_source(report.source, reliability="A", by=activist, at=NOW)


def test_a_rating_comes_from_the_list(taken, reviewer):
    act = ActFactory(mention=MentionFactory(report=taken))
    with pytest.raises(Unfit):
        review.rate_source(taken.source, reliability="Z", by=reviewer, at=NOW)
    with pytest.raises(Unfit):
        review.rate_act(act, credibility="9", by=reviewer, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(pk=taken.source_id).update(reliability="Z")


def test_a_statement_is_rated_by_who_has_the_report(taken, reviewer, second_reviewer):
    act = ActFactory(mention=MentionFactory(report=taken))
    assert review.rate_act(act, credibility="2", by=reviewer, at=NOW).credibility == "2"
    with pytest.raises(Denied, match="Another reviewer"):
        review.rate_act(act, credibility="1", by=second_reviewer, at=NOW)


def test_after_acceptance_any_other_reviewer_may_rate_but_never_the_author(reviewer, second_reviewer):
    own = ReportFactory(submitter=reviewer, taken_by=second_reviewer, status=ReportStatus.ACCEPTED)
    act = ActFactory(mention=MentionFactory(report=own))
    assert review.rate_act(act, credibility="1", by=second_reviewer, at=NOW).credibility == "1"
    with pytest.raises(Denied, match="You wrote this report"):
        review.rate_act(act, credibility="5", by=reviewer, at=NOW)


def test_a_text_can_come_from_another_report_and_be_set_free_again(taken, reviewer):
    origin = ReportFactory()
    row = review.link_origin(taken, origin_ref=origin.ref.lower(), derivation="translation", by=reviewer, at=NOW)
    assert (row.derived_from, row.derivation) == (origin, Derivation.TRANSLATION)
    row = review.link_origin(taken, origin_ref=None, derivation="", by=reviewer, at=NOW)
    assert (row.derived_from, row.derivation) == (None, Derivation.NONE)


def test_linking_texts_lowers_the_number_of_independent_sources(reviewer, activist):
    reports = [ReportFactory(submitter=activist, taken_by=reviewer) for _ in range(2)]
    one, other = [MentionFactory(report=report) for report in reports]
    person = matching.new_person(one, because="new", by=reviewer, at=NOW)
    matching.same(other, person, because="the same day", by=reviewer, at=NOW)
    person.refresh_from_db()
    assert person.roots_count == 2
    review.link_origin(reports[1], origin_ref=reports[0].ref, derivation="reprint", by=reviewer, at=NOW)
    person.refresh_from_db()
    assert (person.reports_count, person.roots_count) == (2, 1)


def test_texts_cannot_come_from_each_other_in_a_circle(activist, reviewer):
    first, second, third = [ReportFactory(submitter=activist, taken_by=reviewer) for _ in range(3)]
    review.link_origin(second, origin_ref=first.ref, derivation="reprint", by=reviewer, at=NOW)
    review.link_origin(third, origin_ref=second.ref, derivation="reprint", by=reviewer, at=NOW)
    with pytest.raises(Unfit, match="in a circle"):
        review.link_origin(first, origin_ref=third.ref, derivation="reprint", by=reviewer, at=NOW)
    with pytest.raises(Unfit, match="in a circle"):
        review.link_origin(first, origin_ref=first.ref, derivation="reprint", by=reviewer, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=first.pk).update(derived_from=first)


@pytest.mark.parametrize("ref", ["R-0000000", "nonsense", "P-", "'; drop table --", "R-" + "7" * 400])
def test_an_unknown_origin_is_named_as_such(ref, taken, reviewer):
    with pytest.raises(Unfit) as refused:
        review.link_origin(taken, origin_ref=ref, derivation="reprint", by=reviewer, at=NOW)
    assert refused.value.field == "origin"


def test_a_draft_of_somebody_else_cannot_be_an_origin(taken, reviewer, activist):
    draft = ReportFactory(submitter=activist, status=ReportStatus.DRAFT, received_at=None)
    with pytest.raises(Unfit, match="no report with this reference"):
        review.link_origin(taken, origin_ref=draft.ref, derivation="reprint", by=reviewer, at=NOW)


def test_a_tie_between_texts_says_how(taken, reviewer):
    with pytest.raises(Unfit) as refused:
        review.link_origin(taken, origin_ref=ReportFactory().ref, derivation="", by=reviewer, at=NOW)
    assert refused.value.field == "derivation"


def test_moving_by_the_table_alone_still_asks_who(report, activist):
    row = workflow.lock(report)
    with pytest.raises(Denied):
        workflow.move(row, ReportStatus.UNDER_REVIEW, by=activist, at=NOW)
    assert not Mention.objects.filter(report=report).exists()
