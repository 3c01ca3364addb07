"""Where a person stands in a table of counts: in which row for certain, and in which perhaps.

Each question (by day, by age …) reads some columns of a person. `read` says of the values in which rows the person
is; `narrow` asks the database for the people of one row. Both mean the same: tests add every table up against the
lists behind it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from incidents.domain.counting import BANDS, band_code, bands_of
from incidents.models import Person
from incidents.vocabulary import Confirmation, Naming, Participation, Sex, Status

NONE = "none"
Values = Sequence[Any]
People = QuerySet[Person]


@dataclass(frozen=True)
class Head:
    """The heading of a row or a column: its code, its words, and how deep it stands under others."""

    code: str
    label: Any
    depth: int = 0


@dataclass(frozen=True)
class In:
    """The rows somebody certainly stands in, and those in which they may stand (the certain ones among them)."""

    certain: frozenset[str]
    possible: frozenset[str]

    @classmethod
    def surely(cls, *codes: str) -> "In":
        """In each of these."""
        return cls(frozenset(codes), frozenset(codes))

    @classmethod
    def one_of(cls, codes: Iterable[str]) -> "In":
        """In one of these, nobody knows in which; where there is but one, in that."""
        found = frozenset(codes)
        return cls(found if len(found) == 1 else frozenset(), found)

    def holds(self, code: str, certain: bool) -> bool:
        """Whether the row is among them."""
        return code in (self.certain if certain else self.possible)


class Way(ABC):
    """One question. `columns` are read; `annotated` adds those that no table has."""

    columns: tuple[str, ...] = ()
    several = False  # whether one person may certainly stand in several rows

    def __init__(self, code: str, label: Any) -> None:
        self.code, self.label = code, label

    def annotated(self, people: People) -> People:
        """People with the columns that are read."""
        return people

    @abstractmethod
    def read(self, values: Values, rows: Sequence[str] = ()) -> In:
        """Where these values stand; `rows` are those of the table, for questions that have rows without end."""

    def by_mention(self) -> dict[str, dict[int, set[str]]]:
        """For each column that is read from mentions, what they say, one by one."""
        return {}

    @abstractmethod
    def rows(self, found: Iterable[Values]) -> list[str]:
        """The codes of the table's rows, for these values."""

    @abstractmethod
    def heads(self, codes: Sequence[str]) -> list[Head]:
        """The rows in words."""

    def has(self, code: str) -> bool:
        """Whether a row of this code can be."""
        return any(head.label != code for head in self.heads([code]))

    @abstractmethod
    def narrow(self, people: People, code: str, certain: bool) -> People:
        """Those in the row: certainly, or perhaps."""


class Listed(Way):
    """A question with a fixed list of rows, in their order; rows without anybody are shown too."""

    def __init__(self, code: str, label: Any, choices: Iterable[tuple[str, Any]]) -> None:
        super().__init__(code, label)
        self.choices = dict(choices)

    def rows(self, found: Iterable[Values]) -> list[str]:
        return list(self.choices)

    def heads(self, codes: Sequence[str]) -> list[Head]:
        return [Head(code, self.choices.get(code, code)) for code in codes]


class Exact(Listed):
    """One column as it stands; an empty one is the row "none"."""

    def __init__(self, code: str, label: Any, choices: Iterable[tuple[str, Any]], column: str) -> None:
        super().__init__(code, label, choices)
        self.columns = (column,)

    def read(self, values: Values, rows: Sequence[str] = ()) -> In:
        return In.surely(values[0] or NONE)

    def narrow(self, people: People, code: str, certain: bool) -> People:
        return people.filter(**{self.columns[0]: "" if code == NONE else code})


class Ever(Listed):
    """All that somebody was on the way: each of them for certain."""

    columns = ("ever",)
    several = True

    def read(self, values: Values, rows: Sequence[str] = ()) -> In:
        return In.surely(*(values[0] or (NONE,)))

    def narrow(self, people: People, code: str, certain: bool) -> People:
        return people.filter(ever=[]) if code == NONE else people.filter(ever__contains=[code])


class Claimed(Listed):
    """The part taken, as claimed: where the claims differ it is one of them."""

    columns = ("participation",)

    def read(self, values: Values, rows: Sequence[str] = ()) -> In:
        return In.one_of(values[0] or (Participation.UNKNOWN.value,))

    def narrow(self, people: People, code: str, certain: bool) -> People:
        nothing = Q(participation=[]) if code == Participation.UNKNOWN else Q(pk__in=[])
        said = Q(participation=[code]) if certain else Q(participation__contains=[code])
        return people.filter(said | nothing)


class Ages(Listed):
    """Age bands. Somebody of whom one end alone is known may be in every band beyond it."""

    columns = ("age_low", "age_high")

    def read(self, values: Values, rows: Sequence[str] = ()) -> In:
        low, high = values
        return In.surely(NONE) if low is None and high is None else In.one_of(bands_of(low, high))

    def narrow(self, people: People, code: str, certain: bool) -> People:
        if code == NONE:
            return people.filter(age_low=None, age_high=None)
        first, last = next((band for band in BANDS if band_code(*band) == code), (1_000, 1_000))
        if certain:
            within = Q(age_low__gte=first) if first else Q()
            return people.filter(within & (Q(age_high__lte=last) if last is not None else Q()) & _age_told())
        low = Q(age_high__gte=first) | Q(age_high=None)
        high = Q(age_low__lte=last) | Q(age_low=None) if last is not None else Q()
        return people.filter(low & high & _age_told())


def _age_told() -> Q:
    return Q(age_low__isnull=False) | Q(age_high__isnull=False)


def bands() -> list[tuple[str, Any]]:
    """Each age band in words, and the ages that are not known."""
    told = [(band_code(low, high), _band(low, high)) for low, high in BANDS]
    return [*told, (NONE, _("Not known"))]


def _band(low: int, high: int | None) -> Any:
    return f"{low}–{high}" if high is not None else f"{low}+"


def fixed() -> dict[str, Callable[[], Way]]:
    """The questions that need no other table."""
    nothing = (NONE, _("Nothing agreed yet"))
    return {
        "status": lambda: Exact("status", _("Status now"), [*Status.choices, nothing], "status"),
        "ever": lambda: Ever("ever", _("Was ever"), [*Status.choices, nothing]),
        "sure": lambda: Exact("sure", _("How sure"), Confirmation.choices, "confirmation"),
        "age": lambda: Ages("age", _("Age"), bands()),
        "sex": lambda: Exact("sex", _("Sex"), Sex.choices, "sex"),
        "participation": lambda: Claimed("participation", _("Part taken, as claimed"), Participation.choices),
        "naming": lambda: Exact("naming", _("Named"), Naming.choices, "naming"),
    }
