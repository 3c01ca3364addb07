"""Putting a backup back: all of it in one transaction, into an empty place, and counted and compared before the end."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import psycopg

from incidents.domain import store
from incidents.management.backup import checking, parts, tables
from incidents.management.backup.keys import Master
from incidents.management.backup.making import sync_folder
from incidents.management.backup.parts import DAMAGED, Measured, Title
from incidents.management.backup.refused import Refused
from incidents.management.backup.tables import Table

DIFFERENT = "%s came back other than it was written; nothing was put back."


class Restored(NamedTuple):
    """What was put back."""

    rows: int
    files: int
    version: str
    made_at: str
    missing: list[str]
    chain_ends_at: list


def restore(path: Path, master: Master, connection: psycopg.Connection) -> Restored:
    """Read the backup whole first, then put it back. Raises Refused; then neither rows nor files are left behind."""
    about, listed = checking.verify(path, master)
    kept: list[str] = []
    try:
        with checking.open_file(path) as file, connection.transaction():
            here = ready(connection, about)
            for title, blocks in checking.contents_of(file, master):
                put(connection, kept, listed, title, blocks)
            settle(connection, here, about, listed)
    except BaseException:
        for one in kept:
            store.discard(one)
        raise
    counts = checking.rows(listed)
    return Restored(sum(counts.values()), len(kept), about["version"], about["made_at"], listed["missing"],
                    about["chain_ends_at"])  # fmt: skip


def ready(connection: psycopg.Connection, about: dict[str, Any]) -> list[Table]:
    """The tables, empty and without our triggers. Raises Refused."""
    tables.take_turn(connection)
    tables.word_alike(connection)
    here = tables.of_backup(connection)
    tables.check_same_house(connection, about, here)
    tables.clear(connection, here)
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what was deleted is judged now: a table must be at rest
    connection.execute("SET CONSTRAINTS ALL DEFERRED")
    tables.set_triggers(connection, here, on=False)
    return here


def put(
    connection: psycopg.Connection, kept: list[str], listed: dict[str, Any], title: Title, blocks: Iterator[bytes]
) -> None:
    """One part: rows into their table, bytes into their file."""
    if title["part"] == "table":
        tables.copy_in(connection, Table(title["name"], title["columns"]), blocks)
    elif title["part"] == "file":
        kept.append(put_file(title, blocks, checking.digest_of(listed, title)))
    else:
        parts.measured(title, blocks)


def put_file(title: Title, blocks: Iterator[bytes], expected: str) -> str:
    """A file into the store under its name, for its owner alone, read again from there and compared. Raises Refused."""
    name = checked(title["name"])
    path = store.incoming_path(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            for block in blocks:
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
        store.keep(name)
    except FileExistsError:
        raise Refused(f"{name} is there already; files are put back into an empty store.") from None
    finally:
        path.unlink(missing_ok=True)
    with store.open_raw(name) as file:
        if parts.measured(title, parts.of_file(file)).sha256 == expected:
            return name
    store.discard(name)
    raise Refused(DIFFERENT % name)


def checked(name: str) -> str:
    """The name of a file, never outside of the store. Raises Refused."""
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts:
        raise Refused(DAMAGED)
    return name


def settle(connection: psycopg.Connection, here: list[Table], about: dict[str, Any], listed: dict[str, Any]) -> None:
    """Judge all foreign keys, switch the triggers on, go on numbering; then compare every table. Raises Refused."""
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    tables.set_triggers(connection, here, on=True)
    tables.set_sequences(connection, about["sequences"])
    tables.set_mark(connection, about["mark"])
    for table in here:
        title = {"part": "table", "name": table.name}
        if digest(connection, table, about) != checking.digest_of(listed, title):
            raise Refused(DIFFERENT % f"the table {table.name}")


def digest(connection: psycopg.Connection, table: Table, about: dict[str, Any]) -> str:
    """The SHA-256 of a table's rows, in the backup's order of columns."""
    columns = dict(map(tuple, about["tables"]))[table.name]
    seen = Measured()
    for block in tables.copy_out(connection, Table(table.name, columns)):
        seen.add(bytes(block))
    return seen.digest.hexdigest()


def finish(media: Path) -> None:
    """Let the names of the files survive a power cut as well."""
    for folder in sorted({media, *(path.parent for path in media.rglob("*"))}):
        if folder.is_dir():
            sync_folder(folder)
