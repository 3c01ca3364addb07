"""The dry run, in the job worker or at once: what the check finds is kept, unless somebody changed the reading."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from incidents.domain import store
from incidents.domain.envelope import Broken
from incidents.domain.imports import checking, moving
from incidents.domain.keyring import Sealed
from incidents.models import ListImport
from incidents.policies import Denied, Unfit
from incidents.vocabulary import ImportState as S

Clock = Callable[[], datetime]


class Stopped(Exception):
    """Somebody stopped the check, or reads the file otherwise now."""


def run(ref: str, *, clock: Clock) -> ListImport | None:
    """Check the file under this reference that somebody asked to have checked; None when there is none.

    What goes wrong has its code (`failed_code`); what nobody foresaw is raised as well.
    """
    row = ListImport.objects.select_related("person_list__keeper").filter(ref=ref, state=S.CHECKING).first()
    if row is None:
        return None
    try:
        found = checking.check(row, at=clock(), tell=lambda done: _note(row, done, clock()))
        count = found.counts.get("rows", 0)
        _end(row, S.CHECKED, clock, found=found.as_json(), done=count, total=count)
    except Stopped:
        pass
    except (Sealed, Broken, Denied) as no:
        _end(row, S.FAILED, clock, failed_code=code_of(no))
    except Exception:
        _end(row, S.FAILED, clock, failed_code="error")
        raise
    row.refresh_from_db()
    return row


def _end(row: ListImport, to: S, clock: Clock, **facts: Any) -> None:
    moving.move(row, to, of_version=row.version, touched_at=clock(), **facts)


def _note(row: ListImport, done: int, at: datetime) -> None:
    """Raises Stopped."""
    going_on = ListImport.objects.filter(pk=row.pk, state=S.CHECKING, version=row.version)
    if not going_on.update(done=done, touched_at=at):
        raise Stopped


def code_of(no: Exception) -> str:
    """The code under which an import keeps why it failed."""
    kinds: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
        (Sealed, "sealed"), (Broken, "changed"), ((store.Missing, store.Unreachable), "store"), (Unfit, "file"),
    )  # fmt: skip
    return next((code for kind, code in kinds if isinstance(no, kind)), "denied")
