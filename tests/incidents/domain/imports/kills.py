"""A job in a process of its own that is killed with SIGKILL at a chosen place."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest import mock

from django.db import connections

from incidents.domain.imports.undoing import Busy

PATIENCE = 20.0


@contextmanager
def dying(place: str, *, after: int = 1) -> Iterator[None]:
    """Whoever comes to this place for the so-manieth time is no more: after what is done there."""
    module, name = place.rsplit(".", 1)
    real = mock.patch(place).get_original()[0]  # type: ignore[attr-defined]
    seen = []

    def deadly(*arguments, **named):
        found = real(*arguments, **named)
        seen.append(name)
        if len(seen) == after:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    with mock.patch(place, deadly):
        yield


def killed(job: Callable[[], object], place: str, *, after: int = 1) -> bool:
    """Run the job in a child that dies there; whether it came to that place."""
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            with dying(place, after=after):
                job()
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def again(job: Callable[[], object]) -> object:
    """The next try, once the database has noticed that the former one is gone."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return job()
        except Busy:
            if time.monotonic() > end:
                raise
