"""Looks at the machine's processes, for the tests that end some of them."""

import time
from collections.abc import Iterable
from pathlib import Path


def parents() -> dict[int, int]:
    """Every living process and its parent; the dead that nobody has buried are left out."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rsplit(")", 1)[1].split()[:2]
        except OSError:
            continue
        if state != "Z":
            found[int(path.parent.name)] = int(parent)
    return found


def family(root: int) -> set[int]:
    """A process and everything under it."""
    everyone = parents()
    found, grown = {root}, True
    while grown:
        more = {process for process, parent in everyone.items() if parent in found} - found
        found |= more
        grown = bool(more)
    return found


def named(processes: Iterable[int], part: str) -> list[int]:
    """Those whose command line holds a word, the oldest first."""
    found = []
    for process in sorted(processes):
        try:
            words = Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
        if part in words:
            found.append(process)
    return found


def left_after(processes: Iterable[int], seconds: float) -> set[int]:
    """Those of the processes that still live when the seconds have passed."""
    until, left = time.monotonic() + seconds, set(processes)
    while left and time.monotonic() < until:
        time.sleep(0.05)
        left &= set(parents())
    return left
