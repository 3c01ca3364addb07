"""Pure domain: dates as precise as the source, in a subset of EDTF (levels 0 and 1), with bounds to sort by."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from incidents.domain.date_words import interval_in_words, known_language, not_known, point_in_words

EARLIEST_YEAR, LATEST_YEAR = 1850, 2100
OPEN = ".."
# "About" in the field's use: witnesses who count days are rarely wrong by more than half a week; a month or a year
# that is "about" right is most often the one named or its neighbour.
ABOUT_DAYS, ABOUT_MONTHS, ABOUT_YEARS = 3, 1, 1
_LONGEST = 32  # two full dates with a mark each, and room for blanks
_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)")


class Unreadable(ValueError):
    """The text is no date we can keep; the message is a translated sentence for the person who typed it."""


@dataclass(frozen=True)
class Partial:
    """A date as given (canonical EDTF text) with the first and last day it can mean; None is open or unknown."""

    edtf: str
    lower: date | None
    upper: date | None


@dataclass(frozen=True)
class Point:
    """One side of a date: a year, a month or a day, and its mark (~ about, ? uncertain, % both)."""

    year: int
    month: int | None
    day: int | None
    mark: str

    @property
    def text(self) -> str:
        month = f"-{self.month:02d}" if self.month else ""
        day = f"-{self.day:02d}" if self.day else ""
        return f"{self.year:04d}{month}{day}{self.mark}"

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def is_about(self) -> bool:
        return self.mark in ("~", "%")

    @property
    def lower(self) -> date:
        return self._moved(self.first, -1) if self.is_about else self.first

    @property
    def upper(self) -> date:
        return self._moved(self.last, 1) if self.is_about else self.last

    def _moved(self, day: date, sign: int) -> date:
        if self.day:
            return day + timedelta(days=sign * ABOUT_DAYS)
        months = day.year * 12 + day.month - 1 + sign * (ABOUT_MONTHS if self.month else 12 * ABOUT_YEARS)
        year, month = divmod(months, 12)
        return date(year, month + 1, 1 if sign < 0 else calendar.monthrange(year, month + 1)[1])


def parse(text: str) -> Partial:
    """Read EDTF: '', 2022, 2022-01, 2022-01-08, each with ~, ? or %, or an interval A/B, a side of it '..' or empty.

    "About" (~, %) widens the bounds: a day by ±3 days, a month by ±1 month, a year by ±1 year. "Uncertain" (?) does
    not: it doubts the statement, not its precision. An open side becomes '..' in the canonical text.
    Raises Unreadable. Format: Library of Congress, Extended Date/Time Format, ISO 8601-2:2019.
    """
    text = (text or "").strip()
    if not text:
        return Partial("", None, None)
    return _partial(*_sides(text))


def from_parts(day, month, year, about=False, to_day=None, to_month=None, to_year=None) -> Partial:
    """Make a date from form fields (strings, numbers, '' or None); all empty means not known.

    The end takes its missing month and year from the beginning (5 to 7 January 2022); to_year '..' leaves the end open.
    Raises Unreadable: a day without its month, a month without its year, 30 February, anything but ASCII digits.
    """
    mark = "~" if about else ""
    start = _point_from_parts(day, month, year, mark)
    if _clean(to_year) == OPEN:
        return _partial(start, None)
    if not any(_clean(part) for part in (to_day, to_month, to_year)):
        return _partial(start, start) if start else Partial("", None, None)
    if start and not _clean(to_year):
        to_year, to_month = start.year, _clean(to_month) or start.month
    return _partial(start, _point_from_parts(to_day, to_month, to_year, mark))


def parts(edtf: str) -> dict[str, str | bool]:
    """The form fields that from_parts() turns into this date again ('?' has no field and is shown as about)."""
    names = ("day", "month", "year", "to_day", "to_month", "to_year")
    found: dict[str, str | bool] = dict.fromkeys(names, "") | {"about": False}
    if not edtf:
        return found
    start, end = _sides(edtf)
    found |= _fields("", start)
    if end != start:
        found |= _fields("to_", end) if end else {"to_year": OPEN}
    return found | {"about": any(side.mark for side in (start, end) if side)}


def words(edtf: str, language: str | None = None) -> str:
    """The date as a reader of that language writes it (en, ru, kk; the active language when none is given)."""
    language = known_language(language or get_language())
    if not edtf:
        return not_known(language)
    start, end = _sides(edtf)
    return point_in_words(start, language) if start and start == end else interval_in_words(start, end, language)


def overlap(a: Partial, b: Partial) -> bool | None:
    """Whether both can mean the same day; None when either is unknown."""
    distance = distance_days(a, b)
    return None if distance is None else distance == 0


def distance_days(a: Partial, b: Partial) -> int | None:
    """Days between the nearest bounds of the two, 0 when they overlap; None when either is unknown."""
    if not (_is_known(a) and _is_known(b)):
        return None
    gaps = [(later.lower - earlier.upper).days for earlier, later in ((a, b), (b, a)) if later.lower and earlier.upper]
    return max(0, *gaps, 0)


def age_bounds(birth: Partial, at: Partial) -> tuple[int | None, int | None]:
    """Lowest and highest age in full years on a day of `at`; None where open, both None when born after it."""
    highest = _full_years(birth.lower, at.upper) if birth.lower and at.upper else None
    lowest = _full_years(birth.upper, at.lower) if birth.upper and at.lower else None
    if highest is not None and highest < 0:
        return None, None
    return (None if lowest is None else max(0, lowest)), highest


def ages_agree(low1: int | None, high1: int | None, low2: int | None, high2: int | None, slack: int = 1) -> bool | None:
    """Whether two age ranges meet within `slack` years (sources differ by a birthday); None when one is unknown."""
    if (low1 is None and high1 is None) or (low2 is None and high2 is None):
        return None
    first_below = low1 is None or high2 is None or low1 - slack <= high2
    second_below = low2 is None or high1 is None or low2 - slack <= high1
    return first_below and second_below


def _sides(text: str) -> tuple[Point | None, Point | None]:
    if len(text) > _LONGEST:
        raise Unreadable(_("This is too long for a date."))
    if "/" not in text:
        point = _point(text)
        return point, point
    start, end = (None if side.strip() in ("", OPEN) else _point(side.strip()) for side in text.split("/", 1))
    return _in_order(start, end)


def _in_order(start: Point | None, end: Point | None) -> tuple[Point | None, Point | None]:
    if start is None and end is None:
        raise Unreadable(_("Give at least the beginning or the end."))
    if start and end and start.first > end.last:
        raise Unreadable(_("The end lies before the beginning."))
    return start, end


def _partial(start: Point | None, end: Point | None) -> Partial:
    start, end = _in_order(start, end)
    sides = [side.text if side else OPEN for side in (start, end)]
    text = sides[0] if sides[0] == sides[1] else "/".join(sides)
    return Partial(text, start.lower if start else None, end.upper if end else None)


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if not match:
        raise Unreadable(_("Write the date as year-month-day, for example 2022-01-08, 2022-01 or 2022."))
    year, month, day, mark = match.groups()
    return _checked(int(year), int(month) if month else None, int(day) if day else None, mark)


def _checked(year: int, month: int | None, day: int | None, mark: str) -> Point:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Unreadable(
            _("The year must lie between %(first)s and %(last)s.") % {"first": EARLIEST_YEAR, "last": LATEST_YEAR}
        )
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise Unreadable(_("There is no such day in the calendar.")) from None
    return Point(year, month, day, mark)


def _point_from_parts(day, month, year, mark: str) -> Point | None:
    day_number, month_number, year_number = _number(day), _number(month), _number(year)
    if day_number is not None and month_number is None:
        raise Unreadable(_("Add the month, or leave the day empty."))
    if month_number is not None and year_number is None:
        raise Unreadable(_("Add the year, or leave the day and the month empty."))
    return None if year_number is None else _checked(year_number, month_number, day_number, mark)


def _clean(part) -> str:
    return "" if part is None else str(part).strip()


def _number(part) -> int | None:
    text = _clean(part)
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise Unreadable(_("Write day, month and year as numbers, for example 8, 1 and 2022."))
    return int(text)


def _fields(prefix: str, point: Point | None) -> dict[str, str | bool]:
    if point is None:
        return {}
    return {f"{prefix}{name}": str(getattr(point, name) or "") for name in ("day", "month", "year")}


def _is_known(partial: Partial) -> bool:
    return partial.lower is not None or partial.upper is not None


def _full_years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
