"""Verbs: what one claim is to another, and what that does to the older one. Taken back, a tie stays on record."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain import audit, dates
from incidents.domain.figures import entering, states
from incidents.domain.figures.holding import hold, in_turn
from incidents.domain.letters import strip_unsafe
from incidents.models import FigureClaim, FigureRelation
from incidents.policies import Unfit
from incidents.vocabulary import FigureState as S
from incidents.vocabulary import FigureTie as T

LONGEST = 2000
BOTH_WAYS = frozenset({T.OTHER_REPORT, T.CONTRADICTS, T.NOT_COMPARABLE})  # said of one, it is said of the other
PARTS, EDITIONS = frozenset({T.SUBSET_OF, T.PART_OF}), frozenset({T.SUPERSEDES, T.RETRACTS})
BRINGS = {T.SUPERSEDES: S.SUPERSEDED, T.RETRACTS: S.RETRACTED, T.CONTRADICTS: S.DISPUTED}


@transaction.atomic
def relate(
    claim: FigureClaim, other: FigureClaim, kind: str, *, why: str = "", when: str = "", version: int | None = None,
    by: User, at: datetime,
) -> FigureRelation:  # fmt: skip
    """Say what `claim` is to `other`. Said twice it is said once.

    Replacing and taking back move the other claim as well, on `when` (EDTF) or the day on which this one was stated;
    contradicting makes those of the two that stand disputed. Raises Denied; Unfit for a claim and itself, a circle of
    parts or of editions, not comparable without a reason, a replacement stated earlier; Stale.
    """
    if kind not in T.values:
        raise Unfit(_("Choose from the list."), "kind")
    if claim.pk == other.pk:
        raise Unfit(_("A figure cannot be tied to itself."), "other")
    in_turn()
    if same := _said(claim, other, kind):
        hold(by, (claim, None))
        return same
    row, target = hold(by, (claim, version), (other, None))
    why = strip_unsafe(str(why or ""), keep_lines=True)[:LONGEST].strip()
    day = entering.read_day(when, "when")
    _check(row, target, kind, why)
    tie = FigureRelation.objects.create(kind=kind, claim=row, other=target, why=why, by=by, at=at)
    row.version += 1
    row.save(update_fields=["version"])
    audit.record(verb="figure_tied", by=by, at=at, kind="figure", ref=row.ref, detail=_facts(tie))
    _bring(tie, day, by=by, at=at)
    return tie


@transaction.atomic
def unrelate(tie: FigureRelation, *, version: int | None = None, by: User, at: datetime) -> FigureRelation:
    """Take a tie back, and with it what it alone brought about. Done twice it is done once.

    `version` is that of the claim that the tie begins at. Raises Denied; Stale.
    """
    in_turn()
    held = FigureRelation.objects.select_for_update(of=("self",)).select_related("claim", "other").get(pk=tie.pk)
    if held.removed_at is not None:
        return held
    row, target = hold(by, (held.claim, version), (held.other, None))
    row.version += 1
    row.save(update_fields=["version"])
    held.claim, held.other = row, target
    _end(held, by=by, at=at)
    for one in (row, target):
        _restore(one, held, by=by, at=at)
    return held


def release(row: FigureClaim, *, by: User, at: datetime) -> None:
    """End all ties of a held claim that is being struck, and what they alone brought about for others."""
    live = FigureRelation.objects.filter(Q(claim=row) | Q(other=row), removed_at=None)
    for tie in live.select_related("claim", "other").order_by("pk"):
        _end(tie, by=by, at=at)
        far = tie.other_id if tie.claim_id == row.pk else tie.claim_id
        _restore(FigureClaim.objects.select_for_update(of=("self",)).get(pk=far), tie, by=by, at=at)


def _said(claim: FigureClaim, other: FigureClaim, kind: str) -> FigureRelation | None:
    ways = Q(claim=claim, other=other)
    if kind in BOTH_WAYS:
        ways |= Q(claim=other, other=claim)
    return FigureRelation.objects.filter(ways, kind=kind, removed_at=None).first()


def _check(row: FigureClaim, target: FigureClaim, kind: str, why: str) -> None:
    if kind == T.NOT_COMPARABLE and not why:
        raise Unfit(_("Write why."), "why")
    for family in (PARTS, EDITIONS):
        if kind in family and row.pk in _reached(target.pk, family):
            raise Unfit(_("The other one is tied to this one in the same way already: that would be a circle."), "kind")
    if kind in EDITIONS and row.when_upper and target.when_lower and row.when_upper < target.when_lower:
        raise Unfit(_("It was stated before the other one. Tie the later one to the earlier one."), "other")


def _reached(start: int, family: Iterable[str]) -> set[int]:
    """All claims that ties of these kinds lead to. One query."""
    leads: dict[int, set[int]] = defaultdict(set)
    for claim, other in FigureRelation.objects.filter(kind__in=family, removed_at=None).values_list("claim", "other"):
        leads[claim].add(other)
    found, open_ = {start}, [start]
    while open_:
        new = leads[open_.pop()] - found
        found |= new
        open_.extend(new)
    return found


def _bring(tie: FigureRelation, day: dates.Partial, *, by: User, at: datetime) -> None:
    """Move what the tie moves."""
    state = BRINGS.get(T(tie.kind))
    if state is None:
        return
    two = (tie.claim, tie.other)
    since = max(two, key=states.stated_on) if tie.kind == T.CONTRADICTS else tie.claim
    if not day.edtf:
        day = dates.parse(since.when_edtf or states.stated_on(since).isoformat())
    entering.check_day(day.lower, at, "when")
    if tie.other.when_lower and day.upper and day.upper < tie.other.when_lower:
        raise Unfit(_("This day lies before the day on which the number was stated."), "when")
    for row in two if tie.kind == T.CONTRADICTS else (tie.other,):
        if row.state == S.STANDING or tie.kind != T.CONTRADICTS and state in states.next_states(row.state):
            because = tie.why or _words(tie)
            states.write(row, state, because=because, day=day, told_in=since.report, by=by, at=at)


def _end(tie: FigureRelation, *, by: User, at: datetime) -> None:
    tie.removed_by, tie.removed_at = by, at
    tie.save(update_fields=["removed_by", "removed_at"])
    audit.record(verb="figure_untied", by=by, at=at, kind="figure", ref=tie.claim.ref, detail=_facts(tie))


def _restore(row: FigureClaim, tie: FigureRelation, *, by: User, at: datetime) -> None:
    """Back to where it was, when this tie or one like it brought it there and none of them is left.

    The move back has the day of the one that it undoes: on no day was the claim in that state.
    """
    state = BRINGS.get(T(tie.kind))
    if state is None or row.state != state or _bringing(row, tie.kind).filter(removed_at=None).exists():
        return
    last = row.moves.order_by("-at", "-pk").first()
    if last is None or not _bringing(row, tie.kind).filter(at=last.at, by=last.by).exists():
        return
    day = dates.Partial(last.when_edtf, last.when_lower, last.when_upper)
    because = _("A tie was taken back: %(tie)s.") % {"tie": _words(tie)}
    states.write(row, last.from_state, because=because, day=day, told_in=None, by=by, at=at, verb="figure_restored")


def _bringing(row: FigureClaim, kind: str) -> QuerySet[FigureRelation]:
    """The ties that bring this claim into the state of this kind of tie."""
    ways = Q(other=row) | Q(claim=row) if kind == T.CONTRADICTS else Q(other=row)
    return FigureRelation.objects.filter(ways, kind=kind)


def _words(tie: FigureRelation) -> str:
    return f"{tie.claim.ref} {tie.get_kind_display()} {tie.other.ref}"


def _facts(tie: FigureRelation) -> dict[str, str]:
    return {"target": tie.other.ref, "tie": str(tie.kind)}
