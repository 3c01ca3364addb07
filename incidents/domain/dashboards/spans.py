"""Stretches of time that dashboards count in: bands of waiting, the last twelve months. Days are Almaty's."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Aggregate, Count, QuerySet
from django.db.models.functions import TruncDate, TruncMonth
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.domain import dates

MONTHS = 12
# How many days ago the band begins and ends; None is open.
BANDS: tuple[tuple[int, int | None], ...] = ((0, 0), (1, 3), (4, 7), (8, 30), (31, None))


@dataclass(frozen=True)
class Band:
    """How long something waits: since between `first` (None: ever) and `last`."""

    code: str
    label: str
    first: date | None
    last: date

    def holds(self, day: date) -> bool:
        """Whether what began on this day waits so long."""
        return day <= self.last and (self.first is None or day >= self.first)


class Median(Aggregate):
    """The value that half of the rows do not exceed, one of theirs (percentile_disc of PostgreSQL)."""

    function = "PERCENTILE_DISC"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


def bands(at: datetime) -> list[Band]:
    """Today, up to three days, a week, a month, longer."""
    today = timezone.localtime(at).date()
    return [_band(today, begin, end) for begin, end in BANDS]


def _band(today: date, begin: int, end: int | None) -> Band:
    last = today - timedelta(days=begin)
    if end is None:
        return Band(f"{begin}", _("more than %(days)s days") % {"days": begin - 1}, None, last)
    label = _("since today") if not end else _("%(first)s to %(last)s days") % {"first": begin, "last": end}
    return Band(f"{begin}-{end}", label, today - timedelta(days=end), last)


def months(newest: date) -> list[date]:
    """The first days of twelve months, that of this day last."""
    place = newest.year * 12 + newest.month - 1
    return [date(at // 12, at % 12 + 1, 1) for at in range(place - MONTHS + 1, place + 1)]


def month_words(first: date) -> tuple[str, str]:
    """A month as a code and in words."""
    code = f"{first:%Y-%m}"
    return code, dates.words(code)


def by_month(rows: QuerySet, instant: str, at: datetime) -> dict[date, int]:
    """How many rows fall into each of twelve months up to the newest row's, or to that of `at`. Two queries."""
    newest = rows.order_by(f"-{instant}").values_list(instant, flat=True).first()
    asked = months(timezone.localtime(newest or at).date())
    first = timezone.make_aware(datetime.combine(asked[0], time.min))
    found = rows.filter(**{f"{instant}__gte": first}).order_by().annotate(month=TruncMonth(instant))
    counted = {timezone.localtime(month).date(): number
               for month, number in found.values_list("month").annotate(number=Count("pk"))}  # fmt: skip
    return {month: counted.get(month, 0) for month in asked}


def by_day(rows: QuerySet, instant: str) -> list[tuple[date, int]]:
    """How many rows fall on each day. One query."""
    return list(rows.order_by().annotate(day=TruncDate(instant)).values_list("day").annotate(number=Count("pk")))


def moment(instant: datetime) -> str:
    """A day and a time of day, Almaty's."""
    local = timezone.localtime(instant)
    return f"{dates.words(local.date().isoformat())}, {local:%H:%M}"


def days(number: float) -> str:
    """So many days, in words; a tenth of a day is told where it is short."""
    if number < 3 and round(number, 1) != round(number):
        return _("%(days)s days") % {"days": number_format(number, decimal_pos=1)}
    return ngettext("%(days)s day", "%(days)s days", round(number)) % {"days": round(number)}
