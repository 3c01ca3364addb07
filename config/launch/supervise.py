"""Keeps the processes of one start together: all of them run, or none does."""

import contextlib
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from config.launch import children
from config.launch.embedded import Server
from config.launch.refused import Refused

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GLANCE = 0.2
POLITE = 10


class Stopped(BaseException):
    """Somebody asked for the end: Ctrl-C, SIGTERM, or a terminal that was closed."""


class Child(NamedTuple):
    """A process that must not end before the others."""

    name: str
    process: subprocess.Popen
    log: Path


class Supervisor:
    """The processes of this start, in the order in which they were started."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.server: Server | None = None

    def keep_server(self, server: Server) -> None:
        """Start the embedded database; it is the last to stop."""
        self.server = server
        self.children.append(Child("database", server.start(), server.log))

    def keep(self, name: str, command: Sequence[str], environment: dict[str, str], log: Path) -> None:
        """Start a process whose words go to a log file. Without this one it is killed: its database ends as well."""
        with log.open("ab") as out:
            process = children.start(command, ends_by=signal.SIGKILL, env=environment, stdout=out, stderr=out)
        self.children.append(Child(name, process, log))

    def run(self, command: Sequence[str], environment: dict[str, str], **options) -> subprocess.Popen:
        """Run a process to its end while the others are watched."""
        process = children.start(command, env=environment, **options)
        try:
            while process.poll() is None:
                self.glance()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(GLANCE)
        finally:
            children.stop(process, [(signal.SIGTERM, POLITE)])
        return process

    def glance(self) -> None:
        """Refuse to go on if one of the processes has ended."""
        for child in self.children:
            if child.process.poll() is not None:
                raise Refused(f"the {child.name} ended unexpectedly, so all was stopped; its words are in {child.log}.")

    def watch(self) -> None:
        """Watch until one of the processes ends or somebody asks for the end."""
        while True:
            self.glance()
            time.sleep(GLANCE)

    def stop(self) -> None:
        """Stop all, the database last. A second Ctrl-C does not interrupt this."""
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        database = self.server.process if self.server else None
        others = [child.process for child in self.children if child.process is not database]
        patience = POLITE if not database or database.poll() is None else GLANCE
        for process in others:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        for process in others:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(patience)
            children.stop(process, [(signal.SIGKILL, POLITE)])
        if self.server:
            self.server.stop()


def ask_to_stop(number, frame) -> None:
    """What a signal does the first time; after that the stopping has begun."""
    for other in SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    raise Stopped


@contextlib.contextmanager
def supervised() -> Iterator[Supervisor]:
    """A supervisor that has stopped everything when the block is left, by whatever way."""
    for number in SIGNALS:
        signal.signal(number, ask_to_stop)
    supervisor = Supervisor()
    try:
        yield supervisor
    except Stopped:
        pass
    finally:
        supervisor.stop()
