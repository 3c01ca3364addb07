"""An activist's own reports: the list with what is asked of them, one report as sent, its story, its evidence."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from accounts.models import User
from incidents import policies
from incidents.domain.intake.contents import actor_choices
from incidents.domain.intake.draft import STEPS
from incidents.domain.intake.words import Line, by_person, lines
from incidents.models import Evidence, Report, ReportMove
from incidents.vocabulary import ReportStatus

EDITABLE = (ReportStatus.DRAFT, ReportStatus.RETURNED)
PER_PAGE = 30


@dataclass(frozen=True)
class Told:
    """One step of a report in words."""

    step: str
    lines: list[Line]


def own(user: User) -> QuerySet[Report]:
    """The user's own reports, newest first, each with the last question asked (`question`)."""
    asked = ReportMove.objects.filter(report=OuterRef("pk"), to_status=ReportStatus.RETURNED).order_by("-at", "-pk")
    found = Report.objects.filter(policies.visible_reports(user), submitter=user)
    return found.annotate(question=Subquery(asked.values("words")[:1])).order_by("-created_at", "-pk")


def listed(user: User) -> QuerySet[Report]:
    """The same for a list: with how many people were sent in each, without the long texts."""
    standing = Count("mentions", filter=Q(mentions__retired_at=None), distinct=True)
    return own(user).annotate(people=standing).defer("narrative", "translation_caveats")


def page(user: User, number: str) -> Page:
    """One page of the list."""
    return Paginator(listed(user), PER_PAGE).get_page(number)


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
