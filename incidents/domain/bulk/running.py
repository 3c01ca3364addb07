"""Runs over everybody: asked for or by night, in stages that say how far they are; stopped, or begun anew after a kill.

Nothing is written before the last stage, so that a run that was killed is simply begun anew.
"""

import contextlib
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from accounts.models import User
from incidents import policies
from incidents.domain import audit, likeness, match_weights, names, turns
from incidents.domain.bulk import gathering, writing
from incidents.domain.bulk.comparing import How
from incidents.domain.bulk.linking import Asked, Died, link
from incidents.models import MatchRun, MatchWeights
from incidents.policies import Denied
from incidents.vocabulary import MatchRunKind, RunState

TURN = 5_824_117  # any number, the same for every run on one database
JOB = "incidents.jobs.match_pairs"
KEEP_EVERY_SECONDS = 2.0
Tell = Callable[[MatchRun], None]


class Busy(Denied):
    """Another run goes on on this database."""


class Stopped(Exception):
    """Somebody asked the run to stop."""


def ask(*, by: User, at: datetime) -> MatchRun:
    """Have the job worker look through everybody; pressed twice it is the same. Raises Denied."""
    policies.check_reviewer(by)
    found = begin(by=by, at=at)
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(JOB, queueing_lock="match_pairs", priority=-10).defer(timestamp=0)
    return found


@transaction.atomic
def stop(*, by: User, at: datetime) -> bool:
    """Ask the run that goes on to stop; one that waits still ends at once. False when there is none. Raises Denied."""
    policies.check_reviewer(by)
    found = _unfinished().select_for_update().first()
    if found is None:
        return False
    found.stop_asked = True
    found.save(update_fields=["stop_asked"])
    if found.state == RunState.WAITING:
        _end(found, RunState.STOPPED, at)
    return True


def begin(*, by: User | None, at: datetime) -> MatchRun:
    """The run that is unfinished, or a new one. There is one at a time."""
    new = {"by": by, "asked_at": at}
    found, _is_new = MatchRun.objects.get_or_create(kind=MatchRunKind.PAIRS, ended_at=None, defaults=new)
    return found


def run(
    *, at: datetime, by: User | None = None, tell: Tell | None = None, only_asked: bool = False, processes: int = 0
) -> MatchRun | None:  # fmt: skip
    """Look through everybody: the run that was asked for or killed, or a new one. Raises Busy.

    `at` is the instant at which it begins. With `only_asked` none is begun, and None returned, when none waits. A
    process that died ends the run as failed.
    """
    with turns.alone(TURN, Busy(_("A search is running already."))):
        if only_asked and not _unfinished().exists():
            return None
        steps = _Steps(begin(by=by, at=at), at, tell)
        try:
            _look_through(steps, processes)
        except Stopped:
            _end(steps.run, RunState.STOPPED, steps.now)
        except Died:
            _end(steps.run, RunState.FAILED, steps.now, "died")
    return steps.run


class _Steps:
    """How far a run is, kept every few seconds; there a wish to stop is met."""

    def __init__(self, found: MatchRun, at: datetime, tell: Tell | None) -> None:
        self.run, self.at, self.tell = found, at, tell
        self.began = self.kept = time.monotonic()
        fitted = MatchWeights.objects.filter(in_use=True).first()
        found.state, found.stage, found.began_at, found.touched_at = RunState.RUNNING, "reading", at, at
        found.names_version, found.weights, found.total, found.done = names.VERSION, fitted, gathering.count(), 0
        found.save()

    @property
    def now(self) -> datetime:
        """The instant that was handed in, and what has passed since."""
        return self.at + timedelta(seconds=time.monotonic() - self.began)

    def __call__(self, stage: str, done: int) -> None:
        """Raises Stopped."""
        is_new = stage != self.run.stage
        if not is_new and time.monotonic() - self.kept < KEEP_EVERY_SECONDS:
            return
        self.kept = time.monotonic()
        self.run.stage, self.run.done, self.run.touched_at = stage, min(done, self.run.total), self.now
        self.run.save(update_fields=["stage", "done", "touched_at"])
        if self.tell:
            self.tell(self.run)
        if MatchRun.objects.filter(pk=self.run.pk, stop_asked=True).exists():
            raise Stopped


def _look_through(steps: _Steps, processes: int) -> None:
    weights, everybody = match_weights.in_use(), gathering.Everybody()
    how = How(weights, with_levels=True, of_a_person=likeness.OF_A_PERSON)
    asked = Asked(how=how, least=weights.possible, processes=processes)
    linked = link(everybody.items(), asked, steps, everybody.clashes)
    steps("writing", linked.records)
    with transaction.atomic():
        found = steps.run
        found.records, found.done, found.total = linked.records, linked.records, linked.records
        found.groups, found.pairs = writing.replace(found, linked, everybody.keys, steps.now)
        _end(found, RunState.DONE, steps.now)


def _end(found: MatchRun, state: RunState, at: datetime, failed: str = "") -> None:
    found.state, found.ended_at, found.touched_at, found.failed_code = state, at, at, failed
    found.save()
    detail = {"run": found.pk, "records": found.records, "pairs": found.pairs, "groups": found.groups, "state": state}
    audit.record(verb="match_run", by=found.by, at=at, detail=detail)


def _unfinished():
    return MatchRun.objects.filter(kind=MatchRunKind.PAIRS, ended_at=None)
