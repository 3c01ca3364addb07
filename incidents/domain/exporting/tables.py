"""What can go out: for each kind of file who may have it, in which formats, its columns, and its rows one by one.

A kind is a row of KINDS: the verbs, the form and the pages know nothing else of it. Bytes are made in exports/.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from incidents.domain.exporting import events, overlap, people, portraits, sheets, submissions
from incidents.domain.exporting.asked import Asked, Leaving
from incidents.vocabulary import Disclosure, ExportFormat, ExportWhat

Row = Sequence[Any] | Mapping[str, Any]


def nothing_more(asked: Asked) -> None:
    """A kind that needs nothing beside the filter, the columns and the circle."""


def no_columns(circle: str) -> Sequence[Any]:
    """A kind whose columns are fixed: nothing to choose."""
    return ()


def no_headings(asked: Asked) -> list[str]:
    """A kind that is no table."""
    return []


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
    rows: Callable[[Asked, Leaving], Iterator[Row]]
    columns: Callable[[str], Sequence[Any]] = no_columns
    count: Callable[[Asked], int] = people.count
    header: Callable[[Asked], list[str]] = no_headings
    check: Callable[[Asked], None] = nothing_more
    lacks: Callable[[Asked], Sequence[str]] = lambda asked: ()
    still_goes: Callable[[Asked, Sequence[str]], bool] = still_goes


TABLES = (ExportFormat.CSV, ExportFormat.XLSX, ExportFormat.JSONL)
KINDS: dict[str, Kind] = {
    ExportWhat.PEOPLE: Kind(
        label=ExportWhat.PEOPLE.label,
        formats=tuple(ExportFormat.values),
        circles=tuple(Disclosure.values),
        columns=people.columns,
        header=people.header,
        rows=people.rows,
    ),
    ExportWhat.PORTRAITS: Kind(
        label=ExportWhat.PORTRAITS.label,
        formats=(ExportFormat.PDF,),
        circles=tuple(Disclosure.values),
        columns=people.columns,
        header=people.header,
        rows=portraits.rows,
        check=portraits.check,
        still_goes=portraits.still_goes,
    ),
    ExportWhat.SHEETS: Kind(
        label=ExportWhat.SHEETS.label,
        formats=(ExportFormat.PDF,),
        circles=tuple(Disclosure.values),
        rows=sheets.rows,
        check=people.check_sheets,
    ),
    ExportWhat.EVENTS_UCDP: Kind(
        label=ExportWhat.EVENTS_UCDP.label,
        formats=TABLES,
        circles=tuple(Disclosure.values),
        header=events.ucdp_header,
        rows=events.ucdp_rows,
    ),
    ExportWhat.EVENTS_ACLED: Kind(
        label=ExportWhat.EVENTS_ACLED.label,
        formats=TABLES,
        circles=tuple(Disclosure.values),
        header=events.acled_header,
        rows=events.acled_rows,
    ),
    ExportWhat.OVERLAP: Kind(
        label=ExportWhat.OVERLAP.label,
        formats=TABLES,
        circles=(Disclosure.INTERNAL, Disclosure.PARTNER),
        header=overlap.header,
        rows=overlap.rows,
        check=overlap.check,
    ),
    ExportWhat.WGEID: Kind(
        label=ExportWhat.WGEID.label,
        formats=(ExportFormat.PDF,),
        circles=(Disclosure.INTERNAL,),
        rows=submissions.wgeid_rows,
        check=people.check_sheets,
        lacks=submissions.wgeid_lacks,
        still_goes=submissions.still_goes,
    ),
    ExportWhat.WGAD: Kind(
        label=ExportWhat.WGAD.label,
        formats=(ExportFormat.PDF,),
        circles=(Disclosure.INTERNAL,),
        rows=submissions.wgad_rows,
        check=people.check_sheets,
        lacks=submissions.wgad_lacks,
        still_goes=submissions.still_goes,
    ),
}
