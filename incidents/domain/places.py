"""Pure domain: the places of Kazakhstan from incidents/data/places, and how a place name is folded to look it up."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice, product
from pathlib import Path
from typing import Any

from incidents.domain.names import fold
from incidents.domain.names.sounds import coarse, sound
from incidents.domain.names.spelling import readings

DATA = Path(__file__).resolve().parent.parent / "data" / "places"
COUNTRY = "country:kz"
_MOST_LETTERS = 200
_MOST_READINGS, _MOST_WORDS, _MOST_WAYS = 3, 5, 12
# Radius within which a place of that population lies: for the map, so that a region is never drawn as a pin.
_RADIUS_KM = ((500_000, 15.0), (100_000, 8.0), (20_000, 4.0), (0, 2.0))
Parent = tuple[str, str | None, str | None]


@dataclass(frozen=True)
class PlaceRow:
    """One place of the gazetteer; a parent is (key, first day, last day), ISO days or None where open."""

    key: str
    kind: str
    names: Mapping[str, str]
    variants: list[str]
    lat: float | None
    lon: float | None
    precision: float | None
    parents: list[Parent] = field(default_factory=list)
    facility_kind: str | None = None
    population: int = 0


def catalogue() -> list[PlaceRow]:
    """Every place, parents before children: the country, regions and cities of the republic, settlements, institutions.

    Since 8 June 2022 Abai, Jetisu and Ulytau regions are split off; what lies in them lay in the region they were
    split from until 7 June 2022. Sources: incidents/data/places/README.md.
    """
    regions = _read("kz-regions.json")
    by_key = {region["key"]: region for region in regions}
    rows = [_region(region) for region in regions] + [
        _settlement(place, by_key) for place in _read("kz-settlements.json")
    ]
    cities = {row.key: row for row in rows}
    return rows + [_facility(place, cities) for place in _read("kz-facilities.json")]


def fold_place(text: str) -> str:
    """A place name in one form: any spelling, without "city", "г.", "қаласы"; joined, since Нур-Султан is Нурсултан.

    Region and district stay, as a word at the end: Almaty Region, Алматы облысы are not Almaty.
    """
    words = fold(text[:_MOST_LETTERS]).split()
    levels = [_LEVELS[word] for word in words if word in _LEVELS]
    named = [word for word in words if word not in _LEVELS and word not in _DROPPED] or [
        word for word in words if word not in _LEVELS
    ]
    return " ".join(filter(None, ["".join(named), *dict.fromkeys(levels)]))


def ways(text: str) -> list[str]:
    """The same for every reading of its words, the likeliest first: Schymkent is Жымкент or Шымкент."""
    words = [readings(word)[:_MOST_READINGS] or (word,) for word in text[:_MOST_LETTERS].split()[:_MOST_WORDS]]
    read = (fold_place(" ".join(some)) for some in islice(product(*words), _MOST_WAYS))
    return list(dict.fromkeys(filter(None, [fold_place(text), *read])))


def heard(folded: str) -> str:
    """A folded place name as it sounds, with sounds that spellings confuse joined: Taldigorgan is Taldykorgan."""
    return coarse(sound(folded).whole)


@lru_cache(maxsize=8)
def _text(name: str) -> str:
    return (DATA / name).read_text("utf-8")


def _read(name: str) -> list[dict[str, Any]]:
    return json.loads(_text(name))


def _region(place: dict[str, Any]) -> PlaceRow:
    if place["key"] == COUNTRY:
        parents: list[Parent] = []
    elif place["kind"] == "city" and "since" in place:
        parents = _moved(place["split_from"], COUNTRY, place["since"])
    else:
        parents = [(COUNTRY, place.get("since"), None)]
    return _row(place, place["key"], parents, place["precision"])


def _settlement(place: dict[str, Any], regions: Mapping[str, dict[str, Any]]) -> PlaceRow:
    region = regions[place["region"]]
    split = region["kind"] == "region" and "since" in region
    parents: list[Parent] = [(region["key"], None, None)]
    if split:
        parents = _moved(region["split_from"], region["key"], region["since"])
    radius = next(radius for people, radius in _RADIUS_KM if place["population"] >= people)
    return _row(place, f"gn:{place['id']}", parents, radius)


def _facility(place: dict[str, Any], cities: Mapping[str, PlaceRow]) -> PlaceRow:
    """An institution lies somewhere in its city: the city's point and radius, no pin of its own."""
    city = cities[place["city"]]
    where = {"kind": "facility", "lat": city.lat, "lon": city.lon}
    return _row(place | where, place["key"], [(city.key, None, None)], city.precision)


def _row(place: dict[str, Any], key: str, parents: list[Parent], precision: float | None) -> PlaceRow:
    return PlaceRow(
        key=key,
        kind=place["kind"],
        names={code: place[code] for code in ("en", "ru", "kk")},
        variants=place["variants"],
        lat=place["lat"],
        lon=place["lon"],
        precision=precision,
        parents=parents,
        facility_kind=place.get("facility_kind"),
        population=place.get("population", 0),
    )


def _moved(before: str, after: str, since: str) -> list[Parent]:
    last = date.fromisoformat(since) - timedelta(days=1)
    return [(before, None, last.isoformat()), (after, since, None)]


def _folded(text: str) -> frozenset[str]:
    return frozenset(map(fold, text.split()))


_REGION = "region oblast oblast' oblasts область области обл. обл облысы облыс oblysy oblysı province"
_DISTRICT = "district raion rayon район района р-н ауданы аудан audany"
_LEVELS = dict.fromkeys(_folded(_REGION), "region") | dict.fromkeys(_folded(_DISTRICT), "district")
_DROPPED = _folded(
    "city town village settlement of the город города гор. г. г пос. посёлок поселок аул село с. с п. п "
    "қаласы қала қ. қ ауылы ауыл а. кенті кент к. qalasy qala auyly kalasy kala gorod selo"
)
