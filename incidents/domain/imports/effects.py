"""What the text of one cell says, by the field of its column: columns of the mention, columns of the act, problems."""

from collections.abc import Callable
from typing import Any, NamedTuple

from incidents.domain.dates import Partial
from incidents.domain.imports import signs, written_ages, written_dates
from incidents.domain.imports.catalogue import Catalogue
from incidents.domain.imports.fields import NATIONAL_ID, WHEN_KIND
from incidents.domain.imports.plan import LEAVE_OUT, Plan, fold_word
from incidents.domain.imports.problems import Problem, problem
from incidents.domain.imports.valuing_words import proposed
from incidents.domain.imports.written_dates import Read
from incidents.domain.imports.written_days import Unread
from incidents.vocabulary import Sex, Unit

LONGEST = {"occupation": 200, "custody_place": 300}


class Effect(NamedTuple):
    """What a cell changes. In the act `kinds` are what was done, `when` its day, `day:kind` the day of one of them;
    `born` is the birth, to reckon with."""

    mention: dict[str, Any]
    act: dict[str, Any]
    problems: tuple[Problem, ...] = ()


KINDS, WHEN, BORN = "kinds", "when", "born"
NO_ACT: dict[str, Any] = {}
NOTHING = Effect({}, NO_ACT)
Make = Callable[[int, str], Effect]


class Effects:
    """The readers of a plan, one a field. Each is asked once for each text of a column."""

    def __init__(self, plan: Plan, catalogue: Catalogue) -> None:
        self.plan, self.catalogue = plan, catalogue
        lower = plan.default_when.lower
        self.year = lower.year if lower else None
        self.order = plan.option("dates")
        self.claimed_by = (plan.option("participation_by") or plan.keeper)[:200]
        self.readers: dict[str, Make] = {
            "sex": self._sex, "age": self._age, "birth": self._birth, "when": self._when, "count": self._count,
            "status": self._status, "manner": self._manner, "participation": self._participation,
            "occupation": self._text, "custody_place": self._text, NATIONAL_ID: self._national_id,
        }  # fmt: skip

    def of(self, code: str) -> Make | None:
        """The reader of a field; None for those that are read with others or not at all."""
        return self._dated if code.startswith(WHEN_KIND) else self.readers.get(code)

    def _code(self, field: str, text: str) -> str | None:
        """Our code for a word: as it was mapped, else as its own vocabulary proposes."""
        told = self.plan.code(field, text)
        return told if told else proposed(field, text) or None

    def _sex(self, column: int, text: str) -> Effect:
        code = self._code("sex", text)
        if code in Sex.values:
            return Effect({"sex": code}, {})
        return _unless_empty(column, "sex_unknown", text, is_mapped=code == LEAVE_OUT)

    def _manner(self, column: int, text: str) -> Effect:
        return self._coded("manner", column, text, lambda code: Effect({}, {"manner": code}))

    def _participation(self, column: int, text: str) -> Effect:
        said = {"participation_by": self.claimed_by}
        return self._coded("participation", column, text, lambda code: Effect({"participation": code} | said, {}))

    def _status(self, column: int, text: str) -> Effect:
        code = self._code("status", text)
        if code == LEAVE_OUT or (code is None and signs.says_nothing(fold_word(text))):
            return NOTHING
        if code is None:
            return Effect({}, {}, (problem(column, "status_unknown", text),))
        return Effect({}, {KINDS: tuple(code.split())})

    def _coded(self, field: str, column: int, text: str, effect: Callable[[str], Effect]) -> Effect:
        code = self._code(field, text)
        if code and code != LEAVE_OUT:
            return effect(code)
        return _unless_empty(column, "word_unknown", text, is_mapped=code == LEAVE_OUT)

    def _text(self, column: int, text: str) -> Effect:
        field = self.plan.columns[column]
        if signs.says_nothing(fold_word(text)):
            return NOTHING
        plain, most = signs.plain(text), LONGEST[field]
        problems = (problem(column, "cut", text),) if len(plain) > most else ()
        said = {field: plain[:most]}
        return Effect(said, {}, problems) if field == "occupation" else Effect({}, said, problems)

    def _national_id(self, column: int, text: str) -> Effect:
        is_nothing = not text[:1].isdigit() and signs.says_nothing(fold_word(text))
        hashed = "" if is_nothing else self.catalogue.hashed(text)
        return Effect({"national_id_hash": hashed}, NO_ACT) if hashed else NOTHING

    def _count(self, column: int, text: str) -> Effect:
        if signs.says_nothing(fold_word(text)):
            return NOTHING
        found = written_ages.count(text)
        if found is None:
            return Effect({}, {}, (problem(column, "count_unread", text),))
        unit = Unit.INDIVIDUAL if found == (1, 1) else Unit.GROUP
        return Effect({"unit": unit.value, "n_low": found[0], "n_high": found[1]}, {})

    def _age(self, column: int, text: str) -> Effect:
        if signs.says_nothing(fold_word(text)):
            return NOTHING
        age = written_ages.read(signs.plain(text))
        if not age.code:
            return Effect({"age_low": age.low, "age_high": age.high}, {})
        born = self._date(column, text, needs_year=True)
        if isinstance(born, Problem):
            return Effect({}, {}, (problem(column, age.code, text),))
        return Effect(_birth(born.when), {BORN: born.when}, (problem(column, "age_as_birth", text),))

    def _birth(self, column: int, text: str) -> Effect:
        if not text[:1].isdigit() and signs.says_nothing(fold_word(text)):
            return NOTHING
        plain = signs.plain(text)
        born = self._date(column, plain, needs_year=True)
        if not isinstance(born, Problem):
            return Effect(_birth(born.when), {BORN: born.when}, self._remarks(column, text, born))
        age = written_ages.read(plain)
        if age.code or born.code not in ("date_unread", "date_no_year"):
            return Effect({}, {}, (born if age.code != "age_far" else problem(column, age.code, text),))
        return Effect({"age_low": age.low, "age_high": age.high}, {}, (problem(column, "birth_as_age", text),))

    def _when(self, column: int, text: str) -> Effect:
        read = self._read_day(column, text)
        return Effect({}, {WHEN: read.when}, self._remarks(column, text, read)) if isinstance(read, Read) else read

    def _dated(self, column: int, text: str) -> Effect:
        kind = self.plan.columns[column].removeprefix(WHEN_KIND)
        read = self._read_day(column, text)
        if not isinstance(read, Read):
            return read
        return Effect({}, {f"day:{kind}": read.when}, self._remarks(column, text, read))

    def _read_day(self, column: int, text: str) -> Read | Effect:
        if signs.says_nothing(fold_word(text)):
            return NOTHING
        read = self._date(column, signs.plain(text))
        return Effect({}, {}, (read,)) if isinstance(read, Problem) else read

    def _date(self, column: int, text: str, needs_year: bool = False) -> Read | Problem:
        try:
            return written_dates.look(text, self.order, None if needs_year else self.year)
        except Unread as error:
            return problem(column, error.code, text)

    def _remarks(self, column: int, text: str, read: Read) -> tuple[Problem, ...]:
        is_ahead = read.when.lower is not None and read.when.lower > self.catalogue.today
        codes = [code for code in (read.remark, "date_ahead" if is_ahead else "") if code]
        return tuple(problem(column, code, text) for code in codes)


def _unless_empty(column: int, code: str, text: str, is_mapped: bool) -> Effect:
    """A warning, but for words that say nothing or that were mapped to nothing."""
    if is_mapped or signs.says_nothing(fold_word(text)):
        return NOTHING
    return Effect({}, {}, (problem(column, code, text),))


def _birth(born: Partial) -> dict[str, Any]:
    return {"birth_edtf": born.edtf, "birth_lower": born.lower, "birth_upper": born.upper}
