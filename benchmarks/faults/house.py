"""The house under test: a database that keeps what it commits, gunicorn with workers to kill, and browsers."""

import contextlib
import http.cookies
import os
import secrets
import signal
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.test import Client

from accounts.models import User
from config.launch import children, embedded, setting
from tests.factories import sign_in

PATIENCE = 30
BOUNDARY = "kua-faults-5b1f"
# For a disk that is really full: a small file system over the folder of the files, in a name space of its own.
SMALL_DISK = 'mount -t tmpfs -o size=4m tmpfs "$KUA_VAR/media" && exec "$@"'


class Answer(NamedTuple):
    """What a browser got; status 0 when the connection broke."""

    status: int
    text: str

    @property
    def is_taken(self) -> bool:
        """Whether the page said that it was kept: the way on."""
        return self.status == 302


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """The way on is an answer as well."""

    def redirect_request(self, *args):
        """Stay."""


class Browser:
    """Somebody signed in. The session is made in the database; the forms travel over the network."""

    def __init__(self, user: User, port: int) -> None:
        client = sign_in(Client(), user)
        token = secrets.token_hex(16)
        cookies = http.cookies.SimpleCookie({settings.SESSION_COOKIE_NAME: client.session.session_key,
                                             settings.CSRF_COOKIE_NAME: token})  # fmt: skip
        self.token, self.port = token, port
        self.headers = {"Cookie": "; ".join(f"{one.key}={one.value}" for one in cookies.values())}
        self.opener = urllib.request.build_opener(NoRedirect, urllib.request.ProxyHandler({}))

    def post(self, path: str, data: Mapping[str, object], file: tuple[str, bytes] | None = None) -> Answer:
        """Send a form."""
        told = {**data, "csrfmiddlewaretoken": self.token}
        headers = {"Origin": f"http://127.0.0.1:{self.port}", **self.headers}
        if file is None:
            return self._ask(path, urllib.parse.urlencode(told).encode(), headers)
        return self._ask(
            path, multipart(told, *file), headers | {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        )

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask(path, None, self.headers)

    def _ask(self, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, dict(headers))
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return Answer(answer.status, answer.read().decode("utf-8", "replace"))
        except urllib.error.HTTPError as error:
            with contextlib.suppress(OSError):
                return Answer(error.code, error.read().decode("utf-8", "replace"))
            return Answer(0, "")
        except (OSError, http.client.HTTPException):
            return Answer(0, "")


def multipart(fields: Mapping[str, object], name: str, data: bytes) -> bytes:
    """A form with a file, as a browser writes it."""
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
             for key, value in fields.items()]  # fmt: skip
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="a.txt"\r\n\r\n'.encode()
    return b"".join([*parts, head, data, f"\r\n--{BOUNDARY}--\r\n".encode()])


class House:
    """gunicorn on loopback, and the database below it."""

    def __init__(self, server: embedded.Server) -> None:
        self.server, self.port, self.master = server, free_port(), None

    def open(self, *, small_disk: bool = False) -> None:
        """Start gunicorn and wait until it answers."""
        command = setting.python(
            "-m", "gunicorn", "--config", "python:benchmarks.faults.serving", "config.wsgi:application"
        )
        if small_disk:
            command = ["unshare", "-rm", "sh", "-c", SMALL_DISK, "sh", *command]
        environment = os.environ | {"PORT": str(self.port), "DATABASE_URL": self.server.url(embedded.WEB)}
        with Path(settings.VAR_DIR, "web.log").open("ab") as log:
            self.master = children.start(command, ends_by=signal.SIGKILL, env=environment, stdout=log, stderr=log)
        self.await_page()

    def close(self) -> None:
        """Stop gunicorn."""
        if self.master:
            children.stop(self.master, [(signal.SIGTERM, 10)])
            self.master = None

    def await_page(self) -> None:
        """Wait until the house stands."""
        until = time.monotonic() + PATIENCE
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        while time.monotonic() < until:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if opener.open(f"http://127.0.0.1:{self.port}/healthz", timeout=5).read() == b"ok":
                    return
            time.sleep(0.01)
        raise RuntimeError("the web server does not answer")

    def kill_workers(self) -> int:
        """SIGKILL to every worker; how many it were."""
        pids = workers_of(self.master.pid)
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return len(pids)

    def stop_database(self) -> None:
        """As an administrator restarts it: connections are cut, nothing committed is lost."""
        children.stop(self.server.process, [(signal.SIGINT, 30), (signal.SIGQUIT, 10)])

    def start_database(self) -> None:
        """And there it is again."""
        self.server.start()


def workers_of(master: int) -> list[int]:
    """The children of the process that still has this number."""
    text = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii")
    return [int(pid) for pid in text.split()]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def standing(server: embedded.Server, **options) -> Iterator[House]:
    """A house that is open inside the block."""
    house = House(server)
    house.open(**options)
    try:
        yield house
    finally:
        house.close()
