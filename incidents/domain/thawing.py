"""Rows that nobody may change or delete are let go for the length of a block: by retention and by undoing an import."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pgtrigger
from django.db import connection


@contextmanager
def thawed(triggers: Iterable[str]) -> Iterator[None]:
    """These triggers (“incidents.ReportMove:move_frozen”) stand aside until the end of the block, in a transaction."""
    names = [trigger.get_pgid(model) for model, trigger in map(_registered, triggers)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", ["{" + ",".join(names) + "}"])
        yield
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")


def _registered(uri: str) -> Any:
    return pgtrigger.registered(uri)[0]
