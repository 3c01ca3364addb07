"""How a person came about: who joined which mention and why, which pairs were decided, what became of each finding."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain.queries import audit as log
from incidents.models import Finding, MatchDecision, Mention, Merge, Person
from incidents.vocabulary import FindingStatus, Verdict

# Told by the rows of joinings, with their reasons.
TOLD_BY_ROWS = ("person_merged", "person_unmerged")
EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Step:
    """One thing that somebody did, and the reason given."""

    at: datetime | None
    who: str
    what: str
    why: str = ""
    ref: str = ""


def of(told: Any, *, readable: Sequence[str]) -> list[Step]:
    """Everything that made the person what the page shows, newest first.

    `told` is the page of the person (queries.person.PersonPage). Two queries beside those of the page.
    """
    decided = {row.mention_id for row in told.decisions}
    steps = [step for row in told.decisions for step in _decision(row, told.person, readable)]
    steps += [step for row in told.merges for step in _joining(row, told.person)]
    steps += [_grouping(mention) for mention in told.mentions if mention.resolved_by and mention.pk not in decided]
    steps += _words_of_findings(told.findings)
    refs = [told.person.ref, *(row.absorbed.ref for row in told.merges), *(finding.ref for finding in told.findings)]
    events = [event for event in log.about(dict.fromkeys(refs)) if event.verb not in TOLD_BY_ROWS]
    steps += [Step(event.at, event.who, event.what, ref=event.ref) for event in events]
    return sorted(steps, key=lambda step: step.at or EARLIEST, reverse=True)


def _grouping(mention: Mention) -> Step:
    """The joining of a mention for which no decision of its own is kept."""
    what, why = str(mention.get_resolution_display()), mention.resolution_reason
    return Step(mention.resolved_at, _name(mention.resolved_by), what, why, mention.report.ref)


def _name(user: User | None) -> str:
    return user.name if user else ""


def _joining(row: Merge, person: Person) -> list[Step]:
    """The joining, and its end where it was taken apart."""
    other = row.absorbed.ref if row.kept_id == person.pk else row.kept.ref
    steps = [Step(row.at, row.by.name, _("joined two persons"), row.because, other)]
    if row.undone_by:
        steps.append(
            Step(row.undone_at, row.undone_by.name, _("took a joining of two persons apart"), row.undone_because, other)
        )
    return steps


def _decision(row: MatchDecision, person: Person, readable: Sequence[str]) -> list[Step]:
    """The decision, and its end where it was taken back."""
    if row.mention is None:
        ref = row.other.ref if row.other and row.person_id == person.pk else row.person.ref
    else:
        ref = row.mention.report.ref if row.mention.report.ref in readable else ""
    what = _("joined a report’s person") if row.verdict == Verdict.SAME else str(row.get_verdict_display())
    steps = [Step(row.at, row.by.name, what, row.because, ref)]
    if row.reversed_by and row.reversed_at != row.at:
        back = _("took this decision back: %(what)s") % {"what": what}
        steps.append(Step(row.reversed_at, row.reversed_by.name, back, "", ref))
    return steps


def _words_of_findings(findings: Iterable[Finding]) -> list[Step]:
    """The words that a second reviewer wrote; the moves themselves come from the log."""
    return [
        Step(
            finding.decided_at,
            finding.decided_by.name,
            str(finding.get_status_display()),
            finding.decision_words,
            finding.ref,
        )
        for finding in findings
        if finding.decided_by and finding.decision_words and finding.status != FindingStatus.PROPOSED
    ]
