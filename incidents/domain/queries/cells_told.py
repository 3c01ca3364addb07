"""Counts by what reports tell: how it was done, which source says it, on which list somebody stands."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy

from accounts.models import User
from incidents import policies
from incidents.domain import speakers, standing
from incidents.domain.queries.cells import NONE, Head, In, Listed, People, Values, Way
from incidents.domain.queries.contested import asserted
from incidents.models import Act, Finding, ListMark, Mention, PersonList, Source
from incidents.vocabulary import FindingStatus, Listing, Manner

CONTESTED = "manner"


class How(Listed):
    """How it was done: as agreed for what became of the person; while nothing is agreed, or it is contested, as the
    reports tell it."""

    columns = ("manners_found", "manners_told", "contested")

    def __init__(self) -> None:
        super().__init__("manner", gettext_lazy("How it was done"), Manner.choices)

    def annotated(self, people: People) -> People:
        return people.annotate(
            manners_found=ArraySubquery(found().values("manner").distinct().order_by("manner")),
            manners_told=ArraySubquery(told().values("manner").distinct().order_by("manner")),
        )

    def read(self, values: Values, rows: Sequence[str] = ()) -> In:
        agreed, claimed, contested = values
        is_contested = CONTESTED in contested
        known = {*agreed, *claimed} if is_contested or not agreed else set(agreed)
        if not known:
            return In.surely(Manner.UNKNOWN.value)
        return In(frozenset(), frozenset(known)) if is_contested else In.one_of(known)

    def narrow(self, people: People, code: str, certain: bool) -> People:
        asked: Any = self.annotated(people)
        if code == Manner.UNKNOWN:
            return asked.filter(manners_found=[], manners_told=[])
        contested = Q(contested__contains=[CONTESTED])
        if certain:
            return asked.filter(~contested & (Q(manners_found=[code]) | Q(manners_found=[], manners_told=[code])))
        claimed = (contested | Q(manners_found=[])) & Q(manners_told__contains=[code])
        return asked.filter(Q(manners_found__contains=[code]) | claimed)


def found() -> QuerySet[Finding]:
    """The agreed findings of what became of the outer person that say how."""
    agreed = Finding.objects.filter(person=OuterRef("pk"), status=FindingStatus.AGREED, kind=OuterRef("status"))
    return agreed.exclude(manner=Manner.UNKNOWN)


def told() -> QuerySet[Act]:
    """What standing reports assert of it, and how."""
    return asserted().exclude(manner=Manner.UNKNOWN)


def received(until: datetime | None) -> Q:
    """Of mentions: what had come in, and was somebody's, before an instant."""
    return Q(report__received_at__lt=until, resolved_at__lt=until) if until else Q()


def gathered(pairs: Iterable[tuple[int, str]]) -> dict[int, set[str]]:
    """What stands beside each key."""
    found: dict[int, set[str]] = {}
    for key, ref in pairs:
        found.setdefault(key, set()).add(ref)
    return found


class Named(Way):
    """Rows that stand in a table: sources, lists. Somebody may certainly stand in several."""

    several = True
    nobody = gettext_lazy("None")

    def read(self, values: Values, rows: Sequence[str] = ()) -> In:
        codes = {code for column in values for code in column}
        return In.surely(*(codes or {NONE}))

    def rows(self, found: Iterable[Values]) -> list[str]:
        read = [self.read(values).certain for values in found]
        known = frozenset().union(*read)
        names = self.names(known - {NONE})
        return [*sorted(names, key=lambda code: (names[code], code)), *({NONE} & known)]

    def heads(self, codes: Sequence[str]) -> list[Head]:
        names = self.names(codes)
        return [Head(code, names.get(code, self.nobody if code == NONE else code)) for code in codes]

    @abstractmethod
    def names(self, codes: Iterable[str]) -> dict[str, str]:
        """What each is called."""


class Sources(Named):
    """Who says it: of every report that the reader may see."""

    columns = ("source_refs",)
    nobody = gettext_lazy("Source not known")

    def __init__(self, user: User, until: datetime | None = None) -> None:
        super().__init__("source", gettext_lazy("Source"))
        self.mentions = Mention.objects.filter(standing.STANDING, policies.visible_mentions(user), received(until))

    def annotated(self, people: People) -> People:
        refs = self.mentions.filter(person=OuterRef("pk"), report__source__isnull=False).order_by("report__source__ref")
        return people.annotate(source_refs=ArraySubquery(refs.values("report__source__ref").distinct()))

    def by_mention(self) -> dict[str, dict[int, set[str]]]:
        told = self.mentions.filter(report__source__isnull=False)
        return {"source_refs": gathered(told.values_list("pk", "report__source__ref"))}

    def narrow(self, people: People, code: str, certain: bool) -> People:
        if code == NONE:
            any_source = self.mentions.filter(report__source__isnull=False, person__isnull=False)
            return people.exclude(pk__in=any_source.values("person_id"))
        return people.filter(pk__in=self.mentions.filter(report__source__ref=code).values("person_id"))

    def names(self, codes: Iterable[str]) -> dict[str, str]:
        return {source.ref: speakers.called(source) for source in Source.objects.filter(ref__in=codes)}


class Lists(Named):
    """On which lists somebody stands: a row of any edition says so, or the mark of a matrix."""

    columns = ("list_refs", "mark_refs")
    nobody = gettext_lazy("On no list")

    def __init__(self, user: User, until: datetime | None = None) -> None:
        super().__init__("list", gettext_lazy("List"))
        self.received = received(until)
        self.lists = PersonList.objects.filter(policies.visible_lists(user))

    def _rows(self) -> QuerySet[Mention]:
        rows = Mention.objects.filter(standing.STANDING, self.received)
        return rows.filter(report__edition__person_list__in=self.lists.values("pk"))

    def _marks(self) -> QuerySet[ListMark]:
        standing_marks = ListMark.objects.filter(policies.prefixed("mention", standing.STANDING & self.received))
        return standing_marks.filter(value=Listing.LISTED, person_list__in=self.lists.values("pk"))

    def annotated(self, people: People) -> People:
        mine = self._rows().filter(person=OuterRef("pk")).order_by("report__edition__person_list__ref")
        marked = self._marks().filter(mention__person=OuterRef("pk")).order_by("person_list__ref")
        return people.annotate(
            list_refs=ArraySubquery(mine.values("report__edition__person_list__ref").distinct()),
            mark_refs=ArraySubquery(marked.values("person_list__ref").distinct()),
        )

    def by_mention(self) -> dict[str, dict[int, set[str]]]:
        rows = self._rows().values_list("pk", "report__edition__person_list__ref")
        marks = self._marks().values_list("mention_id", "person_list__ref")
        return {"list_refs": gathered(rows), "mark_refs": gathered(marks)}

    def narrow(self, people: People, code: str, certain: bool) -> People:
        rows, marks = self._rows(), self._marks()
        if code != NONE:
            rows = rows.filter(report__edition__person_list__ref=code)
            marks = marks.filter(person_list__ref=code)
        on = Q(pk__in=rows.filter(person__isnull=False).values("person_id")) | Q(
            pk__in=marks.filter(mention__person__isnull=False).values("mention__person_id")
        )
        return people.exclude(on) if code == NONE else people.filter(on)

    def names(self, codes: Iterable[str]) -> dict[str, str]:
        return dict(self.lists.filter(ref__in=codes).values_list("ref", "title"))
