"""What the parts of an XLSX say before they are parsed: where the last cell is, what is worth telling of the cells."""

import re

from incidents.domain.decoders.grids import MOST_AREA
from incidents.domain.decoders.packages import OVERLAP, TEXTS, Package, attribute, turns
from incidents.domain.decoders.telling import Refused

NARROW = 26
SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
RELATED = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
# A cell that holds something, and the letters of its column; one far to the right; how what a cell holds ends.
CELL = re.compile(rb'[<:]c r="([A-Z]+)\d+"(?:[^>]*[^/>])?>')
FAR_CELL = re.compile(rb'c r="([A-Z]{2,3})\d+"(?:[^>]*[^/>])?>')
HOLDING = (b"</v>", b"</t>", b":v>", b":t>")
# A formula without its result, an error in place of a result.
UNCOUNTED = re.compile(rb"(?:</(?:\w+:)?f>|[<:]f[^>]*/>)(?:<v ?/>|<v></v>)?</(?:\w+:)?c>")
ERROR = re.compile(rb'[<:]c [^>]*t="e"')


class Parts:
    """The parts of one XLSX."""

    def __init__(self, package: Package, *, telling: bool):
        self.package, self.telling = package, telling
        self.sheets = _sheets(package)
        texts = package.pieces(TEXTS) if telling and TEXTS in package.sizes else ()
        self.remarks = {"direction" for piece in texts if turns(piece)}

    def sheet(self, name: str) -> set[str]:
        """What is remarkable in a sheet. Raises Refused: too_large, stretched, entities."""
        part = self.sheets.get(name, "")
        if part not in self.package.sizes:
            return set()
        remarks: set[str] = set()
        last, width = 0, NARROW
        for piece in self.package.pieces(part):
            last = max(last, _last_line(piece))
            width = max([width, *(_number(column) for column in set(FAR_CELL.findall(piece)))])
            remarks |= _remarks(piece) if self.telling else set()
        if last * width > MOST_AREA and last * self._width(part) > MOST_AREA:
            raise Refused("stretched")
        return remarks

    def _width(self, part: str) -> int:
        columns = {column for piece in self.package.pieces(part) for column in CELL.findall(piece)}
        return max((_number(column) for column in columns), default=0)


def _sheets(package: Package) -> dict[str, str]:
    """The part of each sheet, by its name."""
    related = RELATED.findall(package.text("xl/_rels/workbook.xml.rels"))
    targets = {attribute(tag, "Id"): attribute(tag, "Target") for tag in related}
    told = {}
    for tag in SHEET.findall(package.text("xl/workbook.xml")):
        target = targets.get(attribute(tag, r"\w+:id"), "")
        told[attribute(tag, "name")] = target[1:] if target.startswith("/") else f"xl/{target}"
    return told


def _number(letters: bytes) -> int:
    told = 0
    for sign in letters:
        told = told * 26 + sign - 64
    return told


def _last_line(piece: bytes) -> int:
    """The line of the last cell in it that holds something."""
    near = max(piece.rfind(sign, -4 * OVERLAP) for sign in HOLDING)
    end = near if near >= 0 else max(piece.rfind(sign) for sign in HOLDING)
    begin = piece.rfind(b' r="', 0, end) if end >= 0 else -1
    found = re.match(rb' r="[A-Z]*(\d{1,10})"', piece[begin : begin + 20]) if begin >= 0 else None
    return int(found[1]) if found else 0


def _remarks(piece: bytes) -> set[str]:
    told = {"direction"} if turns(piece) else set()
    if (b"<f" in piece or b":f" in piece) and UNCOUNTED.search(piece):
        told.add("formulas")
    if b't="e"' in piece and ERROR.search(piece):
        told.add("errors")
    return told
