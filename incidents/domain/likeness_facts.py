"""What is known of a mention or a person, gathered for the comparison in a fixed number of queries."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from incidents.domain import dates, gazetteer, kin, places
from incidents.domain.dates import Partial
from incidents.models import Act, Kinship, Mention, Person
from incidents.vocabulary import STATUS_KINDS, ActKind, KinKind, Naming, Sex

NOT_COUNTED = ("draft", "rejected", "withdrawn")
SIBLINGS = (KinKind.OLDER_SIBLING, KinKind.YOUNGER_SIBLING, KinKind.SIBLING)
KIN_COLUMNS = [f"{side}__{name}" for side in ("mention", "to_mention") for name in ("name", "age_low", "age_high")]
TOLD = {"told_edtf": F("report__when_edtf"), "told_lower": F("report__when_lower"),
        "told_upper": F("report__when_upper"), "told_by": F("report__source_id"),
        "told_list": F("report__edition__person_list_id")}  # fmt: skip


@dataclass(frozen=True)
class Event:
    """One act as far as it is compared."""

    kind: str
    when: Partial
    hint: str
    place_id: int | None
    place_key: str
    within: frozenset[str]
    where: str

    @property
    def family(self) -> str:
        """Killed and died tell of one death."""
        return ActKind.KILLED if self.kind == ActKind.DIED else self.kind

    @property
    def day_words(self) -> str:
        return dates.words(self.when.edtf)

    @property
    def when_words(self) -> str:
        return ", ".join(filter(None, (self.day_words, self.hint)))


class Relative(NamedTuple):
    """Somebody in the same report: what they are to the person, and how they are called or how old they are."""

    kind: str
    name: str
    age_low: int | None
    age_high: int | None

    @property
    def words(self) -> str:
        known = self.name or (age_words(self.age_low, self.age_high) if self.age_high is not None else "")
        return ", ".join(filter(None, (kin.relative(self.kind, False), known)))


class Telling(NamedTuple):
    """What one report says of one person: the row, its acts and relatives, the report's day, and its source or list."""

    row: Mention
    acts: Sequence[Act]
    relatives: Sequence[Relative]
    told: Partial
    source: int | str | None


@dataclass
class Facts:
    """The words to compare and the words to show."""

    naming: str = Naming.UNNAMED
    is_group: bool = False
    names: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    describing: list[str] = field(default_factory=list)
    age_low: int | None = None
    age_high: int | None = None
    ages_at: list[tuple[int | None, int | None, Partial]] = field(default_factory=list)
    births: list[Partial] = field(default_factory=list)
    sex: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    kin: list[tuple[str, str]] = field(default_factory=list)
    kin_said: list[str] = field(default_factory=list)
    lists: set[tuple[str, str]] = field(default_factory=set)
    national_ids: set[str] = field(default_factory=set)
    reports: set[int] = field(default_factory=set)

    @property
    def name_words(self) -> str:
        return " · ".join(self.names) or ", ".join([_("not known"), *self.describing[:1]])

    @property
    def age_words(self) -> str:
        return age_words(self.age_low, self.age_high)

    @property
    def birth_words(self) -> str:
        return _joined(dates.words(birth.edtf) for birth in self.births)

    @property
    def sex_words(self) -> str:
        return ", ".join(str(Sex(sex).label) for sex in self.sex)

    @property
    def when_words(self) -> str:
        return _joined(event.when_words for event in self.events if event.when.edtf)

    @property
    def where_words(self) -> str:
        return _joined(event.where for event in self.events if event.where)

    @property
    def kin_words(self) -> str:
        return _joined(self.kin_said)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all that is compared. It stays while reports only repeat what was known."""
        events = {(event.family, event.when.edtf, event.place_key) for event in self.events}
        ages = {(low, high, day.edtf) for low, high, day in self.ages_at}
        told = [self.naming, self.is_group, set(self.names), {birth.edtf for birth in self.births}, ages,
                set(self.sex), events, set(self.kin), self.lists, self.national_ids]  # fmt: skip
        plain = [sorted(map(repr, one)) if isinstance(one, set) else one for one in told]
        return hashlib.sha256(json.dumps(plain).encode()).hexdigest()


def of_mentions(mentions: Iterable[Mention]) -> dict[int, Facts]:
    """Facts of each mention by its key. Three queries."""
    told = _loaded(Mention.objects.filter(pk__in=[mention.pk for mention in mentions]))
    return {one.row.pk: of_tellings([one]) for one in told}


def of_persons(persons: Iterable[Person]) -> dict[int, Facts]:
    """Facts of each person by its key, from all its mentions. Three queries."""
    found: dict[int, list[Telling]] = {person.pk: [] for person in persons}
    grouped = Mention.objects.filter(person__in=list(found), retired_at=None).exclude(report__status__in=NOT_COUNTED)
    for one in _loaded(grouped):
        found[one.row.person_id or 0].append(one)
    return {pk: of_tellings(told) for pk, told in found.items()}


def of_tellings(tellings: Sequence[Telling]) -> Facts:
    """What all of them say together. Reads nothing."""
    facts = Facts()
    for told in tellings:
        _gather(facts, told)
    levels = {told.row.naming for told in tellings}
    facts.naming = next((level for level in (Naming.NAMED, Naming.PARTIAL) if level in levels), Naming.UNNAMED)
    rows = [told.row for told in tellings]
    facts.age_low = min((row.age_low for row in rows if row.age_low is not None), default=None)
    facts.age_high = max((row.age_high for row in rows if row.age_high is not None), default=None)
    return facts


def fingerprint(one: Facts, other: Facts) -> str:
    """SHA-256 of what was compared, whichever of the two comes first. A refusal holds while it stays the same."""
    return hashlib.sha256(" ".join(sorted((one.fingerprint, other.fingerprint))).encode()).hexdigest()


def age_words(low: int | None, high: int | None) -> str:
    """An age or a range of ages in words."""
    if low is None and high is None:
        return _("not known")
    if low == high:
        return str(low)
    if low is None:
        return _("at most %(age)s") % {"age": high}
    return _("at least %(age)s") % {"age": low} if high is None else f"{low}–{high}"


def nearest_days(mine: Facts, theirs: Facts) -> tuple[Event | None, Event | None, int | None]:
    """The two tellings of one kind of act that lie nearest in time, and the days between them (None: not known)."""
    pairs = [
        (distance, one, other)
        for one in mine.events
        for other in theirs.events
        if one.family == other.family and (distance := dates.distance_days(one.when, other.when)) is not None
    ]
    if not pairs:
        return None, None, None
    days, one, other = min(pairs, key=lambda pair: pair[0])
    return one, other, days


def nearest_places(mine: Facts, theirs: Facts) -> tuple[str, str, str]:
    """How the nearest places of one kind of act lie: same, within, apart, or empty (not known); and their names."""
    best = ("", "", "")
    rank = {"": 0, "apart": 1, "within": 2, "same": 3}
    for one in mine.events:
        for other in theirs.events:
            closeness = _closeness(one, other) if one.family == other.family else ""
            if rank[closeness] > rank[best[0]]:
                best = (closeness, one.where, other.where)
    return best


def _closeness(one: Event, other: Event) -> str:
    if not (one.place_key and other.place_key):
        return ""
    if one.place_key == other.place_key:
        return "same"
    return "within" if one.place_key in other.within or other.place_key in one.within else "apart"


def place_key(thing: Any) -> str:
    """One key for one place: that of the gazetteer, else the folded words; empty when not known."""
    if thing.place_id:
        return thing.place.key
    return f"text:{places.fold_place(thing.place_text)}" if thing.place_text else ""


def _loaded(rows: QuerySet[Mention]) -> list[Telling]:
    acts = Act.objects.filter(retired_at=None, kind__in=STATUS_KINDS).select_related("place")
    loaded: list[Any] = list(rows.annotate(**TOLD).prefetch_related(Prefetch("acts", acts)).order_by("pk"))
    relatives = _relatives([row.pk for row in loaded])
    return [Telling(row, row.acts.all(), relatives[row.pk], *_report_of(row)) for row in loaded]


def _report_of(row: Any) -> tuple[Partial, int | str | None]:
    kept = f"list {row.told_list}" if row.told_list else row.told_by
    return Partial(row.told_edtf, row.told_lower, row.told_upper), kept


def _relatives(keys: list[int]) -> dict[int, list[Relative]]:
    """For each mention its relatives in the same report. One query, of the few columns that are compared."""
    found: dict[int, list[Relative]] = defaultdict(list)
    ties = Kinship.objects.filter(Q(mention__in=keys) | Q(to_mention__in=keys), mention__retired_at=None)
    rows = ties.filter(mention__isnull=False, to_mention__isnull=False, to_mention__retired_at=None).order_by("pk")
    for kind, one, other, *about in rows.values_list("kind", "mention", "to_mention", *KIN_COLUMNS):
        found[one].append(Relative(kin.INVERSE[KinKind(kind)].value, *about[3:]))
        found[other].append(Relative(kind, *about[:3]))
    return found


@lru_cache(maxsize=1)
def _regions() -> dict[str, frozenset[str]]:
    """What each place of the gazetteer lies in or ever lay in, but for the country, which says nothing."""
    return {
        row.key: frozenset(key for key, _first, _last in row.parents if key != places.COUNTRY)
        for row in places.catalogue()
    }


def _gather(facts: Facts, told: Telling) -> None:
    row = told.row
    facts.names += [row.name] if row.name and row.name not in facts.names else []
    facts.keys += [key for key in row.name_keys if key not in facts.keys]
    facts.describing += [row.describing] if row.describing else []
    facts.sex += [row.sex] if row.sex != Sex.UNKNOWN and row.sex not in facts.sex else []
    facts.events += [_event(act) for act in told.acts]
    facts.is_group = facts.is_group or row.n_high > 1
    facts.reports |= {row.report_id} if row.report_id else set()
    facts.national_ids |= {row.national_id_hash} if row.national_id_hash else set()
    if row.birth_edtf:
        facts.births.append(Partial(row.birth_edtf, row.birth_lower, row.birth_upper))
    elif row.age_low is not None or row.age_high is not None:  # beside a birth date it may be reckoned from that
        facts.ages_at.append((row.age_low, row.age_high, _first_day(told)))
    if own := _own_id(told):
        facts.lists.add(own)
    for relative in told.relatives:
        facts.kin.append((KinKind.SIBLING if relative.kind in SIBLINGS else relative.kind, relative.name))
        facts.kin_said.append(relative.words)


def _own_id(told: Telling) -> tuple[str, str] | None:
    """The row of a list by its keeper's own id. Another id says nothing: from edition to edition many number anew."""
    own = str((told.row.row or {}).get("id") or "").strip()
    return (f"{told.source} {own}", own) if own else None


def _first_day(told: Telling) -> Partial:
    """The day at which an age is told: of the first act with a date, else of the report."""
    return next(
        (Partial(act.when_edtf, act.when_lower, act.when_upper) for act in told.acts if act.when_edtf), told.told
    )


def _event(act: Act) -> Event:
    within = _regions().get(act.place.key, frozenset()) if act.place else frozenset[str]()
    where = gazetteer.name(act.place) if act.place else act.place_text
    when = Partial(act.when_edtf, act.when_lower, act.when_upper)
    return Event(act.kind, when, act.when_words, act.place_id, place_key(act), within, where)


def _joined(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(words)) or _("not known")
