"""Reads of the audit log: a page of it by filters, what was exported, and the story of single records."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, JSONField, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from incidents import policies
from incidents.domain import audit_words
from incidents.models import AuditEvent

PER_PAGE = 50
STORY = ("finding_", "person_")
MOST_OF_STORY = 200
# The references of everybody in an export: long, and of no use on a page.
SET_OF_RECORDS = "records"


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

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The detail, flat."""
        return [(key, _flat(value)) for key, value in self.detail.items() if value not in ("", None, [], {})]


@dataclass(frozen=True)
class Lines:
    """A page of the log, newest first. There is no count: a log only grows, and counting it would grow with it."""

    lines: list[Line]
    older: int | None
    is_newest: bool


def read(user: User, chosen: Mapping[str, Any]) -> Lines:
    """The lines that match, from `before` on. Two queries."""
    found = AuditEvent.objects.filter(policies.visible_audit(user), narrowed(chosen))
    before = chosen.get("before")
    rows = found.filter(pk__lt=before) if before else found
    return _cut(rows, is_newest=not before)


def exports(user: User, before: int | None = None) -> Lines:
    """The exports that were made, newest first. Two queries."""
    return read(user, {"verb": "exported", "before": before})


def about(refs: Iterable[str]) -> list[Line]:
    """What became of a person and the findings about them, oldest first; for whom may see the person. Two queries."""
    verbs = Q(*[("verb__startswith", verb) for verb in STORY], _connector=Q.OR)
    return _lines(AuditEvent.objects.filter(verbs, ref__in=list(refs)).order_by("pk")[:MOST_OF_STORY])


def people() -> list[tuple[str, str]]:
    """Everybody of the team, present or past: reference and name."""
    return list(User.objects.order_by("name", "pk").values_list("ref", "name"))


def narrowed(chosen: Mapping[str, Any]) -> Q:
    """The filter of the page as a question to the log."""
    asked = Q()
    for name, field in (("who", "by"), ("verb", "verb"), ("kind", "kind"), ("ref", "ref")):
        if chosen.get(name):
            asked &= Q(**{field: chosen[name]})
    since, until = chosen.get("since"), chosen.get("until")
    if since and since.lower:
        asked &= Q(at__gte=_midnight(since.lower))
    if until and until.upper:
        asked &= Q(at__lt=_midnight(until.upper + dt.timedelta(days=1)))
    return asked


def _cut(rows: QuerySet[AuditEvent], is_newest: bool) -> Lines:
    lines = _lines(rows.order_by("-pk")[: PER_PAGE + 1])
    older = lines[PER_PAGE - 1].pk if len(lines) > PER_PAGE else None
    return Lines(lines[:PER_PAGE], older, is_newest)


def _lines(rows: QuerySet[AuditEvent]) -> list[Line]:
    short = Func(
        F("detail"),
        Value(SET_OF_RECORDS),
        template="(%(expressions)s::text)",
        arg_joiner=" - ",
        output_field=JSONField(),
    )
    events = list(rows.values("pk", "at", "by", "role", "verb", "kind", "ref", short=short))
    names = dict(User.objects.filter(ref__in={event["by"] for event in events}).values_list("ref", "name"))
    return [_line(event, names) for event in events]


def _line(event: Mapping[str, Any], names: dict[str, str]) -> Line:
    return Line(
        pk=event["pk"],
        at=event["at"],
        who=names.get(event["by"]) or event["by"] or _("nobody signed in"),
        role=str(dict(Role.choices).get(event["role"], event["role"])),
        what=audit_words.said(event["verb"]),
        verb=event["verb"],
        kind=audit_words.kind(event["kind"]),
        ref=event["ref"],
        detail=event["short"],
    )


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_flat(inner)}" for key, inner in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
