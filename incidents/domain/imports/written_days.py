"""A year, a month or a day as it is written: numbers with signs between them, or with the name of a month."""

import re
from datetime import date
from typing import NamedTuple

from incidents.domain import dates
from incidents.domain.dates import EARLIEST_YEAR, LATEST_YEAR
from incidents.domain.imports.months import month
from incidents.domain.imports.plan import DAY_FIRST, MONTH_FIRST
from incidents.domain.imports.problems import sentence

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_TWO_DAYS = re.compile(r"\d\s*[-–—]\s*\d")
_DROPPED = frozenset(
    [
        "г",
        "год",
        "года",
        "году",
        "гг",
        "р",
        "ж",
        "жыл",
        "жылы",
        "жылғы",
        "жылдың",
        "ж.",
        "the",
        "of",
        "in",
        "on",
        "st",
        "nd",
        "rd",
        "th",
        "в",
        "во",
        "ночь",
        "на",
        "ночи",
        "утро",
        "утром",
        "вечером",
        "днем",
        "утра",
        "вечера",
        "дня",
        "ночью",
        "начало",
        "начале",
        "конец",
        "конце",
        "середина",
        "середине",
        "күні",
        "күн",
        "числа",
        "число",
        "ай",
        "айы",
        "айында",
        "ай.",
        "mid",
        "early",
        "late",
        "date",
        "дата",
        "пн",
        "вт",
        "ср",
        "чт",
        "пт",
        "сб",
        "вс",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "понедельник",
        "вторник",
        "среда",
        "четверг",
        "пятница",
        "суббота",
        "воскресенье",
        "года.",
        "року",
        "р.",
        "рік",
        "yılı",
        "yıl",
        "عام",
        "سنة",
    ]
)


class Unread(dates.Unreadable):
    """The text is no date, or not one that can be kept. `code` is that of the problem; the message is its sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(sentence(code))
        self.code = code


class Point(NamedTuple):
    """What a text tells of a day; `remark` is the code of a warning."""

    year: int | None
    month: int | None
    day: int | None
    remark: str = ""


def point(text: str, order: str, year: int | None) -> Point | None:
    """A year, a month or a day; None when the text is something else. Raises Unread for what can be no date."""
    numbers: list[str] = []
    named = 0
    for token in _TOKEN.findall(text):
        if token.isdecimal():
            numbers.append(token)
        elif (found := month(token)) and not named:
            named = found
        elif token not in _DROPPED:
            return None
    if not numbers and not named:
        return None
    if named and _TWO_DAYS.search(text) and not any(len(number) == 4 for number in numbers):
        return None
    found_point = _with_name(numbers, named) if named else _of_numbers(numbers, order, text)
    if found_point and found_point.year is None and found_point.month and year:
        return found_point._replace(year=year)
    return found_point


def _with_name(numbers: list[str], named: int) -> Point | None:
    """The month is a word: a day and a year beside it, in any order."""
    years = [int(number) for number in numbers if len(number) == 4]
    days = [int(number) for number in numbers if len(number) < 3]
    if len(years) + len(days) != len(numbers) or len(years) > 1 or len(days) > 2:
        return None
    if len(days) == 2 and not years:
        raise Unread("date_short_year")
    if len(days) == 2:
        return None
    return Point(years[0] if years else None, named, _day(days[0]) if days else None)


def _day(day: int) -> int:
    if not 1 <= day <= 31:
        raise Unread("date_no_day")
    return day


def _of_numbers(numbers: list[str], order: str, text: str) -> Point | None:
    sizes = [len(number) for number in numbers]
    told = [int(number) for number in numbers]
    if sizes == [8] and EARLIEST_YEAR <= told[0] // 10_000 <= LATEST_YEAR:
        return _in_calendar(Point(told[0] // 10_000, told[0] // 100 % 100, told[0] % 100))
    if any(size > 4 or size == 3 for size in sizes):
        return None
    if len(told) == 1:
        return Point(told[0], None, None) if sizes[0] == 4 else _day_alone(told[0])
    if len(told) == 2:
        return _month_and_year(sizes, told, order)
    if len(told) != 3 or sizes[1] > 2:
        return None
    if sizes[0] == 4:
        return _in_calendar(Point(told[0], told[1], told[2])) if sizes[2] < 3 else None
    if sizes[2] < 3:
        raise Unread("date_short_year")
    return _in_calendar(_ordered(told[0], told[1], told[2], order))


def _day_alone(day: int) -> Point | None:
    """The beginning of "5 to 7 January"; never a date by itself."""
    return Point(None, None, day) if 1 <= day <= 31 else None


def _month_and_year(sizes: list[int], told: list[int], order: str) -> Point | None:
    """01.2022, 2022.01, or a day and a month without their year."""
    if sizes == [4, 4]:
        return None
    if 4 in sizes:
        year, named = (told[0], told[1]) if sizes[0] == 4 else (told[1], told[0])
        if not 1 <= named <= 12:
            raise Unread("date_no_day")
        return Point(year, named, None)
    found = _ordered(told[0], told[1], None, order)
    return found if 1 <= (found.month or 0) <= 12 and 1 <= (found.day or 0) <= 31 else None


def _ordered(first: int, second: int, year: int | None, order: str) -> Point:
    """The day and the month as `order` says; the other way round where there is no such month."""
    day, month_ = (second, first) if order == MONTH_FIRST else (first, second)
    if month_ > 12 >= day:
        return Point(year, day, month_, "date_month_first" if order == DAY_FIRST else "")
    return Point(year, month_, day)


def _in_calendar(point: Point) -> Point:
    if not EARLIEST_YEAR <= (point.year or 0) <= LATEST_YEAR:
        raise Unread("date_year")
    try:
        date(point.year or 0, point.month or 0, point.day or 0)
    except ValueError:
        raise Unread("date_no_day") from None
    return point
