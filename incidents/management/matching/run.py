"""bin/manage matching run: look through everybody for likely same persons now, and write the queue."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from incidents.domain.bulk import running
from incidents.management.matching.refused import Refused
from incidents.models import MatchRun

HELP = "Look through everybody for likely same persons, and write the queue that reviewers read."


def arguments(parser) -> None:
    """How many processes."""
    parser.add_argument("--processes", type=int, default=0, help="as many as there are processors, when not given")


def run(options: dict[str, Any], write: Callable[[str], Any]) -> None:
    """Says how far it is, and what it found. Raises Refused when such a run goes on already, or was ended."""

    def tell(found: MatchRun) -> None:
        write(f"{found.stage}: {found.done} of {found.total}")

    try:
        found = running.run(at=timezone.now(), tell=tell, processes=options["processes"])
    except running.Busy as busy:
        raise Refused(str(busy)) from None
    if found.state != "done":
        raise Refused(f"The run ended as {found.state} {found.failed_code}.")
    write(f"{found.records} records, {found.pairs} likely pairs in {found.groups} groups")
