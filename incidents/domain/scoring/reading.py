"""Pure domain: records from the columns of the evaluation files: a name, a birth as written, a place as written."""

import re
from functools import lru_cache

from incidents.domain.dates import Partial, Unreadable, parse
from incidents.domain.names.parsing import parse as parse_name
from incidents.domain.names.sexes import sex
from incidents.domain.scoring.gazetteer_keys import place_keys
from incidents.domain.scoring.records import Record

_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_AGE_IN = re.compile(r"(\d{1,3})\D*\((\d{4})\)")
_ABOUT_YEAR = re.compile(r"(?:~|около|ок\.|шамамен|about|circa|c\.)\s*(\d{4})|(\d{4})\s*~", re.IGNORECASE)
_YEAR = re.compile(r"\b(1[89]\d{2}|20\d{2})\b")
_AGE = re.compile(r"\b(\d{1,3})\b")
_YEAR_OF_EVENTS = "2022"
_OLDEST = 120


def record_of(name: str, birth_text: str = "", place_text: str = "") -> Record:
    """A record from three columns. Without a name, the age is read from the description where the birth is empty."""
    named = not parse_name(name).is_unnamed
    birth, ages = _birth(birth_text.strip() or ("" if named else name))
    places, regions = place_keys(place_text)
    told = "" if named else sex(name)  # a name tells it by itself
    return Record(
        names=(name,) if named else (),
        birth=birth,
        ages_at=ages,
        sex=frozenset({told}) if told else frozenset(),
        places=places,
        regions=regions,
    )


@lru_cache(maxsize=65_536)
def _birth(text: str) -> tuple[tuple[Partial, ...], tuple[tuple[int, int, Partial], ...]]:
    """The birth dates and the ages (with the year they were true in) of a text; both empty when it tells none."""
    if _ISO.fullmatch(text):
        return _read(text), ()
    if found := _DOTTED.fullmatch(text):
        return _read(f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"), ()
    if found := _AGE_IN.search(text):
        return (), _aged(found[1], found[2])
    if found := _ABOUT_YEAR.search(text):
        return _read(f"{found[1] or found[2]}~"), ()
    if found := _YEAR.search(text):
        return _read(found[1]), ()
    found = _AGE.search(text)
    return (), _aged(found[1], _YEAR_OF_EVENTS) if found else ()


def _read(text: str) -> tuple[Partial, ...]:
    try:
        return (parse(text),)
    except Unreadable:
        return ()


def _aged(years: str, year: str) -> tuple[tuple[int, int, Partial], ...]:
    age = int(years)
    return tuple((age, age, at) for at in _read(year)) if age <= _OLDEST else ()
