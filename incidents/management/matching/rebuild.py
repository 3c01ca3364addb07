"""bin/manage matching rebuild: make the keys of all names, or the full text, anew now, with how far it is."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from incidents.domain import rekeying, texts
from incidents.management.matching.refused import Refused
from incidents.models import MatchRun

HELP = "Make the keys under which names are found anew, and the lexicon of their words; goes on after a kill."


def arguments(parser) -> None:
    """What is made anew."""
    parser.add_argument("--texts", action="store_true", help="instead: what full-text search looks through")


def run(options: dict[str, Any], write: Callable[[str], Any]) -> None:
    """Says how far it is. Raises Refused when such a run goes on already."""
    if options.get("texts"):
        done = texts.rebuild(lambda done: write(f"texts: {done}"))
        write(f"{done} texts of reports and incidents are found")
        return

    def tell(found: MatchRun) -> None:
        write(f"{found.stage}: {found.done} of {found.total}")

    try:
        found = rekeying.run(at=timezone.now(), tell=tell)
    except rekeying.Busy as busy:
        raise Refused(str(busy)) from None
    write(f"{found.records} names have keys of version {found.names_version}")
