"""What is known of a mention or a person, gathered for the comparison in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from incidents.domain import dates, gazetteer, kin
from incidents.domain.dates import Partial
from incidents.models import Act, Kinship, Mention, Person, PlaceParent
from incidents.vocabulary import STATUS_KINDS, ActKind, KinKind, Naming, Sex

NOT_COUNTED = ("draft", "rejected", "withdrawn")
SIBLINGS = (KinKind.OLDER_SIBLING, KinKind.YOUNGER_SIBLING, KinKind.SIBLING)


@dataclass(frozen=True)
class Event:
    """One act as far as it is compared."""

    kind: str
    when: Partial
    hint: str
    place_id: int | None
    near: frozenset[int]
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


@dataclass
class Facts:
    """The words to compare and the words to show."""

    naming: str = Naming.UNNAMED
    is_group: bool = False
    names: list[str] = field(default_factory=list)
    describing: list[str] = field(default_factory=list)
    age_low: int | None = None
    age_high: int | None = None
    sex: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    kin: set[str] = field(default_factory=set)
    kin_said: list[str] = field(default_factory=list)

    @property
    def name_words(self) -> str:
        return " · ".join(self.names) or ", ".join([_("not known"), *self.describing[:1]])

    @property
    def age_words(self) -> str:
        return age_words(self.age_low, self.age_high)

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


def of_mentions(mentions: Iterable[Mention]) -> dict[int, Facts]:
    """Facts of each mention by its key. Six queries."""
    rows = _loaded(Mention.objects.filter(pk__in=[mention.pk for mention in mentions]))
    return {row.pk: _facts([row]) for row in rows}


def of_persons(persons: Iterable[Person]) -> dict[int, Facts]:
    """Facts of each person by its key, from all its mentions. Six queries."""
    found: dict[int, list[Mention]] = {person.pk: [] for person in persons}
    grouped = Mention.objects.filter(person__in=list(found), retired_at=None).exclude(report__status__in=NOT_COUNTED)
    for row in _loaded(grouped):
        found[row.person_id].append(row)
    return {pk: _facts(rows) for pk, rows in found.items()}


def age_words(low: int | None, high: int | None) -> str:
    """An age or a range of ages in words."""
    if low is None and high is None:
        return _("not known")
    if low == high:
        return str(low)
    if low is None:
        return _("at most %(age)s") % {"age": high}
    return _("at least %(age)s") % {"age": low} if high is None else f"{low}–{high}"


def kin_of(mention: Mention) -> list[tuple[str, Mention]]:
    """Each relative in the same report: what the relative is to this one, and who. Needs kin and kin_of prefetched."""
    ties = [(kin.INVERSE[KinKind(tie.kind)].value, tie.to_mention) for tie in mention.kin.all()]
    ties += [(tie.kind, tie.mention) for tie in mention.kin_of.all()]
    return [(kind, relative) for kind, relative in ties if relative is not None]


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
    if not (one.where and other.where):
        return ""
    if one.place_id and other.place_id:
        if one.place_id == other.place_id:
            return "same"
        return "within" if one.place_id in other.near or other.place_id in one.near else "apart"
    return "same" if one.where.casefold() == other.where.casefold() else "apart"


def _loaded(rows):
    acts = Act.objects.filter(retired_at=None, kind__in=STATUS_KINDS).select_related("place")
    ties = PlaceParent.objects.select_related("parent")
    return rows.prefetch_related(
        Prefetch("acts", acts.prefetch_related(Prefetch("place__parents", ties))),
        Prefetch("kin", Kinship.objects.filter(to_mention__retired_at=None).select_related("to_mention")),
        Prefetch("kin_of", Kinship.objects.filter(mention__retired_at=None).select_related("mention")),
    ).order_by("pk")


def _facts(rows: list[Mention]) -> Facts:
    facts = Facts()
    for row in rows:
        facts.names += [row.name] if row.name and row.name not in facts.names else []
        facts.describing += [row.describing] if row.describing else []
        facts.sex += [row.sex] if row.sex != Sex.UNKNOWN and row.sex not in facts.sex else []
        facts.events += [_event(act) for act in row.acts.all()]
        for kind, relative in kin_of(row):
            facts.kin.add(KinKind.SIBLING if kind in SIBLINGS else kind)
            facts.kin_said.append(_relative(kind, relative))
    levels = {row.naming for row in rows}
    facts.naming = next((level for level in (Naming.NAMED, Naming.PARTIAL) if level in levels), Naming.UNNAMED)
    facts.is_group = any(row.n_high > 1 for row in rows)
    facts.age_low = min((row.age_low for row in rows if row.age_low is not None), default=None)
    facts.age_high = max((row.age_high for row in rows if row.age_high is not None), default=None)
    return facts


def _event(act: Act) -> Event:
    near = frozenset(tie.parent_id for tie in act.place.parents.all()) if act.place else frozenset()
    where = gazetteer.name(act.place) if act.place else act.place_text
    when = Partial(act.when_edtf, act.when_lower, act.when_upper)
    return Event(act.kind, when, act.when_words, act.place_id, near, where)


def _relative(kind: str, relative: Mention) -> str:
    known = relative.name or (age_words(relative.age_low, relative.age_high) if relative.age_high is not None else "")
    return ", ".join(filter(None, (kin.relative(kind, False), known)))


def _joined(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(words)) or _("not known")
