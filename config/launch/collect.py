"""Collects the static files where one of them has changed: in a process of its own, beside the work on the database."""

import contextlib
import hashlib
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from config.launch import children

COMMAND = ("manage.py", "collectstatic", "--clear", "--no-input", "--verbosity", "0")


class NotCollected(Exception):
    """The static files could not be collected; why is on stderr."""


@contextlib.contextmanager
def beside(base: Path, var: Path, sources: Iterable[Path]) -> Iterator[None]:
    """Collect while the block runs, if need be, and be done when it is left."""
    lock = hashlib.sha256((base / "requirements.txt").read_bytes()).hexdigest()
    stamp, current = var / "static.stamp", f"{fingerprint(sources)} {lock}"
    if is_current(stamp, current, var / "static"):
        yield
        return
    stamp.unlink(missing_ok=True)
    process = children.start([sys.executable, *COMMAND], ends_by=signal.SIGKILL, cwd=base, stdout=subprocess.DEVNULL)
    try:
        yield
        if process.wait():
            raise NotCollected
        stamp.write_text(current, encoding="ascii")
    finally:
        children.stop(process, [(signal.SIGTERM, 5)])


def is_current(stamp: Path, current: str, collected: Path) -> bool:
    """Whether these very files were collected whole."""
    return collected.is_dir() and stamp.is_file() and stamp.read_text(encoding="ascii") == current


def fingerprint(sources: Iterable[Path]) -> str:
    """A digest of the names and contents of the files in these folders; what Python compiles there is left out."""
    found = hashlib.sha256()
    for source in map(Path, sources):
        for path in sorted(path for path in source.rglob("*") if path.is_file() and path.suffix != ".pyc"):
            found.update(f"{path.relative_to(source)}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()
