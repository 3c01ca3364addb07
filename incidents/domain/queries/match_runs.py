"""Reads of the runs over everybody: how far the one is that goes on, and what the last ones found. Figures alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from incidents.models import MatchRun
from incidents.vocabulary import RunState

MOST_RUNS = 10
# A run that did not go on for so long waits for something: the job worker, most often.
STILL = timedelta(minutes=5)
# Each stage, and which share of the time lies before it and within it.
STAGES = {"": (0, 0), "reading": (0, 55), "comparing": (55, 40), "grouping": (95, 2), "writing": (97, 3)}


@dataclass(frozen=True)
class Figures:
    """How far a run is, how long it took, and how long it still takes."""

    run: MatchRun
    percent: int
    seconds: int
    minutes_left: int | None
    is_still: bool

    @property
    def stage(self) -> str:
        """What is being done, in words."""
        return {
            "reading": _("reading all records"),
            "comparing": _("comparing similar names"),
            "grouping": _("forming groups"),
            "writing": _("writing the queue"),
        }.get(self.run.stage, _("waiting for the server"))


def page(at: datetime) -> dict[str, Any]:
    """All of the page, in one query."""
    runs = [_figures(run, at) for run in MatchRun.objects.select_related("by")[:MOST_RUNS]]
    return {
        "under_way": next((one for one in runs if one.run.ended_at is None), None),
        "runs": [one for one in runs if one.run.ended_at],
    }


def _figures(run: MatchRun, at: datetime) -> Figures:
    before, within = STAGES.get(run.stage, (0, 100))
    percent = 100 if run.state == RunState.DONE else before + (within * run.done // run.total if run.total else 0)
    began = run.began_at or run.asked_at
    seconds = int(((run.ended_at or run.touched_at or began) - began).total_seconds())
    left = seconds * (100 - percent) // percent // 60 + 1 if 5 <= percent < 100 else None
    is_still = run.ended_at is None and at - (run.touched_at or run.asked_at) > STILL
    return Figures(run, percent, seconds, left, is_still)
