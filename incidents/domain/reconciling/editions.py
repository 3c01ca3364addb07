"""Verbs: an edition of a list as a whole is accepted, or rejected. Its rows are decided before and after that."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import matching, review, workflow
from incidents.models import ListEdition, Mention, Report
from incidents.policies import Denied, Unfit
from incidents.vocabulary import ReportStatus

MOST_RELEASED = 200


@transaction.atomic
def accept(edition: ListEdition, *, by: User, at: datetime, version: int | None = None) -> Report:
    """The list may be relied on: its rows count for findings. Rows may still wait. Raises Denied, Stale."""
    row = _taken(edition, by=by, at=at, version=version)
    workflow.move(row, ReportStatus.ACCEPTED, by=by, at=at)
    return row


@transaction.atomic
def reject(
    edition: ListEdition, *, reason: str, words: str, by: User, at: datetime, version: int | None = None
) -> Report:
    """The list is not used; the few rows that were decided are nobody's again.

    Raises Denied, Stale; Unfit without a reason and words, while a finding relies on a row, or while many are decided.
    """
    decided = Mention.objects.filter(report=edition.report_id, resolution__in=matching.DECIDED).count()
    if decided > MOST_RELEASED:
        said = _("%(count)s rows are decided. Take the decisions on many rows back first, or undo the import.")
        raise Unfit(said % {"count": decided})
    row = _taken(edition, by=by, at=at, version=version)
    return review.reject(row, reason=reason, words=words, by=by, at=at)


def _taken(edition: ListEdition, *, by: User, at: datetime, version: int | None) -> Report:
    """Nobody takes a list for reading its rows; who judges it as a whole takes it for that moment."""
    row = workflow.lock(edition.report, version)
    policies.check_take(by, row)
    if row.status not in (ReportStatus.SUBMITTED, ReportStatus.UNDER_REVIEW):
        raise Denied.not_from_here(row)
    return review.take(row, by=by, at=at)
