"""The parent's half of a child: started with nothing, fed byte ranges, read frame by frame, killed when time is over.

The child gets neither path nor key nor database. What it says is taken for what it is: words of a process that may
have been taken over by the file that it reads.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from incidents.domain.decoders import wire

ROOT = Path(__file__).resolve().parents[3]
GB = 1024**3
# Address space and seconds of processor for each decoder; a video of a telephone needs most.
MEMORY = {
    "pictures": 2 * GB,
    "heifs": 2 * GB,
    "films": 3 * GB,
    "pdfs": 2 * GB,
    "archives": GB,
    "texts": GB,
    "sheets": 7 * GB // 16,
}
LOOK_SECONDS, COPIES_SECONDS = 120, 3600
# No variable of the server's reaches the child: these are all that it has.
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "1"}
NAMESPACES = True


class Failed(Exception):
    """The child ended in the middle, said something else than what was asked, or took too long."""


class Child:
    """One child at work on one file."""

    def __init__(self, decoder: str, source: BinaryIO, order: dict[str, object]):
        self.source = source
        seconds = LOOK_SECONDS if order["task"] in ("look", "holds") else COPIES_SECONDS
        limits = {"memory": MEMORY[decoder], "seconds": seconds, "parent": os.getpid(), "namespaces": NAMESPACES}
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-E", "-s", "-B", "-m", f"incidents.domain.decoders.{decoder}",
                 json.dumps(order | limits)],
                stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, env=ENVIRONMENT,
            )  # fmt: skip
        self.link = ours
        self.timer = threading.Timer(seconds, self.process.kill)
        self.timer.daemon = True
        self.timer.start()

    def frames(self) -> Iterator[tuple[bytes, bytes]]:
        """What the child says, but for the ranges it asks for: those it gets. Raises Failed."""
        try:
            for kind, payload in wire.frames(self.link):
                if kind == wire.RANGE:
                    wire.answer(self.link, self._range(payload))
                    continue
                yield kind, payload
                if kind in (wire.DONE, wire.REFUSED):
                    return
        except (wire.Hung, ConnectionError) as cause:
            raise Failed(str(cause)) from None

    def end(self) -> None:
        """Nothing of the child is left."""
        self.timer.cancel()
        self.link.close()
        self.process.kill()
        self.process.wait()

    def _range(self, payload: bytes) -> bytes:
        offset, length = wire.asked(payload)
        self.source.seek(offset)
        return self.source.read(length)


@contextlib.contextmanager
def working(decoder: str, source: BinaryIO, **order: object) -> Iterator[Child]:
    """A child that is gone afterwards, whatever happens."""
    child = Child(decoder, source, order)
    try:
        yield child
    finally:
        child.end()
