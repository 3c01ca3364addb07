"""An import is taken back exactly: whatever its rows made leaves, and whom they told of is again as before.

What people concluded or joined on the strength of its rows is theirs to take back first: then it is refused in words.
Killed at any place it has changed nothing, and is begun anew by the next try (adr/0023).
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from django.db import IntegrityError, transaction

from incidents.domain import audit, turns
from incidents.domain.imports import leaving, moving, relied
from incidents.models import ListEdition, ListImport, Report
from incidents.policies import Unfit
from incidents.vocabulary import ImportState as S

TURN = 5_824_200_000_000  # and the key of the import: one at a time of each, on one database
TRIES = 3
RELIED = "relied"


class Busy(Exception):
    """Another worker has this import."""


def check(edition: ListEdition) -> None:
    """Raises Unfit with what relies on the rows of this edition."""
    relied.check(edition, leaving.people(edition))


def undo(ref: str, *, clock: Callable[[], datetime]) -> ListImport | None:
    """Take back the import of which somebody asked it; None when there is none to take back.

    When something came to rely on its rows since it was asked, it stays, and says so (`failed_code`). Raises Busy.
    """
    row = ListImport.objects.filter(ref=ref).first()
    if row is None:
        return None
    with turns.alone(TURN + row.pk, Busy(ref)):
        if not moving.move(row, S.UNDOING, touched_at=clock()):
            return None
        try:
            _once_more(row, clock)
        except Unfit:
            _stays(row, RELIED)
        except Exception:
            _stays(row, "error")
            raise
    row.refresh_from_db()
    return row


def _stays(row: ListImport, code: str) -> None:
    moving.move(row, S.DONE, failed_code=code, undone_because="", undone_by=None, undone_at=None)


def _once_more(row: ListImport, clock: Callable[[], datetime]) -> None:
    """Somebody may tie something to its rows in the very moment: then look again what it is."""
    for _try in range(TRIES):
        with suppress(IntegrityError):
            _undo(row, clock())
            return
    _undo(row, clock())


@transaction.atomic
def _undo(row: ListImport, at: datetime) -> None:
    held = ListImport.objects.select_related("undone_by", "person_list", "edition").get(pk=row.pk)
    edition = ListEdition.objects.select_for_update().get(imported=held)
    report = Report.objects.select_for_update().get(pk=edition.report_id)
    people = leaving.held(edition)
    relied.check(edition, people)
    gone = leaving.leave(edition, people, held.new_words, at=at)
    moving.move(held, S.UNDONE, edition=None, ended_at=at, done=0, new_words=[])
    leaving.drop(edition)
    detail = {"list": held.person_list.ref, "edition": edition.number, "report": report.ref, **gone}
    audit.record(verb="list_import_undone", by=held.undone_by, at=at, kind="import", ref=held.ref,
                 detail=detail)  # fmt: skip
