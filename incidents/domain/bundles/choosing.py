"""What goes into a bundle and what is left out: the people, and the evidence of the reports that speak of them.

Used twice: for the preview, and again when the bundle is built. Nothing of a file is read here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from incidents import policies
from incidents.domain import disclosure, standing
from incidents.domain.bundles import rules
from incidents.domain.queries import going
from incidents.domain.queries import incidents as incident_reads
from incidents.domain.queries import persons as person_reads
from incidents.domain.queries.person import survivor
from incidents.models import Act, DerivedCopy, Evidence, EvidenceBearing, Incident, Mention, Original, Person
from incidents.vocabulary import Disclosure, EvidenceKind, Integrity, ReportStatus

LOST = (Integrity.MISSING, Integrity.CHANGED)


@dataclass(frozen=True)
class Item:
    """One piece that goes: the original where it may, and copies."""

    piece: Evidence
    original: Original | None
    copies: tuple[DerivedCopy, ...]


@dataclass
class Choice:
    """Who and what goes; how many are left out, by code."""

    circle: str
    entries: list[disclosure.Entry] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def files(self) -> int:
        """How many files of evidence go."""
        return sum(len(item.copies) + bool(item.original) for item in self.items)

    @property
    def size(self) -> int:
        """How many bytes they have."""
        originals = sum(item.original.size for item in self.items if item.original)
        return originals + sum(copy.size for item in self.items for copy in item.copies)


def choose(user: User, circle: str, *, persons: Iterable[Person] = (), incident: Incident | None = None) -> Choice:
    """What of these persons, or of the people of this incident, goes to the circle; inside what the user may see."""
    people, gone = _people(user, persons, incident)
    choice = Choice(circle)
    choice.left_out[rules.GONE] += gone
    for entry in going.entries(people.order_by("pk"), user):
        if disclosure.may_leave(entry, circle):
            choice.entries.append(entry)
        else:
            choice.left_out[rules.STAYS] += 1
    chosen = {entry.person.pk for entry in choice.entries}
    _add_evidence(choice, user, _pieces(user, chosen, incident))
    choice.left_out = Counter({code: number for code, number in choice.left_out.items() if number})
    return choice


def _people(user: User, persons: Iterable[Person], incident: Incident | None) -> tuple[QuerySet[Person], int]:
    """The listed people, each once; who was merged is the one that stands. And how many are no longer in the list."""
    listed = person_reads.listed(user)
    if incident is not None:
        visible = incident_reads.visible(user).filter(pk=incident.pk)
        asked = person_reads.roads(user)["incident"](incident.ref)
        return (listed.filter(asked), 0) if visible.exists() else (listed.none(), 0)
    wanted = {survivor(person).pk for person in persons}
    found = listed.filter(pk__in=wanted)
    return found, len(wanted) - found.count()


# --- Evidence --------------------------------------------------------------------------------------------------------
def _pieces(user: User, chosen: set[int], incident: Incident | None) -> list[Evidence]:
    """The evidence of accepted reports that speak of the chosen people, or of the incident; what is tied to others
    alone is not theirs."""
    mentions = Mention.objects.filter(standing.STANDING, person__in=chosen)
    about = Q(report__in=mentions.values("report"))
    if incident is not None:
        acts = Act.objects.filter(incident=incident, retired_at=None, mention__in=mentions)
        about = Q(report__in=acts.values("mention__report")) | Q(
            bearings__incident=incident, bearings__removed_at=None, report__in=mentions.values("report")
        )
    scope = policies.visible_for_bundles(user)
    rows = Evidence.objects.filter(scope, about, report__status=ReportStatus.ACCEPTED).select_related(
        "report", "original", "taken_place"
    )
    pieces = list(rows.distinct().order_by("pk"))
    others = _of_others(pieces, chosen)
    return [piece for piece in pieces if piece.pk not in others]


def _of_others(pieces: list[Evidence], chosen: set[int]) -> set[int]:
    """The pieces that are tied to people, and to nobody of the chosen and nothing else."""
    ties: dict[int, list[EvidenceBearing]] = defaultdict(list)
    rows = EvidenceBearing.objects.filter(evidence__in=pieces, removed_at=None)
    for tie in rows.select_related("mention", "act__mention"):
        ties[tie.evidence_id].append(tie)
    return {piece for piece, found in ties.items() if all(_is_of_other(tie, chosen) for tie in found)}


def _is_of_other(tie: EvidenceBearing, chosen: set[int]) -> bool:
    mention = tie.mention or (tie.act.mention if tie.act else None)
    return mention is not None and mention.person_id not in chosen


def _add_evidence(choice: Choice, user: User, pieces: list[Evidence]) -> None:
    receipts, made = _receipts(pieces), _copies(pieces)
    nameable = _nameable(user, choice.circle, receipts)
    for piece in pieces:
        same = receipts[piece.original_id] if piece.original_id else [piece]
        asked = _asked(piece, same, nameable)
        item, reason = _item(piece, asked, choice.circle, made[piece.original_id])
        if item:
            choice.items.append(item)
        else:
            choice.left_out[reason] += 1


def _item(piece: Evidence, asked: rules.Asked, circle: str, made: list[DerivedCopy]) -> tuple[Item | None, str]:
    reason = rules.refusal(asked, circle)
    if reason:
        return None, reason
    if piece.original is None:
        return Item(piece, None, ()), ""
    copies = tuple(rules.copies(asked, circle, made))
    if circle != Disclosure.INTERNAL:
        return (Item(piece, None, copies), "") if copies else (None, rules.without_copy(asked, circle, made))
    if piece.original.integrity in LOST:
        return None, rules.BROKEN
    return Item(piece, piece.original, copies), ""


def _asked(piece: Evidence, same: list[Evidence], nameable: dict[int, bool]) -> rules.Asked:
    consents = {receipt.report.consent for receipt in same} | {one.consent for one in same if one.consent}
    return rules.Asked(
        kind=piece.kind,
        consents=frozenset(consents),
        rights=frozenset(receipt.rights for receipt in same),
        sensitivities=frozenset(word for receipt in same for word in receipt.sensitivities),
        is_nameable=all(nameable.get(receipt.report_id, False) for receipt in same),
    )


def _receipts(pieces: list[Evidence]) -> dict[int | None, list[Evidence]]:
    """Every receipt of the same bytes in a report that stands, also in those that the user may not read: a “no” that
    one cannot see is still a no."""
    found: dict[int | None, list[Evidence]] = defaultdict(list)
    held = {piece.original_id for piece in pieces if piece.original_id}
    rows = Evidence.objects.filter(original__in=held, removed_at=None).exclude(report__status__in=standing.NOT_COUNTED)
    for row in rows.select_related("report"):
        found[row.original_id].append(row)
    for piece in pieces:
        if piece.kind != EvidenceKind.FILE:
            found[None].append(piece)
    return found


def _copies(pieces: list[Evidence]) -> dict[int | None, list[DerivedCopy]]:
    found: dict[int | None, list[DerivedCopy]] = defaultdict(list)
    held = {piece.original_id for piece in pieces if piece.original_id}
    for copy in DerivedCopy.objects.filter(original__in=held).order_by("kind", "page", "number"):
        found[copy.original_id].append(copy)
    return found


def _nameable(user: User, circle: str, receipts: dict[int | None, list[Evidence]]) -> dict[int, bool]:
    """For each report whether everybody of whom it speaks may be named to the circle."""
    reports = {receipt.report_id for same in receipts.values() for receipt in same}
    if circle == Disclosure.INTERNAL:
        return dict.fromkeys(reports, True)
    grouped = Mention.objects.filter(standing.STANDING, report__in=reports).values_list("report_id", "person_id")
    people: Any = Person.objects.filter(pk__in={person for _report, person in grouped}).order_by("pk")
    named = {one.person.pk for one in going.entries(people, user) if disclosure.may_name(one, circle)}
    unnamed = {where for where, who in grouped if who not in named}
    return {report: report not in unnamed for report in reports}
