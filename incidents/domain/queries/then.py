"""What the team held on a day: read from what came in, was agreed, replaced, withdrawn and joined until its end.

Who somebody was (age, sex, part taken) is told as the reports of that day told it. What cannot be read back: reports
that were rejected or withdrawn since, and mentions that a later revision left out, are left out on every day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet

from incidents.domain import standing
from incidents.models import Act, Finding, Mention, Merge, Person
from incidents.vocabulary import FindingStatus, Manner, Naming, Polarity, Status

ALMATY = ZoneInfo("Asia/Almaty")
DEATHS = (Status.KILLED, Status.DIED)
AGREED_ONCE = (FindingStatus.AGREED, FindingStatus.SUPERSEDED, FindingStatus.WITHDRAWN)
LATEST = datetime.max.replace(tzinfo=ZoneInfo("UTC"))


def end_of(day: date) -> datetime:
    """The first instant after the day, in Almaty."""
    return datetime.combine(day + timedelta(days=1), time.min, ALMATY)


def day_of(instant: datetime) -> date:
    """The day that it was in Almaty."""
    return instant.astimezone(ALMATY).date()


@dataclass
class Told:
    """One person as held at an instant: a person's row that nobody saves, and what its row does not have."""

    person: Person
    more: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    def values(self, columns: Sequence[str]) -> tuple[Any, ...]:
        """The columns of a question."""
        return tuple(self.more[name] if name in self.more else getattr(self.person, name) for name in columns)


@dataclass(frozen=True)
class Held:
    """A row that counted from one instant to another, and whose it was when."""

    row: Any
    begins: datetime
    ends: datetime
    owners: tuple[tuple[datetime, int], ...]

    def owner(self, at: datetime) -> int | None:
        """Whose it was just before an instant; None where it did not count."""
        if not self.begins < at <= self.ends:
            return None
        return next(person for since, person in reversed(self.owners) if since < at)


class Then:
    """What was held of some people, or of everybody, at any instant. Five queries."""

    def __init__(self, people: Collection[int] | None = None) -> None:
        """`people` are keys; those they were joined with, or parted from, are read with them."""
        self.asked = None if people is None else self._with_joined(set(people))

    @cached_property
    def merges(self) -> list[Merge]:
        return list(Merge.objects.order_by("at", "pk"))

    def _with_joined(self, people: set[int]) -> set[int]:
        found, size = people, -1
        while size != len(found):
            size = len(found)
            for merge in self.merges:
                if {merge.kept_id, merge.absorbed_id} & found:
                    found |= {merge.kept_id, merge.absorbed_id}
        return found

    def _of(self, name: str) -> Q:
        return Q() if self.asked is None else Q(**{f"{name}__in": self.asked})

    @cached_property
    def persons(self) -> dict[int, Person]:
        columns = ("ref", "display_name", "describing", "sort_key", "naming", "created_at", "merged_into_id")
        return {person.pk: person for person in Person.objects.filter(self._of("pk")).only(*columns)}

    @cached_property
    def owners(self) -> dict[tuple[str, int], list[tuple[datetime, int]]]:
        """Of rows that moved by joinings, to whom they went when; the first was theirs from the beginning."""
        moves: dict[tuple[str, int], list[tuple[datetime, int]]] = defaultdict(list)
        first: dict[tuple[str, int], int] = {}
        for merge in self.merges:
            for table, key, columns in merge.moved.get("changed", ()):
                if "person_id" in columns:
                    was, now = columns["person_id"]
                    first.setdefault((table, key), was)
                    moves[table, key].append((merge.at, now))
                    if merge.undone_at:
                        moves[table, key].append((merge.undone_at, was))
        return {row: [(datetime.min.replace(tzinfo=LATEST.tzinfo), first[row]), *sorted(moved)]
                for row, moved in moves.items()}  # fmt: skip

    def _held(self, row: Any, begins: datetime, ends: datetime = LATEST) -> Held:
        always = [(datetime.min.replace(tzinfo=LATEST.tzinfo), row.person_id)]
        return Held(row, begins, ends, tuple(self.owners.get((row._meta.model_name, row.pk), always)))

    @cached_property
    def mentions(self) -> list[Held]:
        rows = Mention.objects.filter(standing.STANDING, self._of("person"), report__received_at__isnull=False)
        return [self._held(row, _counts_from(row)) for row in with_acts(rows)]

    @cached_property
    def findings(self) -> list[Held]:
        rows = Finding.objects.filter(self._of("person"), status__in=AGREED_ONCE, decided_at__isnull=False)
        newer = Finding.objects.filter(supersedes__isnull=False, status__in=AGREED_ONCE, decided_at__isnull=False)
        replaced = dict(newer.order_by("-decided_at").values_list("supersedes_id", "decided_at"))
        return [
            self._held(row, row.decided_at or LATEST, min(replaced.get(row.pk) or LATEST, row.withdrawn_at or LATEST))
            for row in rows.order_by("pk")
        ]

    def at(self, instant: datetime, people: Iterable[int] | None = None) -> dict[int, Told]:
        """Everybody who was in the case list just before the instant, or those of these keys, by key."""
        if people is None:
            mentions, findings = _by_owner(self.mentions, instant), _by_owner(self.findings, instant)
        else:
            mentions, findings = (_by_owner(self._some(rows, people), instant) for rows in self._ever)
            mentions = {pk: mentions[pk] for pk in people if pk in mentions}
        return {pk: tell(self.persons[pk], told, findings.get(pk, [])) for pk, told in mentions.items()
                if pk in self.persons}  # fmt: skip

    @cached_property
    def _ever(self) -> tuple[dict[int, list[Held]], dict[int, list[Held]]]:
        """The mentions and the findings that each person ever had."""
        found: tuple[dict[int, list[Held]], dict[int, list[Held]]] = (defaultdict(list), defaultdict(list))
        for rows, of_person in zip((self.mentions, self.findings), found, strict=True):
            for held in rows:
                for person in {person for _since, person in held.owners}:
                    of_person[person].append(held)
        return found

    def _some(self, rows: dict[int, list[Held]], people: Iterable[int]) -> list[Held]:
        """Theirs, each once, in the order of their keys."""
        chosen = {held.row.pk: held for pk in people for held in rows.get(pk, ())}
        return [chosen[pk] for pk in sorted(chosen)]

    @cached_property
    def instants(self) -> dict[int, set[datetime]]:
        """For each person the instants at which something about them changed."""
        found: dict[int, set[datetime]] = defaultdict(set)
        for held in (*self.mentions, *self.findings):
            moved = [since for since, _person in held.owners[1:]]
            for _since, person in held.owners:
                found[person].update((held.begins, held.ends, *moved))
        return found


def tell(held: Person, mentions: Sequence[Mention], findings: Sequence[Finding]) -> Told:
    """What these rows say of one person; their acts are fetched already."""
    person = Person(
        pk=held.pk, ref=held.ref, display_name=held.display_name, describing=held.describing,
        sort_key=held.sort_key, reports_count=len({mention.report_id for mention in mentions}),
    )  # fmt: skip
    person.naming = min((mention.naming for mention in mentions), key=_rank)
    acts = sorted((act for mention in mentions for act in mention.acts.all()), key=standing.in_time)
    standing.tell(person, mentions, findings, acts)
    became = [act for act in acts if act.polarity == Polarity.ASSERTS and _became(act.kind, person.status)]
    return Told(person, _more(person, findings, became) | {"mentions": tuple(mention.pk for mention in mentions)})


def _more(person: Person, findings: Sequence[Finding], acts: Sequence[Act]) -> dict[str, tuple[Any, ...]]:
    """What a row does not have: manners, and what stays contested as the reports assert it."""
    found = {row.manner for row in findings if row.kind == person.status} - {Manner.UNKNOWN}
    dated = [act for act in acts if "when" in person.contested and (act.when_lower or act.when_upper)]
    placed = {act.place_id for act in acts if "place" in person.contested and act.place_id}
    return {
        "manners_found": tuple(sorted(found)),
        "manners_told": tuple(sorted({act.manner for act in acts} - {Manner.UNKNOWN})),
        "lowers_told": tuple(act.when_lower for act in dated),
        "uppers_told": tuple(act.when_upper for act in dated),
        "places_told": tuple(sorted(placed)),
    }


def with_acts(mentions: QuerySet[Mention]) -> QuerySet[Mention]:
    """Mentions with their reports and acts, as `tell` reads them."""
    acts = Act.objects.filter(retired_at=None).order_by("when_lower", "pk")
    return mentions.select_related("report").prefetch_related(Prefetch("acts", queryset=acts)).order_by("pk")


def _rank(level: str) -> int:
    return standing.RANK[Naming(level)]


def _counts_from(row: Mention) -> datetime:
    """When the team had it: its report received, and the mention grouped."""
    return max(filter(None, (row.report.received_at, row.resolved_at)), default=LATEST)


def _by_owner(rows: Iterable[Held], at: datetime) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for held in rows:
        owner = held.owner(at)
        if owner is not None:
            found[owner].append(held.row)
    return found


def _became(kind: str, status: str) -> bool:
    return not status or kind == status or (kind in DEATHS and status in DEATHS)
