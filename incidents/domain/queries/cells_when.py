"""Counts by day and by month: a date as precise as its source, in each day on which it may lie."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.domain import dates
from incidents.domain.queries import contested
from incidents.domain.queries.cells import NONE, Head, In, People, Values, Way
from incidents.models import Act

POINT = "when"
WITHOUT_GAPS = 62
SHORT_DAYS = 31


class When(Way):
    """By day or by month, in Almaty. The rows are the days that somebody's date names; short gaps are filled."""

    columns = ("when_lower", "when_upper", "lowers_told", "uppers_told")

    def __init__(self, code: str, label: Any, length: int) -> None:
        super().__init__(code, label)
        self.length = length

    def annotated(self, people: People) -> People:
        acts = dated().order_by("pk")
        lowers, uppers = (contested.told(POINT, acts, name) for name in ("when_lower", "when_upper"))
        return people.annotate(lowers_told=lowers, uppers_told=uppers)

    def read(self, values: Values, rows: Sequence[str] = ()) -> In:
        told = [self._read(lower, upper, rows) for lower, upper in ranges(values)]
        if len(told) == 1:
            return told[0]
        certain = frozenset.intersection(*(one.certain for one in told))
        return In(certain, frozenset().union(*(one.possible for one in told)))

    def _read(self, lower: date | None, upper: date | None, rows: Sequence[str]) -> In:
        if lower is None and upper is None:
            return In.surely(NONE)
        days = rows[:-1] if rows and rows[-1] == NONE else rows
        first = bisect_left(days, self._code(lower)) if lower else 0
        last = bisect_right(days, self._code(upper)) if upper else len(days)
        exact = lower and upper and self._code(lower) == self._code(upper)
        met = frozenset(days[first:last])
        return In(met if exact else frozenset(), met)

    def rows(self, found: Iterable[Values]) -> list[str]:
        told = [one for values in found for one in ranges(values)]
        known = self._filled(sorted({code for lower, upper in told for code in self._named(lower, upper)}))
        met = {(lower, upper) for lower, upper in told if lower or upper}
        lonely = [one for one in met if not self._read(*one, known).possible]
        known = [*known, *(self._code(lower or upper or date.min) for lower, upper in lonely)]
        return [*sorted(set(known)), *([NONE] if (None, None) in told else [])]

    def heads(self, codes: Sequence[str]) -> list[Head]:
        return [Head(code, _("Not known") if code == NONE else dates.words(code) if self.has(code) else code)
                for code in codes]  # fmt: skip

    def has(self, code: str) -> bool:
        return code == NONE or self._bounds(code) is not None

    def _bounds(self, code: str) -> tuple[date, date] | None:
        """The first and the last day of a row; None for what is no day or month."""
        try:
            day = dates.parse(code) if len(code) == self.length else dates.Partial("", None, None)
        except dates.Unreadable:
            return None
        return (day.lower, day.upper) if day.lower and day.upper and day.edtf == code else None

    def narrow(self, people: People, code: str, certain: bool) -> People:
        told = Q(when_lower__isnull=False) | Q(when_upper__isnull=False)
        if code == NONE:
            return people.exclude(told)
        bounds = self._bounds(code)
        if bounds is None:
            return people.none()
        inside = Q(when_lower__gte=bounds[0], when_upper__lte=bounds[1])
        begun = Q(when_lower__lte=bounds[1]) | Q(when_lower=None)
        touching = begun & (Q(when_upper__gte=bounds[0]) | Q(when_upper=None)) & told
        if certain:
            others = Exists(dated().exclude(inside))
            return people.filter(inside & ~(contested.is_contested(POINT) & Q(others)))
        return people.filter(touching | told & contested.is_contested(POINT) & Q(Exists(dated().filter(touching))))

    def _code(self, day: date) -> str:
        return day.isoformat()[: self.length]

    def _named(self, lower: date | None, upper: date | None) -> list[str]:
        """The rows that a date names: that of a day, or both ends of a short span."""
        if lower is None or upper is None:
            return []
        first, last = self._code(lower), self._code(upper)
        return [first, last] if first == last or (upper - lower).days < SHORT_DAYS else []

    def _filled(self, known: Sequence[str]) -> list[str]:
        """Every day between the first and the last, where that is not too many."""
        if len(known) < 2:
            return list(known)
        first, last = (dates.parse(code) for code in (known[0], known[-1]))
        if first.lower is None or last.lower is None or (last.lower - first.lower).days > WITHOUT_GAPS * self._days():
            return list(known)
        days = (first.lower + timedelta(days=number) for number in range((last.lower - first.lower).days + 1))
        return list(dict.fromkeys(self._code(day) for day in days))

    def _days(self) -> int:
        return 1 if self.length == len("2022-01-08") else SHORT_DAYS


def dated() -> QuerySet[Act]:
    """What is asserted with a date."""
    return contested.asserted().exclude(when_lower=None, when_upper=None)


def ranges(values: Values) -> list[tuple[date | None, date | None]]:
    """The date that is held; where it stays contested, those that the reports tell with it."""
    lower, upper, lowers, uppers = values
    if lower is None and upper is None:
        return [(None, None)]
    return [(lower, upper), *zip(lowers, uppers, strict=True)]


def by_day() -> When:
    """By the day."""
    return When("day", gettext_lazy("Day"), len("2022-01-08"))


def by_month() -> When:
    """By the month."""
    return When("month", gettext_lazy("Month"), len("2022-01"))
