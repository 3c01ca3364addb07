"""Starting processes that end with the one that started them, and PostgreSQL under users that it refuses."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000
NOBODY = 65534
LIBC = ctypes.CDLL(None, use_errno=True)


def end_with_parent(parent: int, how: int) -> None:
    """Let the kernel send this process a signal when its parent dies, however that happens (Linux)."""
    if not sys.platform.startswith("linux"):
        return
    LIBC.prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def is_refused_user() -> bool:
    """Whether PostgreSQL refuses to run as this user: as root, or as one that the machine has no name for."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_uid == 0
    except KeyError:
        return True


def become_nobody() -> None:
    """Be the unprivileged user `nobody` in a user namespace of one's own; outside of it nothing changes."""
    user, group = os.geteuid(), os.getegid()
    if LIBC.unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "unshare")
    for name, text in (("setgroups", "deny"), ("uid_map", f"{NOBODY} {user} 1"), ("gid_map", f"{NOBODY} {group} 1")):
        Path("/proc/self", name).write_text(text, encoding="ascii")


def can_become_nobody() -> bool:
    """Whether this machine lets this user make a user namespace; tried in a process that ends at once."""
    process = os.fork()
    if not process:
        with contextlib.suppress(BaseException):
            become_nobody()
            os._exit(0)
        os._exit(1)
    return os.waitpid(process, 0)[1] == 0


def start(command: Sequence[str], *, ends_by: int = signal.SIGTERM, as_nobody: bool = False, **options):
    """Start a process in a session of its own; `ends_by` is the signal that it gets when this process dies."""
    parent = os.getpid()

    def before_exec() -> None:
        if as_nobody:
            become_nobody()
        os.setsid()
        end_with_parent(parent, ends_by)

    options.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.Popen([str(part) for part in command], preexec_fn=before_exec, **options)


def stop(process: subprocess.Popen, ways: Sequence[tuple[int, float]]) -> None:
    """Ask a process to end, more firmly each time: pairs of a signal and the seconds to wait after it."""
    for how, seconds in ways:
        if process.poll() is not None:
            return
        process.send_signal(how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
