"""How a person came about: who joined which mention and why, which pairs were decided, what became of each finding."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain.queries import audit as log
from incidents.models import Finding, MatchDecision, Mention, Person
from incidents.vocabulary import FindingStatus, Verdict

EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Step:
    """One thing that somebody did, and the reason given."""

    at: datetime | None
    who: str
    what: str
    why: str = ""
    ref: str = ""


def of(
    person: Person, mentions: Iterable[Mention], findings: Sequence[Finding], *, readable: Sequence[str]
) -> list[Step]:
    """Everything that made the person what the page shows, newest first. Three queries."""
    rows = list(MatchDecision.objects.filter(person=person).select_related("by", "reversed_by", "mention__report"))
    decided = {row.mention_id for row in rows}
    steps = [step for row in rows for step in _decision(row, readable)]
    steps += [_grouping(mention) for mention in mentions if mention.resolved_by and mention.pk not in decided]
    refs = [person.ref, *(finding.ref for finding in findings)]
    steps += _words_of_findings(findings)
    steps += [Step(event.at, event.who, event.what, ref=event.ref) for event in log.about(refs)]
    return sorted(steps, key=lambda step: step.at or EARLIEST, reverse=True)


def _grouping(mention: Mention) -> Step:
    """The joining of a mention for which no decision of its own is kept."""
    what, why = str(mention.get_resolution_display()), mention.resolution_reason
    return Step(mention.resolved_at, _name(mention.resolved_by), what, why, mention.report.ref)


def _name(user: User | None) -> str:
    return user.name if user else ""


def _decision(row: MatchDecision, readable: Sequence[str]) -> list[Step]:
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
