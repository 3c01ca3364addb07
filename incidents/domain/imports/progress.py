"""How far an import is, told beside its transaction: on a connection of its own, where a wish to stop is met."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection

from incidents.models import ListImport

KEEP_EVERY_SECONDS = 1.0
NOTE = """
    UPDATE incidents_listimport SET done = %s, touched_at = %s WHERE id = %s AND state = 'importing'
    RETURNING stop_asked
"""


class Stopped(Exception):
    """Somebody asked the import to stop."""


class Progress:
    """Inside another transaction there is nobody to tell: then nothing is."""

    def __init__(self, row: ListImport, clock: Callable[[], datetime]) -> None:
        self.row, self.clock, self.kept = row, clock, time.monotonic()
        self.aside: Any = None

    def __enter__(self) -> "Progress":
        if not connection.in_atomic_block:
            self.aside = connection.copy()
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing more is told; the import may lock its own row now."""
        if self.aside is not None:
            self.aside.close()
            self.aside = None

    def note(self, done: int) -> None:
        """So many rows are written. Raises Stopped."""
        if self.aside is None or time.monotonic() - self.kept < KEEP_EVERY_SECONDS:
            return
        self.kept = time.monotonic()
        with self.aside.cursor() as cursor:
            cursor.execute(NOTE, [done, self.clock(), self.row.pk])
            found = cursor.fetchone()
        if found is None or found[0]:
            raise Stopped
