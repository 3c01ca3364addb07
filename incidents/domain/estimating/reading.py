"""Reads of estimates: all that were asked for, and one as its page shows it, whether reckoned or refused."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import references
from incidents.domain.estimating import families, refusing
from incidents.domain.queries import listing, overlap
from incidents.models import Estimate, PersonList
from incidents.vocabulary import RunState

PER_PAGE = 30


def page(user: User, number: Any) -> Page:
    """One page of them, the newest first. Two queries."""
    return Paginator(_seen(user), PER_PAGE).get_page(number)


def by_ref(user: User, ref: str) -> QuerySet[Estimate]:
    """The estimate with this reference, in whatever way it was typed."""
    try:
        return _seen(user).filter(ref=references.read(ref, "N"))
    except references.Misread:
        return Estimate.objects.none()


def _seen(user: User) -> QuerySet[Estimate]:
    return Estimate.objects.filter(policies.visible_counts(user)).select_related("by")


def lists(user: User) -> list[tuple[str, str]]:
    """Lists to choose from: reference and title."""
    return [(one.ref, one.title) for one in overlap.every(user)]


@dataclass(frozen=True)
class Named:
    """A list of an estimate: its letter, reference, title, and the number of its newest edition then."""

    letter: str
    ref: str
    title: str
    edition: int


@dataclass(frozen=True)
class Pattern:
    """How many are on exactly these lists, by their letters."""

    on: str
    number: int


class Shown:
    """One estimate for its page. The numbers are those that were kept, whatever the lists say today."""

    def __init__(self, user: User, row: Estimate) -> None:
        self.user, self.row, self.answer = user, row, row.answer
        self.models: dict[str, Any] = row.answer.get("models") or {}

    @property
    def is_open(self) -> bool:
        return self.row.state in (RunState.WAITING, RunState.RUNNING)

    @property
    def is_told(self) -> bool:
        """Whether there are numbers."""
        return bool(self.models)

    @cached_property
    def reasons(self) -> list[str]:
        """Why it cannot be estimated, in words."""
        return [refusing.sentence(one) for one in self.row.refused]

    @cached_property
    def lists(self) -> list[Named]:
        """Its lists by letters; the title as it is today, else as it was."""
        refs = [one["ref"] for one in self.row.lists]
        held = dict(
            PersonList.objects.filter(policies.visible_lists(self.user), ref__in=refs).values_list("ref", "title")
        )
        return [
            Named(families.LETTERS[place : place + 1] or str(place + 1), one["ref"], held.get(one["ref"], one["ref"]),
                  one.get("edition", 0))
            for place, one in enumerate(self.row.lists)
        ]  # fmt: skip

    @cached_property
    def patterns(self) -> list[Pattern]:
        """Who is on which: the patterns that somebody has, the most frequent first."""
        some = sorted(self.row.cells.items(), key=lambda pair: (-pair[1], pair[0]))
        letters = families.LETTERS
        return [
            Pattern(", ".join(letters[place] for place, sign in enumerate(signs) if sign == "1"), number)
            for signs, number in some
            if number
        ]

    @cached_property
    def chosen(self) -> list[tuple[str, str]]:
        """Whom it is about, in words."""
        return listing.kept_in_words([self.row.filters])[0]

    @property
    def people_url(self) -> str:
        """The case list's address for the same people."""
        return listing.address(self.row.filters)

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The models from the fewest people to the most, each with what marks it."""
        return [row | {"marks": self._marks(row)} for row in self.models.get("rows", [])]

    def _marks(self, row: dict[str, Any]) -> list[str]:
        found = []
        if row["name"] == self.models["best"] and row["came"] == "well":
            found.append(_("least BIC"))
        if row["name"] == self.models["by_aic"] and row["came"] == "well":
            found.append(_("least AIC"))
        why = {
            "at_boundary": _("left out: a part of it is fitted as 0"),
            "not_determined": _("left out: it does not say how many"),
            "not_ended": _("left out: its fit came to no end"),
        }.get(row["came"])
        return [*found, *filter(None, [why])]

    @property
    def left_out(self) -> list[tuple[str, int]]:
        """How many models were left out, by why."""
        words = {
            "at_boundary": _("a part of it is fitted as 0, so its parameters have no end"),
            "not_determined": _("it does not determine how many are on no list"),
            "not_ended": _("its fit came to no end"),
        }
        return [(words[code], number) for code, number in self.models.get("came", {}).items() if code in words]

    @property
    def best(self) -> dict[str, Any] | None:
        """The model of the least BIC."""
        return next((row for row in self.rows if row["name"] == self.models["best"] and row["came"] == "well"), None)

    @cached_property
    def pairs(self) -> list[dict[str, Any]]:
        """Each two lists, with their letters."""
        letters = families.LETTERS
        return [
            pair | {"letters": letters[pair["one"]] + letters[pair["other"]]} for pair in self.answer.get("pairs", [])
        ]
