"""The case list's address in words: what was chosen, how to take it away again, how to sort otherwise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.forms import Field
from django.utils.translation import gettext_lazy as _

from incidents.domain import gazetteer
from incidents.domain.queries.persons import CaseList, reviewers
from incidents.forms.person import PeopleFilter
from incidents.models import Person, Place

COLUMNS = (
    ("name", _("Person"), "name", "-name"),
    ("status", _("Status"), "status", "-status"),
    ("sure", _("How sure"), "-sure", "sure"),
    ("when", _("When"), "when", "-when"),
)
OF_TABLES = ("row", "column")  # a row of a table of counts says by itself what it asks


@dataclass(frozen=True)
class Chip:
    """One thing that was chosen, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Heading:
    """The heading of a column, the address that sorts by it, and how it is sorted now."""

    code: str
    label: Any
    url: str
    state: str


def chips(people: CaseList) -> list[Chip]:
    """What narrows the list; the order narrows nothing."""
    chosen = people.chosen()
    words = in_words(people.filter.form.fields, chosen)
    ways = people.held.ways if people.held else people.ways
    return [
        Chip(ways.words(value) if name in OF_TABLES else f"{label}: {value}", address({**chosen, name: ""}))
        for name, label, value in words
        if name != "sort"
    ]


def headings(people: CaseList) -> list[Heading]:
    """The sortable columns: a second press turns the order round."""
    chosen = people.chosen()
    now = chosen.get("sort") or "name"
    return [_heading(column, now, chosen) for column in COLUMNS]


def _heading(column: tuple[str, Any, str, str], now: str, chosen: Mapping[str, str]) -> Heading:
    code, label, first, second = column
    state = {first: "ascending", second: "descending"}.get(now, "")
    if code == "sure" and state:  # the surest first is the sensible first press, and it goes down
        state = "descending" if now == first else "ascending"
    return Heading(code, label, address({**chosen, "sort": second if now == first else first}), state)


def address(chosen: Mapping[str, str]) -> str:
    """The query string for these choices, without empty ones and without a page."""
    return "?" + urlencode({name: value for name, value in chosen.items() if value})


def in_words(fields: Mapping[str, Field], chosen: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Field name, its label, and the chosen value in words, in the order of the form."""
    return [(name, str(field.label), _value(field, chosen[name])) for name, field in fields.items() if chosen.get(name)]


def _value(field: Field, value: str) -> str:
    labels = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    return labels.get(value, value)


def kept_in_words(kept: Iterable[Mapping[str, str]]) -> list[list[tuple[str, str]]]:
    """The filters that the audit log keeps of some exports, in words. Two queries for all of them."""
    filters = list(kept)
    form = PeopleFilter({}, Person.objects.none(), roads={}, reviewers=reviewers()).form
    keys = {chosen["place"] for chosen in filters if chosen.get("place")}
    places = {place.key: gazetteer.name(place) for place in Place.objects.filter(key__in=keys)}
    shown = [{**chosen, "place": places.get(chosen.get("place", ""), chosen.get("place", ""))} for chosen in filters]
    return [[(label, value) for _name, label, value in in_words(form.fields, chosen)] for chosen in shown]
