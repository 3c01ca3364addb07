"""Where the database's socket lies: beside its data, unless the path is too long for one or libpq cannot say it."""

import contextlib
import hashlib
import os
import re
import stat
from pathlib import Path
from urllib.parse import quote

from config.launch.refused import Refused

NAME = ".s.PGSQL.5432"
LONGEST = 107
SHORT_ROOT = Path("/tmp")  # TMPDIR may differ between two commands that must meet


def fits(folder: Path) -> bool:
    """Whether a socket in this folder has an address that the kernel and libpq take."""
    return len(os.fsencode(folder / NAME)) <= LONGEST and not re.search(r'[,"\'\\]', str(folder))


def short_folder(home: Path, root: Path = SHORT_ROOT) -> Path:
    """A private folder with a short name, always the same for the same data folder."""
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    folder = root / f"kua-{os.getuid()}-{name}"
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise Refused(f"{folder} is not private to this user; remove it, or choose a shorter KUA_VAR.")
    return folder


def folder(home: Path) -> Path:
    """The folder of the socket for the database in `home`."""
    return home if fits(home) else short_folder(home)


def url(folder: Path, role: str, database: str) -> str:
    """The DATABASE_URL of a role at this socket."""
    return f"postgresql://{role}@/{database}?host={quote(str(folder), safe='/')}"
