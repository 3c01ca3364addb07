"""Reads of the audit log: a page of it by filters, what was exported, the story of single records, and its seal."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from incidents import policies
from incidents.domain import audit_words
from incidents.domain.queries import audit_facts
from incidents.models import AuditBatch, AuditCheck, AuditEvent, AuditSet, Person

PER_PAGE = 50
STORY = ("finding_", "person_")
MOST_OF_STORY = 200
# A line that waits longer than this for its batch is a sign that nobody binds the log.
LONGEST_WAIT = dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Line:
    """One line of the log as a page shows it."""

    pk: int
    at: dt.datetime
    who: str
    role: str
    what: str
    verb: str
    kind: str
    ref: str
    detail: dict[str, Any]
    facts: list[tuple[str, str]]
    batch: int | None


@dataclass(frozen=True)
class Lines:
    """A page of the log, newest first. There is no count: a log only grows, and counting it would grow with it."""

    lines: list[Line]
    older: int | None
    is_newest: bool


def read(user: User, chosen: Mapping[str, Any]) -> Lines:
    """The lines that match, from `before` on. Three queries; one more for a reference; two more for a filter."""
    found = AuditEvent.objects.filter(policies.visible_audit(user), narrowed(chosen))
    before = chosen.get("before")
    rows = found.filter(pk__lt=before) if before else found
    return _cut(rows, is_newest=not before)


def exports(user: User, before: int | None = None) -> Lines:
    """The exports that were made, newest first. Five queries."""
    return read(user, {"verb": "exported", "before": before})


def about(refs: Iterable[str]) -> list[Line]:
    """What became of a person and the findings about them, oldest first; for whom may see the person. Two queries."""
    verbs = Q(*[("verb__startswith", verb) for verb in STORY], _connector=Q.OR)
    return _lines(AuditEvent.objects.filter(verbs, ref__in=list(refs)).order_by("pk")[:MOST_OF_STORY], is_bound=False)


def people() -> list[tuple[str, str]]:
    """Everybody of the team, present or past: reference and name."""
    return list(User.objects.order_by("name", "pk").values_list("ref", "name"))


def narrowed(chosen: Mapping[str, Any]) -> Q:
    """The filter of the page as a question to the log."""
    asked = about_ref(chosen["ref"]) if chosen.get("ref") else Q()
    for name, field in (("who", "by"), ("verb", "verb"), ("kind", "kind"), ("after", "at__gt")):
        if chosen.get(name):
            asked &= Q(**{field: chosen[name]})
    since, until = chosen.get("since"), chosen.get("until")
    if since and since.lower:
        asked &= Q(at__gte=_midnight(since.lower))
    if until and until.upper:
        asked &= Q(at__lt=_midnight(until.upper + dt.timedelta(days=1)))
    return asked


def about_ref(ref: str) -> Q:
    """The lines about a record, and those of exports that held it: both by an index. Three queries.

    Persons who were joined are asked for by each of their references, for an export of before holds the former one.
    """
    refs = _same(ref)
    sets = list(AuditSet.objects.filter(refs__overlap=refs).values_list("pk", flat=True))
    return Q(ref__in=refs) | Q(records__in=sets) if sets else Q(ref__in=refs)


def _same(ref: str) -> list[str]:
    """The reference, with those that lead to the same person now."""
    row = Person.objects.filter(ref=ref).first() if ref.startswith("P-") else None
    if row is None:
        return [ref]
    stands = row.merged_into_id or row.pk
    group = Person.objects.filter(Q(pk=stands) | Q(merged_into=stands)).exclude(pk=row.pk)
    return [ref, *group.values_list("ref", flat=True)]


@dataclass(frozen=True)
class Chain:
    """How far the log is bound and checked: for the note above it."""

    number: int
    waiting: int
    is_late: bool
    checked_at: dt.datetime | None
    checked: int
    problem: str


def chain(user: User, at: dt.datetime) -> Chain:
    """What is bound, what waits, and what the last check found. Three queries."""
    last = AuditBatch.objects.order_by("-pk").values("number", "last_id").first() or {"number": 0, "last_id": 0}
    open_ = AuditEvent.objects.filter(policies.visible_audit(user), pk__gt=last["last_id"])
    wait = open_.aggregate(lines=Count("pk"), oldest=Min("written_at"))
    checks = list(AuditCheck.objects.order_by("-at"))
    problem = next((check.problem for check in checks if check.problem), "")
    is_late = wait["oldest"] is not None and wait["oldest"] < at - LONGEST_WAIT
    checked_at, checked = (checks[0].at, checks[0].number) if checks else (None, 0)
    return Chain(last["number"], wait["lines"], is_late, checked_at, checked, problem)


def _cut(rows: QuerySet[AuditEvent], is_newest: bool) -> Lines:
    lines = _lines(rows.order_by("-pk")[: PER_PAGE + 1])
    older = lines[PER_PAGE - 1].pk if len(lines) > PER_PAGE else None
    return Lines(lines[:PER_PAGE], older, is_newest)


def _lines(rows: QuerySet[AuditEvent], *, is_bound: bool = True) -> list[Line]:
    """The lines in words; with the batch of each unless nobody asks for it."""
    events = list(rows.values("pk", "at", "by", "role", "verb", "kind", "ref", "detail"))
    names = dict(User.objects.filter(ref__in={event["by"] for event in events}).values_list("ref", "name"))
    facts = audit_facts.facts(event["detail"] for event in events)
    batches = _batches([event["pk"] for event in events]) if is_bound else {}
    return [_line(event, names, words, batches) for event, words in zip(events, facts, strict=True)]


def _batches(pks: list[int]) -> dict[int, int]:
    """The batch of each line that is in one."""
    around = AuditBatch.objects.filter(last_id__gte=min(pks, default=0), first_id__lte=max(pks, default=0))
    rows = list(around.values_list("number", "first_id", "last_id")) if pks else []
    return {pk: number for pk in pks for number, first, last in rows if first <= pk <= last}


def _line(
    event: Mapping[str, Any], names: dict[str, str], facts: list[tuple[str, str]], batches: dict[int, int]
) -> Line:
    return Line(
        pk=event["pk"],
        at=event["at"],
        who=names.get(event["by"]) or event["by"] or _("nobody signed in"),
        role=str(dict(Role.choices).get(event["role"], event["role"])),
        what=audit_words.said(event["verb"]),
        verb=event["verb"],
        kind=audit_words.kind(event["kind"]),
        ref=event["ref"],
        detail=event["detail"],
        facts=facts,
        batch=batches.get(event["pk"]),
    )


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
