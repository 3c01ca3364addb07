"""Which tables a backup holds, how they leave the database and come into another, through COPY in text form."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

from incidents.domain.turns import CLEARING
from incidents.management.backup.refused import Refused

# Left out: jobs begin again, sessions and cached words are for the day; Django makes the others itself.
LEFT_OUT = re.compile(
    r"procrastinate_\w+|django_session|usersessions_\w+|kua_cache|django_migrations|django_content_type|django_admin_log"
    r"|auth_\w+"
)
# Filled by the start of an empty house: replaced by those of the backup. Everything else must be empty.
REPLACED = ("incidents_placeparent", "incidents_place", "incidents_actor")
MARKED = "django_migrations"  # its comment says what the database is for (config/launch/prepare.py)

TABLES = """
SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY relname
"""
COLUMNS = """
SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
ORDER BY attnum
"""
KEYS = """
SELECT a.attname, t.typcategory = 'S' FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid
AND a.attnum = ANY(i.indkey) JOIN pg_type t ON t.oid = a.atttypid
WHERE i.indrelid = %s::regclass AND i.indisprimary ORDER BY a.attnum
"""
# The same values give the same words on every server.
WORDING = {
    "timezone": "UTC",
    "datestyle": "ISO",
    "intervalstyle": "iso_8601",
    "bytea_output": "hex",
    "extra_float_digits": "1",
    "client_encoding": "UTF8",
    "statement_timeout": "0",
    "lock_timeout": "0",
}
SEQUENCES = """
SELECT seq.relname, tab.relname FROM pg_depend dep
JOIN pg_class seq ON seq.oid = dep.objid AND seq.relkind = 'S' JOIN pg_class tab ON tab.oid = dep.refobjid
WHERE dep.classid = 'pg_class'::regclass AND dep.deptype IN ('a', 'i')
AND tab.relnamespace = current_schema()::regnamespace ORDER BY 1
"""
MIGRATIONS = "SELECT app, name FROM django_migrations WHERE app <> 'procrastinate' ORDER BY app, name"


class Table(NamedTuple):
    """A table and the columns whose values are kept."""

    name: str
    columns: list[str]


def of_backup(connection: psycopg.Connection) -> list[Table]:
    """Every table of the schema but those that are left out by name."""
    names = [name for (name,) in connection.execute(TABLES) if not LEFT_OUT.fullmatch(name)]
    return [Table(name, [column for (column,) in connection.execute(COLUMNS, [name])]) for name in names]


def sequences(connection: psycopg.Connection) -> dict[str, list]:
    """How far each numbering has come: last value, and whether it was given out."""
    found = [seq for seq, table in connection.execute(SEQUENCES) if not LEFT_OUT.fullmatch(table)]
    return {name: list(connection.execute(_format("SELECT last_value, is_called FROM {}", name)).fetchone())
            for name in found}  # fmt: skip


def migrations(connection: psycopg.Connection) -> list[list[str]]:
    """The state of the schema."""
    return [list(row) for row in connection.execute(MIGRATIONS)]


def mark(connection: psycopg.Connection) -> str:
    """What the database is for."""
    return connection.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [MARKED]).fetchone()[0] or ""


def set_mark(connection: psycopg.Connection, text: str) -> None:
    """Say what the database is for."""
    if text:
        connection.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(sql.Identifier(MARKED), sql.Literal(text)))


def take_turn(connection: psycopg.Connection) -> None:
    """Wait for no one: refuse when a backup, a restore or a retention run is at work."""
    if not connection.execute("SELECT pg_try_advisory_lock(%s)", [CLEARING]).fetchone()[0]:
        raise Refused("a backup, a restore or the daily clean-up is running on this database; wait for its end.")


def word_alike(connection: psycopg.Connection) -> None:
    """Let this connection write and read values as every backup does."""
    for name, value in WORDING.items():
        connection.execute("SELECT set_config(%s, %s, false)", [name, value])


def copy_out(connection: psycopg.Connection, table: Table) -> Iterator[bytes | memoryview]:
    """Every row as a line, in the order of its key: the same rows are the same bytes."""
    order = [sql.SQL('{} COLLATE "C"' if is_text else "{}").format(sql.Identifier(name))
             for name, is_text in connection.execute(KEYS, [table.name])]  # fmt: skip
    rows = sql.SQL("SELECT {} FROM {} ORDER BY {}").format(
        _columns(table), sql.Identifier(table.name), sql.SQL(", ").join(order or [sql.SQL("1")])
    )
    with connection.cursor() as cursor, cursor.copy(sql.SQL("COPY ({}) TO STDOUT").format(rows)) as out:
        yield from out


def copy_in(connection: psycopg.Connection, table: Table, blocks: Iterable[bytes]) -> None:
    """Lines back into rows."""
    with connection.cursor() as cursor, cursor.copy(into_table(table)) as into:
        for block in blocks:
            into.write(block)


def clear(connection: psycopg.Connection, tables: Iterable[Table]) -> None:
    """Make room: the gazetteer of a new house goes. Raises Refused when anything else is there."""
    known = [table.name for table in tables]
    full = [name for name in known if name not in REPLACED
            and connection.execute(_format("SELECT EXISTS (SELECT 1 FROM {})", name)).fetchone()[0]]  # fmt: skip
    if full:
        raise Refused(f"this database is not empty ({', '.join(full[:3])}); a backup is put back into an empty one.")
    for name in REPLACED:
        if name in known:
            connection.execute(_format("DELETE FROM {}", name))


def set_triggers(connection: psycopg.Connection, tables: Iterable[Table], *, on: bool) -> None:
    """Our own triggers judge what people do; what is put back was judged already. Foreign keys stay on."""
    word = "ENABLE" if on else "DISABLE"
    for table in tables:
        connection.execute(_format(f"ALTER TABLE {{}} {word} TRIGGER USER", table.name))


def set_sequences(connection: psycopg.Connection, values: dict[str, list]) -> None:
    """Numbering goes on where it was."""
    for name, (last, called) in values.items():
        connection.execute("SELECT setval(%s::regclass, %s, %s)", [f'"{name}"', last, called])


def check_same_house(connection: psycopg.Connection, about: dict[str, Any], tables: list[Table]) -> None:
    """The schema must be the one that the backup was made of. Raises Refused."""
    here, there = {tuple(row) for row in migrations(connection)}, {tuple(row) for row in about["migrations"]}
    missing, strange = sorted(there - here), sorted(here - there)
    if missing or strange:
        which = "lacks " + _told(missing) if missing else "has " + _told(strange) + ", which the backup has not"
        raise Refused(f"this database {which}: put the backup back with Kua {about['version']}, then upgrade.")
    if {table.name: set(table.columns) for table in tables} != {
        name: set(columns) for name, columns in about["tables"]
    }:
        raise Refused("the tables of this database are not those of the backup; make an empty one with “migrate”.")


def _told(rows: list[tuple[str, ...]]) -> str:
    return json.dumps([".".join(row) for row in rows[:3]])[1:-1].replace('"', "")


def into_table(table: Table) -> sql.Composed:
    """COPY … FROM STDIN."""
    return sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), _columns(table))


def _columns(table: Table) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, table.columns))


def _format(text: str, name: str) -> sql.Composed:
    return sql.SQL(text).format(sql.Identifier(name))
