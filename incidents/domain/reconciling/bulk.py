"""Verbs: decisions on many rows of a list. What one would decide is looked for and shown; then it is done, or not.

Long ones are a job's work (running.py); short ones are done at once.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from accounts.models import User
from incidents import policies
from incidents.domain.reconciling import holding, running
from incidents.models import BulkDecision, ListEdition
from incidents.policies import Denied, Unfit
from incidents.vocabulary import BulkKind, RunState

JOB = "incidents.jobs.decide_rows"
AT_ONCE = 100
LONGEST_REASON = 2000
ENDED = (RunState.DONE, RunState.STOPPED, RunState.FAILED)


def ask(
    edition: ListEdition, kind: str, *, threshold: float, because: str, key: UUID, by: User, at: datetime
) -> BulkDecision:
    """Look which rows a decision of this kind would decide, and decide nothing. The same key asks once.

    What the same reviewer had looked for before and never agreed to is gone. Raises Denied; Unfit without a kind or a
    reason, and where nothing waits.
    """
    with transaction.atomic():
        policies.check_reconcile(by, edition.report)
        if kind not in BulkKind.values or (kind == BulkKind.BEFORE and edition.follows_id is None):
            raise Unfit(_("Choose what to decide."), "kind")
        total = holding.waiting(edition).count()
        if not total:
            raise Unfit(_("No row of this edition waits."))
        new = {"edition": edition, "kind": kind, "threshold": threshold, "because": _worded(because), "by": by,
               "at": at, "total": total}  # fmt: skip
        row, is_new = BulkDecision.objects.get_or_create(key=key, defaults=new)
        if not is_new:
            return _own(row, by)
        looked = BulkDecision.objects.filter(edition=edition, by=by, kind=kind, agreed_at=None).exclude(pk=row.pk)
        looked.filter(state__in=ENDED).delete()
    return _begin(row, total, at)


def agree(bulk: BulkDecision, *, by: User, at: datetime) -> BulkDecision:
    """Decide what was found. Pressed twice it is the same. Raises Denied; Unfit where nothing fits."""
    with transaction.atomic():
        row = _locked(bulk, by)
        if row.agreed_at is not None:
            return row
        if row.by_id != by.pk or row.state != RunState.DONE:
            raise Denied(_("Only the person who looked for these rows can decide them, once all are looked through."))
        total = row.decided.count()
        if not total:
            raise Unfit(_("No row fits. Decide them one by one."))
        row.agreed_at = at
        _again(row, total)
    return _begin(row, total, at)


@transaction.atomic
def stop(bulk: BulkDecision, *, by: User, at: datetime) -> BulkDecision:
    """Stop it where it is; it can go on later. Stopped twice it is the same. Raises Denied."""
    row = _locked(bulk, by)
    if row.state == RunState.WAITING:
        row.state, row.ended_at = RunState.STOPPED, at
    row.stop_asked = row.state in (RunState.RUNNING, RunState.STOPPED)
    row.save()
    return row


def go_on(bulk: BulkDecision, *, by: User, at: datetime) -> BulkDecision:
    """Go on where it stopped, failed, or was killed. Raises Denied when it is over."""
    with transaction.atomic():
        row = _locked(bulk, by)
        if row.state == RunState.DONE:
            raise _not_now(row)
        row.state, row.stop_asked, row.ended_at, row.failed_code = RunState.WAITING, False, None, ""
        row.save()
    return _begin(row, row.total - row.done - row.passed, at)


def undo(bulk: BulkDecision, *, because: str, by: User, at: datetime) -> BulkDecision:
    """Take back what it decided, exactly. Rows that somebody decided anew since stay, and are counted.

    Raises Denied while it goes on, or when it was taken back; Unfit without a reason.
    """
    with transaction.atomic():
        row = _locked(bulk, by)
        if row.agreed_at is None or row.undone_at is not None or row.state not in ENDED:
            raise _not_now(row)
        row.undone_because, row.undone_by, row.undone_at = _worded(because), by, at
        total = row.decided.exclude(at=None).count()
        row.found = {**row.found, "decided": total, "passed": row.passed}
        _again(row, total)
    return _begin(row, total, at)


def _locked(bulk: BulkDecision, by: User) -> BulkDecision:
    held = BulkDecision.objects.select_for_update(of=("self",)).select_related("edition__report", "by")
    row = held.get(pk=bulk.pk)
    policies.check_reconcile(by, row.edition.report)
    return row


def _again(row: BulkDecision, total: int) -> None:
    """The next step begins at the first row."""
    row.state, row.total, row.done, row.passed, row.last_id = RunState.WAITING, total, 0, 0, 0
    row.stop_asked, row.ended_at, row.failed_code = False, None, ""
    row.save()


def _begin(row: BulkDecision, rows: int, at: datetime) -> BulkDecision:
    """At once when it is short, else in the job worker."""
    if rows <= AT_ONCE:
        return running.run(row.pk, clock=_stands(at))
    app.configure_task(JOB, lock=f"rows {row.edition_id}").defer(number=row.pk)
    return row


def _stands(at: datetime) -> Callable[[], datetime]:
    return lambda: at


def _not_now(row: BulkDecision) -> Denied:
    state = RunState(row.state).label
    return Denied(_("This cannot be done now: it is “%(state)s”. Somebody may have been faster.") % {"state": state})


def _own(row: BulkDecision, by: User) -> BulkDecision:
    if row.by_id != by.pk:
        raise Unfit(_("This could not be kept. Try once more."))
    return row


def _worded(because: str) -> str:
    if not because.strip():
        raise Unfit(_("Write why."), "because")
    return because.strip()[:LONGEST_REASON]
