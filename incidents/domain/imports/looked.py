"""The headings of a sheet where somebody says that they stand, and the first rows under them."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from incidents.domain import store, tables
from incidents.models import ListImport
from incidents.policies import Unfit

SAMPLE = 20


@contextmanager
def opened(row: ListImport, *, sheet: int, header: tuple[int, int]) -> Iterator[tables.Table]:
    """The rows of the file, read like this. Raises Unfit with what is wrong with it, also while they are taken."""
    try:
        with store.open_stored(row.stored, bytes(row.key_sealed)) as clear:
            table = tables.read(clear, row.name, sheet=sheet, header=header)
            try:
                yield table
            finally:
                table.close()
    except tables.Unreadable as no:
        raise Unfit(tables.sentence(no.code)) from no


def again(row: ListImport, *, sheet: int, header: tuple[int, int]) -> dict[str, Any]:
    """The look of a file with the headings and the first rows of this reading, where they are not those proposed.

    Raises Unfit.
    """
    look = {name: told for name, told in row.look.items() if name not in ("headings", "sample")}
    known: dict[str, Any] = next((one for one in look.get("sheets", []) if one.get("number") == sheet), {})
    if tuple(known.get("header", ())) == tuple(header):
        return look
    with opened(row, sheet=sheet, header=header) as table:
        sample = [cells for _line, cells in islice(table.rows, SAMPLE)]
        return look | {"headings": list(table.headings), "sample": sample}
