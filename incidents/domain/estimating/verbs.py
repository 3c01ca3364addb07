"""Verbs: an estimate is asked for, reckoned or refused, and kept with all that it rests on. It is never changed."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from accounts.models import User
from incidents import policies
from incidents.domain import audit, references
from incidents.domain.estimating import answering, refusing
from incidents.domain.estimating.stratum import Stratum
from incidents.models import Estimate
from incidents.policies import Denied, Unfit
from incidents.vocabulary import RunState

JOB = "incidents.jobs.run_estimate"
LONGEST_TITLE, MOST_LISTS = 200, 20
SMALL_LISTS, SMALL_PEOPLE = 4, 5000
SECONDS = 90
OPEN = (RunState.WAITING, RunState.RUNNING)
Clock = Callable[[], datetime]


@transaction.atomic
def ask(*, by: User, at: datetime, key: UUID, title: str, lists: Sequence[str], filters: Mapping[str, str]) -> Estimate:
    """Ask how many were perhaps on no list. It is reckoned by the caller at once where is_small() says so, else by a
    job. The same key asks once. Raises Denied; Unfit for no title, no list, or a filter that cannot be read."""
    policies.check_enter_figure(by)
    name, stratum = title.strip()[:LONGEST_TITLE], Stratum(by, lists, filters)
    if not name:
        raise Unfit(_("Give it a name."), "title")
    if not lists or len(lists) > MOST_LISTS or len(stratum.lists) < len(set(lists)):
        raise Unfit(_("Choose which lists to compare."), "lists")
    if not stratum.case_list.is_readable:
        raise Unfit(_("The filter cannot be read. Go back to the list and correct it."), "filters")
    chosen = {word: value for word, value in stratum.case_list.chosen().items() if word not in ("sort", "on")}
    row, made = Estimate.objects.get_or_create(
        key=key,
        defaults={"ref": references.make("N"), "title": name, "lists": stratum.kept(), "filters": chosen, "by": by,
                  "at": at},
    )  # fmt: skip
    if not made:
        return _own(row, by)
    audit.record(verb="estimate_asked", by=by, at=at, kind="estimate", ref=row.ref,
                 detail={"list": ", ".join(one["ref"] for one in row.lists)})  # fmt: skip
    if not is_small(row, stratum):
        _defer(row)
    return row


def is_small(row: Estimate, stratum: Stratum | None = None) -> bool:
    """Whether it is reckoned while one waits: few lists, not too many people."""
    if row.state != RunState.WAITING or len(row.lists) > SMALL_LISTS:
        return False
    return (stratum or stratum_of(row)).size <= SMALL_PEOPLE


def stratum_of(row: Estimate) -> Stratum:
    """The lists and the people of an estimate as they are today, as whoever asked may see them."""
    return Stratum(row.by, [one["ref"] for one in row.lists], row.filters)


def run(ref: str, *, clock: Clock) -> Estimate | None:
    """Reckon one that waits, or was left half-way; None when there is none. What nobody foresaw is kept and raised."""
    if not Estimate.objects.filter(ref=ref, state__in=OPEN).update(state=RunState.RUNNING):
        return None
    row = Estimate.objects.select_related("by").get(ref=ref)
    try:
        policies.check_enter_figure(row.by)
        _end(row, _found(row), clock())
    except Denied:
        _fail(row, "denied", clock())
    except Exception:
        _fail(row, "error", clock())
        raise
    return row


def _found(row: Estimate) -> dict[str, Any]:
    """Lists, table, reasons against it, and the answer where there are none. One picture of the database."""
    began = time.monotonic()
    with transaction.atomic():
        stratum = stratum_of(row)
        facts = stratum.facts()
        counted = stratum.counted
        about = {"nowhere": counted.nowhere, "unnamed": stratum.unnamed, "people": counted.people,
                 "titles": [one.title for one in stratum.lists]}  # fmt: skip
        kept = stratum.kept()
    against = refusing.reasons(facts)
    found: dict[str, Any] = {}
    if not against and facts.cells:
        until = time.monotonic() + SECONDS
        found = answering.answer(facts.cells, lambda: time.monotonic() < until)
        against = answering.refused(found)
    took = round((time.monotonic() - began) * 1000)
    patterns = facts.cells.patterns() if facts.cells else {}
    return {"lists": kept, "cells": patterns, "refused": against,
            "answer": about | {"took_ms": took} | ({} if against else found)}  # fmt: skip


@transaction.atomic
def _end(row: Estimate, found: Mapping[str, Any], at: datetime) -> None:
    """Keep what was found; whoever else ended it in the meantime was first."""
    for name, value in found.items():
        setattr(row, name, value)
    row.state, row.ended_at = RunState.DONE, at
    if Estimate.objects.filter(pk=row.pk, state=RunState.RUNNING).update(**found, state=row.state, ended_at=at):
        audit.record(verb="estimate_refused" if row.refused else "estimate_made", by=row.by, at=at, kind="estimate",
                     ref=row.ref)  # fmt: skip


def _fail(row: Estimate, code: str, at: datetime) -> None:
    row.state, row.failed_code, row.ended_at = RunState.FAILED, code, at
    Estimate.objects.filter(pk=row.pk, state__in=OPEN).update(state=row.state, failed_code=code, ended_at=at)


def remind() -> None:
    """What waits, or was left half-way by a process that was killed, is put into the queue."""
    for row in Estimate.objects.filter(state__in=OPEN):
        _defer(row)


def _defer(row: Estimate) -> None:
    app.configure_task(JOB, lock=f"estimate {row.ref}").defer(ref=row.ref)


def _own(row: Estimate, by: User) -> Estimate:
    if row.by_id != by.pk:
        raise Unfit(_("This could not be kept. Try once more."))
    return row
