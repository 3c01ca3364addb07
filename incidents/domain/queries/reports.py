"""An activist's own reports: the list with what is asked of them, one report as sent, its story, its evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from accounts.models import User
from incidents import policies
from incidents.domain.intake.contents import actor_choices
from incidents.domain.intake.draft import STEPS
from incidents.domain.intake.words import Line, by_person, lines
from incidents.models import Evidence, FindingAct, Mention, Report, ReportMove
from incidents.vocabulary import FindingStatus, ReportStatus, Resolution

EDITABLE = (ReportStatus.DRAFT, ReportStatus.RETURNED)
SENT = (ReportStatus.SUBMITTED, ReportStatus.UNDER_REVIEW, ReportStatus.RETURNED, ReportStatus.ACCEPTED)
PER_PAGE = 30


@dataclass(frozen=True)
class Told:
    """One step of a report in words."""

    step: str
    lines: list[Line]


def every(user: User) -> QuerySet[Report]:
    """The user's own reports."""
    return Report.objects.filter(policies.visible_reports(user), submitter=user)


def own(user: User) -> QuerySet[Report]:
    """The user's own reports, newest first, each with the last question asked (`question`)."""
    asked = ReportMove.objects.filter(report=OuterRef("pk"), to_status=ReportStatus.RETURNED).order_by("-at", "-pk")
    return every(user).annotate(question=Subquery(asked.values("words")[:1])).order_by("-created_at", "-pk")


def listed(user: User) -> QuerySet[Report]:
    """The same for a list: with how many people were sent in each, without the long texts."""
    standing = Count("mentions", filter=Q(mentions__retired_at=None), distinct=True)
    return own(user).annotate(people=standing).defer("narrative", "translation_caveats")


def page(user: User, number: str, chosen: Mapping[str, Any] = MappingProxyType({})) -> Page:
    """One page of the list: of all own reports, or of those that were chosen."""
    return Paginator(listed(user).filter(_chosen(chosen)), PER_PAGE).get_page(number)


def _chosen(chosen: Mapping[str, Any]) -> Q:
    asked = Q(status=chosen["status"]) if chosen.get("status") else Q()
    if (first := chosen.get("since")) and first.lower:
        asked &= Q(received_at__date__gte=first.lower)
    if (last := chosen.get("until")) and last.upper:
        asked &= Q(received_at__date__lte=last.upper)
    return asked & Q(Exists(people(chosen["told"]).filter(report=OuterRef("pk")))) if chosen.get("told") else asked


def people(told: str) -> QuerySet[Mention]:
    """The people of sent reports, as each tells of them, of whom this became: all for “sent”; else nobody."""
    relied = FindingAct.objects.filter(act__mention=OuterRef("pk"), finding__status=FindingStatus.AGREED)
    accepted, undecided = Q(report__status=ReportStatus.ACCEPTED), Q(resolution=Resolution.UNDECIDED)
    became = {
        "sent": Q(),
        "waiting": ~accepted,
        "accepted": accepted & ~undecided,
        "undecided": accepted & undecided,
        "concluded": Q(Exists(relied)),
    }
    sent = Mention.objects.filter(report__status__in=SENT, retired_at=None)
    return sent.filter(became[told]) if told in became else Mention.objects.none()


def written(user: User) -> QuerySet[Report]:
    """Own reports that somebody wrote: the import of a list is undone and not withdrawn."""
    return own(user).filter(edition=None)


def with_story(user: User) -> QuerySet[Report]:
    """Own reports with their moves, revisions and evidence at hand."""
    kept = Prefetch("evidence", Evidence.objects.filter(removed_at=None), to_attr="held")
    return own(user).select_related("source").prefetch_related("moves", "revisions", kept)


def evidence(user: User) -> QuerySet[Evidence]:
    """The evidence that this person may see."""
    return Evidence.objects.filter(policies.visible_evidence(user)).select_related("report")


def own_evidence(user: User) -> QuerySet[Evidence]:
    """The evidence of own reports."""
    return evidence(user).filter(report__submitter=user)


def steps_done(report: Report) -> list[str]:
    """The steps that were saved at least once."""
    saved = report.draft.get("saved", {})
    return [step for step in STEPS if step in saved]


def next_step(report: Report) -> str:
    """The first step that was not saved yet; the last one when all were."""
    done = steps_done(report)
    return next((step for step in STEPS if step not in done), STEPS[-1])


def sections(content: dict) -> list[Told]:
    """Content in words, step by step."""
    actors = dict(actor_choices())
    said = [line for line in lines(content, actors) if line.section != "people"] + by_person(content, actors)
    return [Told(step, [line for line in said if line.section == step]) for step in STEPS if step != "check"]
