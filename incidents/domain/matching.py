"""Verbs: who is who. Grouping a mention with a person is a decision with a reason, and it can be undone exactly."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import audit, likeness, standing, workflow
from incidents.domain.likeness import Likely
from incidents.models import Finding, MatchDecision, Mention, Person, Report
from incidents.policies import Denied, Unfit
from incidents.vocabulary import FindingStatus, Resolution, Verdict

STANDING = (FindingStatus.PROPOSED, FindingStatus.AGREED)
DECIDED = (Resolution.GROUPED, Resolution.NEW)


@transaction.atomic
def same(mention: Mention, person: Person, *, because: str, by: User, at: datetime) -> Mention:
    """The mention is this person. Raises Denied when somebody decided before; Unfit without a reason.

    One report's people are different people; only a list may name somebody in two rows.
    """
    row = _to_decide(mention, because, by=by)
    held = _hold(person)
    others = Mention.objects.filter(report=row.report_id, person=held, retired_at=None)
    if not policies.is_list(row.report) and others.exists():
        raise Unfit(_("Another person in this report is already this one. One report's people are different people."))
    _remember(row, held, Verdict.SAME, because, by=by, at=at)
    _resolve(row, Resolution.GROUPED, held, because, by=by, at=at)
    return row


@transaction.atomic
def new_person(mention: Mention, *, because: str, by: User, at: datetime) -> Person:
    """The mention is somebody we do not hold yet, named or not. Raises Denied; Unfit without a reason."""
    row = _to_decide(mention, because, by=by)
    person = standing.create_person(by=by, at=at, mention=row)
    audit.record(verb="person_made", by=by, at=at, kind="person", ref=person.ref, detail={"report": row.report.ref})
    _remember(row, person, Verdict.SAME, because, by=by, at=at)
    _resolve(row, Resolution.NEW, person, because, by=by, at=at)
    return person


@transaction.atomic
def undecided(mention: Mention, *, because: str, by: User, at: datetime) -> Mention:
    """It cannot be told who this is. The mention stays with its report. Raises Denied; Unfit without a reason."""
    row = _to_decide(mention, because, by=by)
    if row.resolution == Resolution.UNDECIDED:
        raise Denied(_("This person is undecided already."))
    _resolve(row, Resolution.UNDECIDED, None, because, by=by, at=at)
    return row


@transaction.atomic
def different(mention: Mention, person: Person, *, because: str, by: User, at: datetime) -> MatchDecision:
    """The mention is not this person: the pair is not proposed again. Raises Denied; Unfit without a reason."""
    row = _to_decide(mention, because, by=by)
    return _remember(row, _hold(person), Verdict.DIFFERENT, because, by=by, at=at)


@transaction.atomic
def unsure(mention: Mention, person: Person, *, because: str, by: User, at: datetime) -> MatchDecision:
    """It cannot be told whether the mention is this person. One about whom nothing was decided is undecided with it.

    Raises Denied; Unfit without a reason.
    """
    row = _to_decide(mention, because, by=by)
    if row.resolution == Resolution.OPEN:
        _resolve(row, Resolution.UNDECIDED, None, because, by=by, at=at)
    return _remember(row, _hold(person), Verdict.UNDECIDED, because, by=by, at=at)


def decide(
    mention: Mention, verdict: str, person: Person | None, *, because: str, by: User, at: datetime
) -> Person | None:
    """One of the four decisions by its name: same, different, new, undecided. Returns the person it now is, if any.

    Raises Denied, Unfit; Unfit also when the verdict needs a person and there is none.
    """
    if verdict == "new":
        return new_person(mention, because=because, by=by, at=at)
    if verdict == Verdict.UNDECIDED:
        undecided(mention, because=because, by=by, at=at)
        return None
    if person is None:
        raise Unfit(_("There is no person with this reference."), "person")
    if verdict == Verdict.DIFFERENT:
        different(mention, person, because=because, by=by, at=at)
        return None
    return same(mention, person, because=because, by=by, at=at).person


@transaction.atomic
def reopen(mention: Mention, *, because: str, by: User, at: datetime) -> Mention:
    """Take a decision back: everything is as before it, and the decision stays in the history.

    A person who is left without mentions keeps its reference and is no longer listed. Raises Denied when there is
    nothing to take back; Unfit without a reason, or while a finding relies on what this mention says.
    """
    row = _locked(mention)
    policies.check_judge(by, row.report)
    because = _reason(because)
    if row.resolution == Resolution.OPEN:
        raise Denied(_("Nothing is decided about this person. Somebody may have taken it back before you."))
    if row.person is not None:  # why it was taken back, kept in the history of the pair
        MatchDecision.objects.create(mention=row, person=row.person, verdict=Verdict.UNDECIDED, because=because, by=by,
                                     at=at, reversed_by=by, reversed_at=at)  # fmt: skip
    _undo(row, by=by, at=at)
    audit.record(verb="match_reopened", by=by, at=at, kind="report", ref=row.report.ref,
                 detail={"mention": str(row.key)})  # fmt: skip
    return row


def release(report: Report, *, by: User, at: datetime) -> None:
    """Take every mention of a locked report out of its person; for rejecting and withdrawing.

    Raises Unfit while a proposed or agreed finding relies on the report.
    """
    grouped = Mention.objects.select_for_update().filter(report=report, resolution__in=DECIDED)
    for row in grouped.order_by("person_id", "pk"):
        _undo(row, by=by, at=at)
        audit.record(verb="match_reopened", by=by, at=at, kind="report", ref=report.ref,
                     detail={"mention": str(row.key), "released": True})  # fmt: skip


def likely(mention: Mention, limit: int = 5) -> list[Likely]:
    """Persons we hold who may be the one mentioned, the likeliest first, with the reasons in words."""
    return likely_for([mention], limit)[mention.pk]


def likely_for(mentions: Iterable[Mention], limit: int = 5) -> dict[int, list[Likely]]:
    """The same for several mentions at once, in a fixed number of queries."""
    return likeness.likely_for(list(mentions), limit)


def _locked(mention: Mention) -> Mention:
    """The report's row first, then the mention's: the order of every verb that touches both."""
    report = workflow.lock(Report(pk=mention.report_id))
    row = Mention.objects.select_for_update().get(pk=mention.pk)
    row.report = report
    return row


def _to_decide(mention: Mention, because: str, *, by: User) -> Mention:
    row = _locked(mention)
    policies.check_judge(by, row.report)
    _reason(because)
    if row.retired_at:
        raise Denied(_("The author left this person out of the last revision."))
    if row.resolution in DECIDED:
        said = {"decision": row.get_resolution_display(), "who": row.resolved_by}
        raise Denied(_("This was decided already: %(decision)s (%(who)s). Take that back first.") % said)
    return row


def _reason(because: str) -> str:
    if not because.strip():
        raise Unfit(_("Write why."), "because")
    return because.strip()


def _hold(person: Person) -> Person:
    row = Person.objects.select_for_update().get(pk=person.pk)
    if row.merged_into_id:
        raise Denied(_("This person was joined with another. Open that one."))
    return row


def _remember(row: Mention, person: Person, verdict: str, because: str, *, by: User, at: datetime) -> MatchDecision:
    """One decision for one pair stands; a former one is taken back and kept."""
    former = MatchDecision.objects.filter(mention=row, person=person, reversed_at=None)
    former.update(reversed_by=by, reversed_at=at)
    seen, facts = likeness.compare_one(row, person)
    decision = MatchDecision.objects.create(
        mention=row, person=person, verdict=verdict, score=seen.score, reasons=seen.codes, levels=seen.levels,
        facts=facts, because=because.strip(), by=by, at=at,
    )  # fmt: skip
    detail = {"report": row.report.ref, "mention": str(row.key), "score": round(seen.score, 3)}
    audit.record(verb=f"match_{verdict}", by=by, at=at, kind="person", ref=person.ref, detail=detail)
    return decision


def _resolve(row: Mention, resolution: str, person: Person | None, because: str, *, by: User, at: datetime) -> None:
    row.resolution, row.person, row.resolution_reason = resolution, person, because.strip()
    row.resolved_by, row.resolved_at = by, at
    row.save(update_fields=["resolution", "person", "resolution_reason", "resolved_by", "resolved_at"])
    if person is not None:
        standing.rewrite(person)
    else:
        audit.record(verb="match_undecided", by=by, at=at, kind="report", ref=row.report.ref,
                     detail={"mention": str(row.key)})  # fmt: skip


def _undo(row: Mention, *, by: User, at: datetime) -> None:
    person = _hold(row.person) if row.person else None
    relying = Finding.objects.filter(acts__mention=row, status__in=STANDING).values_list("ref", flat=True).first()
    if relying:
        raise Unfit(_("Finding %(ref)s relies on this. Withdraw or dispute it first.") % {"ref": relying})
    standing_same = MatchDecision.objects.filter(mention=row, verdict=Verdict.SAME, reversed_at=None)
    standing_same.update(reversed_by=by, reversed_at=at)
    row.resolution, row.person, row.resolution_reason = Resolution.OPEN, None, ""
    row.resolved_by = row.resolved_at = None
    row.save(update_fields=["resolution", "person", "resolution_reason", "resolved_by", "resolved_at"])
    if person is not None:
        standing.rewrite(person)
