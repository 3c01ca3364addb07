"""The parent of the child that prints: hands it words and pictures, takes the PDF, and leaves nothing of it behind."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from incidents.domain.decoders import wire
from incidents.domain.exporting.about import Unmade

ROOT = Path(__file__).resolve().parents[2]
MEMORY, SECONDS, PATIENCE = 2 * 1024**3, 300, 1800  # bytes, seconds of the processor, seconds of the clock
LARGEST = 512 * 1024**2
# No variable of the server's reaches the child.
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2", "RAYON_NUM_THREADS": "1"}
IN_MEMORY = 4 * 1024**2


class NotPrinted(Unmade):
    """The child made no file: too much at once, or words that it could not set."""

    def __init__(self, why: str) -> None:
        super().__init__("not_printed")
        self.why = why


class Order:
    """What is handed to the child: pictures as they come, then all the words. It makes a PDF, or a PNG of one page."""

    def __init__(self, kind: str = "pdf") -> None:
        self.kind = kind
        self.file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by done()

    def picture(self, raw: bytes) -> tuple[int, int]:
        """Keep a picture; where it lies and how long it is."""
        begin = self.file.tell()
        self.file.write(raw)
        return begin, len(raw)

    def done(self, template: str, words: dict[str, Any], out: IO[bytes], at: datetime) -> None:
        """Print it into `out`. Raises NotPrinted."""
        with self.file:
            words_at = self.file.tell()
            self.file.write(json.dumps(words, ensure_ascii=False).encode())
            order = {"template": template, "words_at": words_at, "size": self.file.tell(), "at": int(at.timestamp())}
            order["kind"] = self.kind
            for part in _printed(self.file, order):
                out.write(part)


def _printed(source: IO[bytes], order: dict[str, Any]) -> Iterator[bytes]:
    ours, theirs = socket.socketpair()
    limits = {"memory": MEMORY, "seconds": SECONDS, "parent": os.getpid()}
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-E", "-s", "-B", "-m", "incidents.exports.press", json.dumps(order | limits)],
            stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, env=ENVIRONMENT,
        )  # fmt: skip
    timer = threading.Timer(PATIENCE, process.kill)
    timer.daemon = True
    timer.start()
    try:
        with ours:
            yield from _data(ours, source)
    except (wire.Hung, ConnectionError) as cause:
        raise NotPrinted(str(cause)) from None
    finally:
        timer.cancel()
        process.kill()
        process.wait()


def _data(link: socket.socket, source: IO[bytes]) -> Iterator[bytes]:
    """The bytes of the file to its end. Raises NotPrinted when the child says that there is none, or too many come."""
    size = 0
    for kind, payload in wire.frames(link):
        if kind == wire.RANGE:
            offset, length = wire.asked(payload)
            source.seek(offset)
            wire.answer(link, source.read(length))
        elif kind == wire.DATA and size + len(payload) <= LARGEST:
            size += len(payload)
            yield payload
        elif kind == wire.DONE:
            return
        else:
            raise NotPrinted("no file came")
    raise NotPrinted("ended in the middle")
