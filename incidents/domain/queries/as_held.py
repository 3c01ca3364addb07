"""The case list as it stood on a day: its filters asked of what the team held then."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from incidents import policies
from incidents.domain import gazetteer
from incidents.domain.queries import then
from incidents.domain.queries.then import Told
from incidents.domain.queries.ways import SIGN, Ways
from incidents.forms.person import CELLS, NO_STATUS, SURE, cell_of
from incidents.models import Person, Place
from incidents.vocabulary import DEAD, DEATHS

Test = Callable[[Person, Any, bool], bool]
TOLD_BY = {"source_refs": "source", "list_refs": "list", "mark_refs": "list"}

SHOWN = ("status", "confirmation", "ever", "contested", "when_edtf", "when_lower", "when_upper", "place_id",
         "place_text", "sex", "age_low", "age_high", "n_low", "n_high", "reports_count")  # fmt: skip


class Held:
    """Everybody who was in the list at the end of a day, and who of them fits a filter."""

    def __init__(self, user: User, day: date, told: dict[int, Told] | None = None) -> None:
        """`told` is what was held then, where somebody has read it already."""
        self.user, self.day, self._told = user, day, told
        self.ways = Ways(user, until=then.end_of(day))
        self._places_found: dict[str, Any] = {}
        self._told_by: dict[str, dict[int, set[str]]] = {}

    @cached_property
    def told(self) -> dict[int, Told]:
        return then.Then().at(then.end_of(self.day)) if self._told is None else self._told

    @property
    def people(self) -> QuerySet[Person]:
        """All of them, also who was joined to another since."""
        return Person.objects.filter(policies.visible_persons(self.user), pk__in=list(self.told))

    def as_then(self, people: Iterable[Person]) -> list[Person]:
        """The rows of one page with what became of them, when and where, as held then."""
        shown = list(people)
        for person in shown:
            told = self.told[person.pk].person
            for name in SHOWN:
                setattr(person, name, getattr(told, name))
        places = Place.objects.in_bulk([person.place_id for person in shown if person.place_id])
        for person in shown:
            person.place = places.get(person.place_id)
        return shown

    def narrow(self, people: QuerySet[Person], name: str, value: Any, certain: bool) -> QuerySet[Person]:
        """Those of them who fit the filter of this name."""
        return people.filter(pk__in=[pk for pk, told in self.told.items() if self.fits(told, name, value, certain)])

    def fits(self, told: Told, name: str, value: Any, certain: bool) -> bool:
        """Whether somebody fits a filter that the day changes: certainly, or perhaps."""
        if name not in CELLS:
            return TESTS[name](told.person, self._asked(name, value), certain)
        code, _sign, row = cell_of(name, value).partition(SIGN)
        way = self.ways.get(code)
        return way is not None and bool(row) and way.read(self.values(told, way.columns), [row]).holds(row, certain)

    def values(self, told: Told, columns: Sequence[str]) -> tuple[Any, ...]:
        """The columns of a question: sources and lists are those of the reports that were theirs then."""
        return tuple(self._refs(told, name) if name in TOLD_BY else told.values([name])[0] for name in columns)

    def _refs(self, told: Told, column: str) -> tuple[str, ...]:
        if column not in self._told_by:
            self._told_by |= self.ways[TOLD_BY[column]].by_mention()
        by = self._told_by[column]
        return tuple(sorted({ref for mention in told.more["mentions"] for ref in by.get(mention, ())}))

    def of_today(self, people: QuerySet[Person], found: QuerySet[Person]) -> QuerySet[Person]:
        """Those of them who are among the found of today, or were joined since to one who is."""
        keys = set(found.order_by().values_list("pk", flat=True))
        joined = dict(Person.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into_id"))

        def now(pk: int) -> int:
            while pk in joined:
                pk = joined[pk]
            return pk

        return people.filter(pk__in=[pk for pk in self.told if now(pk) in keys])

    def _asked(self, name: str, value: Any) -> Any:
        if name != "place":
            return value
        if value not in self._places_found:
            self._places_found[value] = self._places(value)
        return self._places_found[value]

    def _places(self, text: str) -> tuple[frozenset[int], str]:
        place = gazetteer.find(text)
        return frozenset(gazetteer.within(place)) if place else frozenset(), text.lower()


def fits_place(person: Person, value: tuple[frozenset[int], str], certain: bool) -> bool:
    """In the place; or, where the list of places has none, as it was typed."""
    within, text = value
    if person.place_id:
        return person.place_id in within or (not within and not certain and text in person.place_text.lower())
    return not certain and text in person.place_text.lower()


def fits_since(person: Person, value: Any, certain: bool) -> bool:
    """Not before."""
    lower, upper = person.when_lower, person.when_upper
    if not value.lower:
        return True
    if certain:
        return bool(lower and lower >= value.lower)
    return bool(upper and upper >= value.lower) or (upper is None and lower is not None)


def fits_until(person: Person, value: Any, certain: bool) -> bool:
    """Not after."""
    lower, upper = person.when_lower, person.when_upper
    if not value.upper:
        return True
    if certain:
        return bool(upper and upper <= value.upper)
    return bool(lower and lower <= value.upper) or (lower is None and upper is not None)


def fits_age_from(person: Person, value: int, certain: bool) -> bool:
    """So old at least."""
    low, high = person.age_low, person.age_high
    if certain:
        return low is not None and low >= value
    return high >= value if high is not None else low is not None


def fits_age_to(person: Person, value: int, certain: bool) -> bool:
    """So old at most."""
    low, high = person.age_low, person.age_high
    if certain:
        return high is not None and high <= value
    return low <= value if low is not None else high is not None


def fits_part(person: Person, value: str, certain: bool) -> bool:
    """The part taken, whoever claims it."""
    return person.participation == [value] if certain else value in person.participation


TESTS: dict[str, Test] = {
    "status": lambda person, value, _certain: person.status == ("" if value == NO_STATUS else value),
    "ever": lambda person, value, _certain: bool({*person.ever} & {*(DEATHS if value == DEAD else [value])}),
    "sure": lambda person, value, _certain: person.confirmation in SURE[value],
    "sex": lambda person, value, _certain: person.sex == value,
    "naming": lambda person, value, _certain: person.naming == value,
    "participation": fits_part,
    "place": fits_place,
    "since": fits_since,
    "until": fits_until,
    "age_from": fits_age_from,
    "age_to": fits_age_to,
}
