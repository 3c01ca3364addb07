"""Events, one a row, in the columns of UCDP GED and of ACLED; what the team does not know, or may not say, is empty.

An event is an incident, or else what happened in the same days, at the same place, of the same kind. People count by
what the team concluded of them; inside the team also by what reports say, where nothing is concluded yet. Who did it,
who the dead were and what sort of violence it was are judgements that those data sets make by rules of their own: they
are left to them. No name, description or source is in these tables.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import compress
from typing import NamedTuple

from accounts.models import User
from incidents import policies
from incidents.domain import disclosure, standing
from incidents.domain.exporting import people
from incidents.domain.exporting.asked import Asked, Leaving
from incidents.domain.exporting.places import Atlas, Spot
from incidents.domain.queries.going import Going
from incidents.models import Act, Finding
from incidents.vocabulary import Disclosure, FindingStatus, PlaceKind, Polarity, Status

DEADLY = (Status.KILLED, Status.DIED)
HARM = (*DEADLY, Status.WOUNDED, Status.TORTURED, Status.DETAINED, Status.MISSING)
Value = str | int | None
# Columns and their order: UCDP GED 25.1 (49) and ACLED since March 2023 (31); docs/exports.md says where they are from.
UCDP = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
    "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
ACLED = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
WHERE_PREC = {PlaceKind.FACILITY: 1, PlaceKind.SETTLEMENT: 1, PlaceKind.CITY: 1, PlaceKind.DISTRICT: 3,
              PlaceKind.REGION: 4, PlaceKind.COUNTRY: 6}  # fmt: skip
GEO_PRECISION = {PlaceKind.FACILITY: 1, PlaceKind.SETTLEMENT: 1, PlaceKind.CITY: 1, PlaceKind.DISTRICT: 2,
                 PlaceKind.REGION: 3, PlaceKind.COUNTRY: 3}  # fmt: skip


class Counted(NamedTuple):
    """What an event needs of a person."""

    pk: int
    ref: str
    n_low: int
    n_high: int
    roots_count: int
    place_id: int | None


COUNTED = frozenset(Counted._fields)


@dataclass(frozen=True)
class Harm:
    """What befell one person, as far as the circle may have it."""

    person: Counted
    kind: str
    lower: date | None
    upper: date | None
    place_id: int | None
    incident_id: int | None
    incident_ref: str


@dataclass
class Event:
    """People harmed together."""

    first: Harm
    people: dict[int, Counted] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    dead: dict[int, Counted] = field(default_factory=dict)
    lowers: list[date] = field(default_factory=list)
    uppers: list[date] = field(default_factory=list)

    def add(self, harm: Harm) -> None:
        """One more person, or one more thing that befell the same."""
        self.people[harm.person.pk] = harm.person
        self.kinds.add(harm.kind)
        if harm.kind in DEADLY:
            self.dead[harm.person.pk] = harm.person
        self.lowers += [harm.lower] if harm.lower else []
        self.uppers += [harm.upper] if harm.upper else []

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day that it may have been."""
        return min(self.lowers, default=None), max(self.uppers, default=None)

    @property
    def deaths(self) -> tuple[int, int]:
        """How many died, at least and at most."""
        return sum(one.n_low for one in self.dead.values()), sum(one.n_high for one in self.dead.values())


def ucdp_header(asked: Asked) -> list[str]:
    """The columns of UCDP GED."""
    return list(UCDP)


def acled_header(asked: Asked) -> list[str]:
    """The columns of ACLED."""
    return list(ACLED)


def ucdp_rows(asked: Asked, leaving: Leaving) -> Iterator[list[Value]]:
    """Events in which somebody died, as UCDP has them: numbered in the order of days."""
    atlas = Atlas()
    for number, event in enumerate(_events(asked, leaving, DEADLY), start=1):
        told = _ucdp(number, event, atlas.spot(event.first.place_id, event.days[0]), asked.disclosure)
        yield [told.get(name, "") for name in UCDP]


def acled_rows(asked: Asked, leaving: Leaving) -> Iterator[list[Value]]:
    """Events in which somebody was harmed, as ACLED has them."""
    atlas = Atlas()
    for number, event in enumerate(_events(asked, leaving, HARM), start=1):
        told = _acled(number, event, atlas.spot(event.first.place_id, event.days[0]), asked)
        yield [told.get(name, "") for name in ACLED]


# --- Reading ---------------------------------------------------------------------------------------------------------
def _events(asked: Asked, leaving: Leaving, kinds: Sequence[str]) -> list[Event]:
    found: dict[tuple, Event] = {}
    for harm in _harms(asked, leaving, kinds):
        found.setdefault(_key(harm), Event(harm)).add(harm)
    return sorted(found.values(), key=_in_time)


def _key(harm: Harm) -> tuple:
    """What makes two harms one event. Of what nobody knows day or place, each person is an event alone."""
    if harm.incident_id:
        return (harm.incident_id,)
    alone = harm.person.pk if harm.place_id is None or harm.lower is None else 0
    return harm.lower, harm.upper, harm.place_id, harm.kind, alone


def _in_time(event: Event) -> tuple:
    lower, upper = event.days
    return lower or date.max, upper or date.max, event.first.place_id or 0, event.first.kind, event.first.person.pk


def _harms(asked: Asked, leaving: Leaving, kinds: Sequence[str]) -> Iterator[Harm]:
    for facts in Going(people.case_list(asked).people, asked.user, COUNTED).batches():
        goes = [disclosure.leaves(consents, asked.disclosure) for consents in facts["consents"]]
        everybody = zip(*(facts[name] for name in Counted._fields), strict=True)
        persons = {one[0]: Counted(*one) for one in compress(everybody, goes)}
        leaving.left_out += len(goes) - len(persons)
        leaving.goes([person.ref for person in persons.values()], [False] * len(persons))
        told = _concluded(persons, asked, kinds)
        if asked.disclosure == Disclosure.INTERNAL:
            _add_reported(told, persons, asked.user, kinds)
        for pk in persons:
            yield from told[pk]


def _concluded(persons: dict[int, Counted], asked: Asked, kinds: Sequence[str]) -> dict[int, list[Harm]]:
    """What the team concluded. The place of a finding is for partners: the public gets the place of the person."""
    found: dict[int, list[Harm]] = defaultdict(list)
    agreed = Finding.objects.filter(policies.visible_findings(asked.user), person__in=persons, kind__in=kinds,
                                    status=FindingStatus.AGREED)  # fmt: skip
    for finding in agreed.select_related("incident").order_by("when_lower", "pk"):
        person = persons[finding.person_id]
        place = person.place_id if asked.disclosure == Disclosure.PUBLIC else finding.place_id
        ref = finding.incident.ref if finding.incident and asked.disclosure != Disclosure.PUBLIC else ""
        found[person.pk].append(
            Harm(person, finding.kind, finding.when_lower, finding.when_upper, place, finding.incident_id, ref)
        )
    return found


def _add_reported(told: dict[int, list[Harm]], everybody: dict[int, Counted], user: User, kinds: Sequence[str]) -> None:
    """What reports assert of those of whom nothing of the kind is concluded; the earliest told of each kind."""
    persons = {pk: person for pk, person in everybody.items() if not told[pk]}
    scope = policies.prefixed("mention", policies.visible_mentions(user) & standing.STANDING)
    acts = Act.objects.filter(
        scope, mention__person__in=persons, kind__in=kinds, retired_at=None, polarity=Polarity.ASSERTS
    )
    seen: set[tuple[int, str]] = set()
    for act in acts.select_related("mention", "incident").order_by("when_lower", "pk"):
        person = persons[act.mention.person_id or 0]
        if (person.pk, act.kind) not in seen:
            seen.add((person.pk, act.kind))
            ref = act.incident.ref if act.incident else ""
            told[person.pk].append(
                Harm(person, act.kind, act.when_lower, act.when_upper, act.place_id, act.incident_id, ref)
            )


# --- Rows ------------------------------------------------------------------------------------------------------------
def _ucdp(number: int, event: Event, spot: Spot, circle: str) -> dict[str, Value]:
    lower, upper = event.days
    low, high = event.deaths
    country_id, _iso, region, _acled_region = spot.codes
    return _point(spot) | {
        "id": number, "relid": event.first.incident_ref, "year": lower.year if lower else "",
        "number_of_sources": max(person.roots_count for person in event.people.values()),
        "where_prec": WHERE_PREC.get(PlaceKind(spot.kind), "") if spot.kind else "", "where_coordinates": spot.name,
        "adm_1": spot.region, "adm_2": spot.district, "country": spot.country, "country_id": country_id,
        "region": region, "geom_wkt": _wkt(spot), "priogrid_gid": _prio(spot), "date_prec": date_prec(lower, upper),
        "date_start": _day(lower), "date_end": _day(upper), "deaths_unknown": low, "best": low, "high": high,
        "low": low,
    }  # fmt: skip


def _acled(number: int, event: Event, spot: Spot, asked: Asked) -> dict[str, Value]:
    lower, upper = event.days
    _gw, iso, _ucdp_region, region = spot.codes
    kinds = [kind for kind in Status.values if kind in event.kinds]
    return _point(spot) | {
        "event_id_cnty": event.first.incident_ref or str(number), "event_date": _day(lower),
        "year": lower.year if lower else "", "time_precision": time_precision(lower, upper), "iso": iso,
        "region": region, "country": spot.country, "admin1": spot.region, "admin2": spot.district,
        "location": spot.name, "geo_precision": GEO_PRECISION.get(PlaceKind(spot.kind), "") if spot.kind else "",
        "fatalities": event.deaths[0], "tags": "; ".join(f"kua={kind}" for kind in kinds),
        "timestamp": int(asked.at.timestamp()),
    }  # fmt: skip


def date_prec(lower: date | None, upper: date | None) -> Value:
    """UCDP's precision of the date: 1 a day, 2 up to six days, 3 a week, 4 a month, 5 up to a year."""
    days = _days(lower, upper)
    steps = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
    return next((code for most, code in steps if days and days <= most), "")


def time_precision(lower: date | None, upper: date | None) -> Value:
    """ACLED's precision of the time: 1 the day, 2 the week, 3 the month."""
    days = _days(lower, upper)
    return next((code for most, code in ((1, 1), (7, 2), (31, 3)) if days and days <= most), "")


def _days(lower: date | None, upper: date | None) -> int:
    return (upper - lower).days + 1 if lower and upper else 0


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _point(spot: Spot) -> dict[str, Value]:
    return {"latitude": str(spot.point[0]), "longitude": str(spot.point[1])} if spot.point else {}


def _wkt(spot: Spot) -> str:
    return f"POINT ({spot.point[1]} {spot.point[0]})" if spot.point else ""


def _prio(spot: Spot) -> Value:
    """The PRIO-GRID cell: half degrees, numbered from the south-west corner, row by row (Tollefsen et al. 2012)."""
    if spot.point is None:
        return ""
    latitude, longitude = spot.point
    return int((latitude + 90) * 2) * 720 + int((longitude + 180) * 2) + 1
