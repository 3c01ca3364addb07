"""Who a row is about: the name out of one column or several, how far it names somebody, and other spellings of it."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from incidents.domain import names
from incidents.domain.imports import signs
from incidents.domain.imports.plan import Plan, fold_word
from incidents.domain.imports.problems import Problem, problem
from incidents.vocabulary import Naming

NAMED, UNNAMED = Naming.NAMED.value, Naming.UNNAMED.value
LONGEST_NAME, LONGEST_WORDS = 300, 300
# Two words or more of letters alone; whether the first is a word for nobody is asked apart.
_WORDS = re.compile(r"([^\W\d_]{3,})((?: [^\W\d_]{3,})+)")
# Victim 12, «Жертва №3», «Неизвестный мужчина 2»: a number in place of a name.
_NUMBERED = re.compile(r"(?:[^\W\d_]+\s+){0,3}(?:№|no\.?|#|n)?\s*\d+", re.IGNORECASE)
_AGED = "жастағы"


class Called(NamedTuple):
    """How a row calls the person."""

    name: str
    naming: str
    describing: str
    spellings: tuple[str, ...]
    problems: tuple[Problem, ...]


class Calling:
    """The columns of a plan that tell who it is."""

    def __init__(self, plan: Plan) -> None:
        self.whole = plan.at("name")[:1]
        by_part = [plan.at(code)[:1] for code in ("family", "given", "father", "initials")]
        self.parts = tuple(column for found in by_part for column in found)
        self.others, self.words = plan.at("other_name"), plan.at("describing")
        self.first = (*self.whole, *self.parts, *self.others, -1)[0]

    def read(self, cells: Sequence[str]) -> Called:
        """What the row calls the person; a text that is no name joins the describing words."""
        name = _word(cells[self.whole[0]]) if self.whole else ""
        if not name and self.parts:
            name = " ".join(filter(None, [_word(cells[column]) for column in self.parts]))
        others = tuple(filter(None, [_word(cells[column]) for column in self.others])) if self.others else ()
        if not name and others:
            name, others = others[0], others[1:]
        words = [text for column in self.words if (text := _word(cells[column]))] if self.words else []
        naming = level(name) if name else UNNAMED
        problems: tuple[Problem, ...] = ()
        if name and naming == UNNAMED:
            words, problems, name = [name, *words], (problem(self.first, "no_name", name),), ""
        if len(name) > LONGEST_NAME:
            return Called("", UNNAMED, "", (), (problem(self.first, "name_long", name),))
        describing = "; ".join(words) if words else ""
        if len(describing) > LONGEST_WORDS:
            column = self.words[0] if self.words else self.first
            problems, describing = (*problems, problem(column, "cut", describing)), describing[:LONGEST_WORDS]
        return Called(name, naming, describing, others, problems)


def level(name: str) -> str:
    """As names.naming_level, quickly for plain names; a number in place of a name (Victim 12) names nobody."""
    found = _WORDS.fullmatch(name)
    if found and _AGED not in name:
        return UNNAMED if _is_nobody(found[1]) else NAMED
    if _NUMBERED.fullmatch(name) or not any(map(str.isalpha, name)):
        return UNNAMED
    return names.naming_level(name)


def _word(text: str) -> str:
    """The text of a name; empty where there is a word for nothing."""
    if not text:
        return ""
    plain = signs.plain(text)
    return plain if len(plain) > signs.LONGEST_NOTHING or not signs.says_nothing(fold_word(plain)) else ""


@lru_cache(maxsize=65_536)
def _is_nobody(word: str) -> bool:
    return names.naming_level(word) == UNNAMED
