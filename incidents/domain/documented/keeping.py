"""Answers that take long are counted by a job and kept, with their age. What is kept are codes and numbers.

Everybody of one role sees the same people and the same reports about them (policies.visible_*), so an answer is kept
once for each role.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django import app

from accounts.models import User
from incidents import policies
from incidents.domain.counting import Span
from incidents.domain.documented import days, reckoning
from incidents.domain.documented.days import Step
from incidents.domain.documented.questions import Question
from incidents.domain.documented.shapes import Answer, Head
from incidents.domain.queries import then
from incidents.domain.queries.ways import Ways
from incidents.models import CountedAnswer
from incidents.policies import Unfit
from incidents.vocabulary import RunState

JOB = "incidents.jobs.count_answer"
FRESH = timedelta(hours=1)
IN_USE, FORGOTTEN = timedelta(days=3), timedelta(days=30)
STUCK = timedelta(minutes=30)
SEEN_EVERY = timedelta(minutes=10)
UNDER_WAY = (RunState.WAITING, RunState.RUNNING)
Clock = Callable[[], datetime]


def kept(user: User, question: Question, *, at: datetime) -> Answer:
    """The kept answer, however old; one that nobody asked for before is asked for, and its state says so."""
    row = _row(user, question.key(user.role), question.as_dict(), at)
    return told(row, question, Ways(user))


def kept_steps(user: User, filters: Mapping[str, str], *, at: datetime) -> list[Step]:
    """The kept steps of what was documented day by day, however old; none until they are reckoned."""
    question = Question("sure", filters=filters).params()
    key = hashlib.sha256(json.dumps(["steps", user.role, question], sort_keys=True).encode()).hexdigest()
    row = _row(user, key, {"steps": question}, at)
    return [
        Step(date.fromisoformat(day), _spans(levels), Span(*total))
        for day, levels, total in row.answer.get("steps", ())
    ]


def _row(user: User, key: str, question: dict[str, Any], at: datetime) -> CountedAnswer:
    """The row of a question, asked for where it is new or too old."""
    rows = CountedAnswer.objects.filter(policies.visible_counts(user))
    given = {"question": question | {"role": user.role}, "asked_at": at, "used_at": at}
    row, made = rows.get_or_create(key=key, defaults=given)
    if made or is_due(row, at):
        ask_for(row, at=at)
    elif row.used_at is None or at - row.used_at > SEEN_EVERY:
        CountedAnswer.objects.filter(pk=row.pk).update(used_at=at)
    return row


def is_due(row: CountedAnswer, at: datetime) -> bool:
    """Whether it is to be counted: too old, or its job never came to an end."""
    if row.state in UNDER_WAY:
        return at - row.asked_at > STUCK
    return row.counted_at is None or at - row.counted_at > FRESH


def again(user: User, question: Question, *, at: datetime) -> None:
    """Have a kept answer counted anew, unless that is under way already."""
    row = CountedAnswer.objects.filter(policies.visible_counts(user), key=question.key(user.role)).first()
    if row is not None and (row.state not in UNDER_WAY or is_due(row, at)):
        ask_for(row, at=at)


@transaction.atomic
def ask_for(row: CountedAnswer, *, at: datetime) -> None:
    """Put it into the queue; one that is counted already waits there once."""
    row.state, row.asked_at, row.used_at, row.failed_code = RunState.WAITING, at, at, ""
    row.save(update_fields=["state", "asked_at", "used_at", "failed_code"])
    app.configure_task(JOB, lock=f"count {row.key}").defer(key=row.key)


def run(key: str, *, clock: Clock) -> None:
    """Count one kept answer. Killed on the way it is counted anew; what was kept before stays until then."""
    row = CountedAnswer.objects.filter(key=key).first()
    if row is None:
        return
    CountedAnswer.objects.filter(pk=row.pk).update(state=RunState.RUNNING)
    begun = time.monotonic()
    try:
        answer = _reckoned(row, clock())
    except Unfit:
        CountedAnswer.objects.filter(pk=row.pk).update(state=RunState.FAILED, failed_code="filter")
        return
    took = int((time.monotonic() - begun) * 1000)
    CountedAnswer.objects.filter(pk=row.pk).update(
        answer=answer, state=RunState.DONE, counted_at=clock(), took_ms=took, failed_code=""
    )


def _reckoned(row: CountedAnswer, at: datetime) -> dict[str, Any]:
    reader = User(role=row.question["role"], is_active=True)
    if "steps" not in row.question:
        return written(reckoning.count(reader, question_of(row)))
    steps = days.reckoned(reader, row.question["steps"], then.day_of(at))
    return {"steps": [[one.day.isoformat(), _numbers(one.by_level), [one.total.low, one.total.high]] for one in steps]}


def refresh(*, at: datetime) -> int:
    """Have those counted anew that somebody looked at in the last days, and forget those that nobody looks at."""
    CountedAnswer.objects.filter(used_at__lt=at - FORGOTTEN).delete()
    waiting = CountedAnswer.objects.filter(state__in=UNDER_WAY, asked_at__lt=at - STUCK)
    old = CountedAnswer.objects.filter(~Q(state__in=UNDER_WAY), used_at__gte=at - IN_USE, counted_at__lt=at - FRESH)
    due = [*waiting, *old]
    for row in due:
        used = row.used_at
        ask_for(row, at=at)
        CountedAnswer.objects.filter(pk=row.pk).update(used_at=used)
    return len(due)


def question_of(row: CountedAnswer) -> Question:
    """The question of a kept answer."""
    asked, day = row.question, row.question["filters"].get("on", "")
    return Question(asked["rows"], asked["columns"], asked["filters"], date.fromisoformat(day) if day else None)


# --- An answer as a row keeps it -------------------------------------------------------------------------------------
def written(answer: Answer) -> dict[str, Any]:
    """Codes and numbers; words are found anew for each reader."""
    return {
        "rows": [head.code for head in answer.rows],
        "columns": [head.code for head in answer.columns],
        "cells": [[*cell, span.low, span.high] for cell, span in answer.cells.items()],
        "row_totals": _numbers(answer.row_totals),
        "column_totals": _numbers(answer.column_totals),
        "undecided_rows": _numbers(answer.undecided_rows),
        "total": [answer.total.low, answer.total.high],
        "undecided": [answer.undecided.low, answer.undecided.high],
    }


def told(row: CountedAnswer, question: Question, ways: Ways) -> Answer:
    """A kept answer in the reader's words; empty while nothing was counted yet."""
    state = "" if row.state == RunState.DONE else str(row.state)
    if row.counted_at is None:
        return Answer(state=state or RunState.WAITING.value)
    found = row.answer
    columns = _heads(ways, question.columns, found["columns"]) if question.columns else ()
    return Answer(
        rows=_heads(ways, question.rows, found["rows"]),
        columns=columns,
        cells={(cell, column): Span(low, high) for cell, column, low, high in found["cells"]},
        row_totals=_spans(found["row_totals"]),
        column_totals=_spans(found["column_totals"]),
        undecided_rows=_spans(found["undecided_rows"]),
        total=Span(*found["total"]),
        undecided=Span(*found["undecided"]),
        counted_at=row.counted_at,
        state=state,
    )


def _heads(ways: Ways, code: str, codes: Iterable[str]) -> tuple[Head, ...]:
    return tuple(ways[code].heads(list(codes)))


def _numbers(spans: Mapping[str, Span]) -> dict[str, list[int]]:
    return {code: [span.low, span.high] for code, span in spans.items()}


def _spans(numbers: Mapping[str, list[int]]) -> dict[str, Span]:
    return {code: Span(*ends) for code, ends in numbers.items()}
