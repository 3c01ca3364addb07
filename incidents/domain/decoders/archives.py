"""ZIP: DOCX, XLSX and WACZ by what is in it, anything else opaque; WARC by its first record. Nothing is unpacked whole.

No XML is parsed: two content types are looked for as words, so there are no entities that could be expanded.
"""

import contextlib
import re
import zipfile
import zlib
from typing import BinaryIO

from incidents.domain.decoders import serving
from incidents.domain.decoders.telling import Copy, Found, Refused, kept

MOST_ENTRIES = 20_000
LARGE, RATIO = 64 * 1024**2, 200
PART = 1024**2
OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS = {
    f"{OFFICE}wordprocessingml.document.main+xml": (f"{OFFICE}wordprocessingml.document", "word/document.xml"),
    f"{OFFICE}spreadsheetml.sheet.main+xml": (f"{OFFICE}spreadsheetml.sheet", "xl/workbook.xml"),
}
WORDS_OF_CORE = {
    "author": "dc:creator", "title": "dc:title", "created": "dcterms:created", "changed": "dcterms:modified",
}  # fmt: skip


def look(source: BinaryIO, size: int) -> Found:
    """What is packed in it. Raises Refused: bomb, opaque; any other error means that it is damaged."""
    head = source.read(4)
    source.seek(0)
    if head[:2] == b"PK":
        return _zip(source, size)
    if _begins_as_warc(source.read(PART // 4)):
        return Found("capture", "application/warc")
    raise Refused("opaque")


def copies(source: BinaryIO, size: int, found: Found) -> list[Copy]:
    """None: these are downloaded."""
    return []


def _zip(source: BinaryIO, size: int) -> Found:
    with zipfile.ZipFile(source) as packed:
        entries = packed.infolist()
        _no_bomb(entries, size)
        names = {entry.filename for entry in entries}
        if "[Content_Types].xml" in names:
            return _document(packed, names)
        if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
            _part(packed, "datapackage.json")
            return Found("capture", "application/wacz")
    raise Refused("opaque")


def _no_bomb(entries: list[zipfile.ZipInfo], size: int) -> None:
    """By what the table says, before anything is unpacked. Raises Refused."""
    whole, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    too_dense = whole > LARGE and whole > RATIO * max(1, size)
    if len(entries) > MOST_ENTRIES or too_dense or packed > size:
        raise Refused("bomb")


def _document(packed: zipfile.ZipFile, names: set[str]) -> Found:
    """A DOCX or XLSX whose main part unpacks; with macros, or of another kind, it is opaque."""
    types = _part(packed, "[Content_Types].xml")
    if "<!DOCTYPE" in types or "<!ENTITY" in types:
        raise Refused("bomb")
    for content, (media_type, main) in MAIN_PARTS.items():
        if f'"{content}"' in types and main in names and not any(name.endswith("vbaProject.bin") for name in names):
            if "<" not in _part(packed, main)[:10]:
                raise Refused("damaged")
            return Found("document", media_type, told=kept(_told(packed, names)))
    raise Refused("opaque")


def _told(packed: zipfile.ZipFile, names: set[str]) -> dict[str, object]:
    core = _part(packed, "docProps/core.xml") if "docProps/core.xml" in names else ""
    found = {name: re.search(rf"<{tag}[^>]*>([^<]{{1,200}})<", core) for name, tag in WORDS_OF_CORE.items()}
    return {name: match[1] for name, match in found.items() if match}


def _part(packed: zipfile.ZipFile, name: str) -> str:
    """The first megabyte of a part, whatever its table says of its size."""
    with packed.open(name) as part:
        data = part.read(PART)
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")


def _begins_as_warc(data: bytes) -> bool:
    if data[:2] == b"\x1f\x8b":
        with contextlib.suppress(zlib.error):
            return _begins_as_warc(zlib.decompressobj(31).decompress(data, PART))
        return False
    return data.startswith(b"WARC/1.") and b"\nWARC-Type:" in data


if __name__ == "__main__":
    serving.main(look, copies)
