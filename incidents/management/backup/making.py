"""Making a backup: one snapshot of the database, then the files that its rows name, sealed as they come."""

import importlib.metadata
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import psycopg
from django.apps import apps
from django.conf import settings
from psycopg import sql

from incidents.domain import store
from incidents.management.backup import parts, tables
from incidents.management.backup.keys import Master
from incidents.management.backup.parts import Part
from incidents.management.backup.refused import Refused
from incidents.management.backup.vault import Sealer
from incidents.models import Incoming

CHAIN_END = "SELECT number, sha256 FROM incidents_auditbatch ORDER BY number DESC LIMIT 1"
SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class Made(NamedTuple):
    """What a backup holds, and which files of its rows could not be found."""

    rows: int
    files: int
    size: int
    missing: list[str]


def make(path: Path, master: Master, connection: psycopg.Connection, at: datetime) -> Made:
    """Write the backup as `path`.part and name it `path` when it is whole and on the disk. Raises Refused, OSError."""
    if path.exists():
        raise Refused(f"{path} is there already; a backup is never written over.")
    draft = path.with_name(path.name + ".part")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            os.fchmod(out.fileno(), 0o600)
            made = fill(out, master, connection, at)
            out.flush()
            os.fsync(out.fileno())
        os.link(draft, path)  # unlike a rename it never takes the place of another file
        sync_folder(path.parent)
    except FileExistsError:
        raise Refused(f"{path} is there already; a backup is never written over.") from None
    finally:
        draft.unlink(missing_ok=True)
    return made


def fill(out: BinaryIO, master: Master, connection: psycopg.Connection, at: datetime) -> Made:
    """Everything, sealed. Files never change once they are kept, so they are read after the snapshot."""
    tables.take_turn(connection)
    tables.word_alike(connection)
    connection.execute(SNAPSHOT)
    told = about(connection, at)
    sealer = Sealer(out, master)
    written = [parts.write(sealer.write, {"part": "about"} | told, [])]
    for table in tables.of_backup(connection):
        title = {"part": "table", "name": table.name, "columns": table.columns}
        written.append(parts.write(sealer.write, title, tables.copy_out(connection, table)))
    names = file_names(connection)
    connection.execute("COMMIT")
    missing = copy_files(sealer.write, names, written)
    parts.write(sealer.write, {"part": "list", **contents(written), "missing": missing}, [])
    sealer.close()
    rows = sum(part.lines for part in written if part.title["part"] == "table")
    return Made(rows, len(names) - len(missing), out.tell(), missing)


def about(connection: psycopg.Connection, at: datetime) -> dict[str, Any]:
    """What the backup was made of: version, migrations, tables, numbering, how far the log had come."""
    return {
        "version": version(),
        "made_at": at.isoformat(),
        "server": connection.info.server_version,
        "mark": tables.mark(connection),
        "migrations": tables.migrations(connection),
        "tables": [[table.name, table.columns] for table in tables.of_backup(connection)],
        "sequences": tables.sequences(connection),
        "log_ends_at": connection.execute("SELECT max(id) FROM incidents_auditevent").fetchone()[0],
        "chain_ends_at": list(connection.execute(CHAIN_END).fetchone() or [0, ""]),
    }


def contents(written: list[Part]) -> dict[str, Any]:
    """The list at the end: for each part its size, lines (of a table: rows) and SHA-256."""
    return {"parts": [[key(part.title), part.size, part.lines, part.sha256] for part in written]}


def key(title: dict[str, Any]) -> str:
    """How the list calls a part."""
    return f"{title['part']}:{title.get('name', '')}"


def file_names(connection: psycopg.Connection) -> list[str]:
    """Every file that a row names; they stay sealed. An upload under way is no file yet."""
    fields = [
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.name == "stored" and model is not Incoming
    ]
    found: set[str] = set()
    for table, column in fields:
        text = sql.SQL("SELECT DISTINCT {0} FROM {1} WHERE {0} <> ''").format(*map(sql.Identifier, (column, table)))
        found.update(name for (name,) in connection.execute(text))
    return sorted(found)


def copy_files(write_out: Callable[[bytes], None], names: list[str], written: list[Part]) -> list[str]:
    """Each file as a part; those that are not there."""
    missing = []
    for name in names:
        try:
            file = store.open_raw(name)
        except FileNotFoundError:
            missing.append(name)
            continue
        with file:
            written.append(parts.write(write_out, {"part": "file", "name": name}, parts.of_file(file)))
    return missing


def version() -> str:
    """The version of this Kua, as CHANGELOG and pyproject.toml say it."""
    try:
        return importlib.metadata.version("kua")
    except importlib.metadata.PackageNotFoundError:
        lines = (settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8").splitlines()
        return next(line.split('"')[1] for line in lines if line.startswith("version ="))


def sync_folder(folder: Path) -> None:
    """Let the name survive a power cut as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
