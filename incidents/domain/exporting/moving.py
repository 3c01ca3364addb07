"""How far a file that goes out is: the one pen that writes it, along the one table of what can follow what."""

from typing import Any

from incidents.models import ListExport
from incidents.vocabulary import ExportStatus

ASKED, REFUSED, WAITING, BUILDING = (
    ExportStatus.ASKED, ExportStatus.REFUSED, ExportStatus.WAITING, ExportStatus.BUILDING,
)  # fmt: skip
READY, FAILED, STOPPED, DELETED = (
    ExportStatus.READY, ExportStatus.FAILED, ExportStatus.STOPPED, ExportStatus.DELETED,
)  # fmt: skip
# Each step: from where, and where to. A file whose worker was killed is “being made” still: it may begin again.
STEPS: dict[str, tuple[tuple[ExportStatus, ...], ExportStatus]] = {
    "agree": ((ASKED,), WAITING),
    "refuse": ((ASKED,), REFUSED),
    "build": ((WAITING, BUILDING), BUILDING),
    "finish": ((BUILDING,), READY),
    "fail": ((BUILDING,), FAILED),
    "stop": ((ASKED, WAITING, BUILDING), STOPPED),
    "again": ((FAILED, STOPPED), WAITING),
    "ask_again": ((FAILED, STOPPED), ASKED),
    "delete": ((ASKED, READY, FAILED, STOPPED), DELETED),
}


def move(ref: str, step: str, **facts: Any) -> bool:
    """Take the step and write what comes with it, when it can follow; whether it did. Of two at once the second one
    moves nothing."""
    since, to = STEPS[step]
    return ListExport.objects.filter(ref=ref, status__in=since).update(status=to, **facts) == 1
