"""What happened since somebody was here last: for admins all of the log by kind, for others their own records only."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from accounts.models import User
from accounts.roles import may
from incidents import policies
from incidents.domain import audit_words, workflow
from incidents.models import AuditEvent, Finding, Report

MOST = 10
OF_REPORTS = sorted({row.verb for row in workflow.REPORT_TRANSITIONS})
OF_FINDINGS = sorted({row.verb for row in workflow.FINDING_TRANSITIONS})


@dataclass(frozen=True)
class Happened:
    """One thing, or several of one kind: in words, with the page where more is."""

    what: str
    number: int
    ref: str
    url: str


@dataclass(frozen=True)
class Since:
    """What others did since the moment of the last sign-in but this one."""

    moment: dt.datetime
    events: list[Happened]
    is_cut: bool


def since(user: User, moment: str) -> Since | None:
    """By the moment that signing in left in the session; nothing at a first visit. One query."""
    if not moment:
        return None
    last = dt.datetime.fromisoformat(moment)
    found = AuditEvent.objects.filter(at__gt=last).exclude(by=user.ref)
    events = _by_kind(user, found, last) if may(user, "audit.read") else _own(user, found)
    return Since(last, events[:MOST], len(events) > MOST)


def _by_kind(user: User, found, last: dt.datetime) -> list[Happened]:
    rows = found.filter(policies.visible_audit(user)).values("verb").annotate(number=Count("pk")).order_by("-number")
    log = reverse("desk:audit")
    return [
        Happened(audit_words.said(row["verb"]), row["number"], "",
                 f"{log}?{urlencode({'verb': row['verb'], 'after': last.isoformat()})}")
        for row in rows.order_by("-number", "verb")[: MOST + 1]
    ]  # fmt: skip


def _own(user: User, found) -> list[Happened]:
    """Never the names of those who did it: an activist need not know who reviews."""
    reports = Report.objects.filter(submitter=user).values("ref")
    findings = Finding.objects.filter(policies.visible_findings(user), proposed_by=user).values("ref")
    mine = (
        Q(kind="report", verb__in=OF_REPORTS, ref__in=reports)
        | Q(kind="finding", verb__in=OF_FINDINGS, ref__in=findings)
        | Q(kind="user", verb__startswith="account.", ref=user.ref)
    )
    rows = found.filter(mine).order_by("-pk").values_list("verb", "kind", "ref")[: MOST + 1]
    return [Happened(audit_words.said(verb), 1, ref, _page(kind, ref)) for verb, kind, ref in rows]


def _page(kind: str, ref: str) -> str:
    names = {"report": "desk:report_page", "finding": "desk:finding"}
    return reverse(names[kind], args=[ref]) if kind in names else reverse("accounts:profile")
