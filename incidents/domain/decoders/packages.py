"""The ZIP of a workbook before anybody parses it: what it is, its size unpacked, its parts as bytes, piece by piece."""

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
TEXTS = "xl/sharedStrings.xml"
# Signs that turn the direction of what follows, as bytes or as references; the first three tell where to look at all.
DIRECTION_LIKE = (b"\xe2\x80", b"\xe2\x81", b"&#x2")
DIRECTION = re.compile(
    rb"\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]|&#x(?:200[ef]|202[a-e]|206[6-9]);", re.IGNORECASE
)


class Package:
    """A file that is packed as ZIP, which may be a workbook: `kind` is xlsx, ods or texts."""

    def __init__(self, source: BinaryIO):
        source.seek(0)
        self.packed = zipfile.ZipFile(source)
        entries = self.packed.infolist()
        self.sizes = {entry.filename: entry.file_size for entry in entries}
        _no_bomb(entries, source.seek(0, 2))
        self.kind = _kind(self)
        if self.sizes.get(TEXTS, 0) > MOST_TEXTS:
            raise Refused("too_large")

    def text(self, name: str) -> str:
        """The first megabyte of a part; nothing when there is none. Raises Refused for one that declares entities."""
        piece = next(self.pieces(name), b"") if name in self.sizes else b""
        return piece.decode("utf-16" if piece[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part in pieces that overlap, so that no tag is cut. Raises Refused for one that declares entities."""
        if self.sizes[name] > MOST_SHEET:
            raise Refused("too_large")
        kept = b""
        with self.packed.open(name) as part:
            while data := part.read(PIECE):
                if not kept and b"<!DOCTYPE" in data:
                    raise Refused("entities")
                yield kept + data
                kept = data[-OVERLAP:]


def attribute(tag: str, name: str) -> str:
    """The value of an attribute of a tag; `name` is a pattern."""
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return html.unescape(found[1] if found[1] is not None else found[2]) if found else ""


def turns(piece: bytes) -> bool:
    """Whether a text in it turns its direction."""
    return any(sign in piece for sign in DIRECTION_LIKE) and bool(DIRECTION.search(piece))


def _no_bomb(entries: list[zipfile.ZipInfo], size: int) -> None:
    """By what the table of the ZIP says, before anything is unpacked. Raises Refused."""
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("locked")
    whole, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or whole > MOST_WHOLE or packed > size or (whole > LARGE and whole > RATIO * size):
        raise Refused("bomb")


def _kind(package: Package) -> str:
    """Raises Refused for what is packed likewise and is no list."""
    names = {name.lower().replace("\\", "/") for name in package.sizes}
    manifest = package.text("META-INF/manifest.xml")
    if "encryption-data" in manifest or "encrypted-package" in names:
        raise Refused("locked")
    if "xl/workbook.bin" in names or any(name.endswith(".iwa") or name == "index.zip" for name in names):
        raise Refused("other_workbook")
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "content.xml" in names and "opendocument.spreadsheet" in package.text("mimetype") + manifest:
        return "ods"
    if any(name.endswith(".csv") for name in names):
        return "texts"
    raise Refused("not_table")
