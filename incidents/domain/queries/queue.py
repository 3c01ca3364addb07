"""Reads of the queue: which reports wait for whom, in which order, and how many."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from accounts import people as team
from accounts.models import User
from accounts.roles import Role
from incidents import policies
from incidents.domain import gazetteer
from incidents.models import Act, Mention, Report
from incidents.vocabulary import ActKind, Polarity, ReportStatus, Urgency

PER_PAGE = 30
NOW_HARMED = (ActKind.MISSING, ActKind.DETAINED)
DONE = (ReportStatus.ACCEPTED, ReportStatus.REJECTED)


@dataclass(frozen=True)
class Counts:
    """How many reports there are in each state, whatever is filtered."""

    waiting: int
    own: int
    mine: int
    others: int
    returned: int


def visible(user: User) -> QuerySet[Report]:
    """What was sent, in every state but withdrawn. Editions of lists wait on their own pages."""
    sent = Report.objects.filter(policies.visible_reports(user), edition=None).exclude(received_at=None)
    return sent.exclude(status__in=(ReportStatus.DRAFT, ReportStatus.WITHDRAWN))


def counts(user: User) -> Counts:
    """One query for all five."""
    own, taken = Q(submitter=user), Q(status=ReportStatus.UNDER_REVIEW)
    waits = Q(status=ReportStatus.SUBMITTED)
    numbers = visible(user).aggregate(
        waiting=Count("pk", filter=waits & ~own),
        own=Count("pk", filter=waits & own),
        mine=Count("pk", filter=taken & Q(taken_by=user)),
        others=Count("pk", filter=taken & ~Q(taken_by=user)),
        returned=Count("pk", filter=Q(status=ReportStatus.RETURNED)),
    )
    return Counts(**numbers)


def page(user: User, chosen: dict[str, Any], number: Any) -> Page:
    """One page of the reports that match, each with its people and what was done to them. Five queries."""
    found = visible(user).filter(_state(user, chosen.get("state", "")), _narrowed(chosen))
    acts = Act.objects.filter(retired_at=None).order_by("pk")
    people = Mention.objects.filter(retired_at=None).prefetch_related(Prefetch("acts", acts))
    shown = found.select_related("place", "taken_by", "source").prefetch_related(Prefetch("mentions", people))
    return Paginator(shown.order_by(*_order(chosen.get("sort", ""))), PER_PAGE).get_page(number)


def reviewers() -> list[tuple[str, str]]:
    """Who may have taken a report: reference and name."""
    return list(team.team(role=Role.REVIEWER).values_list("ref", "name"))


def kinds(report: Report) -> list[tuple[str, int]]:
    """What was done in a report of the page, and to how many at least."""
    found: dict[str, int] = {}
    for mention in report.mentions.all():
        for kind in {act.kind for act in mention.acts.all()}:
            found[kind] = found.get(kind, 0) + mention.n_low
    return sorted(found.items(), key=lambda item: ActKind.values.index(item[0]))


def _state(user: User, state: str) -> Q:
    mine = Q(status=ReportStatus.UNDER_REVIEW, taken_by=user)
    waiting = Q(status=ReportStatus.SUBMITTED)
    states = {
        "waiting": waiting,
        "mine": mine,
        "others": Q(status=ReportStatus.UNDER_REVIEW) & ~Q(taken_by=user),
        "returned": Q(status=ReportStatus.RETURNED),
        "done": Q(status__in=DONE),
        "sent": Q(),
    }
    return states.get(state, waiting | mine)


def _narrowed(chosen: dict[str, Any]) -> Q:
    asked = Q()
    if chosen.get("by"):
        asked &= Q(taken_by__ref=chosen["by"])
    if chosen.get("missing"):
        held = Act.objects.filter(kind__in=NOW_HARMED, polarity=Polarity.ASSERTS, retired_at=None)
        asked &= Q(Exists(held.filter(mention__report=OuterRef("pk"), mention__retired_at=None)))
    if chosen.get("place"):
        asked &= _in_place(chosen["place"])
    if (first := chosen.get("since")) and first.lower:
        asked &= Q(received_at__date__gte=first.lower)
    if (last := chosen.get("until")) and last.upper:
        asked &= Q(received_at__date__lte=last.upper)
    return asked


def _in_place(text: str) -> Q:
    """The report or one of its acts lies there, or says so in words that the gazetteer does not know."""
    place = gazetteer.find(text)
    where = Q(place__in=gazetteer.within(place)) if place else Q(place_text__icontains=text)
    acts = Act.objects.filter(where, retired_at=None, mention__report=OuterRef("pk"))
    return where | Q(Exists(acts))


def _order(sort: str) -> list[str]:
    if sort == "newest":
        return ["-received_at", "-pk"]
    # "urgent" sorts after "normal" by its code, so that the urgent come first when it goes down.
    return ["-urgency", "received_at", "pk"] if sort == Urgency.URGENT else ["received_at", "pk"]
