"""Pure: what a cell holds, as text: dates in ISO 8601, numbers in the fewest signs, and no sign that no text has."""

import datetime
import re

# NUL and its like: no database and no page takes them. Tab and line ends stay.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Signs that turn the direction of what follows: kept as they came, but told.
DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LONGEST = 1024 * 1024
WHOLE = 1e15  # a spreadsheet keeps fifteen digits


def text(value: object) -> str:
    """The text of one value as python-calamine hands it over."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value)
    return _moment(value)


def _number(value: float) -> str:
    if value == value // 1 and abs(value) < WHOLE:
        return str(int(value))
    return format(value, ".15g").replace("e", "E")


def _moment(value: object) -> str:
    if isinstance(value, datetime.datetime):
        whole = _rounded(value)
        return whole.date().isoformat() if not (whole.hour or whole.minute or whole.second) else _shown(whole)
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, datetime.time):
        return value.isoformat("seconds" if value.second else "minutes")
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _rounded(value: datetime.datetime) -> datetime.datetime:
    """A serial number of days is not exact: 23:59:59.99 is midnight."""
    return (value + datetime.timedelta(milliseconds=500)).replace(microsecond=0)


def _shown(value: datetime.datetime) -> str:
    return value.isoformat(" ", "seconds" if value.second else "minutes")
