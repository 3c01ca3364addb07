"""Reads of claimed figures: the topics, all claims with their filter, one claim, what may be chosen beside it."""

import datetime as dt
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import gazetteer, references
from incidents.domain.queries import figure_told, figure_words
from incidents.domain.queries.figure_told import Told
from incidents.models import Actor, FigureClaim, FigureRelation, FigureTopic, Report
from incidents.policies import Denied

PER_PAGE = 50
MOST_TOPICS = 200
MOST_NEARBY = 100
WITH = ("report__source", "claimant", "place")


def visible(user: User) -> QuerySet[FigureClaim]:
    """The claims that one may see."""
    return FigureClaim.objects.filter(policies.visible_figures(user)).select_related(*WITH)


def by_ref(user: User, ref: str) -> QuerySet[FigureClaim]:
    """The claim with this reference, in whatever way it was typed."""
    rows = visible(user).select_related(*WITH, "entered_by", "struck_by", "corrects", "corrected_by")
    return rows.filter(ref=canonical(ref, "G"))


def topic_by_ref(user: User, ref: str) -> QuerySet[FigureTopic]:
    """The topic with this reference, in whatever way it was typed."""
    return _topics(user).select_related("created_by").filter(ref=canonical(ref, "T"))


def canonical(text: str, letter: str) -> str:
    """The reference in whatever somebody typed; empty when it is none."""
    try:
        return references.read(text, letter)
    except references.Misread:
        return ""


def _topics(user: User) -> QuerySet[FigureTopic]:
    return FigureTopic.objects.filter(policies.visible_counts(user))


def topics(user: User) -> list[FigureTopic]:
    """Every topic, by title, each with how many claims it holds. One query."""
    shown = Count("placed", filter=Q(placed__claim__struck_at=None))
    return list(_topics(user).annotate(claim_count=shown).order_by("title", "pk")[:MOST_TOPICS])


def topic_choices(user: User) -> list[tuple[str, str]]:
    """The topics as choices: reference and title."""
    return list(_topics(user).order_by("title", "pk").values_list("ref", "title")[:MOST_TOPICS])


def topics_by_refs(user: User, refs: list[str]) -> list[FigureTopic]:
    """The chosen ones of those that this person sees."""
    return list(_topics(user).filter(ref__in=refs))


def topics_of(user: User, claim: FigureClaim) -> list[FigureTopic]:
    """The topics on which the claim stands."""
    return list(_topics(user).filter(placed__claim=claim).order_by("title", "pk"))


def page(user: User, chosen: dict[str, Any], number: Any, on: dt.date | None = None) -> Page:
    """One page of the claims that match, as they stood on a day, the newest statement first. Three queries."""
    found = figure_told.by_then(visible(user), on).filter(_narrowed(chosen)).prefetch_related("moves")
    pages = Paginator(found.order_by(F("when_lower").desc(nulls_last=True), "-pk"), PER_PAGE)
    shown = pages.get_page(number)
    rows: Any = figure_told.tell(shown.object_list, on)
    shown.object_list = rows
    return shown


def _narrowed(chosen: dict[str, Any]) -> Q:
    asked = Q()
    if words := chosen.get("q"):
        asked &= _in_words(words)
    if chosen.get("status"):
        asked &= Q(status=chosen["status"])
    if chosen.get("state"):
        asked &= Q(state_then=chosen["state"], struck_at=None)
    if chosen.get("place"):
        place = gazetteer.find(chosen["place"])
        typed = Q(place_text__icontains=chosen["place"])
        asked &= Q(place_id__in=gazetteer.within(place)) | Q(place=None) & typed if place else typed
    if chosen.get("report"):
        asked &= Q(report__ref=chosen["report"])
    since, until = chosen.get("since"), chosen.get("until")
    if since and since.lower:
        asked &= Q(when_upper__gte=since.lower)
    return asked & Q(when_lower__lte=until.upper) if until and until.upper else asked


def _in_words(text: str) -> Q:
    if ref := canonical(text, "G"):
        return Q(ref=ref)
    names = Q(claimant__name_en__icontains=text) | Q(claimant__name_ru__icontains=text)
    return names | Q(claimant__name_kk__icontains=text) | Q(speaker__icontains=text) | Q(words__icontains=text)


def of_report(user: User, report: Report) -> list[Told]:
    """The figures that were entered from a report, as far as one may see them; those struck last. Two queries."""
    rows = visible(user).filter(report=report).prefetch_related("moves")
    return figure_told.tell(rows.order_by(F("struck_at").asc(nulls_first=True), "pk"), None)


def may_enter(user: User, report: Report) -> bool:
    """Whether this person may enter figures from this report now."""
    try:
        policies.check_enter_figure(user, report)
    except Denied:
        return False
    return True


def report(user: User, ref: str) -> QuerySet[Report]:
    """The report with this reference, if one may read it."""
    rows = Report.objects.filter(policies.visible_reports(user), ref=canonical(ref, "R"))
    return rows.exclude(received_at=None).select_related("source")


def claimants() -> list[str]:
    """The names of all who may claim something, in the reader's language, for the list of suggestions."""
    return sorted({gazetteer.name(actor) for actor in Actor.objects.all()})


def nearby(user: User, claim: FigureClaim) -> list[tuple[str, str]]:
    """The claims that one may want to tie to this one: of its report and of its topics. Reference and words."""
    same = Q(report=claim.report_id) | Q(topics__in=topics_of(user, claim))
    rows = visible(user).filter(same, struck_at=None).exclude(pk=claim.pk).distinct()
    found = rows.order_by("when_lower", "pk")[:MOST_NEARBY]
    return [(other.ref, figure_words.short(other)) for other in found]


def begun_topics(user: User, claim: FigureClaim | None, ref: str) -> list[str]:
    """The topics that the form begins with: those of a claim that is entered anew, and the one one came from."""
    held = [topic.ref for topic in topics_of(user, claim)] if claim else []
    return [*held, *filter(None, [canonical(ref, "T")])]


def tie(user: User, claim: FigureClaim, pk: int) -> QuerySet[FigureRelation]:
    """One tie of this claim that stands, of those whose two ends one may see."""
    ends = [policies.prefixed(end, policies.visible_figures(user)) for end in ("claim", "other")]
    mine = Q(claim=claim) | Q(other=claim)
    return FigureRelation.objects.filter(*ends, mine, pk=pk, removed_at=None).select_related("claim", "other")


def told(claim: FigureClaim) -> Told:
    """One claim as it stands today."""
    return figure_told.tell([claim], None)[0]


def as_it_is(claim: FigureClaim) -> list[tuple[str, str]]:
    """What somebody else may have changed of a claim, label by label."""
    now = told(FigureClaim.objects.select_related(*WITH).get(pk=claim.pk))
    last = now.move.because if now.move else ""
    return [(_("State"), _("entered by mistake") if now.is_struck else now.state_words), (_("Why"), last)]
