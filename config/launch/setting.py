"""What a start is told by its environment: the port, the data folder, the database; and what it tells its processes."""

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from config.launch import secrets
from config.launch.refused import Refused

BASE = Path(__file__).resolve().parent.parent.parent
NO = {"0", "false", "no", "off"}


def var_folder(given: Mapping[str, str]) -> Path:
    """The data folder, made if need be and writable."""
    folder = Path(given.get("KUA_VAR") or BASE / "var").expanduser().absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "log").mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Refused(unwritable(folder, error.strerror)) from None
    for place in (folder, folder / "log"):
        if not os.access(place, os.W_OK | os.X_OK):
            raise Refused(unwritable(place, "permission denied"))
    return folder


def unwritable(folder: Path, why: str | None) -> str:
    """The sentence about a data folder that cannot be used."""
    reason = (why or "refused").lower()
    return f"the data folder {folder} cannot be written ({reason}); name another one, as in KUA_VAR=/path bin/run."


def port(given: Mapping[str, str]) -> int:
    """The port to serve on."""
    text = given.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Refused(f"PORT is {text!r}; it must be a number from 1 to 65535.")
    return int(text)


def refuse_taken(number: int) -> None:
    """Refuse a port that something else listens on, or that this user may not take."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except PermissionError:
            raise Refused(f"this user may not open port {number}; choose another, as in PORT=8001 bin/run.") from None
        except OSError:
            raise Refused(f"port {number} is in use; choose another, as in PORT=8001 bin/run.") from None


def wants_empty(given: Mapping[str, str]) -> bool:
    """Whether KUA_DEMO says that there shall be no demo data."""
    return given.get("KUA_DEMO", "").strip().lower() in NO


def for_processes(given: Mapping[str, str], var: Path) -> dict[str, str]:
    """The environment of Kua's processes: the person's own, with the secrets and the folder."""
    own = {name: value for name, value in given.items() if name not in {"DJANGO_SETTINGS_MODULE", "GUNICORN_CMD_ARGS"}}
    own |= secrets.load(var, given)
    own |= {"KUA_VAR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONUTF8": "1"}
    return own


def forget_libpq(environment: dict[str, str]) -> None:
    """Drop the PG… variables, here and there: they would lead away from the embedded database."""
    for name in [name for name in (*os.environ, *environment) if name.startswith("PG")]:
        os.environ.pop(name, None)
        environment.pop(name, None)


def python(*arguments: str) -> list[str]:
    """A command for this environment's interpreter."""
    return [sys.executable, *arguments]
