"""Reads of the case list: which people, how many, and one page of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from accounts import people as team
from accounts.models import User
from accounts.roles import Role
from incidents import policies
from incidents.domain import disclosure, gazetteer, names, references, standing
from incidents.domain.queries import may_be_one, then
from incidents.domain.queries.as_held import Held
from incidents.domain.queries.then import Told
from incidents.domain.queries.ways import Ways
from incidents.domain.seekers import filtering
from incidents.forms.person import PeopleFilter
from incidents.models import Act, Finding, Mention, Person, PersonList
from incidents.vocabulary import Confirmation, FindingStatus, Naming, Status

PER_PAGE = 50
LADDER = ("", *Confirmation.values)


@dataclass(frozen=True)
class Counts:
    """How many: entries of the list, the people they stand for at least and at most, and those without a name.

    `may_be_fewer` is what the low number was lowered by, because nobody could tell some of them apart.
    """

    entries: int
    low: int
    high: int
    unnamed: int
    may_be_fewer: int = 0

    def less(self, fewer: int) -> "Counts":
        """The same, where some entries may be one person: there are as many fewer people at least."""
        return replace(self, low=self.low - fewer, may_be_fewer=fewer)


class CaseList:
    """The case list as one address asks for it. Nothing is read before it is asked for."""

    def __init__(self, user: User, params: Mapping[str, str], told: dict[int, Told] | None = None) -> None:
        """`told` is what was held on the day of the address, where somebody has read it already."""
        self.user, self.params, self._told = user, params, told
        self.ways = Ways(user)
        asked: dict[str, Callable[..., Any]] = {**roads(user), "cell": self.ways.narrow, "held": lambda _day: self.held}
        self.filter = PeopleFilter(params, listed(user), roads=asked, reviewers=reviewers(), lists=kept_lists(user))

    @cached_property
    def is_readable(self) -> bool:
        """Whether the whole address could be read. If not, nothing is listed rather than too much."""
        return self.filter.is_valid()

    @cached_property
    def held(self) -> Held | None:
        """What was held on the day that the address names; None without one."""
        day = self.filter.form.cleaned_data.get("on") if self.is_readable else None
        return Held(self.user, day, self._told) if day else None

    @cached_property
    def people(self) -> QuerySet[Person]:
        """Everybody who matches, in the order asked for."""
        found = self.filter.qs if self.is_readable else Person.objects.none()
        return found.order_by(*order(self.filter.form.cleaned_data.get("sort", "")))

    @cached_property
    def counts(self) -> Counts:
        """Two queries, and one more where somebody may be one with another. On a day, from what was held then."""
        if self.held is not None:
            return self._counted_then(self.held)
        numbers = self.people.order_by().aggregate(
            entries=Count("pk"),
            low=Sum("n_low"),
            high=Sum("n_high"),
            unnamed=Sum("n_low", filter=Q(naming=Naming.UNNAMED)),
        )
        fewer = may_be_one.fewer(groups := may_be_one.groups(), may_be_one.lows(self.people, groups))
        return Counts(**{name: number or 0 for name, number in numbers.items()}).less(fewer)

    def _counted_then(self, held: Held) -> Counts:
        rows = [held.told[pk].person for pk in self.people.order_by().values_list("pk", flat=True)]
        groups = may_be_one.groups(then.end_of(held.day))
        return Counts(
            entries=len(rows),
            low=sum(row.n_low for row in rows),
            high=sum(row.n_high for row in rows),
            unnamed=sum(row.n_low for row in rows if row.naming == Naming.UNNAMED),
        ).less(may_be_one.fewer(groups, {row.pk: row.n_low for row in rows}))

    @cached_property
    def staying(self) -> int:
        """How many entries go into no file for others: every report about them must stay with the team."""
        return self.people.order_by().filter(~let_out()).count()

    def page(self, number: Any) -> Page:
        """One page; a number that is none shows the first, one too high the last."""
        pages = Paginator(self.people.select_related("place"), PER_PAGE)
        pages.count = self.counts.entries
        page = pages.get_page(number)
        if self.held is not None:
            page.object_list = self.held.as_then(page.object_list)
        return page

    def chosen(self) -> dict[str, str]:
        """What was typed or chosen, by field: what a link must carry to show the same people again."""
        return {name: self.params[name] for name in self.filter.filters if self.params.get(name)}


def listed(user: User) -> QuerySet[Person]:
    """The people of the list: whom one may see and a standing report mentions, without those merged into others."""
    return Person.objects.filter(policies.visible_persons(user), merged_into=None, reports_count__gt=0)


def let_out() -> Exists:
    """That at least one report of a person lets the row out to others than the team."""
    reports = Mention.objects.filter(standing.STANDING, person=OuterRef("pk"))
    return Exists(reports.exclude(report__consent__in=disclosure.STAYS_INSIDE))


def order(code: str) -> list[Any]:
    """The columns behind a word of the address; the last one settles every tie."""
    name, backwards = code.lstrip("-") or "name", code.startswith("-")
    keys: dict[str, list[Any]] = {
        "name": [_no_name_last(), F("sort_key"), F("describing")],
        "status": [_rank("status", Status.values)],
        "sure": [_rank("confirmation", LADDER)],
        "when": [F("when_lower").desc(nulls_last=True) if backwards else F("when_lower").asc(nulls_last=True)],
        "newest": [F("pk").desc()],
    }
    chosen = keys[name]
    if backwards and name in ("status", "sure"):
        chosen = [chosen[0].desc()]
    if backwards and name == "name":
        chosen = [chosen[0], F("sort_key").desc(), F("describing").desc()]
    return [*chosen, F("sort_key"), F("pk")] if name != "newest" else chosen


def _rank(field: str, codes: tuple[str, ...] | list[str]) -> Case:
    whens = [When(**{field: code}, then=Value(number)) for number, code in enumerate(codes)]
    return Case(*whens, default=Value(len(codes)), output_field=IntegerField())


def _no_name_last() -> Case:
    return Case(When(sort_key="", then=Value(1)), default=Value(0), output_field=IntegerField())


def reviewers() -> list[tuple[str, str]]:
    """Who may be chosen as a reviewer: reference and name."""
    return list(team.team(role=Role.REVIEWER).values_list("ref", "name"))


def kept_lists(user: User) -> list[tuple[str, str]]:
    """The lists of others that may be chosen: reference and title."""
    return list(PersonList.objects.filter(policies.visible_lists(user)).values_list("ref", "title"))


def roads(user: User) -> dict[str, Callable[[str], Q]]:
    """How the filter asks other tables, always inside what the user may see."""
    mentions = Mention.objects.filter(standing.STANDING, policies.visible_mentions(user), person__isnull=False)
    findings = Finding.objects.filter(policies.visible_findings(user))
    return {
        "q": by_words,
        "place": by_place,
        "incident": lambda ref: by_incident(mentions, findings, ref),
        "source": lambda text: Q(pk__in=mentions.filter(_source(text)).values("person_id")),
        "reviewer": lambda ref: Q(
            pk__in=findings.filter(Q(proposed_by__ref=ref) | Q(decided_by__ref=ref)).values("person_id")
        ),
    }


def by_words(text: str) -> Q:
    """People whose reference it is, or in whose names or descriptions every word occurs in some spelling."""
    ref = canonical(text)
    if ref:
        return Q(ref=ref) | Q(pk__in=Person.objects.filter(ref=ref).values("merged_into_id"))
    return filtering.bearing(text)


def canonical(text: str) -> str:
    """The reference of a person in whatever somebody typed; empty when it is none."""
    try:
        return references.read(text, "P")
    except references.Misread:
        return ""


def by_place(text: str, certain: bool = False) -> Q:
    """In the place and everything under it; a place that the gazetteer does not know is compared as it was typed."""
    as_typed = Q(pk__in=[]) if certain else Q(place_text__icontains=text)
    place = gazetteer.find(text)
    return Q(place_id__in=gazetteer.within(place)) | Q(place=None) & as_typed if place else as_typed


def by_incident(mentions: QuerySet[Mention], findings: QuerySet[Finding], ref: str) -> Q:
    """People who were harmed in the incident, by an act that a report tells or by a finding."""
    acts = Act.objects.filter(incident__ref=ref, retired_at=None, mention__in=mentions)
    standing = findings.filter(incident__ref=ref, status__in=(FindingStatus.PROPOSED, FindingStatus.AGREED))
    return Q(pk__in=acts.values("mention__person_id")) | Q(pk__in=standing.values("person_id"))


def _source(text: str) -> Q:
    try:
        return Q(report__source__ref=references.read(text, "S"))
    except references.Misread:
        return Q(report__source__name__icontains=text) | Q(
            report__source__name_folded__contains=names.fold(text) or text
        )
