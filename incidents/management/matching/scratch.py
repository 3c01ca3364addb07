"""A schema that is thrown away: tables as the real ones, to measure in beside real data without touching it."""

import contextlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import DatabaseError, connection
from psycopg import sql

from incidents.management.matching.refused import Refused

PREFIX = "kua_scratch_"
LEFT_OVER = (
    "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s) AND pg_try_advisory_lock(hashtext(nspname))"
)
INDEXES = """
    SELECT indexdef FROM pg_indexes WHERE schemaname = %s AND tablename = %s
    ORDER BY indexdef LIKE '%% USING gin %%', indexname
"""


@dataclass(frozen=True)
class Scratch:
    """The schema and the one whose tables it copies."""

    name: str
    real: str

    def table(self, model) -> sql.Identifier:
        """The scratch table of a model, with its schema."""
        return sql.Identifier(self.name, model._meta.db_table)


@contextlib.contextmanager
def schema(models: Iterable[type]) -> Iterator[Scratch]:
    """Empty copies of the models' tables come first in the search path while it lasts; then all is removed.

    What a run that was killed left behind is removed too. Raises Refused where schemas may not be made.
    """
    with connection.cursor() as cursor:
        scratch = _opened(cursor)
        try:
            cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(scratch.name)))
            for model in models:
                _copy(cursor, scratch, model)
            cursor.execute(
                sql.SQL("SET search_path TO {}, {}").format(*map(sql.Identifier, (scratch.name, scratch.real)))
            )
            yield scratch
        finally:
            _remove(scratch)


def indexed(scratch: Scratch, model) -> None:
    """The indexes of the real table, made once its copy is filled; and what the planner must know."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(INDEXES, [scratch.real, table])
        for (made,) in cursor.fetchall():
            cursor.execute(made.replace(f" ON {scratch.real}.", f" ON {scratch.name}.", 1))
        cursor.execute(sql.SQL("VACUUM ANALYZE {}" if _is_alone() else "ANALYZE {}").format(scratch.table(model)))


def _is_alone() -> bool:
    """Whether no transaction is open: VACUUM works in none."""
    return not connection.in_atomic_block


def _opened(cursor) -> Scratch:
    cursor.execute("SELECT current_schema(), has_database_privilege(current_database(), 'CREATE')")
    real, may = cursor.fetchone()
    if not may:
        raise Refused("This role may not make a schema in this database. Run it as the role that owns the tables.")
    cursor.execute(LEFT_OVER, [PREFIX])
    for (name,) in cursor.fetchall():
        cursor.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))
        cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])
    name = PREFIX + secrets.token_hex(6)
    cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
    return Scratch(name, real)


def _copy(cursor, scratch: Scratch, model) -> None:
    """The table without its indexes; every column that must be filled has a default."""
    real = sql.Identifier(scratch.real, model._meta.db_table)
    like = "CREATE UNLOGGED TABLE {} (LIKE {} INCLUDING ALL EXCLUDING INDEXES EXCLUDING CONSTRAINTS)"
    cursor.execute(sql.SQL(like).format(scratch.table(model), real))
    for field in model._meta.concrete_fields:
        if not field.null and not field.primary_key:
            default = sql.Literal(_default(field))
            change = sql.SQL("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}")
            cursor.execute(change.format(scratch.table(model), sql.Identifier(field.column), default))


def _default(field):
    if field.has_default():
        return field.get_default()
    kind = field.target_field.get_internal_type() if field.is_relation else field.get_internal_type()
    return {"DateTimeField": "2022-01-05T00:00:00Z", "UUIDField": "00000000-0000-0000-0000-000000000000"}.get(
        kind, "" if kind in ("CharField", "TextField") else 0
    )


def _remove(scratch: Scratch) -> None:
    """Also after an error, and when the terminal said stop: on a new connection where the old one is broken."""
    try:
        _drop(scratch)
    except DatabaseError:
        connection.close()
        _drop(scratch)


def _drop(scratch: Scratch) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET search_path TO DEFAULT"))
        cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(scratch.name)))
        cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [scratch.name])
