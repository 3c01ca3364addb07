"""Verbs: what the team concludes. One reviewer proposes, another decides; the status of the person follows."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain import confirmation, dates, gazetteer, references, standing, workflow
from incidents.domain.confirmation import Allowed
from incidents.domain.grounds import Grounds, allowed, telling
from incidents.models import Act, Finding, FindingAct, Incident, Person, Place
from incidents.policies import Denied, Stale, Unfit
from incidents.vocabulary import Confirmation, FindingStatus, Manner, ReportStatus, Status

__all__ = ["agree", "allowed", "dispute", "propose", "withdraw"]

USABLE = (ReportStatus.UNDER_REVIEW, ReportStatus.ACCEPTED)


@transaction.atomic
def propose(
    person: Person, *, kind: str, acts: Iterable[Act], confirmation: str, rationale: str, by: User, at: datetime,
    when: str = "", place: Place | str | None = None, place_text: str = "", manner: str = Manner.UNKNOWN,
    incident: Incident | None = None, contested: Iterable[str] = (),
) -> Finding:  # fmt: skip
    """Propose what happened to the person, relying on these acts. `when` is EDTF, `place` a place or its name.

    Raises Denied for whoever is no reviewer or wrote one of the reports; Unfit for a level above what the sources
    allow, without a reason, for acts that do not tell of this, or while another proposal of the kind waits.
    """
    held = _hold(person)
    grounds = Grounds(acts)
    relied = grounds.acts
    _check_relied(held, kind, relied, by)
    most = grounds.allowed(relied, kind)
    _check_chosen(kind, confirmation, most)
    if held.findings.filter(kind=kind, status=FindingStatus.PROPOSED).exists():
        raise Unfit(_("A finding of this kind waits for a second reviewer already. It must be decided first."))
    where, typed = _placed(place, place_text)
    day = dates.parse(when)
    finding = Finding(
        ref=references.make("F"), person=held, kind=kind, incident=incident, place=where, place_text=typed,
        when_edtf=day.edtf, when_lower=day.lower, when_upper=day.upper, manner=manner, confirmation=confirmation,
        highest=most.level, contested=sorted(set(contested)), rationale=_worded(rationale, "rationale"),
        basis=grounds.basis(), status=FindingStatus.PROPOSED, proposed_by=by, proposed_at=at,
        supersedes=held.findings.filter(kind=kind, status=FindingStatus.AGREED).first(),
    )  # fmt: skip
    detail = {"person": held.ref, "kind": kind, "confirmation": confirmation, "acts": len(relied)}
    workflow.create(finding, by=by, at=at, detail=detail)
    FindingAct.objects.bulk_create(FindingAct(finding=finding, act=act) for act in relied)
    return finding


@transaction.atomic
def agree(finding: Finding, *, by: User, at: datetime, version: int | None = None, words: str = "") -> Finding:
    """A second reviewer agrees: the person's status follows, and an older finding of the kind makes way.

    Raises Denied for the proposer or an author; Unfit when what it relies on changed since it was proposed; Stale.
    """
    person, row = _both(finding, version)
    _check_standing(person)
    grounds = _decidable(row, FindingStatus.AGREED, by)
    if grounds.basis() != row.basis:
        raise Unfit(_("What the sources say, or how they are rated, changed since this was proposed. Propose it anew."))
    if any(act.mention.report.status != ReportStatus.ACCEPTED for act in grounds.acts):
        raise Unfit(_("A report that it relies on is not accepted yet."))
    older = person.findings.filter(kind=row.kind, status=FindingStatus.AGREED).first()
    if older is not None:
        workflow.move(workflow.lock(older), FindingStatus.SUPERSEDED, by=by, at=at, detail={"by": row.ref})
    row.supersedes, row.decided_by, row.decided_at, row.decision_words = older, by, at, words.strip()
    workflow.move(row, FindingStatus.AGREED, by=by, at=at, detail={"person": person.ref})
    standing.rewrite(person)
    return row


@transaction.atomic
def dispute(finding: Finding, *, words: str, by: User, at: datetime, version: int | None = None) -> Finding:
    """A second reviewer disagrees, and says why. Raises Denied, Stale; Unfit without words."""
    person, row = _both(finding, version)
    _decidable(row, FindingStatus.DISPUTED, by)
    row.decided_by, row.decided_at, row.decision_words = by, at, _worded(words, "words")
    workflow.move(row, FindingStatus.DISPUTED, by=by, at=at, detail={"person": person.ref})
    return row


@transaction.atomic
def withdraw(finding: Finding, *, words: str, by: User, at: datetime, version: int | None = None) -> Finding:
    """Take back an own proposal, or an agreed finding that proved wrong. Raises Denied, Stale; Unfit without words."""
    person, row = _both(finding, version)
    row.withdrawn_by, row.withdrawn_at, row.withdrawn_words = by, at, _worded(words, "words")
    workflow.move(row, FindingStatus.WITHDRAWN, by=by, at=at, detail={"person": person.ref})
    standing.rewrite(person)
    return row


def _hold(person: Person) -> Person:
    held = Person.objects.select_for_update().get(pk=person.pk)
    _check_standing(held)
    return held


def _check_standing(person: Person) -> None:
    if person.merged_into_id:
        raise Denied(_("This person was joined with another. Open that one."))


def _both(finding: Finding, version: int | None) -> tuple[Person, Finding]:
    """The person's row first, then the finding's: two decisions about one person go one after the other.

    Raises Stale when the finding went to another person, by a joining, in the moment before.
    """
    person = Person.objects.select_for_update().get(pk=finding.person_id)
    row = workflow.lock(finding, version)
    if row.person_id != person.pk:
        raise Stale(row)
    return person, row


def _decidable(row: Finding, to_status: str, by: User) -> Grounds:
    """The acts it relies on. Raises Denied for whoever may not decide, and for the author of a report."""
    workflow.check(row, to_status, by)
    grounds = Grounds(row.acts.all())
    _check_no_author(grounds.acts, by)
    return grounds


def _check_no_author(relied: Sequence[Act], by: User) -> None:
    if any(act.mention.report.submitter_id == by.pk for act in relied):
        raise Denied(_("You wrote a report that this relies on. Somebody else must do it."))


def _check_relied(person: Person, kind: str, relied: Sequence[Act], by: User) -> None:
    _check_no_author(relied, by)
    if not any(act.kind in telling(kind) for act in relied):
        raise Unfit(_("Choose at least one statement that tells of this."), "acts")
    if any(act.mention.person_id != person.pk or act.retired_at or act.mention.retired_at for act in relied):
        raise Unfit(_("A chosen statement is not, or no longer, about this person."), "acts")
    if any(act.mention.report.status not in USABLE for act in relied):
        raise Unfit(_("A chosen statement belongs to a report that is not accepted."), "acts")


def _check_chosen(kind: str, chosen: str, most: Allowed) -> None:
    if kind not in Status.values:
        raise Unfit(_("A finding needs a kind that carries a status."), "kind")
    if chosen not in Confirmation.values:
        raise Unfit(_("Choose how sure the team is."), "confirmation")
    if not confirmation.may_choose(chosen, most):
        level = Confirmation(most.level).label
        reasons = " ".join(most.reasons)
        raise Unfit(
            _("The sources allow at most “%(level)s”. %(reasons)s") % {"level": level, "reasons": reasons},
            "confirmation",
        )


def _placed(place: Place | str | None, typed: str) -> tuple[Place | None, str]:
    if isinstance(place, Place):
        return place, typed[:300]
    typed = (place or typed)[:300]
    return gazetteer.find(typed), typed


def _worded(words: str, field: str) -> str:
    words = words.strip()
    if not words:
        raise Unfit(_("Write why."), field)
    return words
