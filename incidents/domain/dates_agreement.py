"""Pure domain: how well what two records say of a birth agrees: full dates, months, years, ages at an event."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from incidents.domain.dates import Partial

# The levels, best first. What each is worth stands in the weights, not here.
SAME_DAY, SLIP, SAME_YEAR, SAME_AGE, AGE, WIDE = "same_day", "slip", "same_year", "same_age", "age", "wide"
BESIDE, OTHER_DAY, FAR, OTHER = "beside", "other_day", "far", "other"
LEVELS = (SAME_DAY, SLIP, SAME_YEAR, SAME_AGE, AGE, WIDE, BESIDE, OTHER_DAY, FAR, OTHER)
CONTRADICTING = (OTHER_DAY, FAR, OTHER)
_YEAR = 366
_TWO_YEARS = 2 * _YEAR + 1
_BESIDE_DAYS = 366
_FAR_DAYS = 3 * _YEAR
_OLDEST = 130
_A_GENERATION_LESS = 10  # years
_BUT_ONE = 2  # of year, month and day


@dataclass(frozen=True, slots=True)
class Born:
    """The days between which somebody was born, as one statement tells it, and its words."""

    lower: date
    upper: date
    text: str

    @property
    def is_full(self) -> bool:
        return self.lower == self.upper

    @property
    def days(self) -> int:
        return (self.upper - self.lower).days


def born(birth: Partial) -> Born | None:
    """A statement of a birth date; None when a side of it is open or nothing is known."""
    if birth.lower is None or birth.upper is None:
        return None
    return Born(birth.lower, birth.upper, birth.edtf)


def born_by_age(low: int | None, high: int | None, at: Partial) -> Born | None:
    """When somebody of that age on a day of `at` was born: aged 52 in 2022 is 2 January 1969 to 31 December 1970."""
    if (low is None and high is None) or at.lower is None or at.upper is None:
        return None
    youngest = low if low is not None else 0
    oldest = high if high is not None else _OLDEST
    if not 0 <= youngest <= oldest <= _OLDEST:
        return None
    first = _years_before(at.lower, oldest + 1) + timedelta(days=1)
    text = (
        str(youngest) if youngest == oldest else f"{low if low is not None else ''}-{high if high is not None else ''}"
    )
    return Born(first, _years_before(at.upper, youngest), f"{text} ({at.edtf})")


def statements(births: Iterable[Partial], ages: Iterable[tuple[int | None, int | None, Partial]]) -> list[Born]:
    """Everything a record says of a birth, dates before ages."""
    found = [born(birth) for birth in births] + [born_by_age(*age) for age in ages]
    return [one for one in found if one is not None]


def agreement(mine: Iterable[Born], theirs: Iterable[Born]) -> tuple[str, Born, Born] | None:
    """The best level at which two statements agree, with both; None when one side says nothing."""
    theirs = list(theirs)
    found = [(level(one, other), one, other) for one in mine for other in theirs]
    return min(found, key=lambda row: LEVELS.index(row[0]), default=None)


def level(one: Born, other: Born) -> str:
    """How well two statements of a birth agree.

    Two full dates: the same, within a slip of the pen (day and month exchanged, one digit, one year or ten), another
    day of the year, or far. Otherwise by overlap and its width, or by the gap between the nearest days.
    """
    if one.is_full and other.is_full:
        return _of_days(one.lower, other.lower)
    gap = max((one.lower - other.upper).days, (other.lower - one.upper).days)
    if gap > 0:
        return BESIDE if gap <= _BESIDE_DAYS else FAR if gap <= _FAR_DAYS else OTHER
    widest = max(one.days, other.days)
    if widest <= _YEAR:
        return SAME_YEAR
    if one.text == other.text and (one.lower, one.upper) == (other.lower, other.upper):
        return SAME_AGE
    return AGE if widest <= _TWO_YEARS + _YEAR else WIDE


def is_contradiction(one: Born, other: Born) -> bool:
    """Whether these are two full dates that differ beyond a slip of the pen."""
    return one.is_full and other.is_full and level(one, other) in CONTRADICTING


def _of_days(one: date, other: date) -> str:
    if one == other:
        return SAME_DAY
    if _is_slip(one, other):
        return SLIP
    if one.year == other.year:
        return OTHER_DAY
    return FAR if abs((one - other).days) <= _FAR_DAYS else OTHER


def _is_slip(one: date, other: date) -> bool:
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return True
    if (one.month, one.day) == (other.month, other.day) and abs(one.year - other.year) in (1, 10):
        return True
    if abs((one - other).days) == 1:
        return True
    if (one.year == other.year) + (one.month == other.month) + (one.day == other.day) < _BUT_ONE:
        return False
    if abs(one.year - other.year) > _A_GENERATION_LESS:
        return False  # 1963 and 1993 are one digit apart and may be a father and his son
    mine, theirs = one.strftime("%Y%m%d"), other.strftime("%Y%m%d")
    return sum(x != y for x, y in zip(mine, theirs, strict=True)) == 1


def _years_before(day: date, years: int) -> date:
    year = max(1, day.year - years)
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 2, 28)
