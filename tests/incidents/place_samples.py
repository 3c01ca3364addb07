"""Some places of the gazetteer with what they lay in, as its files have them: all of it would take long."""

from incidents.domain import gazetteer_load, places
from incidents.models import Place, PlaceParent

FEW = ("country:kz", "region:almaty", "region:jetisu", "region:turkistan", "region:zhambyl", "gn:1518542", "gn:1518980",
       "gn:1526384", "facility:sizo-taldykorgan")  # fmt: skip


def some(*keys: str) -> dict[str, Place]:
    """These places, or a few, by key."""
    rows = [row for row in places.catalogue() if row.key in (keys or FEW)]
    Place.objects.bulk_create([gazetteer_load._place(row) for row in rows])
    made = {place.key: place for place in Place.objects.all()}
    ties = [(made[row.key].pk, made[key].pk, *days) for row in rows for key, *days in row.parents if key in made]
    PlaceParent.objects.bulk_create([gazetteer_load._tie(*tie) for tie in ties])
    return made
