"""Pure: what a cell holds, as text: dates in ISO 8601, numbers in the fewest signs, and no sign that no text has."""

import datetime
import re
from collections.abc import Callable
from typing import Any

# NUL and its like: no database and no page takes them. Tab and line ends stay.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Signs that turn the direction of what follows: kept as they came, but told.
DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LONGEST = 1024 * 1024
SECOND = datetime.timedelta(seconds=1)
WHOLE = 1e15  # a spreadsheet keeps fifteen digits


def row(values: list) -> list[str]:
    """The texts of the values of one line, as python-calamine hands them over."""
    return [value if (kind := type(value)) is str else _TEXT[kind](value) for value in values]


def cleaned(text: str) -> str:
    """Without signs that no text has."""
    return CONTROLS.sub("", text)


def _number(value: float) -> str:
    if value.is_integer() and -WHOLE < value < WHOLE:
        return str(int(value))
    return format(value, ".15g").replace("e", "E")


def _moment(value: datetime.datetime) -> str:
    """A serial number of days is not exact: 23:59:59.99 is midnight."""
    if value.microsecond and value < datetime.datetime.max - SECOND:
        value = (value + SECOND / 2).replace(microsecond=0)
    if not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    return value.isoformat(" ", "seconds" if value.second else "minutes")


def _hour(value: datetime.time) -> str:
    return value.isoformat("seconds" if value.second else "minutes")


def _length(value: datetime.timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


_TEXT: dict[type, Callable[[Any], str]] = {
    float: _number, int: str, bool: lambda value: "TRUE" if value else "FALSE", datetime.date: datetime.date.isoformat,
    datetime.datetime: _moment, datetime.time: _hour, datetime.timedelta: _length,
}  # fmt: skip
