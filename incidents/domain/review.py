"""Verbs: what a reviewer does with a whole report, and how far sources and statements are to be believed."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import audit, matching, references, standing, workflow
from incidents.models import Act, Mention, Person, Report, Source
from incidents.policies import Denied, Unfit
from incidents.vocabulary import Credibility, Derivation, RejectReason, Reliability, ReportStatus, Resolution

ORIGINS_LOCK = 4_201_001


@transaction.atomic
def take(report: Report, *, by: User, at: datetime) -> Report:
    """Take a report that waits. Taking what one has already taken changes nothing. Raises Denied, with who has it."""
    row = workflow.lock(report)
    if row.status == ReportStatus.UNDER_REVIEW:
        if row.taken_by_id == by.pk:
            return row
        policies.check_take(by, row)
        raise Denied(_("%(who)s took this report before you.") % {"who": row.taken_by})
    policies.check_take(by, row)
    row.taken_by, row.taken_at = by, at
    workflow.move(row, ReportStatus.UNDER_REVIEW, by=by, at=at)
    return row


@transaction.atomic
def put_back(report: Report, *, by: User, at: datetime, version: int | None = None) -> Report:
    """Put a taken report back into the queue; what was decided in it stays. Raises Denied, Stale."""
    row = workflow.lock(report, version)
    workflow.move(row, ReportStatus.SUBMITTED, by=by, at=at)
    row.taken_by = row.taken_at = None
    row.save(update_fields=["taken_by", "taken_at"])
    return row


@transaction.atomic
def ask_back(report: Report, *, question: str, by: User, at: datetime, version: int | None = None) -> Report:
    """Send the report back to its author with a question. Raises Denied, Stale; Unfit without a question."""
    row = workflow.lock(report, version)
    policies.check_review(by, row)
    workflow.move(row, ReportStatus.RETURNED, by=by, at=at, words=_worded(question, "question"))
    return row


@transaction.atomic
def accept(report: Report, *, by: User, at: datetime, version: int | None = None) -> Report:
    """Accept the report. Raises Denied, Stale; Unfit while a person in it is not decided."""
    row = workflow.lock(report, version)
    policies.check_review(by, row)
    if open_mentions(row).exists():
        raise Unfit(_("Decide first for every person: the same as somebody we hold, new, or undecided."))
    workflow.move(row, ReportStatus.ACCEPTED, by=by, at=at)
    rewrite_persons([row.pk])
    return row


@transaction.atomic
def reject(report: Report, *, reason: str, words: str, by: User, at: datetime, version: int | None = None) -> Report:
    """Reject the report and take its mentions out of the persons again.

    Raises Denied, Stale; Unfit without a reason and words, or while a finding relies on what the report says.
    """
    row = workflow.lock(report, version)
    policies.check_review(by, row)
    if reason not in RejectReason.values:
        raise Unfit(_("Choose a reason from the list."), "reason")
    words = _worded(words, "words")
    matching.release(row, by=by, at=at)
    row.reject_reason = reason
    workflow.move(row, ReportStatus.REJECTED, by=by, at=at, words=words, detail={"reason": reason})
    return row


@transaction.atomic
def rate_source(source: Source, *, reliability: str, by: User, at: datetime) -> Source:
    """Say how far a source can be relied on, A to F. Raises Denied; Unfit for a letter that is not on the list."""
    row = Source.objects.select_for_update().get(pk=source.pk)
    policies.check_rate_source(by, row)
    if reliability not in Reliability.values:
        raise Unfit(_("Choose a rating from the list."), "reliability")
    before = row.reliability
    row.reliability, row.rated_by, row.rated_at = reliability, by, at
    row.save(update_fields=["reliability", "rated_by", "rated_at"])
    detail = {"before": before, "after": reliability}
    audit.record(verb="source_rated", by=by, at=at, kind="source", ref=row.ref, detail=detail)
    return row


@transaction.atomic
def rate_act(act: Act, *, credibility: str, by: User, at: datetime) -> Act:
    """Say how far one statement can be believed, 1 to 6, apart from who makes it. Raises Denied, Unfit."""
    report = workflow.lock(act.mention.report)
    row = Act.objects.select_for_update().get(pk=act.pk)
    policies.check_judge(by, report)
    if credibility not in Credibility.values:
        raise Unfit(_("Choose a rating from the list."), "credibility")
    before, row.credibility = row.credibility, credibility
    row.save(update_fields=["credibility"])
    detail = {"act": str(row.key), "before": before, "after": credibility}
    audit.record(verb="act_rated", by=by, at=at, kind="report", ref=report.ref, detail=detail)
    return row


@transaction.atomic
def link_origin(report: Report, *, origin_ref: str | None, derivation: str, by: User, at: datetime) -> Report:
    """Say that the report's text comes from another report, or (None) from none.

    Raises Denied; Unfit for an unknown reference, the report itself, or a circle. One such tie is made at a time:
    two reviewers could otherwise close a circle together.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s::bigint)", [ORIGINS_LOCK])
    row = workflow.lock(report)
    policies.check_judge(by, row)
    row.derived_from = _origin(row, origin_ref, by) if origin_ref else None
    row.derivation = _derivation(derivation) if row.derived_from else Derivation.NONE
    row.save(update_fields=["derived_from", "derivation"])
    detail = {"origin": row.derived_from.ref if row.derived_from else "", "derivation": row.derivation}
    audit.record(verb="origin_linked", by=by, at=at, kind="report", ref=row.ref, detail=detail)
    rewrite_persons(_with_derived(row.pk))
    return row


def open_mentions(report: Report):
    """The persons in the report that nobody has decided about yet."""
    return Mention.objects.filter(report=report, retired_at=None, resolution=Resolution.OPEN)


def rewrite_persons(report_ids: list[int]) -> None:
    """Bring the rows of all persons in these reports up to date, in the order of their keys (so that no two block)."""
    ids = Mention.objects.filter(report__in=report_ids, person__isnull=False).values("person")
    for person in Person.objects.select_for_update().filter(pk__in=ids).order_by("pk"):
        standing.rewrite(person)


def _worded(words: str, field: str) -> str:
    words = words.strip()
    if not words:
        raise Unfit(_("Write a sentence."), field)
    return words


def _derivation(derivation: str) -> str:
    if derivation not in Derivation.values or derivation == Derivation.NONE:
        raise Unfit(_("Say how the text comes from the other: reprint, summary, translation or quote."), "derivation")
    return derivation


def _origin(row: Report, origin_ref: str, by: User) -> Report:
    try:
        ref = references.read(origin_ref, "R")
    except references.Misread as misread:
        raise Unfit(str(misread), "origin") from None
    seen = Report.objects.filter(policies.visible_reports(by)).exclude(received_at=None)
    origin = seen.filter(ref=ref).first()
    if origin is None:
        raise Unfit(_("There is no report with this reference."), "origin")
    above: int | None = origin.pk
    while above is not None:
        if above == row.pk:
            raise Unfit(_("That report comes from this one. Texts cannot come from each other in a circle."), "origin")
        above = Report.objects.values_list("derived_from_id", flat=True).get(pk=above)
    return origin


def _with_derived(report_id: int) -> list[int]:
    """The report and everything that comes from it."""
    found, newest = {report_id}, {report_id}
    while newest:
        newest = set(Report.objects.filter(derived_from__in=newest).values_list("pk", flat=True)) - found
        found |= newest
    return sorted(found)
