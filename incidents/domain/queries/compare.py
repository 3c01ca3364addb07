"""Reads of the compare page: two to four records, each a person or one person as told in a report."""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

from django.db.models import Prefetch, Q
from django.urls import reverse

from accounts.models import User
from incidents import policies
from incidents.domain import deciding, references
from incidents.domain.queries import held
from incidents.domain.queries.person import HELD, Relative, relative_of, survivor
from incidents.domain.standing import STANDING
from incidents.models import Act, Evidence, Finding, Kinship, Mention, Person, PlaceParent

MOST, FEWEST = 4, 2
MOST_PICTURES = 3
MOST_TYPED = 80
_NUMBER = re.compile(r"[0-9]{1,6}")


@dataclass
class Record:
    """One column: a person, or one person as told in a report; with what is read about it."""

    key: str
    row: Person | Mention
    number: int = 0
    mentions: list[Mention] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    relatives: list[Relative] = field(default_factory=list)
    pieces: int = 0
    pictures: list[Any] = field(default_factory=list)

    @property
    def person(self) -> Person | None:
        return self.row if isinstance(self.row, Person) else None

    @property
    def mention(self) -> Mention | None:
        return self.row if isinstance(self.row, Mention) else None

    @property
    def name(self) -> str:
        return self.row.display_name if isinstance(self.row, Person) else self.row.name

    @property
    def url(self) -> str:
        if isinstance(self.row, Person):
            return reverse("desk:person", args=[self.row.ref])
        return reverse("desk:review", args=[self.row.report.ref]) + f"#mention-{self.row.pk}"

    @property
    def version(self) -> str:
        """What a decision says that its writer saw."""
        return f"{self.key}:{deciding.stamp(self.row)}"


def key_of(row: Person | Mention) -> str:
    """How a record is called in an address. A mention needs its report at hand."""
    return row.ref if isinstance(row, Person) else f"{row.report.ref}~{row.key}"


def found(user: User, keys: Sequence[str]) -> list[Record | None]:
    """The record of each key, as far as this user may see it; each record once; merged persons lead to the survivor.

    At most two queries, and one for each step from an absorbed person to the one that stands.
    """
    read = [_read(key) for key in keys[:MOST]]
    persons = _persons(user, {ref for ref, which in read if ref and not which})
    told = _mentions(user, {ref for ref, which in read if ref and which})
    rows = [_chosen(told[ref], which) if which else persons.get(ref) for ref, which in read]
    records: dict[str, Record | None] = {}
    for place, row in enumerate(rows):
        record = _record(row) if row is not None else None
        records.setdefault(record.key if record else f"none {place}", record)
    return list(records.values())


def _read(text: str) -> tuple[str, str]:
    """Reference and, for somebody in a report, which one; two empty texts when it is no address of a record."""
    ref, tilde, which = text.strip()[:MOST_TYPED].partition("~")
    try:
        return references.read(ref, "R" if tilde else "P"), which.strip() or ("1" if tilde else "")
    except references.Misread:
        return "", ""


def _persons(user: User, refs: set[str]) -> dict[str, Person]:
    if not refs:
        return {}
    rows = Person.objects.filter(policies.visible_persons(user), ref__in=refs)
    return {row.ref: survivor(row) for row in rows.select_related("place", "merged_into__place")}


def _mentions(user: User, refs: set[str]) -> dict[str, list[Mention]]:
    told: dict[str, list[Mention]] = defaultdict(list)
    if refs:
        rows = Mention.objects.filter(policies.visible_mentions(user), report__ref__in=refs, retired_at=None)
        rows = rows.exclude(report__received_at=None).order_by("position")
        for row in rows.select_related("report__source", "report__place", "person__merged_into"):
            told[row.report.ref].append(row)
    return told


def _chosen(told: list[Mention], which: str) -> Mention | None:
    """By its number in the report, from one on, or by its key."""
    if _NUMBER.fullmatch(which):
        return told[int(which) - 1] if 0 < int(which) <= len(told) else None
    try:
        key = uuid.UUID(which)
    except ValueError:
        return None
    return next((row for row in told if row.key == key), None)


def _record(row: Person | Mention) -> Record:
    """Somebody of a report who is grouped with a person already is that person."""
    if isinstance(row, Mention) and row.person is not None:
        row = survivor(row.person)
    return Record(key_of(row), row)


@dataclass(frozen=True)
class Pair:
    """Two of the records: how likely they are one person, why, and what was decided about them before."""

    left: Record
    right: Record
    likely: Any
    decided: Any


class Comparison:
    """The records of one page with all that is shown of them, in a fixed number of queries."""

    def __init__(self, user: User, records: list[Record]) -> None:
        self.user = user
        self.records = records
        self._tell()
        self._tie()
        self._hold()

    @cached_property
    def pairs(self) -> list[Pair]:
        """Every two of them, in the order of the page."""
        both = list(combinations(self.records, 2))
        seen = deciding.compared([(one.row, other.row) for one, other in both])
        past = deciding.standing([record.row for record in self.records])
        return [
            Pair(one, other, likely, past.get(frozenset((one.row, other.row))))
            for (one, other), likely in zip(both, seen, strict=True)
        ]

    @cached_property
    def because(self) -> str:
        """The reasons found, and what speaks against it, to begin the reviewer's own with."""
        told = [deciding.in_words(pair.likely) for pair in self.pairs]
        if len(told) < 2:
            return "".join(told)
        named = zip(self.pairs, told, strict=True)
        return "\n".join(f"{short(pair.left)}, {short(pair.right)}: {words}" for pair, words in named if words)

    @cached_property
    def survivor(self) -> Person | None:
        """The person whose reference stays when they are one: the oldest; None while none is a person."""
        return deciding.kept_of([record.row for record in self.records])

    def _tell(self) -> None:
        """What the reports say, and what the team holds."""
        persons = {record.row.pk: record for record in self.records if record.person}
        rows = Mention.objects.filter(STANDING, policies.visible_mentions(self.user), person__in=list(persons))
        for row in rows.select_related("report__source").order_by("report__received_at", "pk"):
            persons[row.person_id or 0].mentions.append(row)
        for record in self.records:
            record.mentions += [record.mention] if record.mention else []
        told = {mention.pk: record for record in self.records for mention in record.mentions}
        ties = Prefetch("place__parents", PlaceParent.objects.select_related("parent"))
        acts = Act.objects.filter(mention__in=list(told), retired_at=None).select_related("place")
        for act in acts.prefetch_related(ties).order_by("when_lower", "pk"):
            told[act.mention_id].acts.append(act)
        held_now = Finding.objects.filter(policies.visible_findings(self.user), person__in=list(persons))
        for finding in held_now.filter(status__in=HELD).order_by("when_lower", "pk"):
            persons[finding.person_id].findings.append(finding)

    def _tie(self) -> None:
        """The family of each, by the reports and by the team's own ties."""
        mentions = {mention.pk: record for record in self.records for mention in record.mentions}
        persons = {record.row.pk: record for record in self.records if record.person}
        of = Q(mention__in=list(mentions)) | Q(to_mention__in=list(mentions))
        of |= Q(person__in=list(persons)) | Q(to_person__in=list(persons))
        ties = Kinship.objects.filter(of).select_related("mention__person", "to_mention__person", "person", "to_person")
        for tie in ties.order_by("pk"):
            sides = (mentions.get(tie.mention_id or 0) or persons.get(tie.person_id or 0),
                     mentions.get(tie.to_mention_id or 0) or persons.get(tie.to_person_id or 0))  # fmt: skip
            for record, is_first in zip(sides, (True, False), strict=True):
                if record is not None:
                    record.relatives.append(relative_of(tie, is_first))

    def _hold(self) -> None:
        """How much evidence hangs on the reports of each, and the first pieces with their small pictures."""
        reports: dict[int, list[Record]] = defaultdict(list)
        for record in self.records:
            for report in {mention.report_id for mention in record.mentions}:
                reports[report].append(record)
        seen = Evidence.objects.filter(policies.visible_evidence(self.user))
        chosen: dict[int, list[Record]] = defaultdict(list)
        for pk, report in seen.filter(report__in=list(reports)).order_by("pk").values_list("pk", "report_id"):
            for record in reports[report]:
                record.pieces += 1
                if record.pieces <= MOST_PICTURES:
                    chosen[pk].append(record)
        for piece in held.pictured(self.user, seen.filter(pk__in=list(chosen)).order_by("pk")) if chosen else ():
            for record in chosen[piece.pk]:
                record.pictures.append(piece)


def short(record: Record) -> str:
    """The reference of a record as one says it."""
    return record.row.ref if isinstance(record.row, Person) else record.row.report.ref


def keys(records: Iterable[Record]) -> list[str]:
    """As they stand in the address."""
    return [record.key for record in records]
