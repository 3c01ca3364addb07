"""Reads of one person: what each source says, what the team holds, where they disagree, kin, and how it came about."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects

from accounts.models import User
from incidents import policies
from incidents.domain import conflicts, gazetteer
from incidents.domain.queries import bearings, held, joined, person_history, person_words
from incidents.domain.queries.persons import canonical
from incidents.domain.standing import STANDING
from incidents.models import Act, Evidence, Finding, Kinship, MatchDecision, Mention, Merge, Person
from incidents.vocabulary import EvidenceKind, FindingStatus

HELD = (FindingStatus.AGREED, FindingStatus.PROPOSED)
MOST_MERGES = 10


def by_ref(user: User, ref: str) -> QuerySet[Person]:
    """The person with this reference, in whatever way it was typed."""
    return Person.objects.filter(policies.visible_persons(user), ref=canonical(ref)).select_related("place")


def survivor(person: Person) -> Person:
    """The person into whom this one was merged, at the end of the chain; the person itself when it stands."""
    for _step in range(MOST_MERGES):
        if person.merged_into is None:
            break
        person = person.merged_into
    return person


@dataclass(frozen=True)
class Relative:
    """Somebody of the family, as a report or the team says."""

    relation: str
    certainty: str
    person: Person | None
    mention: Mention | None


class PersonPage:
    """Everything that the page of one person shows, each part read once and only when asked for."""

    def __init__(self, user: User, person: Person) -> None:
        self.user, self.person = user, person

    @cached_property
    def mentions(self) -> list[Mention]:
        """What the reports say, of those that this user may read."""
        rows = Mention.objects.filter(STANDING, policies.visible_mentions(self.user), person=self.person)
        return list(rows.select_related("report__source", "resolved_by").order_by("report__received_at", "pk"))

    @cached_property
    def acts(self) -> list[Act]:
        """What was done, by every report, in the order of time."""
        rows = Act.objects.filter(mention__in=[mention.pk for mention in self.mentions], retired_at=None)
        rows = rows.select_related("place", "incident").prefetch_related("involved__actor")
        acts = list(rows.order_by("when_lower", "pk"))
        mentions = {mention.pk: mention for mention in self.mentions}
        for act in acts:
            act.mention = mentions[act.mention_id]
        return acts

    @cached_property
    def findings(self) -> list[Finding]:
        """Every finding, the standing ones first."""
        rows = Finding.objects.filter(policies.visible_findings(self.user), person=self.person)
        rows = rows.select_related("place", "incident", "proposed_by", "decided_by", "withdrawn_by")
        found = rows.prefetch_related("relied").order_by("when_lower", "pk")
        return sorted(found, key=lambda finding: finding.status not in HELD)

    @cached_property
    def relied(self) -> dict[int, list[Act]]:
        """The acts that each finding relies on, as far as this user may read them."""
        acts = {act.pk: act for act in self.acts}
        return {
            finding.pk: [acts[tie.act_id] for tie in finding.relied.all() if tie.act_id in acts]
            for finding in self.findings
        }

    @cached_property
    def entries(self) -> list[person_words.Entry]:
        """One line of time: what is said, and what the team holds."""
        self._place_everything()
        bearings.put_on(self.user, self.acts, [])
        agreed = [finding for finding in self.findings if finding.status == FindingStatus.AGREED]
        told = [person_words.of_act(act) for act in self.acts]
        held = [person_words.of_finding(finding, self.relied[finding.pk]) for finding in agreed]
        return sorted(held + told, key=lambda entry: entry.order)

    @cached_property
    def disagreements(self) -> list[conflicts.Conflict]:
        """Where the sources cannot all be right."""
        self._place_everything()
        return conflicts.found(person_words.said(self.mentions, self.acts))

    @cached_property
    def relatives(self) -> list[Relative]:
        """The family, by the reports and by the team's own ties; each person once."""
        ids = [mention.pk for mention in self.mentions]
        ties = Kinship.objects.filter(
            Q(mention__in=ids) | Q(to_mention__in=ids) | Q(person=self.person) | Q(to_person=self.person)
        ).select_related("mention__person", "to_mention__person", "person", "to_person")
        found = [_relative(tie, self.person, set(ids)) for tie in ties.order_by("pk")]
        return each_once(found)

    @cached_property
    def evidence(self) -> list[Evidence]:
        """What supports the reports: held first, then what is only said to exist."""
        reports = [mention.report_id for mention in self.mentions]
        rows = Evidence.objects.filter(policies.visible_evidence(self.user), report__in=reports)
        return sorted(held.pictured(self.user, rows), key=lambda piece: piece.kind == EvidenceKind.NOT_HELD)

    @cached_property
    def incidents(self) -> list[Any]:
        """The events, by what the reports say and what is held."""
        held = [finding.incident for finding in self.findings if finding.status in HELD]
        told = [act.incident for act in self.acts]
        return sorted({incident for incident in held + told if incident}, key=lambda incident: incident.ref)

    @cached_property
    def reports(self) -> list[Any]:
        """The reports that speak of the person, each once."""
        return list({mention.report_id: mention.report for mention in self.mentions}.values())

    @cached_property
    def parts(self) -> list[tuple[str, str]]:
        """The part taken, with whoever claims it."""
        return person_words.parts(self.mentions)

    @cached_property
    def where(self) -> str:
        """The place, as the gazetteer says it, or as it was given."""
        self._place_everything()
        return gazetteer.said(self.person)

    def _place_everything(self) -> None:
        """Where all the places of the page lay and lie, in two queries for all of them."""
        things: list[Any] = [self.person, *self.acts, *self.findings]
        prefetch_related_objects([thing.place for thing in things if thing.place], "parents__parent")

    @cached_property
    def merges(self) -> list[Merge]:
        """Every joining of this person with another, also those taken apart."""
        return joined.every(self.user, self.person)

    @cached_property
    def joinings(self) -> list[Merge]:
        """The persons that were joined into this one and stand as joined."""
        return joined.standing(self.user, self.person, self.merges)

    @cached_property
    def decisions(self) -> list[MatchDecision]:
        """What was decided of this person and somebody in a report, or another person."""
        return joined.decisions(self.user, self.person)

    @cached_property
    def verdicts(self) -> list[MatchDecision]:
        """Whom the team holds to be somebody else, or cannot tell from this person."""
        return joined.verdicts(self.person, self.decisions)

    @cached_property
    def before(self) -> list[Finding]:
        """What was concluded of somebody before the joining, where this person has a finding of that kind."""
        return joined.concluded_before(self.user, self.person) if self.joinings else []

    @cached_property
    def history(self) -> list[person_history.Step]:
        """Who joined which mention and why, who decided what, newest first."""
        return person_history.of(self, readable=[report.ref for report in self.reports])


def _relative(tie: Kinship, person: Person, ids: set[int]) -> Relative:
    return relative_of(tie, tie.mention_id in ids if tie.mention_id else tie.person_id == person.pk)


def relative_of(tie: Kinship, is_first: bool) -> Relative:
    """The other one of a tie, as the first or the second of it sees them."""
    other = tie.to_mention if is_first else tie.mention
    whom = other.person if other else (tie.to_person if is_first else tie.person)
    relation = person_words.relation(tie, is_first)
    return Relative(relation, tie.get_certainty_display() if tie.certainty != "certain" else "", whom, other)


def each_once(relatives: Iterable[Relative]) -> list[Relative]:
    """Nobody twice, though two reports tell of the same tie."""
    return list({_who(relative): relative for relative in relatives}.values())


def _who(relative: Relative) -> tuple[str, int]:
    return (
        ("person", relative.person.pk)
        if relative.person
        else ("mention", relative.mention.pk if relative.mention else 0)
    )
