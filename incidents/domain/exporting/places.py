"""Where a place lay on a day, level by level, as tables of events have it: country, region, district, spot."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from incidents.models import Place, PlaceParent
from incidents.vocabulary import PlaceKind

# Gleditsch and Ward's number, ISO 3166-1 numeric, and the region's name with UCDP and with ACLED.
COUNTRIES = {"Kazakhstan": (705, 398, "Asia", "Caucasus and Central Asia")}
LEVELS = {PlaceKind.COUNTRY: 0, PlaceKind.REGION: 1, PlaceKind.DISTRICT: 2}
DEEPEST = 6


@dataclass(frozen=True)
class Spot:
    """One place on one day. Names are English, as both data sets have them; empty where nothing is known."""

    place: Place | None = None
    region: str = ""
    district: str = ""
    country: str = ""

    @property
    def kind(self) -> str:
        """What kind of place it is."""
        return self.place.kind if self.place else ""

    @property
    def name(self) -> str:
        """Its name."""
        return self.place.name_en if self.place else ""

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude."""
        if self.place is None or self.place.latitude is None or self.place.longitude is None:
            return None
        return self.place.latitude, self.place.longitude

    @property
    def codes(self) -> tuple[int | str, int | str, str, str]:
        """The numbers and regions of the country, where they are known."""
        return COUNTRIES.get(self.country, ("", "", "", ""))


class Atlas:
    """The whole gazetteer, read once for one file."""

    @cached_property
    def _places(self) -> dict[int, Place]:
        return Place.objects.defer("variants", "folded").in_bulk()

    @cached_property
    def _ties(self) -> dict[int, list[PlaceParent]]:
        found: dict[int, list[PlaceParent]] = defaultdict(list)
        for tie in PlaceParent.objects.order_by("place_id", "valid_from", "pk"):
            found[tie.place_id].append(tie)
        return found

    def spot(self, place_id: int | None, on: date | None) -> Spot:
        """The place of this key as it lay on that day; without a day, as it lies now."""
        if place_id is None:
            return Spot()
        names, here = ["", "", ""], place_id
        for _step in range(DEEPEST):
            found = self._places[here]
            if found.kind in LEVELS:
                names[LEVELS[PlaceKind(found.kind)]] = found.name_en
            held = [tie.parent_id for tie in self._ties[here] if _held(tie, on)]
            if not held:
                break
            here = held[-1]
        return Spot(self._places[place_id], country=names[0], region=names[1], district=names[2])


def _held(tie: PlaceParent, on: date | None) -> bool:
    if on is None:
        return tie.valid_to is None
    return (tie.valid_from is None or tie.valid_from <= on) and (tie.valid_to is None or on <= tie.valid_to)
