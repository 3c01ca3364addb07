"""What is asked of a kind in tests: its rows, who left, and the words of a sheet in one text."""

from typing import Any

from incidents.domain.exporting.asked import Asked, Leaving
from incidents.domain.exporting.tables import KINDS
from incidents.vocabulary import Disclosure
from tests.incidents.people_samples import AT


def asked(user, circle=Disclosure.INTERNAL, *, columns=(), options=None, **filters) -> Asked:
    """The people of the filter for this circle."""
    return Asked(user, filters, tuple(columns), circle, options or {}, AT)


def made(what, wanted: Asked) -> tuple[list[Any], Leaving]:
    """The rows of this kind, and what was noted while they went by."""
    leaving = Leaving()
    KINDS[what].check(wanted)
    return list(KINDS[what].rows(wanted, leaving)), leaving


def rows(what, wanted: Asked) -> list[dict[str, Any]]:
    """The same by their headings."""
    header = KINDS[what].header(wanted)
    return [dict(zip(header, row, strict=True)) for row in made(what, wanted)[0]]


def words(sheet) -> str:
    """Everything that stands on a sheet."""
    told = [sheet["title"], *(f"{label}: {value}" for label, value in sheet["facts"])]
    for part in sheet["sections"]:
        told += [part["title"], *part["texts"], *(f"{label}: {value}" for label, value in part["facts"])]
        told += [*part["header"], *(str(cell) for row in part["rows"] for cell in row)]
    return "\n".join(told)
