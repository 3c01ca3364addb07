"""Workbooks of spreadsheet programs, read by python-calamine: what would take too much is refused before it is read."""

from collections.abc import Iterator
from typing import BinaryIO

import python_calamine as calamine

from incidents.domain.decoders.grids import MOST_COLUMNS, Grid
from incidents.domain.decoders.packages import Package
from incidents.domain.decoders.telling import Refused

SHOWN = calamine.SheetVisibleEnum.Visible
KIND = calamine.SheetTypeEnum.WorkSheet


class Workbook:
    """XLSX, XLSM, ODS or XLS."""

    encoding = delimiter = ""

    def __init__(self, source: BinaryIO, kind: str):
        self.kind = kind
        self.package = Package(source) if kind == "xlsx" else None
        self.remarks = self.package.remarks if self.package else set()
        source.seek(0)
        try:
            self.book = calamine.CalamineWorkbook.from_filelike(source)
        except calamine.PasswordError:
            raise Refused("locked") from None
        sheets = [sheet for sheet in self.book.sheets_metadata if sheet.typ == KIND]
        self.names = [(sheet.name, sheet.visible != SHOWN) for sheet in sheets]

    def grid(self, number: int) -> Grid:
        """One of its sheets. Raises Refused: wide, stretched, too_large, entities."""
        name = self.names[number][0]
        remarks = self.package.sheet(name) if self.package else set()
        sheet = self.book.get_sheet_by_name(name)
        if sheet.start is None or sheet.end is None:
            return Grid(0, 0, [], lambda: iter(()), remarks)
        if sheet.end[1] >= MOST_COLUMNS:
            raise Refused("wide")
        merged = [(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []]
        left = sheet.start[1]
        return Grid(sheet.end[1] + 1, sheet.end[0] + 1, merged, lambda: _rows(sheet, left), remarks)


def _rows(sheet: calamine.CalamineSheet, left: int) -> Iterator[list]:
    """Its lines from the first one; what is empty at their left is not in what calamine gives."""
    if not left:
        yield from sheet.iter_rows()
        return
    for row in sheet.iter_rows():
        yield [""] * left + row
