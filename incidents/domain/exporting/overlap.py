"""Who is on which list, for statisticians: a row for each person, a column for each list, nobody by name.

1 is listed, 0 not listed, NA could not have been listed by what the list covers; the last column says how many people
of the file have the same row, so that counting patterns needs no other file. Where only the people of one pattern are
asked for, the team also gets the reason: which row of which edition says so.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from django.utils.translation import gettext as _

from incidents import policies
from incidents.domain import disclosure
from incidents.domain.exporting import people
from incidents.domain.exporting.asked import Asked, Leaving
from incidents.domain.queries.going import Going
from incidents.domain.queries.overlap import Overlap, says_something
from incidents.domain.reconciling import membership
from incidents.models import PersonList
from incidents.policies import Unfit
from incidents.vocabulary import Disclosure, Listing

Value = str | int | None
CELLS: dict[Listing, Value] = {Listing.LISTED: 1, Listing.NOT_LISTED: 0, Listing.NOT_COVERED: "NA"}
MOST_LISTS = 50
Pattern = tuple[Value, ...]


def check(asked: Asked) -> None:
    """Raises Unfit when there is no list, or one that was asked for is not there."""
    header(asked)


def header(asked: Asked) -> list[str]:
    """The person's reference, the lists by reference and title, how many have the same row, the reasons."""
    told = Matrix(asked)
    lists = [f"{one.ref} {one.title}" for one in told.lists]
    return ["ref", *lists, "same_pattern", *(f"why {one.ref}" for one in told.lists if told.has_reasons)]


def rows(asked: Asked, leaving: Leaving) -> Iterator[list[Value]]:
    """Everybody who may go out, read twice: once to count, once to write."""
    told = Matrix(asked)
    same = Counter(pattern for _pk, _ref, pattern in told.patterns(Leaving()))
    for pk, ref, pattern in told.patterns(leaving):
        yield [ref, *pattern, same[pattern], *told.reasons.get(pk, ())]


class Matrix:
    """The lists and the people that were asked for."""

    def __init__(self, asked: Asked) -> None:
        self.asked, self.only = asked, str(asked.options.get("only") or "")

    @cached_property
    def lists(self) -> list[PersonList]:
        """The lists in the order in which they were asked for; all of them when none was named. Raises Unfit."""
        held = PersonList.objects.filter(policies.visible_lists(self.asked.user)).order_by("pk")
        wanted = [str(ref) for ref in self.asked.options.get("lists") or ()]
        rows = held.filter(ref__in=wanted) if wanted else held.filter(says_something())[: MOST_LISTS + 1]
        by_ref = {one.ref: one for one in rows}
        found = [by_ref[ref] for ref in wanted if ref in by_ref] if wanted else list(by_ref.values())
        if not found or len(found) > MOST_LISTS or len(found) < len(wanted):
            raise Unfit(_("Choose which lists to compare: one at least, 50 at most."), "lists")
        return found

    @property
    def has_reasons(self) -> bool:
        """Reasons tell what rows of lists say, names included: they are for the team."""
        return bool(self.only) and self.asked.disclosure == Disclosure.INTERNAL

    @cached_property
    def told(self) -> Overlap:
        """The same lists as the page of the overlap has them."""
        return Overlap(self.asked.user, [one.ref for one in self.lists])

    @cached_property
    def alone(self) -> frozenset[int]:
        """The people of the pattern, where one was asked for."""
        return frozenset(self.told.of(self.only)) if self.only else frozenset()

    @cached_property
    def reasons(self) -> dict[int, list[str]]:
        """For each of them why each list says what it says, in the order of the columns."""
        found: dict[int, list[str]] = {}
        page, number = None, 1
        while self.has_reasons and (page is None or page.has_next()):
            page, number = self.told.page(self.only, number), number + 1
            for person, cells in page.object_list:
                why = {cell.of.pk: cell.why for cell in cells}
                found[person.pk] = [why.get(one.pk, "") for one in self.lists]
        return found

    def patterns(self, leaving: Leaving) -> Iterator[tuple[int, str, Pattern]]:
        """Key, reference and cells of everybody of the filter who may go out."""
        for facts in Going(people.case_list(self.asked).people, self.asked.user, {"pk"}).batches():
            everybody = zip(facts["pk"], facts["ref"], facts["consents"], strict=True)
            wanted = [one for one in everybody if not self.only or one[0] in self.alone]
            going = [(pk, ref) for pk, ref, consents in wanted if disclosure.leaves(consents, self.asked.disclosure)]
            leaving.left_out += len(wanted) - len(going)
            leaving.goes([ref for _pk, ref in going], [False] * len(going))
            said = membership.of([pk for pk, _ref in going], self.lists)
            for pk, ref in going:
                yield pk, ref, tuple(CELLS[said[pk, one.pk]] for one in self.lists)
