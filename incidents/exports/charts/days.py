"""An axis of days: which days get a tick and what stands there, in the reader's language."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import get_language

from incidents.domain.date_words import known_language

# Short months as calendars of the language have them; a table of our own, like the long ones.
MONTHS = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "ru": ["янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"],
    "kk": ["қаң", "ақп", "нау", "сәу", "мам", "мау", "шіл", "там", "қыр", "қаз", "қар", "жел"],
}
ALONE = {**MONTHS, "ru": ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"]}
# Days between two ticks that people count in, then months.
BY_DAYS, BY_MONTHS = (1, 2, 7, 14), (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 60_000)
MONTH = 30.44


def ticks(first: date, last: date, most: int) -> list[date]:
    """Days at equal human steps from `first` to `last`, about `most` of them at most."""
    length = max(0, (last - first).days)
    step = next((days for days in BY_DAYS if length / days <= most), None)
    if step:
        return [first + timedelta(days=step * place) for place in range(length // step + 1)]
    months = next((months for months in BY_MONTHS if length / (months * MONTH) <= most), BY_MONTHS[-1])
    return list(_firsts(first, last, months))


def _firsts(first: date, last: date, months: int) -> Iterator[date]:
    """The first days of months, counted from January of the year 0, so that quarters begin where quarters do."""
    place = -(-(first.year * 12 + first.month - (first.day == 1)) // months) * months
    while place < 9999 * 12 and (day := date(place // 12, place % 12 + 1, 1)) <= last:
        yield day
        place += months


def short(day: date, *, year: bool = False, alone: bool = False) -> str:
    """'8 Jan', with the year '8 Jan 2022' ('2022 ж. 8 қаң'); `alone` leaves the day of the month out."""
    language = known_language(get_language())
    month = (ALONE if alone else MONTHS)[language][day.month - 1]
    said = month if alone else f"{day.day} {month}"
    if not year:
        return said
    return f"{day.year} ж. {said}" if language == "kk" else f"{said} {day.year}"


def labels(days: list[date]) -> list[str]:
    """What stands at the ticks: the year at the first and where it changes; years alone where all are Januaries."""
    if len(days) > 1 and all((day.month, day.day) == (1, 1) for day in days):
        return [str(day.year) for day in days]
    monthly = len(days) > 1 and all(day.day == 1 for day in days)
    years = [place == 0 or day.year != days[place - 1].year for place, day in enumerate(days)]
    return [short(day, year=year, alone=monthly) for day, year in zip(days, years, strict=True)]
