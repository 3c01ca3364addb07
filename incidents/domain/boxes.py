"""Pure crypto of a file: sealed chunk by chunk while it is written, opened at any place without reading the rest.

A box is `header | record | record | … | last record`; a record is `nonce | ciphertext | tag` of 256 KiB of the file.
As in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance, CRYPTO 2015) every record is bound to its number and to whether it is the last one; both stand in
the authenticated data, together with the box's own random mark and its place. The nonce is random (NIST SP 800-38D,
8.2.2), for a writer that goes on where a killed one stopped may seal the same number a second time. The last record is
always shorter than a whole one, maybe empty: so how long the file is can be told from the size of the box, and is
proven when it is opened.
"""

import io
import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from incidents.domain.envelope import KEY, NONCE, TAG, Broken
from incidents.domain.seeking import Seekable

MAGIC = b"kua box\x01"
MARK = 16
HEADER = len(MAGIC) + MARK
CHUNK = 256 * 1024
RECORD = NONCE + CHUNK + TAG
SEAM = NONCE + TAG


def new_key() -> bytes:
    """A key for one box and no other."""
    return os.urandom(KEY)


def whole_chunks(box_size: int) -> int:
    """How many whole records a box of this size holds: where a killed writer can be continued."""
    return max(0, box_size - HEADER) // RECORD


def box_size(size: int) -> int:
    """How large the box of so many bytes is."""
    return HEADER + size // CHUNK * RECORD + SEAM + size % CHUNK


class Writer:
    """Seals what is written to `out`. A record is written when it is whole; the last one by close().

    With `done`, `out` is a box that was left unfinished, readable and writable: it is cut back to its whole records and
    continued; `done` of them must be there. Raises Broken when they are not.
    """

    def __init__(self, out: BinaryIO, key: bytes, place: str, done: int | None = None):
        self.out, self.cipher, self.place = out, AESGCM(key), place.encode()
        self.number, self.rest = done or 0, bytearray()
        if done is None:
            self.mark = os.urandom(MARK)
            out.write(MAGIC + self.mark)
        else:
            self.mark = _mark(out)
            if whole_chunks(out.seek(0, io.SEEK_END)) < done:
                raise Broken("a box is shorter than was noted")
            out.truncate(HEADER + done * RECORD)
            out.seek(0, io.SEEK_END)

    def again(self) -> Iterator[bytes]:
        """The clear bytes of the records that are there already, to go on hashing. Raises Broken."""
        for number in range(self.number):
            self.out.seek(HEADER + number * RECORD)
            yield _opened(self.cipher, self.out.read(RECORD), number, _bound(self.mark, number, False, self.place))
        self.out.seek(0, io.SEEK_END)

    def write(self, data: bytes | memoryview) -> int:
        """Take in some bytes; whole records go out at once."""
        view = memoryview(data)
        taken = len(view)
        if self.rest:
            missing = CHUNK - len(self.rest)
            self.rest += view[:missing]
            view = view[missing:]
            if len(self.rest) == CHUNK:
                self._record(self.rest, last=False)
                self.rest = bytearray()
        while len(view) >= CHUNK:
            self._record(view[:CHUNK], last=False)
            view = view[CHUNK:]
        self.rest += view
        return taken

    def close(self) -> None:
        """The last record. Nothing can be added behind it."""
        self._record(self.rest, last=True)
        self.rest = bytearray()

    def _record(self, data: bytearray | memoryview, *, last: bool) -> None:
        nonce = os.urandom(NONCE)
        self.out.write(nonce + self.cipher.encrypt(nonce, data, _bound(self.mark, self.number, last, self.place)))
        self.number += 1


class Reader(Seekable):
    """The clear bytes of a box, from any place. Opening proves the length; reading raises Broken at a chunk that was
    changed, moved, or belongs to another key or place."""

    def __init__(self, raw: BinaryIO, key: bytes, place: str):
        self.raw, self.cipher, self.place = raw, AESGCM(key), place.encode()
        self.mark = _mark(raw)
        held = raw.seek(0, io.SEEK_END) - HEADER
        self.last, rest = divmod(held, RECORD)
        if rest < SEAM:
            raise Broken("a box is cut short")
        self.size = self.last * CHUNK + rest - SEAM
        self.held = (-1, b"")
        self._chunk(self.last)

    def readinto(self, buffer) -> int:
        """Up to the end of the chunk at hand. Raises Broken."""
        if self.at >= self.size:
            return 0
        number, offset = divmod(self.at, CHUNK)
        part = memoryview(self._chunk(number))[offset : offset + len(buffer)]
        buffer[: len(part)] = part
        self.at += len(part)
        return len(part)

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Every byte from the beginning, chunk by chunk. Raises Broken."""
        yield from filter(None, map(self._chunk, range(self.last + 1)))

    def close(self) -> None:
        """Close what lies below, too."""
        if not self.closed:
            self.held = (-1, b"")
            self.raw.close()
        super().close()

    def _chunk(self, number: int) -> bytes:
        if self.held[0] != number:
            self.raw.seek(HEADER + number * RECORD)
            bound = _bound(self.mark, number, number == self.last, self.place)
            self.held = number, _opened(self.cipher, self.raw.read(RECORD), number, bound)
        return self.held[1]


def spoilt(raw: BinaryIO, key: bytes, place: str) -> Iterator[tuple[int, int]]:
    """Where a box does not open: which of its own bytes, from, and up to but not with. Neighbours are told as one."""
    cipher, end = AESGCM(key), raw.seek(0, io.SEEK_END)
    try:
        mark = _mark(raw)
    except Broken:
        yield 0, end
        return
    last, begin = max(0, end - HEADER) // RECORD, -1
    for number in range(last + 1):
        raw.seek(HEADER + number * RECORD)
        try:
            _opened(cipher, raw.read(RECORD), number, _bound(mark, number, number == last, place.encode()))
        except Broken:
            begin = HEADER + number * RECORD if begin < 0 else begin
            continue
        if begin >= 0:
            yield begin, HEADER + number * RECORD
            begin = -1
    if begin >= 0:
        # Where nothing opens, the mark may be what was changed.
        yield (0 if begin == HEADER else begin), end


def _mark(raw: BinaryIO) -> bytes:
    raw.seek(0)
    header = raw.read(HEADER)
    if len(header) != HEADER or not header.startswith(MAGIC):
        raise Broken("this is no box")
    return header[len(MAGIC) :]


def _opened(cipher: AESGCM, record: bytes, number: int, bound: bytes) -> bytes:
    try:
        return cipher.decrypt(record[:NONCE], record[NONCE:], bound)
    except (InvalidTag, ValueError):
        raise Broken(f"chunk {number} of a box does not open") from None


def _bound(mark: bytes, number: int, last: bool, place: bytes) -> bytes:
    return MAGIC + mark + number.to_bytes(8) + bytes([last]) + place
