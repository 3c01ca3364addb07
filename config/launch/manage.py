"""bin/manage: a management command in the environment and the database of bin/run."""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg

from config.launch import children, database, embedded, setting
from config.launch.refused import Refused, one_sentence

PATIENCE = 60


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    os.umask(0o077)
    var = setting.var_folder(os.environ)
    environment = setting.for_processes(os.environ, var)
    if environment.get("DATABASE_URL"):
        database.check(environment["DATABASE_URL"])
        return command(arguments, environment)
    setting.forget_libpq(environment)
    with running(embedded.Server(var / "postgres")) as server:
        code = command(arguments, environment | {"DATABASE_URL": server.url(embedded.OWNER)})
        if code == 0 and arguments[:1] == ["migrate"]:
            code = command(["grant_web_role"], environment | {"DATABASE_URL": server.url(embedded.OWNER)})
    return code


def command(arguments: Sequence[str], environment: dict[str, str]) -> int:
    """One command, on this terminal; Ctrl-C is for it to handle."""
    if not environment.get("KUA_DEMO"):
        is_demo = database.mark(environment["DATABASE_URL"]).startswith("kua: demo")
        environment = environment | {"KUA_DEMO": "1" if is_demo else "0"}
    parent = os.getpid()
    process = subprocess.Popen(
        setting.python("manage.py", *arguments),
        env=environment,
        cwd=setting.BASE,
        preexec_fn=lambda: children.end_with_parent(parent, signal.SIGTERM),
    )
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, frame: process.send_signal(received))
    code = process.wait()
    return 128 - code if code < 0 else code


@contextlib.contextmanager
def running(server: embedded.Server) -> Iterator[embedded.Server]:
    """The database: the one that runs, as its guest, or one started for this command."""
    guests = guest_list(server.home)
    until = time.monotonic() + PATIENCE
    try:
        while not server.claim():
            fcntl.flock(guests, fcntl.LOCK_SH)
            if answers(server):
                yield server
                return
            fcntl.flock(guests, fcntl.LOCK_UN)
            if time.monotonic() > until:
                raise Refused(f"another Kua uses {server.home} but its database does not answer; stop it first.")
            time.sleep(0.1)
        try:
            server.start()
            yield server
            fcntl.flock(guests, fcntl.LOCK_EX)  # the last to leave turns off the light
        finally:
            server.stop()
    finally:
        os.close(guests)


def guest_list(home: Path) -> int:
    """A lock that everybody holds who uses a database that another process started."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.open(home / "guests.lock", os.O_RDWR | os.O_CREAT, 0o600)


def answers(server: embedded.Server) -> bool:
    """Whether the database is up and its set-up is done."""
    try:
        server.connect(embedded.WEB, embedded.DATABASE).close()
    except psycopg.OperationalError:
        return False
    return True


if __name__ == "__main__":
    with one_sentence():
        sys.exit(main(sys.argv[1:]))
