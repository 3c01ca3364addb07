"""What can go out: for each kind of file who may have it, in which formats, its columns, and its rows one by one.

A kind is a row of KINDS: the verbs, the form and the pages know nothing else of it. Bytes are made in exports/.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from incidents.domain.exporting import people
from incidents.domain.exporting.asked import Asked, Leaving
from incidents.vocabulary import Disclosure, ExportFormat, ExportWhat

Row = Sequence[Any]


def nothing_more(asked: Asked) -> None:
    """A kind that needs nothing beside the filter, the columns and the circle."""


def still_goes(asked: Asked, also: Sequence[str]) -> bool:
    """A kind that rests on nothing beside the people who are in it."""
    return True


@dataclass(frozen=True)
class Kind:
    """One kind of file.

    `columns` are those that a circle may choose from (code and label); none: its columns are fixed. `count` is how
    many rows there will be at most: for progress, and to tell a small file. `header` are the headings in the reader's
    language. `rows` yields the rows in the order of the header and tells Leaving who goes and how many stay; what a
    row is, is between the kind and the writers of its formats (for CSV, XLSX, HXL and JSON Lines: str, int or None).
    `check` raises Unfit where the options are not enough. `lacks` are sentences for the page before: what the file
    will not have though it should (submissions). `still_goes` is asked at each download with what Leaving.also kept.
    """

    label: str | Promise
    formats: tuple[str, ...]
    circles: tuple[str, ...]
    columns: Callable[[str], Sequence[Any]]
    count: Callable[[Asked], int]
    header: Callable[[Asked], list[str]]
    rows: Callable[[Asked, Leaving], Iterator[Row]]
    check: Callable[[Asked], None] = nothing_more
    lacks: Callable[[Asked], Sequence[str]] = lambda asked: ()
    still_goes: Callable[[Asked, Sequence[str]], bool] = still_goes


KINDS: dict[str, Kind] = {
    ExportWhat.PEOPLE: Kind(
        label=ExportWhat.PEOPLE.label,
        formats=(ExportFormat.CSV, ExportFormat.XLSX),
        circles=tuple(Disclosure.values),
        columns=people.columns,
        count=people.count,
        header=people.header,
        rows=people.rows,
    ),
}
