"""The case list as a file: one row for each person, as filtered, with the columns that its circle may have."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from incidents.domain import disclosure
from incidents.domain.exporting import printed
from incidents.domain.exporting.asked import Asked, Leaving
from incidents.domain.queries.going import Going
from incidents.domain.queries.persons import CaseList, let_out
from incidents.models import Person
from incidents.policies import Unfit
from incidents.vocabulary import Disclosure


def columns(circle: str) -> Sequence[disclosure.Column]:
    """The columns that this circle may have."""
    return disclosure.columns_for(circle)


def count(asked: Asked) -> int:
    """How many people the filter finds."""
    return case_list(asked).counts.entries


def header(asked: Asked) -> list[str]:
    """The headings, in the order that was chosen."""
    return [str(column.label) for column in chosen(asked.columns, asked.disclosure)]


def rows(asked: Asked, leaving: Leaving) -> Iterator[Sequence[disclosure.Value]]:
    """The cells of everybody who may go out to this circle; the others are counted."""
    telling = disclosure.Telling(chosen(asked.columns, asked.disclosure), asked.disclosure)
    for found in Going(case_list(asked).people, asked.user, telling.reads).batches():
        facts, named = telling.leaving(found)
        leaving.goes(facts["ref"], named)
        leaving.left_out += len(found["ref"]) - len(named)
        yield from telling.rows(facts, named)


def case_list(asked: Asked) -> CaseList:
    """The case list as filtered. Raises Unfit when the filter cannot be read: nobody goes out rather than too many."""
    people = CaseList(asked.user, asked.filters)
    if not people.is_readable:
        raise Unfit(_("The filter cannot be read. Go back to the list and correct it."))
    return people


def leaving(asked: Asked) -> QuerySet[Person]:
    """Those of the filter whose rows may go out to this circle."""
    found = case_list(asked).people
    return found if asked.disclosure == Disclosure.INTERNAL else found.filter(let_out())


def check_printed(number: int, limit: int) -> None:
    """Raises Unfit when there are more people than are printed at once."""
    if number > limit:
        raise Unfit(printed.too_many(limit))


def check_sheets(asked: Asked) -> None:
    """Raises Unfit when there are more people than sheets are printed at once."""
    check_printed(count(asked), printed.MOST_SHEETS)


def chosen(codes: Sequence[str], circle: str) -> list[disclosure.Column]:
    """The columns of these codes, in this order. Raises Unfit for one that is not on the list of the circle."""
    offered = {column.code: column for column in disclosure.columns_for(circle)}
    if not codes or not set(codes) <= set(offered):
        raise Unfit(_("These columns may not go to this circle."), "columns")
    return [offered[code] for code in dict.fromkeys(codes)]
