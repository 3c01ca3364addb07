"""Reads of who is on which list: counts of each two lists, patterns over all of them, and the people of a pattern."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import dates, gazetteer, standing
from incidents.domain.queries import lists
from incidents.domain.reconciling import membership
from incidents.models import ListEdition, ListMark, Mention, Person, PersonList
from incidents.vocabulary import ActKind, Listing

MOST_LISTS = 16
MOST_PATTERNS = 20
PER_PAGE = 50
CODES = {Listing.LISTED: "1", Listing.NOT_LISTED: "0", Listing.NOT_COVERED: "n"}
LISTINGS = {code: listing for listing, code in CODES.items()}
Pattern = tuple[Listing, ...]


@dataclass(frozen=True)
class Counted:
    """One pattern over the lists, and how many people have it; `code` is its name in an address."""

    pattern: Pattern
    number: int

    @property
    def code(self) -> str:
        return "".join(CODES[listing] for listing in self.pattern)


@dataclass(frozen=True)
class Beside:
    """Two lists: how many are on both, on one of them only though the other could have them, and beyond the other."""

    one: PersonList
    other: PersonList
    both: int
    only_one: int
    only_other: int
    beyond_one: int
    beyond_other: int


@dataclass(frozen=True)
class Cell:
    """What one list says of one person, and the rows that say so."""

    of: PersonList
    listing: Listing
    rows: Sequence[str]
    marked_by: str

    @property
    def why(self) -> str:
        """The rows; else the matrix that says so; else, of whom it could not have listed, what it covers."""
        if self.rows:
            return "; ".join(self.rows)
        if self.marked_by:
            return _("as “%(title)s” says") % {"title": self.marked_by}
        return covers(self.of) if self.listing == Listing.NOT_COVERED else ""


def says_something() -> Q:
    """Lists that have an edition, or that a matrix speaks of; the others say nothing of anybody."""
    of_it = {"person_list": OuterRef("pk")}
    return Q(Exists(ListEdition.objects.filter(**of_it))) | Q(Exists(ListMark.objects.filter(**of_it)))


def every(user: User) -> list[PersonList]:
    """All lists that may be chosen."""
    rows = PersonList.objects.filter(policies.visible_lists(user), says_something()).select_related("keeper")
    return list(rows.prefetch_related("covers_places").order_by("title", "pk"))


def covers(one: PersonList) -> str:
    """What a list could have recorded, in words: kinds, places, days."""
    kinds = ", ".join(str(ActKind(kind).label) for kind in one.covers_kinds)
    places = ", ".join(gazetteer.name(place) for place in one.covers_places.all())
    told = "; ".join(filter(None, [kinds, places, dates.words(one.covers_edtf) if one.covers_edtf else ""]))
    return _("it covers: %(what)s") % {"what": told}


class Overlap:
    """Some lists beside each other, as one address asks for them. Nothing is read before it is asked for."""

    def __init__(self, user: User, refs: Sequence[str]) -> None:
        self.user, self.asked = user, set(refs)

    @cached_property
    def all(self) -> list[PersonList]:
        return every(self.user)

    @cached_property
    def lists(self) -> list[PersonList]:
        """Those that were asked for; the first ones where none was."""
        found = [one for one in self.all if one.ref in self.asked]
        return (found or self.all)[:MOST_LISTS]

    @cached_property
    def matrix(self) -> dict[int, Pattern]:
        return membership.matrix(self.lists, self.user)

    @cached_property
    def patterns(self) -> list[Counted]:
        """The patterns, the most frequent first."""
        found = Counter(self.matrix.values())
        return [Counted(pattern, number) for pattern, number in found.most_common()]

    @property
    def shown(self) -> list[tuple[Counted, list[tuple[PersonList, Listing]]]]:
        """The most frequent of them, each with what it says of every list."""
        return [(one, list(zip(self.lists, one.pattern, strict=True))) for one in self.patterns[:MOST_PATTERNS]]

    @cached_property
    def undecided(self) -> int:
        """How many rows of these lists nobody decided yet: who is in them counts as not listed until then."""
        marked = Q(pk__in=ListMark.objects.filter(person_list__in=self.lists).values("mention"))
        return lists.undecided(self.user).filter(Q(report__edition__person_list__in=self.lists) | marked).count()

    @property
    def people(self) -> int:
        return len(self.matrix)

    @cached_property
    def sizes(self) -> list[tuple[PersonList, int, int, int]]:
        """Each list with how many people it lists, does not list, and could not have listed."""
        numbers: list[Counter[Listing]] = [Counter() for _one in self.lists]
        for counted in self.patterns:
            for place, listing in enumerate(counted.pattern):
                numbers[place][listing] += counted.number
        return [
            (one, found[Listing.LISTED], found[Listing.NOT_LISTED], found[Listing.NOT_COVERED])
            for one, found in zip(self.lists, numbers, strict=True)
        ]

    @cached_property
    def pairs(self) -> list[Beside]:
        """Each two of the lists."""
        return [
            self._beside(left, right) for left in range(len(self.lists)) for right in range(left + 1, len(self.lists))
        ]

    def _beside(self, left: int, right: int) -> Beside:
        found: Counter[tuple[Listing, Listing]] = Counter()
        for counted in self.patterns:
            found[counted.pattern[left], counted.pattern[right]] += counted.number
        on, off, beyond = Listing.LISTED, Listing.NOT_LISTED, Listing.NOT_COVERED
        return Beside(
            self.lists[left], self.lists[right], found[on, on], found[on, off], found[off, on], found[beyond, on],
            found[on, beyond],
        )  # fmt: skip

    def of(self, code: str) -> list[int]:
        """The people of a pattern, or (“ours”, “theirs” before a reference) whom only we or only that list have."""
        if code.startswith(("ours-", "theirs-")):
            return self._alone(*code.split("-", 1))
        wanted = tuple(LISTINGS.get(sign, Listing.NOT_LISTED) for sign in code)
        return [pk for pk, pattern in self.matrix.items() if pattern == wanted]

    def _alone(self, whose: str, ref: str) -> list[int]:
        place = next((number for number, one in enumerate(self.lists) if one.ref == ref), None)
        if place is None:
            return []
        on = [pk for pk, pattern in self.matrix.items() if pattern[place] == Listing.LISTED]
        if whose == "ours":
            listed = set(on)
            return [pk for pk in self.matrix if pk not in listed]
        told = Mention.objects.filter(standing.STANDING, person__in=on)
        others = set(told.exclude(report__edition__person_list=self.lists[place]).values_list("person_id", flat=True))
        return [pk for pk in on if pk not in others]

    def page(self, code: str, number: Any) -> Page:
        """One page of these people, each with what every list says of them. Some queries, however many people."""
        shown: Any = Paginator(self.of(code), PER_PAGE).get_page(number)
        keys = list(shown.object_list)
        persons = Person.objects.filter(policies.visible_persons(self.user)).select_related("place").in_bulk(keys)
        rows, marks = self._rows(keys), self._marks(keys)
        shown.object_list = [
            (persons[pk], [Cell(one, listing, rows.get((pk, one.pk), ()), marks.get((pk, one.pk), ""))
                           for one, listing in zip(self.lists, self.matrix[pk], strict=True)])
            for pk in keys if pk in persons
        ]  # fmt: skip
        return shown

    def _rows(self, keys: list[int]) -> dict[tuple[int, int], list[str]]:
        """For each person and list the rows: the label of the edition, the line, the name as it came. One query."""
        told = Mention.objects.filter(standing.STANDING, person__in=keys, report__edition__person_list__in=self.lists)
        told = told.annotate(line=KeyTextTransform("number", F("row"))).order_by("report__edition__number", "position")
        found: dict[tuple[int, int], list[str]] = {}
        columns = ("person_id", "report__edition__person_list_id", "report__edition__label", "line", "name")
        for person, one, label, line, name in told.values_list(*columns):
            found.setdefault((person, one), []).append(f"{label}, {line}: {name}" if line else f"{label}: {name}")
        return found

    def _marks(self, keys: list[int]) -> dict[tuple[int, int], str]:
        """For each person and list the matrix whose row speaks of that list, the newest. One query."""
        told = ListMark.objects.filter(policies.prefixed("mention", standing.STANDING), person_list__in=self.lists)
        title = "mention__report__edition__person_list__title"
        rows = told.filter(mention__person__in=keys).order_by("mention_id")
        return {(pk, one): said for pk, one, said in rows.values_list("mention__person", "person_list", title) if said}
