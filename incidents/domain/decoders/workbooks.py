"""Workbooks of spreadsheet programs, read by python-calamine: what would take too much is refused before it is read."""

from collections.abc import Iterator
from typing import BinaryIO

import python_calamine as calamine

from incidents.domain.decoders import excel_parts, ods_parts
from incidents.domain.decoders.grids import MOST_AREA, MOST_COLUMNS, Grid
from incidents.domain.decoders.headings import Merged
from incidents.domain.decoders.packages import MB, Package
from incidents.domain.decoders.telling import Refused

SHOWN = calamine.SheetVisibleEnum.Visible
KIND = calamine.SheetTypeEnum.WorkSheet
# The names of streams in a file of the old Office: a workbook, and a workbook that a password closes.
OLD_BOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
OLD_LOCK = "EncryptedPackage".encode("utf-16-le")


class Workbook:
    """XLSX, XLSM, ODS or XLS."""

    encoding = delimiter = ""

    def __init__(self, source: BinaryIO, package: Package | None, *, telling: bool):
        self.kind = package.kind if package else "xls"
        self.excel = excel_parts.Parts(package, telling=telling) if package and self.kind == "xlsx" else None
        self.ods = ods_parts.Parts(package, telling=telling) if package and self.kind == "ods" else None
        parts = self.excel or self.ods
        self.remarks = parts.remarks if parts else set()
        if not parts:
            _old_book(source)
        source.seek(0)
        try:
            self.book = calamine.CalamineWorkbook.from_filelike(source)
        except calamine.PasswordError:
            raise Refused("locked") from None
        sheets = [(at, sheet) for at, sheet in enumerate(self.book.sheets_metadata) if sheet.typ == KIND]
        self.places = [at for at, _sheet in sheets]
        self.names = [(sheet.name, sheet.visible != SHOWN) for _at, sheet in sheets]

    def grid(self, number: int) -> Grid:
        """One of its sheets. Raises Refused: wide, stretched, too_large, entities."""
        remarks = self.excel.sheet(self.names[number][0]) if self.excel else set()
        sheet = self.book.get_sheet_by_index(self.places[number])
        if sheet.start is None or sheet.end is None:
            return Grid(0, 0, [], lambda: iter(()), remarks)
        if sheet.end[1] >= MOST_COLUMNS:
            raise Refused("wide")
        if (sheet.end[0] + 1) * (sheet.end[1] + 1) > MOST_AREA:
            raise Refused("stretched")
        left = sheet.start[1]
        return Grid(
            sheet.end[1] + 1, sheet.end[0] + 1, self._merged(sheet, number), lambda: _rows(sheet, left), remarks
        )

    def _merged(self, sheet: calamine.CalamineSheet, number: int) -> list[Merged]:
        if self.ods:
            return self.ods.merged.get(number, [])
        ranges = sheet.merged_cell_ranges or []
        return [(top, left, bottom, right) for (top, left), (bottom, right) in ranges]


def _rows(sheet: calamine.CalamineSheet, left: int) -> Iterator[list]:
    """Its lines from the first one; what is empty at their left is not in what calamine gives."""
    if not left:
        yield from sheet.iter_rows()
        return
    for row in sheet.iter_rows():
        yield [""] * left + row


def _old_book(source: BinaryIO) -> None:
    """Raises Refused for a file of the old Office that is no workbook, or a closed one."""
    source.seek(0)
    found, kept = False, b""
    while data := source.read(MB):
        piece = kept + data
        if OLD_LOCK in piece:
            raise Refused("locked")
        found, kept = found or any(name in piece for name in OLD_BOOKS), data[-64:]
    if not found:
        raise Refused("not_table")
