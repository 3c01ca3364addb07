"""The people of a stratum over some lists: who is on which, and whatever speaks against reckoning with it."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import Max, Q

from accounts.models import User
from incidents import policies
from incidents.domain import independence
from incidents.domain.estimating import cells
from incidents.domain.estimating.refusing import COVERS, Facts, Looked
from incidents.domain.queries import lists as queries
from incidents.domain.queries.persons import CaseList
from incidents.domain.reconciling import membership
from incidents.models import LikelyPair, ListEdition, ListMark, MatchDecision, MatchRun, Mention, PersonList
from incidents.vocabulary import Listing, MatchRunKind, Naming, Resolution, RunState, Verdict

AT_ONCE = 5000
BY_LISTS = {"on_list", "source", "sure", "list"}  # filters, and rows of tables of counts


@dataclass(frozen=True)
class Counted:
    """The table, how many of the stratum are on none of the lists, beyond each list, and a hash of who they are."""

    patterns: dict[str, int]
    nowhere: int
    beyond: dict[int, int]
    people: str


class Stratum:
    """The people of a filter and some lists, as one user may see them. Nothing is read before it is asked for."""

    def __init__(self, user: User, refs: Sequence[str], filters: Mapping[str, str]) -> None:
        self.user, self.refs = user, list(dict.fromkeys(refs))
        self.case_list = CaseList(user, filters)

    @cached_property
    def lists(self) -> list[PersonList]:
        """Those of the lists that are there, in the order in which they were asked for."""
        rows = PersonList.objects.filter(policies.visible_lists(self.user), ref__in=self.refs)
        held = {row.ref: row for row in rows.prefetch_related("covers_places")}
        return [held[ref] for ref in self.refs if ref in held]

    @cached_property
    def size(self) -> int:
        """How many entries of the case list it has."""
        return self.case_list.counts.entries

    @cached_property
    def counted(self) -> Counted:
        """Everybody read once, some thousands at a time: as many queries as there are thousands."""
        found: Counter[str] = Counter()
        beyond: Counter[int] = Counter()
        digest, keys = hashlib.sha256(), self.case_list.people.order_by("pk").values_list("pk", "ref")
        for batch in _batches(keys.iterator(AT_ONCE)):
            said = membership.of([pk for pk, _ref in batch], self.lists)
            for pk, ref in batch:
                digest.update(f"{ref}\n".encode())
                row = [said[pk, one.pk] for one in self.lists]
                beyond.update(one.pk for one, what in zip(self.lists, row, strict=True) if what == Listing.NOT_COVERED)
                found["".join("1" if what == Listing.LISTED else "0" for what in row)] += 1
        nowhere = found.pop("0" * len(self.lists), 0)
        return Counted(dict(sorted(found.items())), nowhere, dict(beyond), digest.hexdigest())

    def facts(self) -> Facts:
        """Whatever the refusing asks about. Some twenty queries, and those of the table."""
        nobody = {"0" * len(self.lists): 0}
        table = cells.read(nobody | self.counted.patterns) if self.is_countable else None
        return Facts(
            [self._looked(one) for one in self.lists], table, self._rows().filter(resolution=Resolution.OPEN).count(),
            self._rows().filter(resolution=Resolution.UNDECIDED).count(), self._pairs().count(),
            self._undecided().count(), self.case_list.people.order_by().filter(n_high__gt=1).count(),
            self._was_not_looked(), self.is_chosen_by_lists,
        )  # fmt: skip

    @property
    def is_countable(self) -> bool:
        """Whether a table can be made of the lists: two of them at least, six at most."""
        return cells.FEWEST_LISTS <= len(self.lists) <= cells.MOST_LISTS

    @property
    def is_chosen_by_lists(self) -> bool:
        """Whether the filter asks who named the people, or how sure it is, which follows from how many named them."""
        chosen = self.case_list.chosen()
        cells = {chosen[name].partition(":")[0] for name in ("row", "column") if name in chosen}
        return bool({*chosen, *cells} & BY_LISTS)

    @cached_property
    def unnamed(self) -> int:
        """How many entries have no name: they are hardly found on another list."""
        return self.case_list.people.order_by().filter(naming=Naming.UNNAMED).count()

    @cached_property
    def editions(self) -> dict[int, int]:
        """The number of the newest edition of each list."""
        rows = ListEdition.objects.filter(person_list__in=self.lists).order_by()
        return dict(rows.values_list("person_list").annotate(newest=Max("number")))

    def kept(self) -> list[dict[str, Any]]:
        """The lists as an estimate keeps them."""
        return [{"ref": one.ref, "edition": self.editions.get(one.pk, 0)} for one in self.lists]

    @cached_property
    def _roots(self) -> dict[int, frozenset[str]]:
        """Its keeper, and where the editions of each list come from in the end."""
        reports = list(self._editions().values_list("person_list", "report"))
        roots = independence.roots(report for _list, report in reports)
        return {
            one.pk: frozenset({f"source:{one.keeper_id}", *(roots[report] for of, report in reports if of == one.pk)})
            for one in self.lists
        }  # fmt: skip

    def _looked(self, one: PersonList) -> Looked:
        said = (one.covers_kinds, list(one.covers_places.all()), one.covers_lower or one.covers_upper)
        unsaid = [part for part, told in zip(COVERS, said, strict=True) if not told]
        return Looked(one.ref, one.title, unsaid, self.counted.beyond.get(one.pk, 0), self._roots[one.pk])

    def _editions(self):
        """Those that still name somebody: one that was rejected or withdrawn says nothing, of its origin neither."""
        return ListEdition.objects.filter(person_list__in=self.lists).exclude(report__status__in=queries.GONE)

    def _rows(self):
        """The rows of the newest edition of each of the lists, and of the matrices that speak of them."""
        marked = Q(pk__in=ListMark.objects.filter(person_list__in=self.lists).values("mention"))
        newest = Q(report__edition__followed_by=None) & ~Q(report__status__in=queries.GONE)
        rows = Mention.objects.filter(policies.visible_rows(self.user), newest)
        return rows.filter(Q(report__edition__person_list__in=self.lists) | marked)

    def _sides(self) -> Q:
        """Pairs that touch somebody of the stratum, or a row of one of the lists."""
        people, rows = self._people(), self._rows().values("pk")
        return (
            Q(left_person__in=people)
            | Q(right_person__in=people)
            | Q(left_mention__in=rows)
            | Q(right_mention__in=rows)
        )

    def _pairs(self):
        return LikelyPair.objects.filter(self._sides(), settled_at=None)

    def _undecided(self):
        """Pairs of people of whom it was left undecided whether they are one."""
        people = self._people()
        touched = Q(person__in=people) | Q(other__in=people)
        rows = MatchDecision.objects.filter(touched, verdict=Verdict.UNDECIDED, other__isnull=False, reversed_at=None)
        return rows.filter(person__merged_into=None, other__merged_into=None)

    def _people(self):
        return self.case_list.people.order_by().values("pk")

    def _was_not_looked(self) -> bool:
        """Whether no run over everybody ended since the newest edition of these lists came in."""
        newest = self._editions().aggregate(at=Max("report__received_at"))["at"]
        runs = MatchRun.objects.filter(kind=MatchRunKind.PAIRS, state=RunState.DONE)
        return newest is not None and not runs.filter(began_at__gte=newest).exists()


def _batches(rows: Iterable[tuple[int, str]]) -> Iterable[list[tuple[int, str]]]:
    left = iter(rows)
    while batch := list(islice(left, AT_ONCE)):
        yield batch
