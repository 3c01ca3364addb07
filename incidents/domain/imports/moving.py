"""How far an import is: the one pen that writes it, along the one table of what can follow what."""

from typing import Any

from django.db.models import F

from incidents.models import ListImport
from incidents.vocabulary import ImportState as S

AT_REST = (S.RECEIVED, S.CHECKED, S.FAILED, S.STOPPED, S.UNDONE)
AT_WORK = (S.CHECKING, S.WAITING, S.IMPORTING, S.UNDOING)
# A file whose worker was killed is “being checked”, “being imported” or “being undone” still: it may begin again.
FOLLOWS: dict[str, tuple[str, ...]] = {
    S.RECEIVED: AT_REST,
    S.CHECKING: (*AT_REST, S.CHECKING),
    S.CHECKED: (S.CHECKING,),
    S.WAITING: (S.CHECKED, S.FAILED, S.STOPPED, S.UNDONE),
    S.IMPORTING: (S.WAITING, S.IMPORTING),
    S.DONE: (S.IMPORTING, S.UNDOING),
    S.FAILED: (S.CHECKING, S.WAITING, S.IMPORTING),
    S.STOPPED: (S.CHECKING, S.WAITING, S.IMPORTING),
    S.UNDOING: (S.DONE, S.UNDOING),
    S.UNDONE: (S.UNDOING,),
    S.DISCARDED: (S.RECEIVED, S.CHECKED, S.FAILED, S.STOPPED),
}


def move(row: ListImport, to: S, *, is_verb: bool = False, of_version: int | None = None, **facts: Any) -> bool:
    """Move the import there and write what comes with it, when it can follow; whether it did. Of two who move it at
    once the second one moves nothing. A verb of a person raises its version, a job does not."""
    rows = ListImport.objects.filter(pk=row.pk, state__in=FOLLOWS[to])
    if of_version is not None:
        rows = rows.filter(version=of_version)
    if is_verb:
        facts["version"] = F("version") + 1
    return rows.update(state=to, **facts) == 1
