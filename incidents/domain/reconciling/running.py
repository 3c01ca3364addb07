"""The steps of a decision on many rows: looking, deciding, taking back. Some hundred rows a transaction.

Each transaction holds the decision's row and says in it how far it is, so that one that is killed goes on at the next
row, and two workers never do the same one. Locks: the decision, the report, mentions, persons.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from incidents import policies
from incidents.domain import audit, workflow
from incidents.domain.reconciling import holding, proposing, writing
from incidents.domain.reconciling.proposing import DOUBLE, FITS, Asked, Proposal
from incidents.models import BulkDecided, BulkDecision, Mention, RowHold
from incidents.policies import Denied
from incidents.vocabulary import BulkKind, Resolution, RunState

BATCH = 250
DECIDED = """
    UPDATE incidents_bulkdecided decided SET at = %(at)s, person_id = said.person,
        created_id = CASE WHEN %(new)s THEN said.person END
    FROM unnest(%(pk)s::bigint[], %(person)s::bigint[]) AS said(pk, person) WHERE decided.id = said.pk
"""
Clock = Callable[[], datetime]


def run(number: int, *, clock: Clock) -> BulkDecision:
    """Go on with the step at which this decision is, until it is over or somebody stops it."""
    asked: Asked | None = None
    while True:
        with transaction.atomic():
            row = _held(number)
            if row.state not in (RunState.WAITING, RunState.RUNNING):
                return row
            if row.stop_asked:
                return _end(row, RunState.STOPPED, clock())
            asked = asked or Asked(row)
            asked.bulk = row
            row.state = RunState.RUNNING
            if _step(asked, row, clock()):
                return _end(row, RunState.DONE, clock())
            row.save()


def _held(number: int) -> BulkDecision:
    rows = BulkDecision.objects.select_for_update(of=("self",))
    return rows.select_related("edition__report", "edition__person_list", "edition__follows", "by").get(pk=number)


def _step(asked: Asked, row: BulkDecision, at: datetime) -> bool:
    """One batch of the step; whether it was the last one."""
    if row.agreed_at is None:
        return _look(asked, row)
    return _decide(asked, row, at) if row.undone_at is None else _undo(row, at)


def _end(row: BulkDecision, state: RunState, at: datetime, code: str = "") -> BulkDecision:
    row.state, row.ended_at, row.failed_code, row.stop_asked = state, at, code, False
    row.save()
    return row


def _look(asked: Asked, row: BulkDecision) -> bool:
    """What the next rows would become, kept for the preview."""
    row.found = row.found or {"newest": proposing.newest()}
    waits = holding.waiting(row.edition).filter(pk__gt=row.last_id).order_by("pk")
    rows = list(waits.select_related("report")[:BATCH])
    if not rows:
        _leave_doubles(row)
        return True
    found = proposing.propose(asked, rows)
    BulkDecided.objects.bulk_create(
        BulkDecided(bulk=row, mention=one.mention, person=one.person, score=one.score)
        for one in found if one.why == FITS
    )  # fmt: skip
    counts = Counter(row.found.get("counts", {})) + Counter(one.why for one in found)
    row.found = {**row.found, "counts": dict(counts)}
    row.last_id, row.done = rows[-1].pk, row.done + len(rows)
    return False


def _leave_doubles(row: BulkDecision) -> None:
    """Two rows of a list are seldom one person: those that fit the same one are decided by hand."""
    fits = row.decided.filter(person__isnull=False).order_by()
    often = fits.values("person").annotate(often=Count("pk")).filter(often__gt=1).values("person")
    doubles, _by_table = fits.filter(person__in=list(often.values_list("person", flat=True))).delete()
    counts = Counter(row.found.get("counts", {}))
    counts[FITS] -= doubles
    row.found = {**row.found, "counts": dict(+(counts + Counter({DOUBLE: doubles})))}


def _decide(asked: Asked, row: BulkDecision, at: datetime) -> bool:
    """The next rows that were found, if they fit still."""
    found = list(row.decided.filter(at=None, pk__gt=row.last_id).order_by("pk")[:BATCH])
    if not found:
        return True
    report = workflow.lock(row.edition.report)
    policies.check_reconcile(row.by, report)
    rows = Mention.objects.select_for_update().filter(pk__in=[one.mention_id for one in found], retired_at=None)
    mentions = list(rows.filter(resolution=Resolution.OPEN).order_by("pk"))
    for mention in mentions:
        mention.report = report
    meant = {one.mention_id: one.person_id for one in found}
    pairs = _write(row, proposing.confirm(asked, mentions, meant), at)
    _note(row, found, pairs, at)
    row.last_id, row.done, row.passed = found[-1].pk, row.done + len(pairs), row.passed + len(found) - len(pairs)
    return False


def _write(row: BulkDecision, fit: Sequence[Proposal], at: datetime) -> writing.Pairs:
    known: dict[str, Any] = {"because": row.because, "by": row.by, "at": at}
    if not fit:
        return {}
    if row.kind == BulkKind.NEW:
        return writing.make([one.mention for one in fit], **known)
    return writing.group(fit, **known)


def _note(row: BulkDecision, found: Sequence[BulkDecided], pairs: writing.Pairs, at: datetime) -> None:
    """Which rows were decided, and one line of the log with everybody whom it is about."""
    done = [one for one in found if one.mention_id in pairs]
    persons = [pairs[one.mention_id].pk for one in done]
    with connection.cursor() as cursor:
        told = {"at": at, "new": row.kind == BulkKind.NEW, "pk": [one.pk for one in done], "person": persons}
        cursor.execute(DECIDED, told)
    RowHold.objects.filter(mention__in=list(pairs)).delete()
    if pairs:
        _tell(row, "rows_decided", [person.ref for person in pairs.values()], at)


def _undo(row: BulkDecision, at: datetime) -> bool:
    """The next rows that it decided, back to what they were."""
    told = list(row.decided.filter(at__isnull=False, pk__gt=row.last_id).order_by("pk")[:BATCH])
    if not told:
        return True
    workflow.lock(row.edition.report)
    when = {one.mention_id: one.at for one in told}
    held = Mention.objects.select_for_update(of=("self",)).filter(pk__in=list(when)).order_by("pk")
    mine = [one for one in held.select_related("person") if one.person and _is_its_own(row, one, when[one.pk])]
    relied = writing.relied_on(mine)
    back = [one for one in mine if one.pk not in relied]
    made = {one.created_id for one in told if one.created_id}
    by = row.undone_by or row.by
    gone = writing.open_again(back, made, by=by, at=at) if back else 0
    counts = Counter(row.found.get("undone", {}))
    counts += Counter({"anew": len(told) - len(mine), "relied": len(relied), "gone": gone})
    row.found = {**row.found, "undone": dict(counts)}
    row.last_id, row.done, row.passed = told[-1].pk, row.done + len(back), row.passed + len(told) - len(back)
    if back:
        _tell(row, "rows_reopened", [one.person.ref for one in back if one.person], at)
    return False


def _is_its_own(row: BulkDecision, mention: Mention, when: datetime | None) -> bool:
    """Whether what stands is what this decision wrote: somebody who decided anew did it at another instant."""
    return mention.resolved_by_id == row.by_id and mention.resolved_at == when


def _tell(row: BulkDecision, verb: str, refs: list[str], at: datetime) -> None:
    edition = row.edition
    detail = {"report": edition.report.ref, "edition": edition.number, "kind": row.kind, "run": row.pk,
              "people": len(refs)}  # fmt: skip
    by = row.by if row.undone_at is None else row.undone_by
    audit.record(verb=verb, by=by, at=at, kind="list", ref=edition.person_list.ref, detail=detail, records=set(refs))


def refuse(number: int, denied: Denied, *, at: datetime) -> None:
    """The reviewer may no longer, or the report was rejected: it ends there."""
    with transaction.atomic():
        row = _held(number)
        if row.state in (RunState.WAITING, RunState.RUNNING):
            _end(row, RunState.FAILED, at, type(denied).__name__.lower())
