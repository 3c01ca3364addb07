"""The ZIP of a workbook before anybody parses it: its size unpacked, entities, corners, and what its cells say of
themselves. Parts are scanned as bytes, piece by piece: no XML is parsed here."""

import html
import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from incidents.domain.decoders.telling import Refused

MB = 1024**2
MOST_ENTRIES = 20_000
# What is unpacked at most: the whole of it, the table of its texts, one sheet.
MOST_WHOLE, MOST_TEXTS, MOST_SHEET = 1024 * MB, 160 * MB, 640 * MB
LARGE, RATIO = 64 * MB, 200
PIECE, OVERLAP = MB, 1024
# A sheet is held as a rectangle: one cell far below or far to the right makes it as large as its corners are apart.
MOST_AREA = 6_000_000
NARROW = 26
TEXTS = "xl/sharedStrings.xml"
SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
RELATED = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]+)\d+"[^>]*[^/>]>')
FAR_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{2,3})\d+"[^>]*[^/>]>')
# A formula without its result, an error in place of a result, signs that turn the direction of what follows.
UNCOUNTED = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f[^>]*/>)(?:<v ?/>|<v></v>)?</(?:\w+:)?c>")
ERROR = re.compile(rb'<(?:\w+:)?c [^>]*t="e"')
DIRECTION = re.compile(rb"\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]|&#x(?:20[02][0-9a-eA-E]|206[6-9]);")


class Package:
    """An XLSX as a ZIP of parts."""

    def __init__(self, source: BinaryIO):
        source.seek(0)
        self.packed = zipfile.ZipFile(source)
        entries = self.packed.infolist()
        self.sizes = {entry.filename: entry.file_size for entry in entries}
        _no_bomb(entries, source.seek(0, 2))
        self.parts = _parts(self)
        self.remarks = {"direction"} if self._texts() else set()

    def text(self, name: str) -> str:
        """The first megabyte of a part; nothing when there is none."""
        if name not in self.sizes:
            return ""
        with self.packed.open(name) as part:
            data = part.read(MB)
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part in pieces that overlap, so that no tag is cut. Raises Refused for one that declares entities."""
        kept = b""
        with self.packed.open(name) as part:
            while data := part.read(PIECE):
                if not kept and b"<!DOCTYPE" in data:
                    raise Refused("entities")
                yield kept + data
                kept = data[-OVERLAP:]

    def sheet(self, name: str) -> set[str]:
        """What is remarkable in a sheet. Raises Refused: too_large, stretched, entities, damaged."""
        part = self.parts.get(name, "")
        if part not in self.sizes:
            return set()
        if self.sizes[part] > MOST_SHEET:
            raise Refused("too_large")
        remarks, last, width = set(), 0, NARROW
        for piece in self.pieces(part):
            last = max(last, _last_line(piece))
            width = max([width, *(_number(column) for column in set(FAR_CELL.findall(piece)))])
            remarks |= _remarks(piece)
        if last * width > MOST_AREA and last * self._width(part) > MOST_AREA:
            raise Refused("stretched")
        return remarks

    def _width(self, part: str) -> int:
        columns = {column for piece in self.pieces(part) for column in CELL.findall(piece)}
        return max((_number(column) for column in columns), default=0)

    def _texts(self) -> bool:
        """Whether a text turns its direction. Raises Refused when there are too many texts."""
        if self.sizes.get(TEXTS, 0) > MOST_TEXTS:
            raise Refused("too_large")
        pieces = self.pieces(TEXTS) if TEXTS in self.sizes else ()
        return any(DIRECTION.search(piece) for piece in pieces)


def _no_bomb(entries: list[zipfile.ZipInfo], size: int) -> None:
    """By what the table of the ZIP says, before anything is unpacked. Raises Refused."""
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("locked")
    whole, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or whole > MOST_WHOLE or packed > size or whole > LARGE and whole > RATIO * size:
        raise Refused("bomb")


def _parts(package: Package) -> dict[str, str]:
    """The part of each sheet, by its name."""
    targets = {_attribute(tag, "Id"): _attribute(tag, "Target") for tag in
               RELATED.findall(package.text("xl/_rels/workbook.xml.rels"))}  # fmt: skip
    book = package.text("xl/workbook.xml")
    if "<!DOCTYPE" in book:
        raise Refused("entities")
    told = {}
    for tag in SHEET.findall(book):
        target = targets.get(_attribute(tag, r"\w+:id"), "")
        told[_attribute(tag, "name")] = target[1:] if target.startswith("/") else f"xl/{target}"
    return told


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return html.unescape(found[1] if found[1] is not None else found[2]) if found else ""


def _number(letters: bytes) -> int:
    told = 0
    for sign in letters:
        told = told * 26 + sign - 64
    return told


def _last_line(piece: bytes) -> int:
    """The line of the last cell in it that holds something."""
    end = max(piece.rfind(b"</v>"), piece.rfind(b"</t>"), piece.rfind(b":v>"), piece.rfind(b":t>"))
    begin = piece.rfind(b' r="', 0, end) if end >= 0 else -1
    found = re.match(rb' r="[A-Z]*(\d{1,7})"', piece[begin : begin + 16]) if begin >= 0 else None
    return int(found[1]) if found else 0


def _remarks(piece: bytes) -> set[str]:
    told = set()
    if (b"<f" in piece or b":f" in piece) and UNCOUNTED.search(piece):
        told.add("formulas")
    if b't="e"' in piece and ERROR.search(piece):
        told.add("errors")
    if DIRECTION.search(piece):
        told.add("direction")
    return told
