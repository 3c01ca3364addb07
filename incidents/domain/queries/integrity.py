"""Reads of whether evidence is whole: the alarms, the last runs, the time stamps."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min, Q, QuerySet

from accounts.models import User
from accounts.roles import may
from incidents import policies
from incidents.domain.evidence import checking
from incidents.models import AuditEvent, CheckRun, Evidence, Original, RootStamp
from incidents.vocabulary import Integrity

PER_PAGE = 50
MOST_RUNS = 10
# A run that did not go on for so long waits for something: the job worker, the store, the keys.
STILL = timedelta(minutes=15)
MB = 1_000_000


@dataclass(frozen=True)
class Figures:
    """How far a run is, how fast it is, and how long it still takes."""

    run: CheckRun
    percent: int
    speed: float
    minutes_left: int
    is_still: bool


@dataclass(frozen=True)
class Alarm:
    """An original that is missing or changed: since when, and its receipts with whether the reader may open them."""

    original: Original
    since: datetime
    receipts: list[tuple[str, bool]]


def alarms(user: User) -> int:
    """How many originals are missing or changed, for those who are told of it."""
    return _lost().count() if may(user, "integrity.read") else 0


def page(user: User, at: datetime, number: str) -> dict[str, Any]:
    """All of the page, in at most nine queries."""
    runs = list(CheckRun.objects.select_related("by")[:MOST_RUNS])
    found: Page[Any] = Paginator(_lost().order_by("checked_at", "pk"), PER_PAGE).get_page(number)
    found.object_list = _told(user, list(found.object_list))
    return {
        "page": found,
        "under_way": next((_figures(run, at) for run in runs if run.ended_at is None), None),
        "runs": [_figures(run, at) for run in runs if run.ended_at],
        "held": held(),
        "stamped_at": RootStamp.objects.aggregate(at=Max("stamped_at"))["at"],
    }


def held() -> dict[str, Any]:
    """How many files there are, how many nobody has checked, and when the one was checked that waits longest."""
    return Original.objects.aggregate(
        total=Count("pk"),
        unchecked=Count("pk", filter=Q(integrity=Integrity.UNCHECKED)),
        oldest=Min("checked_at"),
    )


def stamps(number: str) -> Page[RootStamp]:
    """The requests with their receipts, the newest first; without the lists."""
    rows = RootStamp.objects.defer("leaves", "trusted").select_related("by", "received_by")
    return Paginator(rows, PER_PAGE).get_page(number)


def stamp(number: int) -> QuerySet[RootStamp]:
    """One of them."""
    return RootStamp.objects.filter(pk=number).select_related("by", "received_by")


def piece(user: User, ref: str) -> QuerySet[Evidence]:
    """A file that this person may see."""
    seen = policies.visible_evidence(user)
    return Evidence.objects.filter(seen, ref=ref, original__isnull=False).select_related("original", "report")


def _lost() -> QuerySet[Original]:
    return Original.objects.filter(integrity__in=checking.ALARMS)


def _figures(run: CheckRun, at: datetime) -> Figures:
    speed = run.done_bytes / run.seconds if run.seconds else 0
    left = (run.total_bytes - run.done_bytes) / speed if speed else 0
    percent = 100 * run.done_bytes // run.total_bytes if run.total_bytes else 100
    return Figures(run, min(percent, 100), speed / MB, max(1, round(left / 60)), at - run.touched_at > STILL)


def _told(user: User, lost: list[Original]) -> list[Alarm]:
    """With three queries for all of them."""
    receipts = list(Evidence.objects.filter(original__in=lost).order_by("pk"))
    seen = Evidence.objects.filter(policies.visible_evidence(user), original__in=lost)
    opened, since = set(seen.values_list("pk", flat=True)), _since([piece.ref for piece in receipts])
    return [_alarm(one, [piece for piece in receipts if piece.original_id == one.pk], opened, since) for one in lost]


def _alarm(one: Original, receipts: list[Evidence], opened: set[int], since: dict[str, datetime]) -> Alarm:
    raised = [since[piece.ref] for piece in receipts if piece.ref in since]
    at = min(raised) if raised else one.checked_at or one.received_at
    return Alarm(one, at, [(piece.ref, piece.pk in opened) for piece in receipts])


def _since(refs: list[str]) -> dict[str, datetime]:
    """When the alarm that stands now was raised: the newest line, as there is one until it changes."""
    lines = AuditEvent.objects.filter(ref__in=refs, verb__in=("evidence_missing", "evidence_changed"))
    return dict(lines.values_list("ref").annotate(at=Max("at")))
