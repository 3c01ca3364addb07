"""Pure domain: a partial date in words, in English, Russian and Kazakh.

Tables of our own and not the message catalogue: the order of words and the endings of months differ by language.
"""

from dataclasses import dataclass
from typing import Protocol


class PointLike(Protocol):
    """A year, a month or a day with its mark, as dates.Point has them."""

    @property
    def year(self) -> int: ...
    @property
    def month(self) -> int | None: ...
    @property
    def day(self) -> int | None: ...
    @property
    def mark(self) -> str: ...


@dataclass(frozen=True)
class Grammar:
    """How one language writes a date; `{}` is the part that is put in."""

    plain: tuple[str, ...]  # months standing alone
    of: tuple[str, ...]  # months after a day
    since: tuple[str, ...]  # months as "since" wants them
    by: tuple[str, ...]  # months as "by" wants them
    years: tuple[str, str, str, str, str]  # a year alone, after "about", after "since", after "by", two years
    year_first: str  # how a leading year is written, '' when the year comes last
    about: str
    since_words: str
    by_words: str
    uncertain: str
    not_known: str


def _months(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_EN = _months("January February March April May June July August September October November December")
_RU = _months("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь")
_RU_OF = _months("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
_KK = _months("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан")
_KK_SINCE = _months(
    "қаңтардан ақпаннан наурыздан сәуірден мамырдан маусымнан "
    "шілдеден тамыздан қыркүйектен қазаннан қарашадан желтоқсаннан"
)
_KK_BY = _months(
    "қаңтарға ақпанға наурызға сәуірге мамырға маусымға шілдеге тамызға қыркүйекке қазанға қарашаға желтоқсанға"
)
GRAMMARS = {
    "en": Grammar(
        plain=_EN, of=_EN, since=_EN, by=_EN, years=("{}", "{}", "{}", "{}", "{}"), year_first="",
        about="about {}", since_words="since {}", by_words="{} or earlier",
        uncertain="{} (uncertain)", not_known="not known",
    ),
    "ru": Grammar(
        plain=_RU, of=_RU_OF, since=_RU_OF, by=_RU_OF,
        years=("{} год", "{} года", "{} года", "{} года", "{} годы"), year_first="",
        about="около {}", since_words="с {}", by_words="не позднее {}",
        uncertain="{} (неточно)", not_known="неизвестно",
    ),
    "kk": Grammar(
        plain=_KK, of=_KK, since=_KK_SINCE, by=_KK_BY,
        years=("{} жыл", "{} жыл", "{} жылдан", "{} жылға", "{} жылдар"), year_first="{} ж.",
        about="шамамен {}", since_words="{} бері", by_words="{} дейін",
        uncertain="{} (нақты емес)", not_known="белгісіз",
    ),
}  # fmt: skip


def known_language(code: str | None) -> str:
    """The language whose grammar is used for this language code; English when we have no table for it."""
    base = (code or "en").split("-")[0].lower()
    return base if base in GRAMMARS else "en"


def not_known(language: str) -> str:
    """What stands where no date is known."""
    return GRAMMARS[language].not_known


def point_in_words(point: PointLike, language: str) -> str:
    """One year, month or day: '8 January 2022', 'about January 2022', '2022 ж. 8 қаңтар'."""
    grammar = GRAMMARS[language]
    if point.mark in ("~", "%"):
        text = grammar.about.format(_bare(point, grammar, grammar.of, 1))
    else:
        text = _bare(point, grammar, grammar.plain, 0)
    return grammar.uncertain.format(text) if point.mark in ("?", "%") else text


def interval_in_words(start: PointLike | None, end: PointLike | None, language: str) -> str:
    """From one point to another; either may be None for an open side ('since 7 January 2022')."""
    grammar = GRAMMARS[language]
    if start and end:
        text = _range(start, end, grammar)
    elif start:
        text = grammar.since_words.format(_bare(start, grammar, grammar.since, 2))
    else:
        text = grammar.by_words.format(_bare(end, grammar, grammar.by, 3)) if end else grammar.not_known
    marks = {mark for side in (start, end) if side for mark in side.mark}
    if marks & {"~", "%"}:
        text = grammar.about.format(text)
    return grammar.uncertain.format(text) if marks & {"?", "%"} else text


def _bare(point: PointLike, grammar: Grammar, months: tuple[str, ...], use: int) -> str:
    """The point without its marks; `months` and `use` (an index into grammar.years) choose the endings."""
    if not point.month:
        return grammar.years[use].format(point.year)
    names = grammar.of if point.day and months is grammar.plain else months
    return _with_year(_day_and_month(point, names), point.year, grammar)


def _day_and_month(point: PointLike, months: tuple[str, ...]) -> str:
    name = months[(point.month or 1) - 1]
    return f"{point.day} {name}" if point.day else name


def _with_year(text: str, year: int, grammar: Grammar) -> str:
    return f"{grammar.year_first.format(year)} {text}" if grammar.year_first else f"{text} {year}"


def _range(start: PointLike, end: PointLike, grammar: Grammar) -> str:
    if not start.month and not end.month:
        return grammar.years[4].format(f"{start.year}–{end.year}")
    if start.year == end.year and start.month and end.month:
        return _with_year(_within_one_year(start, end, grammar), start.year, grammar)
    return f"{_bare(start, grammar, grammar.plain, 0)} – {_bare(end, grammar, grammar.plain, 0)}"


def _within_one_year(start: PointLike, end: PointLike, grammar: Grammar) -> str:
    if start.month == end.month and start.day and end.day:
        return f"{start.day}–{end.day} {grammar.of[(end.month or 1) - 1]}"
    sides = (_day_and_month(side, grammar.of if side.day else grammar.plain) for side in (start, end))
    return " – ".join(sides)
