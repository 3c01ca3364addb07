"""Reads for deciding rows of lists: how far an edition is, one row with who it may be, decisions on many rows."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from incidents import policies
from incidents.domain import likeness
from incidents.domain.likeness import Likely
from incidents.domain.queries import lists
from incidents.domain.reconciling import holding
from incidents.models import Act, BulkDecided, BulkDecision, ListEdition, Mention, PersonList, RowChange, RowHold
from incidents.policies import Denied
from incidents.vocabulary import ReportStatus, Resolution, RunState

MOST_LIKELY = 5
MOST_SHOWN = 12
GONE = (ReportStatus.REJECTED, ReportStatus.WITHDRAWN)
WORDS: dict[str, str | Promise] = {
    "fits": _("fits"),
    "nobody": _("nobody we hold looks like it"),
    "several": _("more than one person may be meant"),
    "against": _("something speaks against it"),
    "below": _("not likely enough"),
    "few": _("fewer than three things agree"),
    "somebody": _("somebody we hold may be meant"),
    "twice": _("the list has this name twice"),
    "double": _("two rows fit one person"),
    "no_row": _("no such row in the edition before"),
    "no_person": _("the row before has no person yet"),
    "taken": _("the person is in this edition already"),
    "refused": _("somebody decided: different people"),
}


def editions(user: User, person_list: PersonList) -> list[Any]:
    """The editions of a list that stand, the newest first, each with how many rows wait and how many there are."""
    found = ListEdition.objects.filter(policies.visible_lists(user), person_list=person_list)
    told = Q(report__mentions__retired_at=None)
    rows = found.exclude(report__status__in=GONE).select_related("report__submitter", "report__taken_by", "follows")
    return list(
        rows.order_by("-number").annotate(
            all_rows=Count("report__mentions", filter=told),
            waiting=Count("report__mentions", filter=told & Q(report__mentions__resolution=Resolution.OPEN)),
        )
    )


def chosen(found: list[Any], number: str) -> Any:
    """The edition with this number; else the newest in which rows wait, else the newest; None where there is none."""
    by_number = next((one for one in found if str(one.number) == number), None)
    return by_number or next((one for one in found if one.waiting), None) or next(iter(found), None)


def hindrance(user: User, edition: ListEdition) -> str:
    """Why this reviewer cannot decide about rows of the edition; empty when nothing stands against it."""
    try:
        policies.check_reconcile(user, edition.report)
    except Denied as denied:
        return str(denied)
    return ""


def row(user: User, person_list: PersonList, number: int) -> QuerySet[Mention]:
    """One row of a list, by its key."""
    found = Mention.objects.filter(policies.visible_rows(user), report__edition__person_list=person_list, pk=number)
    return found.select_related("report__edition", "report__submitter", "person", "resolved_by")


class Work:
    """How far the deciding of an edition is."""

    def __init__(self, user: User, edition: ListEdition, at: datetime) -> None:
        self.user, self.edition, self.at = user, edition, at

    @cached_property
    def states(self) -> dict[str, int]:
        """How many rows were decided how."""
        found = Mention.objects.filter(policies.visible_rows(self.user), report=self.edition.report_id)
        return dict(found.order_by().values_list("resolution").annotate(number=Count("pk")))

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def waiting(self) -> int:
        return self.states.get(Resolution.OPEN, 0)

    @property
    def decided(self) -> int:
        return self.total - self.waiting

    @property
    def told(self) -> list[tuple[str, int]]:
        """Each way in which rows were decided, in words."""
        return [(str(state.label), self.states[state]) for state in Resolution if self.states.get(state)]

    @cached_property
    def readers(self) -> int:
        """How many others read a row of it now."""
        held = RowHold.objects.filter(mention__report=self.edition.report_id, at__gt=self.at - holding.HELD)
        return held.exclude(by=self.user).values("by").distinct().count()

    @cached_property
    def left(self) -> list[Mention]:
        """The first rows of which somebody said that it cannot be told."""
        found = Mention.objects.filter(policies.visible_rows(self.user), report=self.edition.report_id)
        return list(found.filter(resolution=Resolution.UNDECIDED).order_by("position")[:MOST_SHOWN])

    @cached_property
    def many(self) -> list["Many"]:
        """The last decisions on many of its rows."""
        return [Many(one) for one in seen(self.user, self.edition)[:MOST_SHOWN]]


class RowPage:
    """One row: as it came, what was read of it, what it was in the edition before, and who it may be."""

    def __init__(self, user: User, mention: Mention, at: datetime) -> None:
        report: Any = mention.report
        self.user, self.mention, self.at, self.edition = user, mention, at, report.edition

    @property
    def line(self) -> Any:
        """Its line in the file."""
        return (self.mention.row or {}).get("number", self.mention.position)

    @property
    def cells(self) -> list[tuple[str, str]]:
        return lists.cells(self.mention, self.edition.headers)

    @cached_property
    def acts(self) -> list[Act]:
        return list(self.mention.acts.filter(retired_at=None).select_related("place"))

    @cached_property
    def former(self) -> RowChange | None:
        """What is different in it since the edition before."""
        found = RowChange.objects.filter(edition=self.edition, mention=self.mention, former__isnull=False)
        return found.select_related("former__person").first()

    @property
    def is_open(self) -> bool:
        return self.mention.resolution in (Resolution.OPEN, Resolution.UNDECIDED)

    @cached_property
    def reader(self) -> User | None:
        return holding.reader(self.mention, by=self.user, at=self.at)

    @cached_property
    def hindrance(self) -> str:
        return hindrance(self.user, self.edition)

    @cached_property
    def likely(self) -> list[Likely]:
        """Who it may be, the likeliest first."""
        asked = self.is_open and not self.hindrance
        return likeness.likely_for([self.mention], MOST_LIKELY)[self.mention.pk] if asked else []


@dataclass(frozen=True)
class Many:
    """A decision on many rows: at which step it is, how far, and what it found."""

    row: BulkDecision

    @property
    def step(self) -> str:
        if self.row.undone_at is not None:
            return "undo"
        return "look" if self.row.agreed_at is None else "decide"

    @property
    def is_under_way(self) -> bool:
        return self.row.state in (RunState.WAITING, RunState.RUNNING)

    @property
    def may_go_on(self) -> bool:
        return self.row.state in (RunState.STOPPED, RunState.FAILED)

    @property
    def may_agree(self) -> bool:
        return self.step == "look" and self.row.state == RunState.DONE and bool(self.fits)

    @property
    def may_undo(self) -> bool:
        return self.step == "decide" and not self.is_under_way

    @property
    def seen(self) -> int:
        """How many rows the step has behind it."""
        return self.row.done + self.row.passed

    @property
    def fits(self) -> int:
        return self.row.found.get("counts", {}).get("fits", 0)

    @property
    def others(self) -> list[tuple[str | Promise, int]]:
        """Why rows do not fit, the most frequent reason first."""
        counts = self.row.found.get("counts", {})
        rest = sorted(((number, code) for code, number in counts.items() if code != "fits"), reverse=True)
        return [(WORDS.get(code, code), number) for number, code in rest]

    @property
    def undone(self) -> dict[str, int]:
        """Of a decision taken back: rows decided anew since then, rows that findings rely on, persons that are gone."""
        return {"anew": 0, "relied": 0, "gone": 0, **self.row.found.get("undone", {})}

    @cached_property
    def sample(self) -> list[BulkDecided]:
        """Some of the rows, the least likely first."""
        rows = self.row.decided.select_related("mention", "person")
        return list(rows.order_by("score", "pk")[:MOST_SHOWN])

    @cached_property
    def unnamed(self) -> int:
        """Of the rows that fit, those without a name."""
        return self.row.decided.filter(mention__name="").count()


def seen(user: User, edition: ListEdition) -> QuerySet[BulkDecision]:
    """The decisions on many rows of an edition, the newest first."""
    rows = BulkDecision.objects.filter(policies.prefixed("edition", policies.visible_lists(user)), edition=edition)
    return rows.select_related("by", "undone_by")


def many(user: User, person_list: PersonList, number: int) -> QuerySet[BulkDecision]:
    """One decision on many rows of a list."""
    rows = BulkDecision.objects.filter(policies.prefixed("edition", policies.visible_lists(user)), pk=number)
    return rows.filter(edition__person_list=person_list).select_related("edition__report", "by", "undone_by")
