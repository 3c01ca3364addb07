"""Reads of the gazetteer: which place somebody means, what lies in it, and how to say where it lay."""

import math
from collections import defaultdict
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from incidents.domain import dates, places
from incidents.models import Actor, Place, PlaceParent
from incidents.vocabulary import PlaceKind

MOST_PARENTS = 4
EARTH_KM, DEGREE_KM = 6371.0, 111.0
NEAR_KM = 100.0
SHORTEST_HEARD = 7


def find(text: str) -> Place | None:
    """The place meant by what was typed, in any spelling that the gazetteer knows; None when unknown.

    Of two places with one name the larger one is taken (“Almaty” is the city; the region must be called a region).
    """
    ways = places.ways(text[:300]) if text else []
    larger_first = Place.objects.order_by("-population", "pk")
    return larger_first.filter(folded__overlap=ways).first() or _heard(ways) if ways else None


def _heard(ways: list[str]) -> Place | None:
    """A place whose name sounds like one of these; short ones sound like too much. One query."""
    sounds = {places.heard(way) for way in ways if len(way) >= SHORTEST_HEARD}
    rows = Place.objects.order_by("-population", "pk").values_list("pk", "folded") if sounds else []
    found = next((pk for pk, names in rows if any(places.heard(name) in sounds for name in names)), None)
    return Place.objects.get(pk=found) if found else None


def suggest(text: str, limit: int = 8) -> list[Place]:
    """Places whose name in any language or spelling begins like the text; large ones first. Under two letters: none."""
    folded = places.fold_place(text[:100])
    if len(folded) < 2:
        return []
    found = Place.objects.extra(  # noqa: S610 - the text is bound, not pasted
        where=["EXISTS (SELECT 1 FROM unnest(folded) AS known(word) WHERE word LIKE %s)"], params=[_like(folded)]
    )
    return list(found.prefetch_related("parents__parent").order_by("-population", "name_en")[:limit])


def nearest(latitude: float, longitude: float) -> tuple[Place, float] | None:
    """The town or village nearest to a point, and how far it is in km; None when there is none within 100 km.

    Great-circle distance by the haversine formula (R. W. Sinnott, Sky and Telescope 68, 1984). One query.
    """
    high = NEAR_KM / DEGREE_KM
    wide = high / max(math.cos(math.radians(latitude)), 0.01)
    around = Place.objects.filter(
        kind__in=(PlaceKind.CITY, PlaceKind.SETTLEMENT),
        latitude__range=(latitude - high, latitude + high),
        longitude__range=(longitude - wide, longitude + wide),
    ).prefetch_related("parents__parent")
    far = [(_km(latitude, longitude, place), place.pk, place) for place in around]
    km, _pk, place = min(far, default=(NEAR_KM + 1, 0, None))
    return (place, km) if place is not None and km <= NEAR_KM else None


def _km(latitude: float, longitude: float, place: Place) -> float:
    here, there = math.radians(latitude), math.radians(place.latitude or 0.0)
    east = math.radians((place.longitude or 0.0) - longitude)
    half = math.sin((there - here) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(east / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def within(place: Place) -> list[int]:
    """The place and everything that lies or ever lay under it, as primary keys. One query."""
    children: dict[int, list[int]] = defaultdict(list)
    for child, parent in PlaceParent.objects.values_list("place_id", "parent_id"):
        children[parent].append(child)
    found, open_ = {place.pk}, [place.pk]
    while open_:
        new = [child for child in children[open_.pop()] if child not in found]
        found.update(new)
        open_.extend(new)
    return sorted(found)


def name(place: Place | Actor, language: str | None = None) -> str:
    """The name in the given language, or in the reader's."""
    code = (language or translation.get_language() or "en")[:2]
    return getattr(place, f"name_{code}", "") or place.name_en


def words(place: Place, on: date | None = None) -> str:
    """The place and the region it lay in on that day, and where it lies now when that changed.

    “Taldykorgan, Almaty Region (Jetisu Region since 8 June 2022)”. Without a day, where it lies now. Prefetch
    `parents__parent` for lists.
    """
    parents = [tie for tie in place.parents.all() if tie.parent.kind != PlaceKind.COUNTRY]
    then = next((tie for tie in parents if _valid(tie, on)), None) if on else None
    now = next((tie for tie in parents if tie.valid_to is None), None)
    held = then or now
    if held is None:
        return name(place)
    where = f"{name(place)}, {name(held.parent)}"
    if now is None or now.parent_id == held.parent_id or now.valid_from is None:
        return where
    later = {"place": where, "later": name(now.parent), "day": dates.words(now.valid_from.isoformat())}
    return _("%(place)s (%(later)s since %(day)s)") % later


def said(thing: Any) -> str:
    """Where an act, report, finding, incident or person lies: by the gazetteer, else as it was typed."""
    return words(thing.place, thing.when_lower) if thing.place_id else thing.place_text


def _valid(tie: PlaceParent, on: date) -> bool:
    return (tie.valid_from is None or tie.valid_from <= on) and (tie.valid_to is None or on <= tie.valid_to)


def _like(text: str) -> str:
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
