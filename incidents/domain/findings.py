"""Verbs: what the team concludes. One reviewer proposes, another decides; the status of the person follows."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain import confirmation, dates, gazetteer, independence, references, speakers, standing, workflow
from incidents.domain.confirmation import Allowed, Said
from incidents.models import Act, Evidence, Finding, FindingAct, Incident, Person, Place, Report
from incidents.policies import Denied, Unfit
from incidents.vocabulary import (
    ActKind,
    Confirmation,
    EvidenceKind,
    FindingStatus,
    Manner,
    Polarity,
    ReportStatus,
    SourceKind,
    Status,
)

ASSERTS = {Polarity.ASSERTS: True, Polarity.DENIES: False, Polarity.UNKNOWN: None}
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
    relied = load_acts(acts)
    _check_relied(held, kind, relied, by)
    most = allowed(relied, kind)
    _check_chosen(kind, confirmation, most)
    if held.findings.filter(kind=kind, status=FindingStatus.PROPOSED).exists():
        raise Unfit(_("A finding of this kind waits for a second reviewer already. It must be decided first."))
    where, typed = _placed(place, place_text)
    day = dates.parse(when)
    finding = Finding(
        ref=references.make("F"), person=held, kind=kind, incident=incident, place=where, place_text=typed,
        when_edtf=day.edtf, when_lower=day.lower, when_upper=day.upper, manner=manner, confirmation=confirmation,
        highest=most.level, contested=sorted(set(contested)), rationale=_worded(rationale, "rationale"),
        basis=basis(relied), status=FindingStatus.PROPOSED, proposed_by=by, proposed_at=at,
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
    relied = _decidable(row, FindingStatus.AGREED, by)
    if basis(relied) != row.basis:
        raise Unfit(_("What the sources say, or how they are rated, changed since this was proposed. Propose it anew."))
    if any(act.mention.report.status != ReportStatus.ACCEPTED for act in relied):
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


def allowed(acts: Iterable[Act], kind: str = "") -> Allowed:
    """The highest level that these acts allow for a finding of the kind (of any kind, when none is given), and why.

    Who speaks is the root of each report. An authority that says it happened counts as the party held responsible
    acknowledging it. Evidence is held when a file hangs on a report that says so.
    """
    relied = [act for act in load_acts(acts) if not kind or act.kind in telling(kind)]
    return confirmation.highest(said(relied), evidence_held(relied))


def said(acts: Sequence[Act]) -> list[Said]:
    """What the acts say, each with who stands at its root. At most LONGEST_CHAIN queries, normally five."""
    report_ids = {act.mention.report_id for act in acts}
    roots, ends = independence.roots(report_ids), independence.root_reports(report_ids)
    at_root = Report.objects.select_related("source").in_bulk(set(ends.values()))
    found = []
    for act in acts:
        source = at_root[ends[act.mention.report_id]].source
        asserts = ASSERTS[Polarity(act.polarity)]
        responsible = source is not None and source.kind == SourceKind.AUTHORITY
        reliability, name = source.reliability if source else "F", speakers.called(source)
        found.append(Said(roots[act.mention.report_id], reliability, act.credibility, asserts, responsible, name))
    return found


def evidence_held(acts: Sequence[Act]) -> bool:
    """Whether a file hangs on one of the reports that assert it."""
    reports = {act.mention.report_id for act in acts if act.polarity == Polarity.ASSERTS}
    return Evidence.objects.filter(report__in=reports, kind=EvidenceKind.FILE, removed_at=None).exists()


def telling(kind: str) -> tuple[str, ...]:
    """The kinds of act that tell of a finding: who was killed has died; who died was not surely killed."""
    return (ActKind.DIED, ActKind.KILLED) if kind == ActKind.DIED else (kind,)


def load_acts(acts: Iterable[Act]) -> list[Act]:
    """The acts afresh, with their mention, report and source, in a fixed order."""
    keys = [act.pk for act in acts]
    return list(Act.objects.filter(pk__in=keys).select_related("mention__report__source").order_by("pk"))


def basis(acts: Sequence[Act]) -> str:
    """SHA-256 of all that a reviewer looked at: the acts, who speaks at their roots, and every rating."""
    facts = [(_fact(act), [one.root, one.reliability]) for act, one in zip(acts, said(acts), strict=True)]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=True).encode()).hexdigest()


def _fact(act: Act) -> list[Any]:
    return [act.pk, act.mention_id, act.mention.person_id, act.mention.report_id, act.kind, act.polarity, act.when_edtf,
            act.place_id, act.place_text, act.manner, act.cause, act.excerpt, act.credibility,
            act.retired_at.isoformat() if act.retired_at else ""]  # fmt: skip


def _hold(person: Person) -> Person:
    held = Person.objects.select_for_update().get(pk=person.pk)
    if held.merged_into_id:
        raise Denied(_("This person was joined with another. Open that one."))
    return held


def _both(finding: Finding, version: int | None) -> tuple[Person, Finding]:
    """The person's row first, then the finding's: two decisions about one person go one after the other."""
    person = Person.objects.select_for_update().get(pk=finding.person_id)
    return person, workflow.lock(finding, version)


def _decidable(row: Finding, to_status: str, by: User) -> list[Act]:
    """The acts it relies on. Raises Denied for whoever may not decide, and for the author of a report."""
    workflow.check(row, to_status, by)
    relied = load_acts(row.acts.all())
    _check_no_author(relied, by)
    return relied


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
