"""Who is on which list, for statisticians: a row for each person, a column for each list, nobody by name.

1 is listed, 0 not listed, NA could not have been listed by what the list covers; the last column says how many people
of the file have the same row, so that counting patterns needs no other file.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from incidents import policies
from incidents.domain import disclosure
from incidents.domain.exporting import people
from incidents.domain.exporting.asked import Asked, Leaving
from incidents.domain.queries.going import Going
from incidents.domain.reconciling import membership
from incidents.models import PersonList
from incidents.policies import Unfit
from incidents.vocabulary import Listing

Value = str | int | None
CELLS: dict[Listing, Value] = {Listing.LISTED: 1, Listing.NOT_LISTED: 0, Listing.NOT_COVERED: "NA"}
MOST_LISTS = 50
Pattern = tuple[Value, ...]


def columns(circle: str) -> Sequence[Any]:
    """One for each list: nothing to choose but the lists."""
    return ()


def check(asked: Asked) -> None:
    """Raises Unfit when there is no list, or one that was asked for is not there."""
    _lists(asked)


def header(asked: Asked) -> list[str]:
    """The person's reference, the lists by reference and title, and how many have the same row."""
    return ["ref", *(f"{one.ref} {one.title}" for one in _lists(asked)), "same_pattern"]


def rows(asked: Asked, leaving: Leaving) -> Iterator[list[Value]]:
    """Everybody who may go out, read twice: once to count, once to write."""
    lists = _lists(asked)
    same = Counter(pattern for _ref, pattern in _patterns(asked, lists, Leaving()))
    for ref, pattern in _patterns(asked, lists, leaving):
        yield [ref, *pattern, same[pattern]]


def _patterns(asked: Asked, lists: Sequence[PersonList], leaving: Leaving) -> Iterator[tuple[str, Pattern]]:
    for facts in Going(people.case_list(asked).people, asked.user, {"pk"}).batches():
        told = zip(facts["pk"], facts["ref"], facts["consents"], strict=True)
        going = [(pk, ref) for pk, ref, consents in told if disclosure.leaves(consents, asked.disclosure)]
        leaving.left_out += len(facts["pk"]) - len(going)
        leaving.goes([ref for _pk, ref in going], [False] * len(going))
        said = membership.of([pk for pk, _ref in going], lists)
        for pk, ref in going:
            yield ref, tuple(CELLS[said[pk, one.pk]] for one in lists)


def _lists(asked: Asked) -> list[PersonList]:
    """The lists that were asked for, in that order; all of them when none was named. Raises Unfit."""
    held = PersonList.objects.filter(policies.visible_lists(asked.user)).order_by("pk")
    wanted = [str(ref) for ref in asked.options.get("lists") or ()]
    by_ref = {one.ref: one for one in (held.filter(ref__in=wanted) if wanted else held[: MOST_LISTS + 1])}
    found = [by_ref[ref] for ref in wanted if ref in by_ref] if wanted else list(by_ref.values())
    if not found or len(found) > MOST_LISTS or len(found) < len(wanted):
        raise Unfit(_("Choose which lists to compare: one at least, 50 at most."), "lists")
    return found
