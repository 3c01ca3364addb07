"""Fills the gazetteer and the known institutions from incidents/data. A verb that the launcher and the tests call."""

import json
from datetime import date
from pathlib import Path

from django.db import transaction

from incidents.domain import places
from incidents.models import Actor, Place, PlaceParent

ACTORS = Path(__file__).resolve().parent.parent / "data" / "actors.json"
PLACE_FIELDS = ["kind", "facility_kind", "name_en", "name_ru", "name_kk", "variants", "folded", "latitude", "longitude", "precision_km", "population"]  # fmt: skip # noqa: E501


@transaction.atomic
def load() -> dict[str, int]:
    """Make or refresh every place, its parents with their dates, and every known institution. Returns the counts."""
    rows = places.catalogue()
    Place.objects.bulk_create(
        [_place(row) for row in rows], update_conflicts=True, unique_fields=["key"], update_fields=PLACE_FIELDS
    )
    known = dict(Place.objects.values_list("key", "pk"))
    ties = [_tie(known[row.key], known[key], since, until) for row in rows for key, since, until in row.parents]
    PlaceParent.objects.bulk_create(
        ties, update_conflicts=True, unique_fields=["place", "parent"], update_fields=["valid_from", "valid_to"]
    )
    return {"places": len(rows), "ties": len(ties), "actors": _load_actors()}


def _place(row: places.PlaceRow) -> Place:
    spellings = [*row.names.values(), *row.variants]
    return Place(
        key=row.key, kind=row.kind, facility_kind=row.facility_kind or "",
        name_en=row.names["en"], name_ru=row.names["ru"], name_kk=row.names["kk"], variants=list(row.variants),
        folded=sorted({folded for folded in map(places.fold_place, spellings) if folded}),
        latitude=row.lat, longitude=row.lon, precision_km=row.precision, population=row.population or 0,
    )  # fmt: skip


def _tie(place: int, parent: int, since: str | None, until: str | None) -> PlaceParent:
    first = date.fromisoformat(since) if since else None
    last = date.fromisoformat(until) if until else None
    return PlaceParent(place_id=place, parent_id=parent, valid_from=first, valid_to=last)


def _load_actors() -> int:
    rows = json.loads(ACTORS.read_text("utf-8"))
    for row in rows:
        named = {f"name_{code}": row[code] for code in ("en", "ru", "kk")}
        Actor.objects.update_or_create(key=row["key"], defaults={"kind": row["kind"], **named})
    for row in rows:
        if "parent" in row:
            Actor.objects.filter(key=row["key"]).update(parent=Actor.objects.get(key=row["parent"]))
    return len(rows)
