"""The keys of all names are made anew when the reading of names has changed: batch by batch, going on after a kill."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from incidents.domain import lexicon, names, standing, turns
from incidents.models import MatchRun, Mention, Person
from incidents.policies import Denied
from incidents.vocabulary import MatchRunKind, RunState

TURN = 5_824_118  # any number, the same for every such run on one database
AT_ONCE = 500
MENTIONS, PERSONS, COUNTING = "mentions", "persons", "counting"
OF_MENTION = ["name_folded", "name_keys", "keys_version"]
OF_PERSON = [*OF_MENTION, "sort_key", "search_text"]
Tell = Callable[[MatchRun], None]


class Busy(Denied):
    """Another such run goes on on this database."""


def is_due() -> bool:
    """Whether a run was cut short, or some row has keys of an older version than names.VERSION."""
    behind = (model.objects.filter(keys_version__lt=names.VERSION) for model in (Mention, Person))
    return _unfinished().exists() or any(rows.exists() for rows in behind)


def run(*, at: datetime, tell: Tell | None = None, stop_after: float | None = None) -> MatchRun:
    """Make the keys of every mention and person anew, hold their words, and count them; or go on with such a run.

    Each batch is one transaction and is remembered with it: a run that was killed goes on behind the last one. With
    `stop_after` it rests after so many seconds. Raises Busy.
    """
    with turns.alone(TURN, Busy(_("Names are being prepared for search already."))):
        steps = _Steps(_begun(at), at, tell)
        for stage, batch in ((MENTIONS, _mentions), (PERSONS, _persons)):
            while steps.run.stage == stage:
                if stop_after is not None and steps.elapsed >= stop_after:
                    return steps.run
                steps.batch(batch)
        lexicon.count()
        steps.end()
    return steps.run


class _Steps:
    """How far the run is; kept with each batch."""

    NEXT = {MENTIONS: PERSONS, PERSONS: COUNTING}

    def __init__(self, found: MatchRun, at: datetime, tell: Tell | None) -> None:
        self.run, self.at, self.tell, self.began = found, at, tell, time.monotonic()

    @property
    def elapsed(self) -> float:
        """Seconds since this stretch began."""
        return time.monotonic() - self.began

    @transaction.atomic
    def batch(self, make: Callable[[int], list[Any]]) -> None:
        """One batch, and that it was done; behind the last one the next stage begins."""
        done = make(self.run.last_id)
        self.run.done += len(done)
        self.run.last_id = done[-1].pk if done else 0
        if not done:
            self.run.stage = self.NEXT[self.run.stage]
        self._keep()

    def end(self) -> None:
        """All is done."""
        self.run.state, self.run.ended_at, self.run.records = RunState.DONE, self._now(), self.run.done
        self._keep()

    def _keep(self) -> None:
        self.run.touched_at = self._now()
        self.run.save()
        if self.tell:
            self.tell(self.run)

    def _now(self) -> datetime:
        return self.at + timedelta(seconds=self.elapsed)


def _begun(at: datetime) -> MatchRun:
    """The unfinished run if it is of this version of names; else a new one."""
    _unfinished().exclude(names_version=names.VERSION).update(ended_at=at, state=RunState.STOPPED)
    new = {
        "state": RunState.RUNNING, "stage": MENTIONS, "asked_at": at, "began_at": at, "names_version": names.VERSION,
        "total": lambda: Mention.objects.count() + Person.objects.count(),
    }  # fmt: skip
    found, _is_new = MatchRun.objects.get_or_create(kind=MatchRunKind.KEYS, ended_at=None, defaults=new)
    return found


def _unfinished():
    return MatchRun.objects.filter(kind=MatchRunKind.KEYS, ended_at=None)


def _mentions(after: int) -> list[Mention]:
    rows = list(Mention.objects.select_for_update().filter(pk__gt=after).order_by("pk")[:AT_ONCE])
    words: set[str] = set()
    for mention in rows:
        mention.name_folded = names.folded(mention.name)
        words |= lexicon.key(mention, [mention.name, *(mention.row or {}).get("also", [])])
    lexicon.hold(words)
    Mention.objects.bulk_update(rows, OF_MENTION)
    return rows


def _persons(after: int) -> list[Person]:
    rows = list(Person.objects.select_for_update().filter(pk__gt=after).order_by("pk")[:AT_ONCE])
    spellings: dict[int, list[str]] = {}
    told = Mention.objects.filter(standing.STANDING, person__in=rows).order_by("pk")
    for person, name in told.values_list("person_id", "name"):
        spellings.setdefault(person, []).append(name)
    words = {word for person in rows for word in standing.key(person, spellings.get(person.pk, []))}
    lexicon.hold(words)
    Person.objects.bulk_update(rows, OF_PERSON)
    return rows
