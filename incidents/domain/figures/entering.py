"""What was typed of a claimed figure, read and checked: numbers, words, days, scope, place. Saves nothing."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain import dates, gazetteer
from incidents.domain.figures import claimants
from incidents.domain.figures.states import day_of
from incidents.domain.letters import strip_unsafe
from incidents.models import Actor, FigureClaim, Place
from incidents.policies import Unfit
from incidents.vocabulary import (
    ActorKind,
    FigureMethod,
    FigurePopulation,
    FigureStatus,
    FigureUnit,
    FigureValue,
    Included,
)

MOST = 9_999_999_999
NUMBERS = ("low", "best", "high")
LINES = {"speaker": 200, "words": 200, "population_words": 200, "method_words": 300}
TEXTS = {"wording": 4000, "caveats": 4000}
CODES: dict[str, tuple[type[TextChoices], str]] = {
    "unit": (FigureUnit, FigureUnit.PEOPLE),
    "status": (FigureStatus, FigureStatus.DEAD),
    "population": (FigurePopulation, FigurePopulation.NOT_STATED),
    "includes_security_forces": (Included, Included.NOT_STATED),
    "includes_bystanders": (Included, Included.NOT_STATED),
    "method": (FigureMethod, FigureMethod.NOT_STATED),
}
DAYS = ("when", "as_of", "window")


def fill(row: FigureClaim, values: Mapping[str, Any], *, by: User, at: datetime) -> None:
    """Write what was typed into a new claim. Raises Unfit with the sentence and the field that it belongs to."""
    for name, longest in LINES.items():
        setattr(row, name, strip_unsafe(str(values.get(name) or ""))[:longest].strip())
    for name, longest in TEXTS.items():
        setattr(row, name, strip_unsafe(str(values.get(name) or ""), keep_lines=True)[:longest].strip())
    for name, (choices, usual) in CODES.items():
        setattr(row, name, _code(name, values.get(name), choices, usual))
    for name in DAYS:
        _days(row, name, values.get(name) or "")
    _number(row, values)
    check_day(row.when_lower, at, "when")
    row.place, row.place_text = _place(values.get("place"))
    row.claimant = _claimant(values, by=by, at=at)


def check_day(day: date | None, at: datetime, field: str) -> None:
    """Nobody said anything on a day that has not come. Raises Unfit."""
    if day and day > day_of(at):
        raise Unfit(_("This day has not come yet."), field)


def read_day(text: str, field: str) -> dates.Partial:
    """The partial date in EDTF. Raises Unfit."""
    try:
        return dates.parse(str(text or ""))
    except dates.Unreadable as error:
        raise Unfit(str(error), field) from error


def _days(row: FigureClaim, name: str, text: str) -> None:
    found = read_day(text, name)
    for part in ("edtf", "lower", "upper"):
        setattr(row, f"{name}_{part}", getattr(found, part))


def _code(name: str, value: Any, choices: type[TextChoices], usual: str) -> str:
    code = usual if value is None else str(value)
    if code not in choices.values:
        raise Unfit(_("Choose from the list."), name)
    return code


def _number(row: FigureClaim, values: Mapping[str, Any]) -> None:
    for name in NUMBERS:
        setattr(row, name, _count(values.get(name), name))
    numbers = [getattr(row, name) for name in NUMBERS if getattr(row, name) is not None]
    row.value = str(values.get("value") or (FigureValue.NUMBER if numbers or not row.words else FigureValue.WORDS))
    if row.value not in FigureValue.values:
        raise Unfit(_("Choose from the list."), "value")
    if numbers and row.value != FigureValue.NUMBER:
        raise Unfit(_("You gave a number. Choose “a number or a range”, or leave the number empty."), "value")
    if row.value == FigureValue.NUMBER and not numbers:
        raise Unfit(_("Give the number, its words, or say that it is said to be not known."), "best")
    if row.value == FigureValue.WORDS and not row.words:
        raise Unfit(_("Write the number in words, as it was said."), "words")
    if numbers != sorted(numbers):
        raise Unfit(_("The lowest number must not lie above the highest, nor the best one outside them."), "low")


def _count(value: Any, field: str) -> int | None:
    if value is None or value == "":
        return None
    try:
        count = int(value)
    except (TypeError, ValueError):
        raise Unfit(_("Write the number in digits."), field) from None
    if not 0 <= count <= MOST:
        raise Unfit(_("Give a number from 0 to 9,999,999,999."), field)
    return count


def _place(value: Any) -> tuple[Place | None, str]:
    if isinstance(value, Place):
        return value, ""
    typed = strip_unsafe(str(value or ""))[:300].strip()
    return gazetteer.find(typed), typed


def _claimant(values: Mapping[str, Any], *, by: User, at: datetime) -> Actor:
    given = values.get("claimant")
    if isinstance(given, Actor):
        return given
    name = str(given or values.get("claimant_name") or "")
    return claimants.find_or_make(name, values.get("claimant_kind") or ActorKind.OTHER, by=by, at=at)
