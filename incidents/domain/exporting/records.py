"""Reads for sheets and submissions: of many people at once, what is concluded, what is said, what evidence there is."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import prefetch_related_objects

from accounts.models import User
from incidents import policies
from incidents.domain import disclosure, standing
from incidents.domain.exporting import people
from incidents.domain.exporting.asked import Asked, Leaving
from incidents.domain.queries.going import entries
from incidents.models import Act, Evidence, EvidenceBearing, Finding, Mention, Person
from incidents.vocabulary import FindingStatus, ReportStatus

BATCH = 100


@dataclass
class Record:
    """One person with all that a sheet may tell."""

    entry: disclosure.Entry
    mentions: list[Mention] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    evidence: Counter[str] = field(default_factory=Counter)
    contested: Sequence[str] = ()

    @property
    def person(self) -> Any:
        """The person's row."""
        return self.entry.person


def going(asked: Asked, leaving: Leaving, circle: str) -> Iterator[Record]:
    """Everybody of the filter who may go to this circle, a hundred at a time; the others are counted."""
    found = entries(people.case_list(asked).people, asked.user)
    while batch := list(islice(found, BATCH)):
        stay = [entry for entry in batch if not disclosure.may_leave(entry, circle)]
        leaving.left_out += len(stay)
        yield from read([entry for entry in batch if disclosure.may_leave(entry, circle)], asked.user)


def read(batch: Sequence[disclosure.Entry], user: User) -> list[Record]:
    """The records of these people, in their order; of reports that this user may read, ten queries for all."""
    found = {entry.person.pk: Record(entry) for entry in batch}
    mentions = _mentions(found, user)
    _add_acts(found, mentions)
    for pk, contested in Person.objects.filter(pk__in=found).values_list("pk", "contested"):
        found[pk].contested = contested
    agreed = Finding.objects.filter(policies.visible_findings(user), person__in=found, status=FindingStatus.AGREED)
    for finding in agreed.select_related("place", "incident").order_by("when_lower", "pk"):
        found[finding.person_id].findings.append(finding)
    _add_evidence(found, mentions, user)
    things: list[Any] = [thing for record in found.values() for thing in (*record.acts, *record.findings)]
    prefetch_related_objects([thing.place for thing in things if thing.place], "parents__parent")
    return list(found.values())


def _mentions(found: dict[int, Record], user: User) -> dict[int, Mention]:
    rows = Mention.objects.filter(standing.STANDING, policies.visible_mentions(user), person__in=found)
    for mention in rows.select_related("report__source").order_by("report__received_at", "pk"):
        found[mention.person_id or 0].mentions.append(mention)
    return {mention.pk: mention for record in found.values() for mention in record.mentions}


def _add_acts(found: dict[int, Record], mentions: dict[int, Mention]) -> None:
    rows = Act.objects.filter(mention__in=mentions, retired_at=None).select_related("place", "incident")
    for act in rows.prefetch_related("involved__actor").order_by("when_lower", "pk"):
        act.mention = mentions[act.mention_id]
        found[act.mention.person_id or 0].acts.append(act)


def _add_evidence(found: dict[int, Record], mentions: dict[int, Mention], user: User) -> None:
    """Of each person the pieces of the accepted reports, by kind; without those that are tied to others alone."""
    told: dict[int, set[int]] = defaultdict(set)
    for mention in mentions.values():
        told[mention.report_id].add(mention.person_id or 0)
    scope = policies.visible_for_bundles(user)
    pieces = Evidence.objects.filter(scope, report__in=told, report__status=ReportStatus.ACCEPTED)
    rows = list(pieces.only("report_id", "kind"))
    of_people = _tied(rows)
    for piece in rows:
        for person in told[piece.report_id] & of_people.get(piece.pk, told[piece.report_id]):
            found[person].evidence[piece.kind] += 1


def _tied(pieces: Sequence[Evidence]) -> dict[int, set[int]]:
    """For pieces that are tied to people alone: to whom."""
    ties = EvidenceBearing.objects.filter(evidence__in=pieces, removed_at=None).select_related(
        "mention", "act__mention"
    )
    whom: dict[int, set[int | None]] = defaultdict(set)
    for tie in ties:
        mention = tie.mention or (tie.act.mention if tie.act else None)
        whom[tie.evidence_id].add(mention.person_id if mention else None)
    # A tie to the report, the incident or a figure is a tie to everybody of the report.
    return {pk: {one for one in ids if one} for pk, ids in whom.items() if None not in ids}
