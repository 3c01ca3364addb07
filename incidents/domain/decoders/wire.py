"""Pure: what parent and child say to each other over their socket pair. Each frame: a letter, a length, the bytes.

The child asks for a range of the file (RANGE) and gets it; everything else goes one way, from the child to its parent.
"""

import socket
import struct
from collections.abc import Iterator

RANGE, FACTS, MADE, DATA, END, DONE, REFUSED = b"R", b"F", b"M", b"D", b"E", b"Z", b"X"
CHUNK = 256 * 1024
# The longest that each kind of frame may be: a child that was taken over cannot fill its parent's memory.
LONGEST = {RANGE: 12, FACTS: 64 * 1024, MADE: 1024, DATA: CHUNK, END: 0, DONE: 0, REFUSED: 32}
FARTHEST = 2**53  # no file is that long; what a seek cannot take never reaches the parent's source
_HEAD = struct.Struct(">cI")
_ASKED = struct.Struct(">QI")
_LENGTH = struct.Struct(">I")


class Hung(Exception):
    """The other side ended in the middle, or said what is no frame."""


def send(wire: socket.socket, kind: bytes, payload: bytes = b"") -> None:
    """One frame to the parent."""
    wire.sendall(_HEAD.pack(kind, len(payload)) + payload)


def frames(wire: socket.socket) -> Iterator[tuple[bytes, bytes]]:
    """The frames of a child, for as long as it speaks. Raises Hung when one is cut short, too long or of no kind."""
    while True:
        kind, length = _HEAD.unpack(_exactly(wire, _HEAD.size))
        if length > LONGEST.get(kind, -1):
            raise Hung("a frame of no kind, or too long")
        yield kind, _exactly(wire, length)


def ask(wire: socket.socket, offset: int, length: int) -> bytes:
    """The bytes of a range of the file, as the parent gives them: fewer at its end."""
    send(wire, RANGE, _ASKED.pack(offset, length))
    return _exactly(wire, _LENGTH.unpack(_exactly(wire, _LENGTH.size))[0])


def asked(payload: bytes) -> tuple[int, int]:
    """Which range a child asks for. Raises Hung for more than one chunk, and for a place that no file has."""
    if len(payload) != _ASKED.size:
        raise Hung("not a range")
    offset, length = _ASKED.unpack(payload)
    if length > CHUNK or offset > FARTHEST:
        raise Hung("too much at once, or too far")
    return offset, length


def answer(wire: socket.socket, data: bytes) -> None:
    """What a child asked for."""
    wire.sendall(_LENGTH.pack(len(data)) + data)


def _exactly(wire: socket.socket, length: int) -> bytes:
    parts, missing = [], length
    while missing:
        part = wire.recv(min(missing, CHUNK))
        if not part:
            raise Hung("ended in the middle")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
