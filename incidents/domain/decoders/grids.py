"""Pure: one sheet of a file, as every reader of workbooks hands it over."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from incidents.domain.decoders.headings import Merged

MOST_COLUMNS = 500
# A sheet is held as a rectangle: one cell far below or far to the right makes it as large as its corners are apart.
MOST_AREA = 6_000_000


@dataclass
class Grid:
    """A sheet: how wide it is, the last line that holds something (from 1), what is merged, and its lines.

    `rows` begins anew at each call and gives every line of the sheet from the first one, the empty ones too.
    """

    columns: int
    last: int
    merged: list[Merged]
    rows: Callable[[], Iterator[list]]
    remarks: set[str] = field(default_factory=set)
    held: int | None = None  # how many lines hold something, where that was counted


def filled(grid: Grid) -> Iterator[list]:
    """Its lines with what is merged written into each cell that the merging covers.

    What goes over the whole width is a title, and stays one cell.
    """
    if not grid.merged:
        yield from grid.rows()
        return
    starts: dict[int, list[Merged]] = {}
    for area in grid.merged:
        starts.setdefault(area[0], []).append(area)
    open_areas: list[tuple[Merged, object]] = []
    for line, row in enumerate(grid.rows()):
        if begin := starts.get(line):
            open_areas += [(area, row[area[1]]) for area in begin if area[1] < len(row)]
            del open_areas[MOST_COLUMNS:]  # more cannot be without lying over one another
        if open_areas:
            row = _covered(row, line, open_areas, grid.columns)
            open_areas = [(area, value) for area, value in open_areas if area[2] > line]
        yield row


def _covered(row: list, line: int, areas: list[tuple[Merged, object]], columns: int) -> list:
    told = list(row)
    for (top, left, _bottom, right), value in areas:
        last = left if right - left + 1 >= columns else right
        for at in range(left, min(last + 1, len(told))):
            if (line, at) != (top, left) and told[at] == "":
                told[at] = value
    return told
