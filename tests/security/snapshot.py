"""What one request changed: every table before and after, without what is new each time (keys, times, hashes)."""

import datetime as dt
import re
import uuid
from typing import Any

from django.apps import apps
from django.db import connection, models

FRESH = re.compile(r"(hash|sha256|token|stamp|session_key|session_data|sealed|wrapped|last_login|password|signature)")
KEYS = re.compile(
    r"s1\.[\w.=+/-]+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9a-f]{32,}|\b[A-Z]-[0-9A-Z]{7,8}\b|\d{4}-\d\d-\d\dT[\d:.+Z]+"
)
QUIET = ("procrastinate_", "django_migrations", "django_session", "kua_cache")


def stored() -> list[type[models.Model]]:
    """Every table that a form might write to."""
    return [model for model in apps.get_models() if model._meta.managed and not model._meta.db_table.startswith(QUIET)]


class Snapshot:
    """The state of all tables at one moment, against which a later one is held."""

    def __init__(self) -> None:
        self.models = {model._meta.db_table: model for model in stored()}
        self.sums = self.summed()
        self.rows = {table: self.read(table) for table in self.models}

    def summed(self) -> dict[str, str]:
        """One sum for each table, by one statement."""
        one = "SELECT '{0}', md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM \"{0}\" t"
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(one.format(table) for table in self.models))
            return dict(cursor.fetchall())

    def read(self, table: str) -> dict[Any, dict[str, Any]]:
        """The rows of one table by their keys."""
        return {row[self.key(table)]: row for row in self.models[table]._base_manager.values()}

    def key(self, table: str) -> str:
        return self.models[table]._meta.pk.attname

    def changes(self) -> set[tuple]:
        """(table, row, column, value) of whatever differs now; a new row is “new”, one that is gone is “gone”."""
        now, found = self.summed(), set()
        for table in (table for table, total in now.items() if total != self.sums[table]):
            after, before = self.read(table), self.rows[table]
            found |= {(table, key, "gone", "") for key in before.keys() - after.keys()}
            for key, row in after.items():
                old = before.get(key)
                for column, value in row.items():
                    if (old is None or old[column] != value) and (said := self.plain(table, column, value)) is not None:
                        found.add((table, key if old else "new", column, said))
        return found

    def plain(self, table: str, column: str, value: Any) -> str | None:
        """The value without what is new each time; None where nothing is left."""
        field = next(field for field in self.models[table]._meta.concrete_fields if field.attname == column)
        if isinstance(value, dt.datetime | uuid.UUID | bytes | memoryview) or FRESH.search(column):
            return None
        if field.remote_field:
            known = self.rows.get(field.remote_field.model._meta.db_table, {})
            return str(value) if value in known or value is None else "new"
        return None if field.primary_key else KEYS.sub("*", str(value))
