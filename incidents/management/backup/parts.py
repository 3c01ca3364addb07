"""What is in the file: parts, one after the other, each with a title and a SHA-256; the last one lists the others.

A part is its title as JSON and then its bytes in blocks: a length (4 bytes) and so many bytes; length 0 ends the part.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NamedTuple

from incidents.management.backup.refused import Refused
from incidents.management.backup.vault import CUT

BLOCK = 64 * 1024
MOST_TITLE = 256 * 1024 * 1024  # the list at the end: some 140 bytes a file
DAMAGED = "the backup does not hold what its list says; it was not made whole."
Title = dict[str, Any]


class Part(NamedTuple):
    """One part as it was written: where, how large, how many lines, and its SHA-256."""

    title: Title
    size: int
    lines: int
    sha256: str


@dataclass
class Measured:
    """Counts and hashes what passes."""

    size: int = 0
    lines: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def add(self, data: bytes) -> None:
        """One block."""
        self.size, self.lines = self.size + len(data), self.lines + data.count(b"\n")
        self.digest.update(data)

    def part(self, title: Title) -> Part:
        """What has passed, under its title."""
        return Part(title, self.size, self.lines, self.digest.hexdigest())


def write(write_out: Callable[[bytes], None], title: Title, blocks: Iterable[bytes | memoryview]) -> Part:
    """Write one part; blocks as they come."""
    told = json.dumps(title, sort_keys=True).encode()
    write_out(len(told).to_bytes(4) + told)
    seen = Measured()
    for data in blocks:
        for begin in range(0, len(data), BLOCK):
            block = bytes(data[begin : begin + BLOCK])
            seen.add(block)
            write_out(len(block).to_bytes(4) + block)
    write_out((0).to_bytes(4))
    return seen.part(title)


class Blocks:
    """A stream of bytes out of chunks of any size."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.chunks, self.rest = chunks, b""

    def take(self, length: int) -> bytes:
        """Exactly so many bytes. Raises Refused when the stream ends before."""
        while len(self.rest) < length:
            chunk = next(self.chunks, None)
            if chunk is None:
                raise Refused(CUT)
            self.rest += chunk
        taken, self.rest = self.rest[:length], self.rest[length:]
        return taken

    def is_over(self) -> bool:
        """Whether nothing is left."""
        while not self.rest:
            chunk = next(self.chunks, None)
            if chunk is None:
                return True
            self.rest = chunk
        return False


def titles(chunks: Iterator[bytes]) -> Iterator[tuple[Title, Iterator[bytes]]]:
    """Each part: its title, and its blocks, which must be read to their end before the next. Raises Refused."""
    stream = Blocks(chunks)
    while not stream.is_over():
        length = int.from_bytes(stream.take(4))
        if length > MOST_TITLE:
            raise Refused(DAMAGED)
        yield json.loads(stream.take(length)), _blocks(stream)


def _blocks(stream: Blocks) -> Iterator[bytes]:
    while length := int.from_bytes(stream.take(4)):
        yield stream.take(length)


def measured(title: Title, blocks: Iterable[bytes]) -> Part:
    """Read a part to its end, keeping nothing."""
    seen = Measured()
    for block in blocks:
        seen.add(block)
    return seen.part(title)


def of_file(file: BinaryIO) -> Iterator[bytes]:
    """A file in blocks."""
    while block := file.read(BLOCK):
        yield block
