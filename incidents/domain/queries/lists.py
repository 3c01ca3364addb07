"""Reads of lists that others keep: the lists, one with its editions and imports, the rows of an edition."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from incidents import policies
from incidents.domain import gazetteer, references
from incidents.models import ListEdition, ListImport, Mention, PersonList, RowChange
from incidents.vocabulary import ActKind, ImportState, ReportStatus, Resolution, RowChangeKind

PER_PAGE, ROWS_PER_PAGE = 30, 50
UNDER_WAY = (ImportState.CHECKING, ImportState.WAITING, ImportState.IMPORTING, ImportState.UNDOING)
OPEN = (ImportState.RECEIVED, ImportState.CHECKED, ImportState.FAILED, ImportState.STOPPED, *UNDER_WAY)
GONE = (ReportStatus.REJECTED, ReportStatus.WITHDRAWN)


@dataclass(frozen=True)
class Waiting:
    """What is not finished: imports that somebody began, rows that nobody decided."""

    imports: int
    rows: int


def waiting(user: User) -> Waiting:
    """For the first page. Two queries."""
    imports = ListImport.objects.filter(policies.visible_lists(user), state__in=OPEN).count()
    return Waiting(imports, undecided(user).count())


def undecided(user: User) -> QuerySet[Mention]:
    """The rows of the newest edition of each list that nobody decided yet."""
    newest = Q(report__edition__followed_by=None) & ~Q(report__status__in=GONE)
    return Mention.objects.filter(policies.visible_rows(user), newest, resolution=Resolution.OPEN)


def page(user: User, number: Any) -> Page:
    """One page of the lists, by title, each with how many editions it has and the newest of them. Two queries."""
    newest = ListEdition.objects.filter(person_list=OuterRef("pk")).order_by("-number")
    rows = PersonList.objects.filter(policies.visible_lists(user)).select_related("keeper")
    rows = rows.annotate(
        edition_count=Count("editions"),
        newest_label=Subquery(newest.values("label")[:1]),
        newest_rows=Subquery(newest.values("rows")[:1]),
    )
    return Paginator(rows.order_by("title", "pk"), PER_PAGE).get_page(number)


def unfinished(user: User) -> list[ListImport]:
    """Imports that are not at their end, the newest first."""
    rows = ListImport.objects.filter(policies.visible_lists(user), state__in=OPEN)
    return list(rows.select_related("person_list", "by")[:PER_PAGE])


def by_ref(user: User, ref: str) -> QuerySet[PersonList]:
    """The list with this reference, in whatever way it was typed."""
    rows = PersonList.objects.filter(policies.visible_lists(user)).select_related("keeper", "created_by")
    return rows.filter(ref=_canonical(ref, "L"))


def import_by_ref(user: User, ref: str) -> QuerySet[ListImport]:
    """The import with this reference."""
    rows = ListImport.objects.filter(policies.visible_lists(user))
    rows = rows.select_related("person_list__keeper", "by", "edition__person_list", "undone_by")
    return rows.filter(ref=_canonical(ref, "M"))


def edition(user: User, ref: str, number: int) -> QuerySet[ListEdition]:
    """An edition of a list by its number."""
    rows = ListEdition.objects.filter(
        policies.visible_lists(user), person_list__ref=_canonical(ref, "L"), number=number
    )
    return rows.select_related("person_list__keeper", "report__submitter", "follows", "followed_by")


def other_lists(user: User, person_list: PersonList) -> list[tuple[str, str]]:
    """Lists that a column of this list's file may speak of: reference and title."""
    rows = PersonList.objects.filter(policies.visible_lists(user)).exclude(pk=person_list.pk)
    return list(rows.values_list("ref", "title"))


class ListPage:
    """What the page of one list shows."""

    def __init__(self, user: User, person_list: PersonList) -> None:
        self.user, self.list = user, person_list

    @cached_property
    def editions(self) -> list[Any]:
        """Its editions, the newest first, with how many of their rows somebody decided, and what changed."""
        told = Q(report__mentions__retired_at=None)
        rows: list[Any] = list(
            self.list.editions.select_related("report").order_by("-number").annotate(
                undecided=Count("report__mentions", filter=told & Q(report__mentions__resolution=Resolution.OPEN))
            )
        )  # fmt: skip
        numbers = _changes([row.pk for row in rows])
        for row in rows:
            row.numbers = numbers.get(row.pk, [])
        return rows

    @cached_property
    def imports(self) -> list[ListImport]:
        """Its imports but for those that became editions, the newest first."""
        rows = ListImport.objects.filter(policies.visible_lists(self.user), person_list=self.list)
        return list(rows.exclude(state=ImportState.DONE).select_related("by")[:PER_PAGE])

    @cached_property
    def kinds(self) -> str:
        """What it could have recorded, in words."""
        return ", ".join(str(ActKind(kind).label) for kind in self.list.covers_kinds)

    @cached_property
    def places(self) -> str:
        """The places it could have recorded."""
        return ", ".join(gazetteer.name(place) for place in self.list.covers_places.all())


class EditionPage:
    """What the page of one edition shows."""

    def __init__(self, user: User, edition: ListEdition) -> None:
        self.user, self.edition = user, edition

    @cached_property
    def imported(self) -> ListImport | None:
        """The import that made it."""
        rows = ListImport.objects.filter(policies.visible_lists(self.user), edition=self.edition)
        return rows.select_related("by").first()

    @cached_property
    def numbers(self) -> list[tuple[RowChangeKind, int]]:
        """How many rows were added, removed and so on."""
        return _changes([self.edition.pk]).get(self.edition.pk, [])

    @cached_property
    def states(self) -> dict[str, int]:
        """How many rows are decided, and how."""
        rows = self.rows.values_list("resolution").annotate(number=Count("pk")).order_by()
        return dict(rows)

    @cached_property
    def undecided(self) -> int:
        """How many nobody decided yet."""
        return self.states.get(Resolution.OPEN, 0)

    @cached_property
    def decided(self) -> int:
        """How many somebody decided."""
        return sum(self.states.values()) - self.undecided

    @property
    def rows(self) -> QuerySet[Mention]:
        """Its rows, as mentions."""
        return Mention.objects.filter(policies.visible_rows(self.user), report=self.edition.report_id)


def rows(user: User, edition: ListEdition, number: Any) -> Page:
    """One page of the rows of an edition, as they came, each with what became of it. Two queries."""
    found = EditionPage(user, edition).rows.select_related("person").order_by("position")
    shown = Paginator(found, ROWS_PER_PAGE).get_page(number)
    told: list[Any] = list(shown.object_list)
    shown.object_list = told
    for row in told:
        row.line, row.told = (row.row or {}).get("number", row.position), cells(row, edition.headers)
    return shown


def changes(user: User, edition: ListEdition, kind: str, number: Any) -> Page:
    """One page of what changed since the edition before, of one kind or of all. Three queries."""
    found = RowChange.objects.filter(policies.prefixed("edition", policies.visible_lists(user)), edition=edition)
    found = found.filter(kind=kind) if kind in RowChangeKind.values else found
    order = found.select_related("former__person", "mention__person").order_by("kind", "id")
    shown = Paginator(order, ROWS_PER_PAGE).get_page(number)
    told: list[Any] = list(shown.object_list)
    shown.object_list = told
    before = edition.follows.headers if edition.follows else []
    for change in told:
        row, heads = (change.mention, edition.headers) if change.mention else (change.former, before)
        change.row, change.line = row, (row.row or {}).get("number", row.position)
        change.told = [] if change.fields else cells(row, heads)
    return shown


def cells(row: Mention, headings: list[str]) -> list[tuple[str, str]]:
    """The cells of a row that are not empty, each with its heading."""
    cells = (row.row or {}).get("cells", [])
    return [(head, cell) for head, cell in zip(headings, cells, strict=False) if cell]


def _changes(editions: list[int]) -> dict[int, list[tuple[RowChangeKind, int]]]:
    """For each edition how many changes of each kind. One query."""
    counted = RowChange.objects.filter(edition__in=editions).values_list("edition", "kind").annotate(number=Count("pk"))
    found: dict[int, dict[str, int]] = {}
    for pk, kind, number in counted.order_by():
        found.setdefault(pk, {})[kind] = number
    return {pk: [(kind, kinds[kind]) for kind in RowChangeKind if kind in kinds] for pk, kinds in found.items()}


def _canonical(text: str, letter: str) -> str:
    try:
        return references.read(text, letter)
    except references.Misread:
        return ""
