"""The workflow is a table. move() is the only writer of a report's and a finding's status."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import audit
from incidents.models import Finding, Report, ReportMove
from incidents.policies import Denied, Stale
from incidents.vocabulary import FindingStatus as F
from incidents.vocabulary import ReportStatus as R

__all__ = ["FINDING_TRANSITIONS", "REPORT_TRANSITIONS", "Transition", "check", "create", "lock", "move"]


T = TypeVar("T", Report, Finding)


@dataclass(frozen=True)
class Transition:
    """One row: from where to where, who may, what it needs, and the word in the audit log."""

    from_status: str
    to_status: str
    may: str
    needs: str
    verb: str


REPORT_TRANSITIONS = (
    Transition("", R.DRAFT, "log", "", "report_drafted"),
    Transition(
        R.DRAFT,
        R.SUBMITTED,
        "submit",
        "a person with an act or the statement that they are unknown; a source; consent",
        "report_submitted",
    ),
    Transition("", R.SUBMITTED, "import", "a file that was checked", "list_imported"),
    Transition(R.SUBMITTED, R.UNDER_REVIEW, "take", "takes it", "report_taken"),
    Transition(R.UNDER_REVIEW, R.SUBMITTED, "put_back", "puts it back into the queue", "report_put_back"),
    Transition(R.UNDER_REVIEW, R.RETURNED, "review", "a question, shown to the author", "report_returned"),
    Transition(R.RETURNED, R.SUBMITTED, "submit", "a new revision", "report_resubmitted"),
    Transition(R.UNDER_REVIEW, R.ACCEPTED, "review", "every mention resolved", "report_accepted"),
    Transition(R.UNDER_REVIEW, R.REJECTED, "review", "a reason from the list, and words", "report_rejected"),
    Transition(R.DRAFT, R.WITHDRAWN, "withdraw", "a reason", "report_withdrawn"),
    Transition(R.SUBMITTED, R.WITHDRAWN, "withdraw", "a reason", "report_withdrawn"),
    Transition(R.UNDER_REVIEW, R.WITHDRAWN, "withdraw", "a reason", "report_withdrawn"),
    Transition(R.RETURNED, R.WITHDRAWN, "withdraw", "a reason", "report_withdrawn"),
)
FINDING_TRANSITIONS = (
    Transition("", F.PROPOSED, "propose", "acts relied on, a level the sources allow, a reason", "finding_proposed"),
    Transition(F.PROPOSED, F.AGREED, "agree", "unchanged acts; a second reviewer", "finding_agreed"),
    Transition(F.PROPOSED, F.DISPUTED, "agree", "a reason; a second reviewer", "finding_disputed"),
    Transition(F.PROPOSED, F.WITHDRAWN, "withdraw_finding", "a reason", "finding_withdrawn"),
    Transition(F.AGREED, F.SUPERSEDED, "agree", "a newer finding agreed", "finding_superseded"),
    Transition(F.AGREED, F.WITHDRAWN, "withdraw_finding", "a reason", "finding_withdrawn"),
)
TABLE = {
    Report: {(row.from_status, row.to_status): row for row in REPORT_TRANSITIONS},
    Finding: {(row.from_status, row.to_status): row for row in FINDING_TRANSITIONS},
}


def lock(thing: T, version: int | None = None) -> T:
    """The same row, locked for this transaction.

    Raises Stale when `version` is no longer the row's; Denied when it just left with the list that it came in with.
    """
    row = type(thing).objects.select_for_update().filter(pk=thing.pk).first()
    if row is None:
        raise Denied(_("This is not here any more: somebody undid the import of its list."))
    if version is not None and row.version != version:
        raise Stale(row)
    return row


def transition(thing: Report | Finding, to_status: str) -> Transition:
    """The row of the table for this move. Raises Denied when there is none."""
    row = TABLE[type(thing)].get(("" if thing._state.adding else thing.status, to_status))
    if row is None:
        raise Denied.not_from_here(thing)
    return row


def create(thing: Report | Finding, *, by: User, at: datetime, detail: dict[str, Any] | None = None) -> None:
    """Save a new row in its first status, and say so in the log. Raises Denied."""
    row = transition(thing, thing.status)
    policies.CHECKS[row.may](by, thing)
    thing.save()
    _write_down(thing, row, by=by, at=at, words="", detail=detail)


def check(thing: Report | Finding, to_status: str, by: User) -> None:
    """Raises Denied when the table or the policy says no to this move; changes nothing."""
    policies.CHECKS[transition(thing, to_status).may](by, thing)


@transaction.atomic
def move(
    thing: Report | Finding,
    to_status: str,
    *,
    by: User,
    at: datetime,
    words: str = "",
    detail: dict[str, Any] | None = None,
) -> None:
    """Move a locked row, save it, and write the move down. Raises Denied when the table or the policy refuses."""
    row = transition(thing, to_status)
    policies.CHECKS[row.may](by, thing)
    thing.status = to_status
    thing.version += 1
    thing.save()
    _write_down(thing, row, by=by, at=at, words=words, detail=detail)


def _write_down(
    thing: Report | Finding, row: Transition, *, by: User, at: datetime, words: str, detail: dict[str, Any] | None
) -> None:
    if isinstance(thing, Report):
        ReportMove.objects.create(
            report=thing, from_status=row.from_status, to_status=row.to_status, by=by, at=at, words=words
        )
    audit.record(verb=row.verb, by=by, at=at, kind=type(thing).__name__.lower(), ref=thing.ref, detail=detail)
