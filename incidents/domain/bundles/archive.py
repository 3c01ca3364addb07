"""Pure domain: a ZIP whose every byte follows from names, sizes and checksums, so that all of them can be signed.

Entries are stored as they are, in the order given, with one date; docs/evidence.md tells it byte for byte, and
tools/verify_bundle.py rebuilds it without this code. The format: PKWARE, .ZIP File Format Specification 6.3.10.
"""

import struct
from dataclasses import dataclass

BIG, MANY = 0xFFFFFFFF, 0xFFFF
PLAIN, WIDE = 20, 45
DAY = 0x21  # 1 January 1980, the first day that a ZIP can tell
ON_UNIX = 3 << 8
MODE = 0o100644 << 16


@dataclass(frozen=True)
class Entry:
    """What the headers say of one file."""

    path: str
    size: int
    crc32: int


def header(entry: Entry) -> bytes:
    """What stands before the bytes of the entry; sizes of 4 GiB and more stand in a ZIP64 field."""
    extra = struct.pack("<HHQQ", 1, 16, entry.size, entry.size) if entry.size >= BIG else b""
    name, size = entry.path.encode("ascii"), min(entry.size, BIG)
    needs = WIDE if extra else PLAIN
    fixed = struct.pack("<4s5H3I2H", b"PK\x03\x04", needs, 0, 0, 0, DAY, entry.crc32, size, size, len(name), len(extra))
    return fixed + name + extra


def line(entry: Entry, offset: int) -> bytes:
    """What the directory says of the entry whose header stands at `offset`."""
    wide = [entry.size, entry.size] if entry.size >= BIG else []
    wide += [offset] if offset >= BIG else []
    extra = struct.pack(f"<2H{len(wide)}Q", 1, 8 * len(wide), *wide) if wide else b""
    name, size, needs = entry.path.encode("ascii"), min(entry.size, BIG), WIDE if wide else PLAIN
    fixed = struct.pack(
        "<4s6H3I5H2I", b"PK\x01\x02", ON_UNIX | needs, needs, 0, 0, 0, DAY, entry.crc32, size, size,
        len(name), len(extra), 0, 0, 0, MODE, min(offset, BIG),
    )  # fmt: skip
    return fixed + name + extra


def ending(count: int, start: int, size: int) -> bytes:
    """The last bytes: `count` entries, whose directory stands at `start` and is `size` bytes long."""
    wide = b""
    if count >= MANY or start >= BIG or size >= BIG:
        wide = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, ON_UNIX | WIDE, WIDE, 0, 0, count, count, size, start)
        wide += struct.pack("<4sIQI", b"PK\x06\x07", 0, start + size, 1)
    few = min(count, MANY)
    return wide + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, few, few, min(size, BIG), min(start, BIG), 0)


def directory(entries: list[Entry]) -> bytes:
    """Everything that stands after the bytes of the last entry."""
    lines, at = [], 0
    for entry in entries:
        lines.append(line(entry, at))
        at += len(header(entry)) + entry.size
    told = b"".join(lines)
    return told + ending(len(entries), at, len(told))


def length(entries: list[Entry]) -> int:
    """How many bytes the whole ZIP has."""
    return sum(len(header(entry)) + entry.size for entry in entries) + len(directory(entries))
