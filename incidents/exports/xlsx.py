"""A list as a spreadsheet, written row by row in constant memory. Texts are texts: no formula, no link."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

import xlsxwriter

from incidents.domain.exporting.about import Unmade
from incidents.exports.csv import RUNS

# A cell of a spreadsheet holds no more; what is cut is marked.
LONGEST = 32_767
CUT = " […]"
MOST_ROWS = 1_048_575
SHEET = "Kua"
RUN = frozenset(RUNS) - {"\\"}


class TooMany(Unmade):
    """More rows than a spreadsheet has; the list must go out as CSV."""

    def __init__(self) -> None:
        super().__init__("too_many")


def write(
    out: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[str | int | None]], about: object = None
) -> None:
    """Write the heading and the rows. Raises TooMany beyond 1,048,575 rows.

    Cells that begin like a formula are stored as text with the "quote prefix" format, so that editing the cell in the
    spreadsheet does not run them either; their content stays as it is.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(SHEET)
        bold, quoted = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
        sheet.freeze_panes(1, 0)
        for place, label in enumerate(header):
            sheet.write_string(0, place, label, bold)
        for number, row in enumerate(rows, start=1):
            if number > MOST_ROWS:
                raise TooMany
            _write_row(sheet, number, row, quoted)


def _write_row(sheet, number: int, row: Sequence[str | int | None], quoted) -> None:
    write = sheet.write_string
    for place, value in enumerate(row):
        if value.__class__ is str:
            if value:
                fits = value if len(value) <= LONGEST else shortened(value)
                write(number, place, fits, quoted if value[0] in RUN else None)
        elif value is not None:
            sheet.write_number(number, place, value)


def shortened(text: str) -> str:
    """The text as far as a cell holds it."""
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
