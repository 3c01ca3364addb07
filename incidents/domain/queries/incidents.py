"""Reads of incidents: the list, and one with its people, parts and reports."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, Q, QuerySet, Value, When

from accounts.models import User
from incidents import policies
from incidents.domain import gazetteer, references
from incidents.domain.queries import bearings, held
from incidents.domain.queries.persons import listed, roads
from incidents.models import Act, Actor, Evidence, Finding, Incident, Person, Report

PER_PAGE = 50
MOST_PEOPLE = 200


def visible(user: User) -> QuerySet[Incident]:
    """The incidents that one may see."""
    return Incident.objects.filter(policies.visible_incidents(user))


def by_ref(user: User, ref: str) -> QuerySet[Incident]:
    """The incident with this reference, in whatever way it was typed."""
    return visible(user).filter(ref=canonical(ref)).select_related("place", "parent", "created_by")


def canonical(text: str) -> str:
    """The reference of an incident in whatever somebody typed; empty when it is none."""
    try:
        return references.read(text, "I")
    except references.Misread:
        return ""


def actors() -> QuerySet[Actor]:
    """Institutions and units that may be alleged to have acted."""
    return Actor.objects.alleged().order_by("kind", "name_en")


def page(user: User, chosen: dict[str, Any], number: Any) -> Page:
    """One page of the incidents that match, the latest first, each with the number of its people."""
    found = visible(user).filter(_narrowed(chosen))
    pages = Paginator(found.select_related("place").order_by(F("when_lower").desc(nulls_last=True), "-pk"), PER_PAGE)
    shown = pages.get_page(number)
    rows: list[Any] = list(shown.object_list)
    shown.object_list = rows
    numbers = _people_of([incident.pk for incident in rows], user)
    for incident in rows:
        incident.people = numbers.get(incident.pk, 0)
    return shown


def _narrowed(chosen: dict[str, Any]) -> Q:
    asked, words = Q(), chosen.get("q")
    if words:
        asked &= Q(ref=canonical(words)) if canonical(words) else Q(title__icontains=words)
    if chosen.get("place"):
        place = gazetteer.find(chosen["place"])
        typed = Q(place_text__icontains=chosen["place"])
        asked &= Q(place_id__in=gazetteer.within(place)) | Q(place=None) & typed if place else typed
    since, until = chosen.get("since"), chosen.get("until")
    if since and since.lower:
        asked &= Q(when_upper__gte=since.lower) | Q(when_upper=None, when_lower__isnull=False)
    if until and until.upper:
        asked &= Q(when_lower__lte=until.upper) | Q(when_lower=None, when_upper__isnull=False)
    return asked


def _people_of(incidents: list[int], user: User) -> dict[int, int]:
    """How many listed people each incident has, by acts and by findings, each person once. Two queries."""
    people: dict[int, set[int]] = {pk: set() for pk in incidents}
    shown = listed(user).values("pk")
    acts = Act.objects.filter(
        policies.prefixed("mention", policies.visible_mentions(user)), incident__in=incidents, retired_at=None,
        mention__person__in=shown, mention__retired_at=None,
    )  # fmt: skip
    findings = Finding.objects.filter(incident__in=incidents, status__in=("proposed", "agreed"), person__in=shown)
    pairs = [*acts.values_list("incident_id", "mention__person_id"), *findings.values_list("incident_id", "person_id")]
    for incident, person in pairs:
        people[incident].add(person)
    return {incident: len(found) for incident, found in people.items()}


class IncidentPage:
    """Everything that the page of one incident shows, each part read once and only when asked for."""

    def __init__(self, user: User, incident: Incident) -> None:
        self.user, self.incident = user, incident

    @cached_property
    def people(self) -> list[Person]:
        """Who was harmed in it, by name; at most MOST_PEOPLE, the case list has the rest."""
        asked = roads(self.user)["incident"](self.incident.ref)
        found = listed(self.user).filter(asked).select_related("place")
        return list(
            found.order_by(Case(When(sort_key="", then=Value(1)), default=Value(0)), "sort_key", "pk")[:MOST_PEOPLE]
        )

    @cached_property
    def reports(self) -> list[Report]:
        """The reports that speak of it, as far as this user may read them."""
        acts = Act.objects.filter(incident=self.incident, retired_at=None).values("mention__report_id")
        rows = Report.objects.filter(policies.visible_reports(self.user), pk__in=acts)
        return list(rows.select_related("source").order_by("received_at", "pk"))

    @cached_property
    def evidence(self) -> list[Any]:
        """What bears on it, or on an act in it, as far as this user may see it."""
        here = Q(bearings__incident=self.incident) | Q(bearings__act__incident=self.incident)
        standing = Q(bearings__in=bearings.standing(self.user))
        return held.pictured(
            self.user, Evidence.objects.filter(policies.visible_evidence(self.user), here & standing).distinct()
        )

    @cached_property
    def acts(self) -> list[Act]:
        """What was done in it, by the reports that this user may read."""
        asked = policies.prefixed("mention", policies.visible_mentions(self.user))
        rows = Act.objects.filter(asked, incident=self.incident, retired_at=None)
        rows = rows.select_related("place", "mention").prefetch_related("involved__actor")
        return list(rows.order_by("when_lower", "pk"))

    @cached_property
    def alleged(self) -> list[tuple[str, str]]:
        """Who is alleged to have acted, with the degree of involvement that the reports state."""
        said: dict[str, list[str]] = {gazetteer.name(actor): [] for actor in self.incident.actors.all()}
        for act in self.acts:
            for tie in act.involved.all():
                words = said.setdefault(gazetteer.name(tie.actor), [])
                words.append(str(tie.get_involvement_display()))
        return [(name, ", ".join(dict.fromkeys(words))) for name, words in sorted(said.items())]

    @cached_property
    def parts(self) -> list[Incident]:
        """The incidents inside it."""
        return list(visible(self.user).filter(parent=self.incident).order_by("when_lower", "pk"))

    @cached_property
    def where(self) -> str:
        """The place, as the gazetteer says it, or as it was given."""
        return gazetteer.said(self.incident)
