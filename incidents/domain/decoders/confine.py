"""A process shuts itself in before it looks at hostile bytes: no file, no socket, no more memory or time than given.

What needs nobody's permission always holds: RLIMIT_NOFILE at what is open already (nothing more can be opened),
RLIMIT_FSIZE 0, RLIMIT_AS, RLIMIT_CPU, RLIMIT_CORE 0, no_new_privs, death with the parent. Namespaces and an empty root
need a kernel that lets its users have them. See prctl(2), unshare(2), capset(2), user_namespaces(7).
"""

import contextlib
import ctypes
import os
import resource
import signal
import tempfile

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
NEW_USER, NEW_NET, NEW_IPC = 0x10000000, 0x40000000, 0x08000000
CAPABILITY_VERSION = 0x20080522


def hold(*, memory: int, seconds: int, parent: int, namespaces: bool = True) -> dict[str, bool]:
    """Shut this process in, for good. Says what holds: limits and prctl, and where the kernel allows no_net, no_files.

    Ends the process when its parent is gone already.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    quiet = _prctl(libc, PR_SET_PDEATHSIG, signal.SIGKILL) and _prctl(libc, PR_SET_DUMPABLE, 0)
    if os.getppid() != parent:
        raise SystemExit(1)
    alone = namespaces and _leave(libc)
    no_net = namespaces and (alone or libc.unshare(NEW_NET) == 0)
    no_files = namespaces and _empty_root()
    plain = _prctl(libc, PR_SET_NO_NEW_PRIVS, 1) and _drop(libc)
    limited = _limit(memory, seconds)
    return {"limits": limited, "no_privileges": plain and quiet, "no_net": no_net, "no_files": no_files}


def _leave(libc: ctypes.CDLL) -> bool:
    """Into namespaces of its own: as a user of no weight, without network."""
    return libc.unshare(NEW_USER | NEW_NET | NEW_IPC) == 0


def _empty_root() -> bool:
    """The root becomes a folder that is gone: nothing is in it, and nothing can be made there."""
    with contextlib.suppress(OSError):
        folder = tempfile.mkdtemp()
        try:
            os.chdir(folder)
        finally:
            os.rmdir(folder)
        os.chroot(".")
        return True
    return False


def _prctl(libc: ctypes.CDLL, option: int, value: int) -> bool:
    return libc.prctl(option, ctypes.c_ulong(value), ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0)) == 0


def _drop(libc: ctypes.CDLL) -> bool:
    """No capability is left: what made the empty root cannot unmake it."""
    head = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    nothing = (ctypes.c_uint32 * 6)()
    return libc.capset(head, nothing) == 0


def _limit(memory: int, seconds: int) -> bool:
    """The hard limits. The socket is descriptor 0, and 1 and 2 lead nowhere: a further number cannot be had."""
    for name, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_NOFILE, 3),
    ):
        resource.setrlimit(name, (value, value))
    return True
