"""Dates as people write them in lists: with dots, with words in several languages, as a spreadsheet's serials."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from incidents.domain import dates
from incidents.domain.dates import EARLIEST_YEAR, LATEST_YEAR, Partial
from incidents.domain.imports.plan import DAY_FIRST
from incidents.domain.imports.written_days import Point, Unread, point

# Days of a spreadsheet are counted from here (ECMA-376, 18.17.4.1: with a 29 February 1900 that never was).
FIRST_SERIAL_DAY = date(1899, 12, 30)
SMALLEST_SERIAL, LARGEST_SERIAL = 367, 73_050
LONGEST = 80
# The two forms that nearly every cell has, quickly.
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?: 00:00(?::00)?)?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[t ]00:00:00)?")
_TIME = re.compile(
    r"(?<=\d)[t,\s]+(?:в\s*|at\s*)?\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]m|z|[+-]\d{2}:?\d{2}|ч\.?)?$"
)
_SERIAL = re.compile(r"(\d{3,5})(?:\.\d+)?")
_EDTF = re.compile(
    r"\d{4}(?:-\d{2}(?:-\d{2})?)?[~?%]?(?:/(?:\.\.|\d{4}(?:-\d{2}(?:-\d{2})?)?[~?%]?)?)?|\.\./\d{4}[\d-]*[~?%]?"
)
_ABOUT = re.compile(
    r"^(?:~|≈|около|ок\.?|примерно|приблизительно|прибл\.?|ориентировочно|шамамен|circa|ca?\.|approx\w*\.?|about|"
    r"around|в\s+районе|близько|yaklaşık|حوالي)\s*"
)
_SINCE = re.compile(r"^(?:после|не\s+ранее|since|after|not\s+before)\s+")
_UNTIL = re.compile(r"^(?:до|не\s+позднее|before|by|until|not\s+after)\s+")
_BETWEEN = re.compile(r"^(?:с|со|от|між|между|between|from)\s+")
_SPLITS = (
    re.compile(r"\s(?:по|до|to|until|till|and|и|та|мен|–)\s"),
    re.compile(r"[–—]|\s-\s"),
    re.compile(r"-"),
    re.compile("/"),
)
# January 5-7, 2022 and 2022 ж. 5-7 қаңтар: the days are brought before the month.
_DAYS_AFTER = re.compile(r"([^\W\d_]+\.?)\s+(\d{1,2})\s*[-–—]\s*(\d{1,2}),?\s+(\d{4})")
_DAYS_INSIDE = re.compile(r"(\d{4})\s*(?:ж|жыл|жылы|жылғы|year)?\.?\s*(\d{1,2})\s*[-–—]\s*(\d{1,2})\s+([^\W\d_]+)")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


class Read(NamedTuple):
    """A date, and what there is to say of how it was read (the code of a warning, or nothing)."""

    when: Partial
    remark: str = ""


def read(text: str, order: str = DAY_FIRST, year: int | None = None) -> Partial:
    """The date that a text tells; empty text tells none. `year` completes a day without one. Raises Unread."""
    return look(text, order, year).when


def look(text: str, order: str = DAY_FIRST, year: int | None = None) -> Read:
    """The same, with what there is to say of it.

    Dots, slashes and hyphens between numbers: the day comes first (or the month, by `order`) unless there is no such
    month. Two digits are no year. "Around" widens as dates.parse says. Raises Unread.
    """
    if quick := _quick(text, order):
        return quick
    plain = " ".join(text.translate(_DIGITS).lower().split())
    if not plain:
        return Read(Partial("", None, None))
    if len(plain) > LONGEST:
        raise Unread("date_unread")
    if _EDTF.fullmatch(plain):
        return Read(_parsed(plain))
    plain = _days_first(_TIME.sub("", plain))
    if found := _SERIAL.fullmatch(plain):
        return Read(_from_serial(plain, int(found[1])))
    about = _ABOUT.match(plain)
    plain = plain[about.end() :] if about else plain
    return _ranged(plain, bool(about), lambda part: point(part, order, year))


def _quick(text: str, order: str) -> Read | None:
    """A whole day in one of the usual forms, when there is nothing to say of it."""
    if found := _DOTTED.fullmatch(text):
        first, second, year = map(int, found.groups())
        day, month = (first, second) if order == DAY_FIRST else (second, first)
    elif found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    else:
        return None
    try:
        told = date(year, month, day)
    except ValueError:
        return None
    return Read(Partial(told.isoformat(), told, told)) if EARLIEST_YEAR <= year <= LATEST_YEAR else None


def _days_first(text: str) -> str:
    if found := _DAYS_AFTER.fullmatch(text):
        return f"{found[2]} - {found[3]} {found[1]} {found[4]}"
    found = _DAYS_INSIDE.fullmatch(text)
    return f"{found[2]} - {found[3]} {found[4]} {found[1]}" if found else text


def from_serial(number: int) -> date:
    """The day of a spreadsheet's serial number."""
    return FIRST_SERIAL_DAY + timedelta(days=number)


def _from_serial(text: str, number: int) -> Partial:
    if len(str(number)) == 4 and text.isdigit():
        return _parsed(text)
    if not SMALLEST_SERIAL < number <= LARGEST_SERIAL or len(str(number)) < 5:
        raise Unread("date_unread")
    return _parsed(from_serial(number).isoformat())


def _parsed(edtf: str) -> Partial:
    for year in re.findall(r"\d{4}", edtf.replace("..", "")):
        if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR and edtf.find(year) in (0, edtf.find("/") + 1):
            raise Unread("date_year")
    try:
        return dates.parse(edtf)
    except dates.Unreadable:
        raise Unread("date_backwards" if "/" in edtf else "date_no_day") from None


def _ranged(text: str, about: bool, told: Callable[[str], Point | None]) -> Read:
    """One day, month or year; or the beginning, the end or both of a time."""
    if open_ := _SINCE.match(text):
        start, end = told(text[open_.end() :]), None
        return _kept(start, end, about, is_open=True) if start else _nothing()
    if open_ := _UNTIL.match(text):
        end = told(text[open_.end() :])
        return _kept(None, end, about, is_open=True) if end else _nothing()
    between = _BETWEEN.match(text)
    if not between and (found := told(text)):
        return _kept(found, found, about)
    for split in _SPLITS:
        for cut in split.finditer(text):
            start, end = told(text[between.end() if between else 0 : cut.start()]), told(text[cut.end() :])
            if start and end and _is_complete(end):
                return _kept(_completed(start, end), end, about)
    return _nothing()


def _nothing() -> Read:
    raise Unread("date_unread")


def _is_complete(end: Point) -> bool:
    return end.year is not None


def _completed(start: Point, end: Point) -> Point:
    """5 to 7 January 2022: the beginning takes its month and year from the end."""
    has_month = start.month or start.day is None
    return start._replace(year=start.year or end.year, month=start.month if has_month else end.month)


def _kept(start: Point | None, end: Point | None, about: bool, is_open: bool = False) -> Read:
    sides = []
    for side in (start, end):
        if side is None:
            sides.append("..")
        elif side.year is None:
            raise Unread("date_no_year" if side.month else "date_unread")
        else:
            sides.append(_edtf(side) + ("~" if about else ""))
    remark = next((side.remark for side in (start, end) if side and side.remark), "")
    same = sides[0] == sides[1] and not is_open
    return Read(_parsed(sides[0] if same else "/".join(sides)), remark)


def _edtf(side: Point) -> str:
    month_ = f"-{side.month:02d}" if side.month else ""
    return f"{side.year:04d}{month_}" + (f"-{side.day:02d}" if side.day else "")
