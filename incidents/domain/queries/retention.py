"""Reads of what the retention policies do: which identities come due, what the last runs did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import may
from incidents import policies
from incidents.domain import retention
from incidents.models import AuditEvent, IdentityRenewal, Source

PER_PAGE = 50
MOST_RUNS = 14


@dataclass(frozen=True)
class Coming:
    """A source whose identity is deleted soon, and who asked to keep it."""

    ref: str
    ends_at: datetime
    asked_by: Any
    asked_by_me: bool


def identities(user: User, at: datetime) -> QuerySet[Any]:
    """The identities that come due within 30 days, for those who may renew them."""
    found = retention.coming_identities(at)
    return found if may(user, "source.renew") else found.none()


def page(user: User, at: datetime, number: str) -> Page[Any]:
    """One page of them."""
    found: Page[Any] = Paginator(identities(user, at), PER_PAGE).get_page(number)
    found.object_list = _told(user, list(found.object_list))
    return found


def source(user: User, at: datetime, ref: str) -> QuerySet[Source]:
    """One of their sources."""
    return Source.objects.filter(pk__in=identities(user, at).values("source"), ref=ref)


def runs(user: User) -> list[AuditEvent]:
    """What the last daily runs did, for those who may read the log."""
    return list(
        AuditEvent.objects.filter(policies.visible_audit(user), verb="retention_ran").order_by("-pk")[:MOST_RUNS]
    )


def _told(user: User, found: Iterable[Any]) -> list[Coming]:
    kept = list(found)
    asked = {one.source_id: one for one in IdentityRenewal.objects.filter(
        source__in=[one.source_id for one in kept], second_at=None).select_related("first_by")}  # fmt: skip
    term = timedelta(days=settings.KEEP_DAYS["identities"])
    return [_line(user, one, asked.get(one.source_id), one.kept_from + term) for one in kept]


def _line(user: User, kept: Any, asked: IdentityRenewal | None, ends_at: datetime) -> Coming:
    return Coming(
        kept.source.ref, ends_at, asked.first_by if asked else None, bool(asked and asked.first_by_id == user.pk)
    )
