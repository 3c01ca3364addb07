"""Counts by place: regions, and the towns in them, as they lay on the person's day."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.domain import gazetteer
from incidents.domain.queries import contested
from incidents.domain.queries.cells import NONE, Head, In, People, Values, Way
from incidents.models import Act, Place, PlaceParent
from incidents.vocabulary import PlaceKind

Era = int
POINT = "place"
NOT_ROWS = (PlaceKind.FACILITY,)


class Gazetteer:
    """Where each place lay, era by era: an era ends on each day on which a place came under another. Two queries."""

    @cached_property
    def places(self) -> dict[int, Place]:
        return Place.objects.defer("folded", "variants").in_bulk()

    @cached_property
    def by_key(self) -> dict[str, int]:
        return {place.key: pk for pk, place in self.places.items()}

    @cached_property
    def ties(self) -> list[tuple[int, int, date | None, date | None]]:
        return list(PlaceParent.objects.values_list("place_id", "parent_id", "valid_from", "valid_to"))

    @cached_property
    def borders(self) -> list[date]:
        """The first days of all eras but the first."""
        return sorted({tie[2] for tie in self.ties if tie[2]})

    def eras(self, lower: date | None, upper: date | None) -> range:
        """The eras that these days touch; all of them where nothing is known."""
        first = bisect_right(self.borders, lower) if lower else 0
        last = bisect_right(self.borders, upper) if upper else len(self.borders)
        return range(first, max(first, last) + 1)

    @cached_property
    def _above(self) -> list[dict[int, frozenset[int]]]:
        """Era by era, what each place lay in, itself among it."""
        return [self._closed(self._parents(era)) for era in range(len(self.borders) + 1)]

    @cached_property
    def _below(self) -> list[dict[int, set[int]]]:
        """Era by era, what lay in each place, itself among it."""
        turned: list[dict[int, set[int]]] = []
        for above in self._above:
            found: dict[int, set[int]] = defaultdict(set)
            for place, containing in above.items():
                for outer in containing:
                    found[outer].add(place)
            turned.append(found)
        return turned

    def above(self, place: int, era: Era) -> frozenset[int]:
        """The place and all that it lay in."""
        return self._above[era].get(place, frozenset({place}))

    def below(self, place: int, era: Era) -> set[int]:
        """The place and all that lay in it."""
        return self._below[era].get(place, {place})

    def _parents(self, era: Era) -> dict[int, set[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        day = self.borders[era - 1] if era else date.min
        for place, parent, valid_from, valid_to in self.ties:
            if (valid_from is None or valid_from <= day) and (valid_to is None or valid_to >= day):
                found[place].add(parent)
        return found

    def _closed(self, parents: dict[int, set[int]]) -> dict[int, frozenset[int]]:
        closed: dict[int, frozenset[int]] = {}
        for place in self.places:
            found, open_ = {place}, [place]
            while open_:
                new = parents.get(open_.pop(), set()) - found
                found |= new
                open_.extend(new)
            closed[place] = frozenset(found)
        return closed


class Where(Way):
    """A person placed in a region only may have been in each of its towns; one in a town was in its region.

    Where no day is known, and the place came under another in between, both are possible.
    """

    columns = ("place_id", "when_lower", "when_upper", "places_told")

    def __init__(self) -> None:
        super().__init__("place", gettext_lazy("Place"))
        self.gazetteer = Gazetteer()
        self._known: dict[tuple[int, range], In] = {}

    def annotated(self, people: People) -> People:
        return people.annotate(places_told=contested.told(POINT, placed().order_by("place_id"), "place_id"))

    def read(self, values: Values, rows: Sequence[str] = ()) -> In:
        place, lower, upper, others = values
        if place is None:
            return In.surely(NONE)
        eras = self.gazetteer.eras(lower, upper)
        told = [self._place(one, eras) for one in (place, *others)]
        certain = frozenset.intersection(*(one.certain for one in told))
        return In(certain, frozenset().union(*(one.possible for one in told)))

    def _place(self, place: int, eras: range) -> In:
        asked = (place, eras)
        if asked not in self._known:
            self._known[asked] = self._read(*asked)
        return self._known[asked]

    def _read(self, place: int, eras: range) -> In:
        above = [self.gazetteer.above(place, era) for era in eras]
        below = [self.gazetteer.below(place, era) for era in eras]
        return In(self._keys(frozenset.intersection(*above)), self._keys(frozenset().union(*above, *below)))

    def _keys(self, places: Iterable[int]) -> frozenset[str]:
        return frozenset(self.gazetteer.places[pk].key for pk in places)

    def rows(self, found: Iterable[Values]) -> list[str]:
        values = list(found)
        kept: set[int] = set()
        told = {(one, self.gazetteer.eras(*days)) for place, *days, others in values if place is not None
                for one in (place, *others)}  # fmt: skip
        for place, eras in told:
            kept.update(*(self.gazetteer.above(place, era) for era in eras))
        keys = [self.gazetteer.places[pk].key for pk in self._in_order(kept)]
        return [*keys, NONE] if any(place is None for place, *_days in values) else keys

    def _in_order(self, kept: set[int]) -> list[int]:
        """Each place under what it last lay in, by name; an institution stands under the name of its town."""
        shown = {pk for pk in kept if self.gazetteer.places[pk].kind not in NOT_ROWS}
        under: dict[int | None, list[int]] = defaultdict(list)
        for pk in shown:
            under[self._parent(pk, shown)].append(pk)
        order: list[int] = []

        def walk(parent: int | None) -> None:
            for pk in sorted(under[parent], key=lambda one: gazetteer.name(self.gazetteer.places[one])):
                order.append(pk)
                walk(pk)

        walk(None)
        return order

    def _parent(self, pk: int, shown: set[int]) -> int | None:
        """What it lay in in the first era that the table shows."""
        for era in range(len(self.gazetteer.borders) + 1):
            outer = (self.gazetteer.above(pk, era) - {pk}) & shown
            if outer:
                return max(outer, key=lambda one: len(self.gazetteer.above(one, era)))
        return None

    def heads(self, codes: Sequence[str]) -> list[Head]:
        pks = {code: self.gazetteer.by_key.get(code) for code in codes}
        shown = {pk for pk in pks.values() if pk}
        return [self._head(code, pk, shown) for code, pk in pks.items()]

    def _head(self, code: str, pk: int | None, shown: set[int]) -> Head:
        if pk is None:
            return Head(code, _("Not known, or not in the list of places") if code == NONE else code)
        depth, above = 0, self._parent(pk, shown)
        while above is not None:
            depth, above = depth + 1, self._parent(above, shown)
        return Head(code, gazetteer.name(self.gazetteer.places[pk]), depth)

    def narrow(self, people: People, code: str, certain: bool) -> People:
        if code == NONE:
            return people.filter(place=None)
        place = self.gazetteer.by_key.get(code)
        if place is None:
            return people.none()
        count = len(self.gazetteer.borders) + 1
        asked = Q(pk__in=[])
        for first in range(count):
            for last in range(first, count):
                within = self._within(place, range(first, last + 1), certain)
                asked |= self._touching(first, last) & self._held(within, certain)
        return people.filter(asked)

    def _held(self, within: set[int], certain: bool) -> Q:
        """Those placed there; where it stays contested, those whom a report places there, or no report elsewhere."""
        if certain:
            elsewhere = Q(Exists(placed().exclude(place_id__in=within)))
            return Q(place_id__in=within) & ~(contested.is_contested(POINT) & elsewhere)
        there = Q(Exists(placed().filter(place_id__in=within)))
        return Q(place_id__in=within) | Q(place__isnull=False) & contested.is_contested(POINT) & there

    def _within(self, place: int, eras: range, certain: bool) -> set[int]:
        below = [self.gazetteer.below(place, era) for era in eras]
        if certain:
            return set.intersection(*below)
        return set().union(*below, *(self.gazetteer.above(place, era) for era in eras))

    def _touching(self, first: Era, last: Era) -> Q:
        """Days from this era to that one; a day that is not known lies in the first or the last of all."""
        borders = self.gazetteer.borders
        lower = Q(when_lower__isnull=True) if first == 0 else Q()
        begins = Q(when_lower__gte=borders[first - 1]) if first else Q(when_lower__isnull=False)
        if first < len(borders):
            begins &= Q(when_lower__lt=borders[first])
        upper = Q(when_upper__isnull=True) if last == len(borders) else Q(pk__in=[])
        ends = Q(when_upper__lt=borders[last]) if last < len(borders) else Q(when_upper__isnull=False)
        if last:
            ends &= Q(when_upper__gte=borders[last - 1])
        return ((lower | begins) if first == 0 else begins) & (upper | ends)


def placed() -> QuerySet[Act]:
    """What is asserted with a place that the list of places has."""
    return contested.asserted().filter(place__isnull=False)
