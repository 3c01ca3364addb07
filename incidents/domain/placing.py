"""Pure domain: where on a map something lies, no closer than it is known; and how somebody was moved in custody."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.utils import translation

from incidents.domain import places
from incidents.vocabulary import ActKind, PlaceKind, Polarity

FREED = (ActKind.RELEASED, ActKind.FOUND_ALIVE)
AREAS = (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.DISTRICT)
BEFORE_SPLITS = date(2022, 1, 5)  # where a place lay when nothing says when
LARGE_TOWN = 20_000
# What separates two places of which one came after the other, in the words of a report.
_THEN = re.compile(r"\s*(?:→|->|\bthen\b|\bзатем\b|\bпотом\b|\bсодан кейін\b|\bкейін\b|\bсосын\b)\s*", re.IGNORECASE)
_BREAK = re.compile(r"[,;()]")
_LEVELS: dict[str, int] = {PlaceKind.COUNTRY: 1, PlaceKind.REGION: 2, PlaceKind.DISTRICT: 3, PlaceKind.FACILITY: 5}
_LEVELS |= {PlaceKind.CITY: 4, PlaceKind.SETTLEMENT: 4}
_STREET = re.compile(r"\b(?:street|avenue|ulitsa|ул|улица|улице|проспект|пр|көшесі)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Where:
    """A place of the gazetteer: what it lay in then, itself first, and the point and radius in km that are known.

    An institution has the point of its town, since nobody knows more; `spot` is the key of whatever the point is of.
    """

    key: str
    kind: str
    chain: tuple[str, ...]
    spot: str
    east: float
    north: float
    radius: float
    names: dict[str, str] = field(compare=False, hash=False)

    @property
    def is_area(self) -> bool:
        """A country, region or district: somewhere in it."""
        return self.kind in AREAS

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return self.names.get((translation.get_language() or "en")[:2]) or self.names["en"]

    @property
    def words(self) -> str:
        """Its name and the region that it lay in then."""
        region = next((known(key) for key in self.chain[1:] if key.startswith("region:")), None)
        return f"{self.label}, {region.label}" if region else self.label


@dataclass(frozen=True)
class Stop:
    """One place of custody that an act tells: as it was typed, where it lies as far as that is known, and when."""

    person: int
    words: str
    where: Where | None
    lower: date | None
    upper: date | None
    edtf: str = ""
    order: int = 0

    @property
    def place(self) -> str:
        """What tells two places of custody apart."""
        return self.where.key if self.where else places.fold_place(self.words)


@dataclass(frozen=True)
class Transfer:
    """From one place of custody to the next; not `ordered` when the reports do not say which came first."""

    start: Stop
    end: Stop
    ordered: bool


# --- Where -----------------------------------------------------------------------------------------------------------
def known(key: str, on: date | None = None) -> Where | None:
    """The place with this key as it lay on that day; None when the gazetteer's files have none."""
    return _where(key, on or BEFORE_SPLITS) if key in _rows() else None


def meant(text: str, on: date | None = None) -> Where | None:
    """The place that free words name, as closely as they do: “SIZO, Almaty” is the town when the house is not known.

    None when no part of them is a place, when they name a street, or two places neither of which is in the other.
    """
    parts = [text, *_BREAK.split(text)]
    keys = {_rows_by_name()[way] for part in parts for way in places.ways(part)[:1] if way in _rows_by_name()}
    closest = max((_LEVELS[_rows()[key].kind] for key in keys), default=0)
    found = [key for key in keys if _LEVELS[_rows()[key].kind] == closest]
    key = found[0] if len(found) == 1 else _last_word(text) if not found else None
    return known(key, on) if key else None


def _last_word(text: str) -> str | None:
    """“Police department of Taldykorgan”: a town that is known by name and stands at the end."""
    words = text.split()
    if len(words) < 2 or _STREET.search(text):
        return None
    key = next((_rows_by_name()[way] for way in places.ways(words[-1])[:1] if way in _rows_by_name()), None)
    return key if key and _rows()[key].kind == PlaceKind.CITY and _rows()[key].population >= LARGE_TOWN else None


@lru_cache(maxsize=1)
def _rows() -> dict[str, places.PlaceRow]:
    return {row.key: row for row in places.catalogue()}


@lru_cache(maxsize=1)
def _rows_by_name() -> dict[str, str]:
    """Key by folded name; of two places with one name the larger one."""
    small_first = sorted(_rows().values(), key=lambda row: row.population)
    told = ((name, row.key) for row in small_first for name in (*row.names.values(), *row.variants))
    return {folded: key for name, key in told if (folded := places.fold_place(name))}


@lru_cache(maxsize=2000)
def _where(key: str, on: date) -> Where:
    row, chain = _rows()[key], _chain(key, on)
    spot = next((one for one in chain if _rows()[one].kind != PlaceKind.FACILITY), key)
    return Where(key, row.kind, chain, spot, row.lon or 0.0, row.lat or 0.0, row.precision or 0.0, dict(row.names))


def _chain(key: str, on: date) -> tuple[str, ...]:
    day, chain = on.isoformat(), [key]
    while outer := next((one for one, since, until in _rows()[chain[-1]].parents if _held(since, until, day)), None):
        chain.append(outer)
    return tuple(chain)


def _held(since: str | None, until: str | None, day: str) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


# --- Custody ---------------------------------------------------------------------------------------------------------
def stops(acts: Iterable[Any]) -> list[Stop]:
    """The places of custody that acts tell, as Act rows have them; one for each place that the words name in order."""
    return [stop for act in acts if act.polarity == Polarity.ASSERTS for stop in _of(act)]


def _of(act: Any) -> Iterable[Stop]:
    person = act.mention.person_id or -act.mention_id
    for number, words in enumerate(filter(None, (words.strip(" ,;.") for words in _THEN.split(act.custody_place)))):
        yield Stop(person, words, meant(words, act.when_lower), act.when_lower, act.when_upper, act.when_edtf, number)


def transfers(acts: Sequence[Any]) -> list[Transfer]:
    """From which place of custody to which, person by person, in the order of time as far as it is told.

    Who was let go in between was not transferred.
    """
    found: list[Transfer] = []
    told = stops(acts)
    for person in dict.fromkeys(stop.person for stop in told):
        own = sorted((stop for stop in told if stop.person == person), key=_in_time)
        free = [act for act in acts if act.kind in FREED and act.polarity == Polarity.ASSERTS
                and (act.mention.person_id or -act.mention_id) == person]  # fmt: skip
        pairs = ((one, other) for one, other in pairwise(own) if one.place != other.place)
        found += [Transfer(one, other, _ordered(one, other)) for one, other in pairs if not _free(one, other, free)]
    return found


def _in_time(stop: Stop) -> tuple[date, date, int]:
    return stop.lower or date.max, stop.upper or date.max, stop.order


def _ordered(one: Stop, other: Stop) -> bool:
    if (one.lower, one.upper) == (other.lower, other.upper) and other.order > one.order:
        return True  # the report itself says “then”
    return one.upper is not None and other.lower is not None and one.upper < other.lower


def _free(one: Stop, other: Stop, free: Iterable[Any]) -> bool:
    if one.upper is None or other.lower is None:
        return False
    days = ((act.when_lower, act.when_upper) for act in free if act.when_lower and act.when_upper)
    return any(one.upper <= lower and upper <= other.lower for lower, upper in days)
