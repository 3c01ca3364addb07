"""Age, birth and the day it was done against each other: an age is reckoned where only the birth is told."""

from typing import Any

from incidents.domain import dates
from incidents.domain.dates import Partial
from incidents.domain.imports.deeds import Deeds
from incidents.domain.imports.effects import BORN
from incidents.domain.imports.problems import Problem, problem
from incidents.models.mention import OLDEST


def settle(mention: dict[str, Any], act: dict[str, Any], deeds: Deeds) -> tuple[Problem, ...]:
    """Fill the ages of a mention from its birth, as a typed report does; say where the two do not agree."""
    birth = act.get(BORN)
    if birth is None:
        return ()
    low, high, is_later = _reckoned(birth, deeds.first_day(act))
    if is_later:
        return (problem(deeds.born, "born_later", dates.words(birth.edtf)),)
    if mention["age_low"] is None and mention["age_high"] is None:
        mention["age_low"], mention["age_high"] = low, high
    elif dates.ages_agree(mention["age_low"], mention["age_high"], low, high) is False:
        return (problem(deeds.aged, "age_differs", _ages(mention["age_low"], mention["age_high"])),)
    return ()


def _reckoned(birth: Partial, when: Partial) -> tuple[int | None, int | None, bool]:
    """The lowest and highest age on the day, as far as people grow old; and whether it lies before the birth."""
    is_later = birth.lower is not None and when.upper is not None and birth.lower > when.upper
    low, high = dates.age_bounds(birth, when)
    return None if low is None or low > OLDEST else low, None if high is None or high > OLDEST else high, is_later


def _ages(low: int | None, high: int | None) -> str:
    return "–".join(dict.fromkeys(str(age) for age in (low, high) if age is not None))
