"""Reads of the review page: one report with everything that a reviewer weighs, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import User
from incidents import policies
from incidents.domain import independence, likeness, likeness_facts, speakers
from incidents.domain.confirmation import Allowed
from incidents.domain.grounds import Grounds
from incidents.domain.likeness import Likely
from incidents.domain.likeness_facts import Facts
from incidents.domain.queries import bearings, held, review_history, secrets
from incidents.models import Act, Evidence, Finding, Incident, Mention, Person, PlaceParent, Report
from incidents.vocabulary import STATUS_KINDS, FindingStatus, ReportStatus, Resolution

MOST_LIKELY = 5
MOST_INCIDENTS = 6
STANDING = (FindingStatus.PROPOSED, FindingStatus.AGREED)


@dataclass
class Entry:
    """One person in the report: what it says, who it may be, and what was decided."""

    mention: Mention
    number: int
    total: int
    facts: Facts
    acts: list[Act]
    kin: str
    likely: list[Likely] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.mention.resolution in (Resolution.OPEN, Resolution.UNDECIDED)


@dataclass
class Conclusion:
    """One person and one kind of act: what may be proposed, or what is proposed or agreed already."""

    entry: Entry
    person: Person
    kind: str
    acts: list[Act]
    allowed: Allowed
    proposed: Finding | None
    agreed: Finding | None


@dataclass(frozen=True)
class Text:
    """One report in the chain that this text came along."""

    report: Report
    who: str
    is_origin: bool
    is_this: bool


def reviewable(user: User) -> QuerySet[Report]:
    """The reports that a reviewer may open for review: all that were sent."""
    sent = Report.objects.filter(policies.visible_reports(user)).exclude(received_at=None)
    return sent.select_related("source", "place", "taken_by", "submitter", "derived_from__source")


def judged_here(user: User) -> QuerySet[Report]:
    """Those of them that are judged on the review page: editions of lists are judged on their own."""
    return reviewable(user).filter(edition=None)


class Sheet:
    """The review page of one report for one reviewer. Nothing is read before the page asks for it."""

    def __init__(self, user: User, report: Report) -> None:
        self.user, self.report = user, report

    @cached_property
    def has_taken(self) -> bool:
        """Whether this reviewer works on it now."""
        return self.report.status == ReportStatus.UNDER_REVIEW and self.report.taken_by_id == self.user.pk

    @cached_property
    def may_judge(self) -> bool:
        """Whether this reviewer may rate, group and propose here."""
        accepted = self.report.status == ReportStatus.ACCEPTED and self.report.submitter_id != self.user.pk
        return self.has_taken or accepted

    @cached_property
    def mentions(self) -> list[Mention]:
        """The people of the last revision, with what was done to them and their kin."""
        ties = PlaceParent.objects.select_related("parent")
        acts = Act.objects.filter(retired_at=None).select_related("place", "incident").order_by("when_lower", "pk")
        acts = acts.prefetch_related("involved__actor", Prefetch("place__parents", ties))
        rows = Mention.objects.filter(report=self.report, retired_at=None).select_related("person", "resolved_by")
        return list(rows.prefetch_related(Prefetch("acts", acts)).order_by("position"))

    @cached_property
    def entries(self) -> list[Entry]:
        """Each person with the likely same persons; those are looked for only while it is open and one may decide."""
        facts = likeness_facts.of_mentions(self.mentions)
        found = [
            Entry(
                mention,
                number,
                len(self.mentions),
                facts[mention.pk],
                list(mention.acts.all()),
                _kin(facts[mention.pk]),
            )
            for number, mention in enumerate(self.mentions, start=1)
        ]
        asked = [entry.mention for entry in found if entry.is_open] if self.may_judge else []
        likely = likeness.likely_for(asked, MOST_LIKELY) if asked else {}
        for entry in found:
            entry.likely = likely.get(entry.mention.pk, [])
        bearings.put_on(self.user, [act for entry in found for act in entry.acts], self.mentions)
        return found

    @cached_property
    def acts(self) -> list[Act]:
        """What the report says was done, all people together."""
        return [act for entry in self.entries for act in entry.acts]

    @cached_property
    def undecided_count(self) -> int:
        """How many people nobody has decided about."""
        return sum(mention.resolution == Resolution.OPEN for mention in self.mentions)

    @cached_property
    def grounds(self) -> Grounds:
        """Everything that any standing report says of the people in this one."""
        persons = {mention.person_id for mention in self.mentions if mention.person_id}
        usable = Q(mention__report__status__in=(ReportStatus.UNDER_REVIEW, ReportStatus.ACCEPTED))
        acts = Act.objects.filter(usable, mention__person__in=persons, kind__in=STATUS_KINDS, retired_at=None)
        return Grounds(acts.filter(mention__retired_at=None).exclude(mention__report__submitter=self.user))

    @cached_property
    def conclusions(self) -> list[Conclusion]:
        """For each decided person and each kind of act told of here: the highest level, and what stands already."""
        persons = [entry.mention.person_id for entry in self.entries if entry.mention.person_id]
        standing = Finding.objects.filter(person__in=persons, status__in=STANDING).select_related("proposed_by")
        held = {(finding.person_id, finding.kind, finding.status): finding for finding in standing}
        return [
            self._conclusion(entry, entry.mention.person, kind, held)
            for entry in self.entries
            if entry.mention.person
            for kind in _kinds(entry)
        ]

    def _conclusion(self, entry: Entry, person: Person, kind: str, held: dict) -> Conclusion:
        acts = [act for act in self.grounds.acts if act.mention.person_id == person.pk and act.kind == kind]
        stands = [held.get((person.pk, kind, status)) for status in STANDING]
        return Conclusion(entry, person, kind, acts, self.grounds.allowed(acts, kind), *stands)

    @cached_property
    def chain(self) -> list[Text]:
        """The texts that this one came along, the origin first."""
        texts, above = [self.report], self.report.derived_from
        while above is not None and above not in texts and len(texts) < independence.LONGEST_CHAIN:
            texts.append(above)
            above = above.derived_from
        last = len(texts) - 1
        found = [Text(text, speakers.called(text.source), n == last, n == 0) for n, text in enumerate(texts)]
        return found[::-1]

    @cached_property
    def others(self) -> list[tuple[Report, bool]]:
        """Other reports about the same people, each with whether it goes back to the same origin as this one."""
        reports = {act.mention.report_id: act.mention.report for act in self.grounds.acts}
        mine = self.grounds.roots.get(self.report.pk)
        return [
            (report, self.grounds.roots[pk] == mine) for pk, report in sorted(reports.items()) if pk != self.report.pk
        ]

    @cached_property
    def roots(self) -> int:
        """How many independent sources speak of these people."""
        return len(set(self.grounds.roots.values()))

    @cached_property
    def kept_apart(self) -> secrets.Kept:
        """That something is kept encrypted about this report, never what."""
        return secrets.kept(self.report)

    @cached_property
    def evidence(self) -> list[Evidence]:
        """What hangs on the report."""
        seen = Evidence.objects.filter(policies.visible_evidence(self.user), report=self.report)
        return held.pictured(self.user, seen)

    @cached_property
    def incidents(self) -> list[Incident]:
        """The incidents these people are attached to already, then those of the same days and place."""
        attached = {incident.pk: incident for incident in self.attached}
        near = Incident.objects.filter(policies.visible_incidents(self.user)).filter(_near(self.report, self.acts))
        found = attached | {incident.pk: incident for incident in near.order_by("pk")[:MOST_INCIDENTS]}
        return list(found.values())

    @cached_property
    def attached(self) -> list[Incident]:
        """The incidents that these people are attached to."""
        return list({act.incident.pk: act.incident for act in self.acts if act.incident}.values())

    @cached_property
    def history(self) -> list[review_history.Step]:
        """Every move, newest first."""
        return review_history.of(self.report, self.user)


def mention_of(user: User, report: Report, pk: int) -> QuerySet[Mention]:
    """One person of the report, if it is in its last revision."""
    seen = Mention.objects.filter(policies.visible_mentions(user), report=report, retired_at=None, pk=pk)
    return seen.select_related("report")


def person_by_ref(user: User, ref: str) -> Person | None:
    """The person one means, if one may see people."""
    return Person.objects.filter(policies.visible_persons(user), ref=ref).first()


def incident_by_ref(user: User, ref: str) -> Incident | None:
    """The incident one means, if one may see incidents."""
    return Incident.objects.filter(policies.visible_incidents(user), ref=ref).first()


def _kinds(entry: Entry) -> list[str]:
    """The kinds that carry a status and are told of this person, in the order of the acts."""
    return list(dict.fromkeys(act.kind for act in entry.acts if act.kind in STATUS_KINDS))


def _kin(facts: Facts) -> str:
    return facts.kin_words if facts.kin else ""


def _near(report: Report, acts: Sequence[Act]) -> Q:
    things: list[Any] = [report, *acts]
    firsts = [thing.when_lower for thing in things if thing.when_lower and thing.when_upper]
    lasts = [thing.when_upper for thing in things if thing.when_lower and thing.when_upper]
    places = {thing.place_id for thing in things if thing.place_id}
    if not (firsts and places):
        return Q(pk__in=[])
    return Q(when_lower__lte=max(lasts), when_upper__gte=min(firsts), place__in=places)
