"""A large file on its way in: in parts as upload.js sends them, in one go, by the plain form; and slow lines."""

import http.client
import json
import threading
import time
import urllib.parse
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.faults.house import Browser

FIRST, LARGEST = 256 * 1024, 16 * 1024 * 1024
BLOCK = 1024 * 1024
BOUNDARY = "kua-bench-5b1f"


class Sender:
    """One person's browser, as far as uploads go; one connection, kept open."""

    def __init__(self, browser: Browser, report: str):
        self.browser, self.report, self.ticket = browser, report, ""
        self.line = http.client.HTTPConnection("127.0.0.1", browser.port, timeout=600, blocksize=BLOCK)

    def ask(self, path: str, body, kind: str, length: int | None = None) -> dict:
        """One request and its JSON. Raises RuntimeError for any other answer."""
        headers = {"X-CSRFToken": self.browser.token, "Content-Type": kind, "Kua-Ticket": self.ticket,
                   "Origin": f"http://127.0.0.1:{self.browser.port}", **self.browser.headers}  # fmt: skip
        if length is not None:
            headers["Content-Length"] = str(length)
        self.line.request("POST", path, body, headers)
        answer = self.line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        if answer.status == 302:
            return {}
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {text[:500]}")
        return json.loads(text)

    def announce(self, name: str, size: int) -> str:
        """The address of a new upload."""
        told = {"key": uuid.uuid4(), "report": self.report, "name": name, "size": size, "mark": f"m:{uuid.uuid4()}"}
        begun = self.ask("/desk/incoming/", urllib.parse.urlencode(told), "application/x-www-form-urlencoded")
        self.ticket = begun["ticket"]
        return f"/desk/incoming/{begun['id']}/"

    def in_parts(self, file: Path) -> None:
        """As upload.js on a good line: small at first, then larger."""
        size, part, offset = file.stat().st_size, FIRST, 0
        url = self.announce(file.name, size)
        with file.open("rb") as raw:
            while offset < size:
                told = self.ask(f"{url}bytes/?offset={offset}", raw.read(part), "application/octet-stream")
                offset, part = told["offset"], min(2 * part, LARGEST)
        self.ask(f"{url}finish/", "", "application/x-www-form-urlencoded")

    def in_one_go(self, file: Path) -> None:
        """The whole file as one body."""
        size = file.stat().st_size
        url = self.announce(file.name, size)
        with file.open("rb") as raw:
            self.ask(f"{url}bytes/?offset=0", raw, "application/octet-stream", size)
        self.ask(f"{url}finish/", "", "application/x-www-form-urlencoded")

    def by_the_form(self, file: Path) -> None:
        """As a browser without a script."""
        fields = {"what": "file", "file-note": "", "csrfmiddlewaretoken": self.browser.token}
        head = "".join(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
                       for name, text in fields.items())  # fmt: skip
        head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file-files"; filename="{file.name}"\r\n\r\n'
        tail = f"\r\n--{BOUNDARY}--\r\n"
        length = len(head) + file.stat().st_size + len(tail)
        with file.open("rb") as raw:
            body = (part for part in (head.encode(), *_blocks(raw), tail.encode()))
            self.ask(
                f"/desk/reports/{self.report}/evidence/", body, f"multipart/form-data; boundary={BOUNDARY}", length
            )


def _blocks(raw) -> Iterator[bytes]:
    while part := raw.read(BLOCK):
        yield part


class Slow(threading.Thread):
    """Somebody on a line of a kilobyte a second, until told to stop."""

    def __init__(self, sender: Sender, stop: threading.Event):
        super().__init__(daemon=True)
        self.sender, self.stop, self.refused = sender, stop, 0

    def run(self) -> None:
        """One part after the other; asked to wait, it waits."""
        size = 100_000_000
        url, wait = self.sender.announce("slow.bin", size), 1.0
        while not self.stop.is_set():
            try:
                self.sender.ask(f"{url}bytes/?offset=0", self.drops(), "application/octet-stream", FIRST)
            except (RuntimeError, OSError, http.client.HTTPException):
                self.refused += not self.stop.is_set()
                self.sender.line.close()
                self.stop.wait(wait)
                wait = min(2 * wait, 60)

    def drops(self) -> Iterator[bytes]:
        """A tenth of a kilobyte every tenth of a second."""
        for _number in range(FIRST // 100):
            if self.stop.is_set():
                raise OSError("over")
            time.sleep(0.1)
            yield b"x" * 100


def timed(work: Callable[[], object]) -> float:
    """How many seconds it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
