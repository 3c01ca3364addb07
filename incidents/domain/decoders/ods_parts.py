"""What the one part of an ODS says before it is parsed: which cells are merged, where the last ones are, remarks."""

import re
from collections.abc import Iterator

from incidents.domain.decoders.headings import Merged
from incidents.domain.decoders.packages import Package, turns
from incidents.domain.decoders.telling import Refused

CONTENT = "content.xml"
# Whether anything is repeated with a content or spans others is seldom so: only then every tag is looked at.
SPANS = re.compile(rb'number-(?:columns|rows)-spanned="(?:[2-9]|\d\d)')
TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)((?:\s[^>]*?)?)(/?)>")
REPEATED = re.compile(rb'number-(?:columns|rows)-repeated="(\d{1,9})"')
SPANNED = {name: re.compile(rb'number-%s-spanned="(\d{1,9})"' % name) for name in (b"columns", b"rows")}
UNCOUNTED = re.compile(rb"<table:table-cell(?![^>]*value)[^>]*table:formula=(?![^>]*value)")
ERROR = re.compile(rb'calcext:value-type="error"')
PART, LONGEST_TAG = 256 * 1024, 4 * 1024 * 1024


class Parts:
    """The parts of one ODS."""

    def __init__(self, package: Package, *, telling: bool):
        self.package = package
        self.remarks: set[str] = set()
        spans = False
        for piece in package.pieces(CONTENT):
            spans = spans or bool(SPANS.search(piece))
            self.remarks |= _remarks(piece) if telling else set()
        self.merged = _merged(package) if spans else {}

    def sheet(self, _name: str) -> set[str]:
        """Nothing more than was found already."""
        return set()


def _remarks(piece: bytes) -> set[str]:
    told = {"direction"} if turns(piece) else set()
    if ERROR.search(piece):
        told.add("errors")
    if b"table:formula" in piece and UNCOUNTED.search(piece):
        told.add("formulas")
    return told


def _tags(package: Package) -> Iterator[tuple[bytes, bytes]]:
    """The tags of sheets, rows and cells, one after the other."""
    kept = b""
    with package.packed.open(CONTENT) as part:
        while data := part.read(PART):
            whole, mark, rest = (kept + data).rpartition(b"<")
            yield from ((found[1], found[2]) for found in TAG.finditer(whole))
            kept = mark + rest
            if len(kept) > LONGEST_TAG:
                raise Refused("damaged")


def _merged(package: Package) -> dict[int, list[Merged]]:
    """The merged areas of each sheet, by its number."""
    told: dict[int, list[Merged]] = {}
    sheet, line, column, lines = -1, -1, 0, 0
    for name, attributes in _tags(package):
        if name == b"table":
            sheet, line, lines = sheet + 1, 0, 0
        elif name == b"table-row":
            line, column, lines = line + lines, 0, _count(REPEATED, attributes)
        else:
            wide, deep = (_count(SPANNED[of], attributes) for of in (b"columns", b"rows"))
            if wide > 1 or deep > 1:
                told.setdefault(sheet, []).append((line, column, line + deep - 1, column + wide - 1))
            column += _count(REPEATED, attributes)
    return told


def _count(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
