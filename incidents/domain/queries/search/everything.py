"""Everything that is found for one text: section by section, each counted inside the same scope as its rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import may
from incidents.domain import asked, names
from incidents.domain.asked import Asked
from incidents.domain.queries.search import references
from incidents.domain.queries.search.facts import Facts
from incidents.domain.queries.search.people import People, Told
from incidents.domain.queries.search.places import Places
from incidents.domain.queries.search.row import Road, Row
from incidents.domain.queries.search.texts import Incidents, Reports

LABELS: dict[str, Promise] = {
    "people": _("People"),
    "told": _("People in reports, not joined yet"),
    "incidents": _("Incidents"),
    "reports": _("Reports"),
    "places": _("Places"),
}
OWN_LABELS: dict[str, Promise] = {"told": _("People in your reports"), "reports": _("Your reports")}
PER_SECTION, PER_PAGE = 5, 20
MOST_SUGGESTED = 8
SHARES = {"people": 3, "told": 2, "incidents": 1, "reports": 2, "places": 1}
FEWEST_LETTERS, FEWEST_FOR_TEXTS = 2, 3


@dataclass
class Section:
    """One kind of thing: its rows, how many there are, and whether the search stopped before it had them all."""

    code: str
    label: Any
    rows: Sequence[Row] = ()
    count: int = 0
    is_more: bool = False
    page: Page | None = None

    @property
    def is_cut(self) -> bool:
        """Whether there is more than these rows."""
        return self.page is None and self.count > len(self.rows)


@dataclass
class Found:
    """What a text finds. `target` is what a reference leads to; `meant` what was typed on another keyboard layout."""

    text: str = ""
    target: references.Target | None = None
    sections: list[Section] = field(default_factory=list)
    meant: str = ""
    is_reference: bool = False

    @cached_property
    def total(self) -> int:
        """How many in all sections."""
        return sum(section.count for section in self.sections)


def find(user: User, text: str, *, section: str = "", page: Any = 1) -> Found:
    """Everything for the page. A known `section` alone, with all its pages; else the first rows of each.

    A text that finds nothing is read once more as typed on another keyboard layout; people are sought so anyhow.
    """
    wanted = asked.read(text)
    found = Found(wanted.text, references.target(user, wanted.text), is_reference=references.is_meant(wanted.text))
    for meaning in _meanings(wanted):
        roads = _roads(user, meaning, people=meaning is wanted)
        found.sections = _sections(roads, _labels(user), section, page)
        if found.sections:
            found.meant = meaning.text if meaning is not wanted else ""
            break
    return found


def suggest(user: User, text: str) -> Found:
    """A few rows of each kind for somebody who is typing: from three letters, people and places from two."""
    wanted = asked.read(text)
    found = Found(wanted.text, references.target(user, wanted.text))
    if len(wanted.text) < FEWEST_LETTERS:
        return found
    roads = [road for road in _roads(user, wanted, quick=True) if _is_long_enough(road, wanted)]
    rows = {road.code: [row for row in road.rows(0, MOST_SUGGESTED) if row.url] for road in roads}
    room = MOST_SUGGESTED - (1 if found.target else 0)
    shares = _shared({code: len(own) for code, own in rows.items()}, room)
    labels = _labels(user)
    found.sections = [
        Section(code, labels[code], own[: shares[code]], len(own)) for code, own in rows.items() if shares[code]
    ]
    return found


def _sections(roads: list[Road], labels: dict[str, Promise], section: str, number: Any) -> list[Section]:
    if section in labels:
        roads = [road for road in roads if road.code == section]
        return [told for road in roads if (told := _paged(road, labels[road.code], number)).count]
    return [told for road in roads if (told := _first(road, labels[road.code])).count]


def _first(road: Road, label: Any) -> Section:
    rows = road.rows(0, PER_SECTION)
    return Section(road.code, label, rows, road.count(), road.is_more()) if rows else Section(road.code, label)


def _paged(road: Road, label: Any, number: Any) -> Section:
    count = road.count()
    page = Paginator(range(count), PER_PAGE).get_page(number)
    start = page.start_index() - 1 if count else 0
    return Section(road.code, label, road.rows(start, start + PER_PAGE), count, road.is_more(), page)


def _meanings(wanted: Asked) -> list[Asked]:
    """As typed, then as it reads on the other layouts."""
    others = [asked.read(other) for other in names.other_layouts(wanted.text)] if wanted.every else []
    return [wanted, *(other for other in others if other.every)] if wanted.text else []


def _roads(user: User, wanted: Asked, *, quick: bool = False, people: bool = True) -> list[Road]:
    """The sections of this role, in their order."""
    facts = Facts(wanted)
    roads: list[Road] = [People(user, wanted, facts, quick=quick)] if people and may(user, "person.read") else []
    roads += [Told(user, wanted, facts, quick=quick)] if people else []
    if may(user, "incident.read"):
        roads.append(Incidents(user, wanted, quick=quick))
    return [*roads, Reports(user, wanted, quick=quick), Places(user, wanted, quick=quick)]


def _labels(user: User) -> dict[str, Promise]:
    return LABELS if may(user, "person.read") else LABELS | OWN_LABELS


def _is_long_enough(road: Road, wanted: Asked) -> bool:
    return road.code in ("people", "told", "places") or len(wanted.text) >= FEWEST_FOR_TEXTS


def _shared(counts: dict[str, int], room: int) -> dict[str, int]:
    """So many rows of each kind: everyone its share, then what is left over in order."""
    shares = {code: min(count, SHARES[code]) for code, count in counts.items()}
    for code, count in counts.items():
        shares[code] += max(0, min(count - shares[code], room - sum(shares.values())))
    left = room
    for code in shares:
        shares[code] = min(shares[code], left)
        left -= shares[code]
    return shares
