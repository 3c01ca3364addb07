"""Ages and numbers of people as lists write them: 34, "лет 34", "около 30", 30-35, "12 жаста", "6 months"."""

import re
from typing import NamedTuple

from incidents.models.mention import OLDEST

ABOUT_YEARS = 2  # "about 30": who guesses an age by sight is seldom further off than this
CHILD = 17
LARGEST_COUNT = 10_000
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_ABOUT = re.compile(
    r"~|≈|около|\bок\b|примерно|приблизительно|прибл|на вид|шамамен|жуық|\bcirca\b|\bca\b|about|around|approx"
)
_MONTHS = re.compile(r"\b(?:мес|ай\b|айлық|month|mo\b|нед|апта|week|дн|ден|күн|day|час|hour|сағ|أشهر|شهر|يوم|أسبوع)")
_OVER = re.compile(r"\+|старше|более|больше|свыше|over|above|older|асқан|артық|\bот\b|not younger")
_UNDER = re.compile(r"<|младше|менее|меньше|\bдо\b|under|below|younger|less|дейін")
_RANGE = re.compile(r"(\d{1,4})\s*(?:[-–—/]|\bдо\b|\bto\b|\bor\b|\bили\b)\s*(\d{1,4})")
_YEARS = re.compile(r"(\d{1,3})\s*(?:г\b|год|лет|y|жас)")  # 1 год 3 мес
_ASIDE = re.compile(r"\s*\([^)]*\)")  # 12 лет (2009 г.р.)
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_BORN_WORDS = "infant newborn baby младенец новорожденный новорожденная грудной нәресте сәби رضيع"
_CHILD_WORDS = (
    "child minor ребенок несовершеннолетний несовершеннолетняя бала кәмелетке толмаған طفل طفلة teenager подросток"
)
_ADULT_WORDS = "adult взрослый взрослая совершеннолетний совершеннолетняя ересек بالغ"
_WORDS: dict[str, tuple[int | None, int | None]] = (
    dict.fromkeys(_BORN_WORDS.split(), (0, 1))
    | dict.fromkeys(_CHILD_WORDS.split(), (0, CHILD))
    | dict.fromkeys(_ADULT_WORDS.split(), (CHILD + 1, None))
)
Ages = tuple[int | None, int | None]


class Age(NamedTuple):
    """The lowest and the highest age, or the code of what is wrong."""

    low: int | None = None
    high: int | None = None
    code: str = ""


def read(text: str) -> Age:
    """The age that a text tells; `code` where it tells none or one that nobody reaches."""
    plain = " ".join(text.translate(_DIGITS).casefold().replace("ё", "е").split())
    plain = _ASIDE.sub("", plain) or plain
    if plain in _WORDS:
        return Age(*_WORDS[plain])
    if plain.startswith(("-", "−", "–")) and len(_NUMBER.findall(plain)) == 1:
        return Age(code="age_far")
    low, high = _bounds(plain)
    if low is None and high is None:
        return Age(code="age_unread")
    if any(age is not None and age > OLDEST for age in (low, high)):
        return Age(code="age_far")
    return Age(low, high) if low is None or high is None or low <= high else Age(code="age_unread")


def count(text: str) -> tuple[int, int] | None:
    """How many people a row stands for, at least and at most; None when it cannot be read."""
    plain = text.translate(_DIGITS).casefold()
    if found := _RANGE.search(plain):
        low, high = int(found[1]), int(found[2])
    else:
        told = re.findall(r"\d+", plain)
        low = high = int(told[0][:9]) if len(told) == 1 else 0
    return (low, high) if 1 <= low <= high <= LARGEST_COUNT and plain.strip()[:1] != "-" else None


def _bounds(plain: str) -> Ages:
    if found := _RANGE.search(plain):
        return _in_years(plain, int(found[1]), int(found[2]))
    told = _NUMBER.findall(plain)
    if len(told) != 1:
        found = _YEARS.search(plain)
        return (int(found[1]), int(found[1])) if found else (None, None)
    years = int(float(told[0].replace(",", ".")[:9]))
    if _MONTHS.search(plain):
        return _in_years(plain, years, years)
    if _ABOUT.search(plain):
        return max(0, years - ABOUT_YEARS), years + ABOUT_YEARS
    if _OVER.search(plain):
        return years, None
    if _UNDER.search(plain):
        return 0, max(0, years - 1) if "<" in plain else years
    return years, years


def _in_years(plain: str, low: int, high: int) -> Ages:
    """Months, weeks and days as full years."""
    found = _MONTHS.search(plain)
    if not found:
        return low, high
    size = (
        12
        if found[0][:3] in ("мес", "ай", "айл", "mon", "mo", "شهر", "أشه")
        else 52
        if found[0][:3] in ("нед", "апт", "wee", "أسب")
        else 366
    )
    return low // size, high // size
