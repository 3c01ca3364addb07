"""Work that never runs beside other work on one database: each takes a lock of the database for its time."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from django.db import connection
from django.utils.translation import gettext as _

# A backup, a restore, what is deleted by policy, and the moving of originals: one at a time.
CLEARING = 5_824_102


class Busy(Exception):
    """A backup, a restore or another clean-up is running on this database."""


@contextmanager
def alone(turn: int, refusal: Exception) -> Iterator[None]:
    """One at a time for all who take the same turn, in whichever process. Raises `refusal` while another has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [turn])
        if not cursor.fetchone()[0]:
            raise refusal
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [turn])


def clearing() -> AbstractContextManager[None]:
    """The turn of whoever takes files away. Raises Busy."""
    return alone(CLEARING, Busy(_("A backup, a restore or another clean-up is running. Try again later.")))
