"""The secrets of this installation: made once, in a file that only its owner reads."""

import fcntl
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

from config.launch.refused import Refused

NAMES = ("KUA_SECRET_KEY", "KUA_SIGN_IN_KEY", "KUA_AUDIT_KEY")
# Younger than the first files: an older file gets one, and keeps its other lines.
ADDED_LATER = ("KUA_SIGN_IN_KEY", "KUA_AUDIT_KEY")
# Read where it is there: the one class key of the form before key pairs (docs/keys.md).
FORMER = ("KUA_IDENTITY_KEY",)
FILE = "secrets.env"


def load(var: Path, given: Mapping[str, str]) -> dict[str, str]:
    """The secrets; those given in the environment count before those of the file."""
    known = {name: given[name] for name in (*NAMES, *FORMER) if given.get(name)}
    if set(NAMES) <= set(known):
        return known
    path = var / FILE
    if not path.exists():
        write(path)
    return {**completed(path, known), **known}


def completed(path: Path, given: Mapping[str, str]) -> dict[str, str]:
    """The secrets of the file; one at a time, so that of two starts the second reads what the first has added."""
    turn = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)
        found = read(path, given)
        missing = [name for name in ADDED_LATER if name not in found and name not in given]
        if missing:
            with open(path, "a", encoding="ascii") as out:
                out.write("".join(f"\n{name}={secrets.token_hex(32)}\n" for name in missing))
                out.flush()
                os.fsync(out.fileno())
            found = read(path, given)
        return found
    finally:
        os.close(turn)


def write(path: Path) -> None:
    """Make the file, whole or not at all."""
    text = f"KUA_SECRET_KEY={secrets.token_urlsafe(48)}\n"
    text += "".join(f"{name}={secrets.token_hex(32)}\n" for name in ADDED_LATER)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
        os.fchmod(out.fileno(), 0o600)
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def read(path: Path, given: Mapping[str, str]) -> dict[str, str]:
    """The secrets of the file; refuses one that others can read, or that is not whole."""
    try:
        mode = path.stat().st_mode
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise Refused(f"the secrets in {path} cannot be read: {error.strerror}.") from None
    if stat.S_IMODE(mode) & 0o077:
        raise Refused(f"others can read the secrets in {path}; make it private (chmod 600) and consider them known.")
    pairs = dict(line.split("=", 1) for line in lines if "=" in line)
    missing = [name for name in NAMES if not pairs.get(name) and name not in (*ADDED_LATER, *given)]
    if missing:
        raise Refused(f"{path} lacks {' and '.join(missing)}; restore the file from your backup.")
    return {name: pairs[name] for name in (*NAMES, *FORMER) if pairs.get(name)}
