"""What each column of a file most likely is: as it was the last time, else by its heading, else by what is in it."""

import re
from collections.abc import Mapping, Sequence

from incidents.domain import dates
from incidents.domain.imports import signs, written_ages, written_dates
from incidents.domain.imports.calling import level
from incidents.domain.imports.fields import BY_CODE, IGNORE, NATIONAL_ID, WHEN_KIND
from incidents.domain.imports.plan import columns_of, fold_word
from incidents.domain.imports.proposing_words import DAYS, HEADINGS, NO_DAY
from incidents.domain.imports.valuing_words import proposed
from incidents.vocabulary import Naming

MOST_WORDS_SAMPLED = 50
LEAST_ALIKE = 0.8  # share of a column's cells that have to look like the field
LEAST_IN_MATRIX = 2  # a single column of 1 and 0 says anything
BIRTH_BEFORE = 15  # years: a column whose days lie further apart than this tells births
_LATIN_OR_CYRILLIC = re.compile("[A-Za-z\u0400-\u052f]")
_LONG_NUMBER = re.compile(r"\d{9,14}")
Cells = Sequence[str]


def propose(
    headings: Sequence[str], samples: Sequence[Cells], remembered: Mapping[str, str] | None = None
) -> dict[int, str]:
    """The field of each column (`ignore` where nothing fits). `samples` are the first rows; `remembered` is
    ListMapping.columns: heading → field."""
    width = max([len(headings), *map(len, samples)], default=0)
    cells = [_sample(samples, column) for column in range(width)]
    found = columns_of(headings, remembered or {})
    for column in range(width):
        if column not in found and column < len(headings):
            found[column] = _by_heading(headings[column], cells[column])
    for column in range(width):
        found[column] = found.get(column) or _by_contents(cells[column], found)
    _settle_matrix(found, cells)
    _settle_days(found, headings)
    _settle_names(found, cells)
    _settle_twice(found)
    return dict(sorted(found.items()))


def _sample(samples: Sequence[Cells], column: int) -> list[str]:
    told = (row[column] for row in samples[:MOST_WORDS_SAMPLED] if column < len(row))
    return [text for text in told if text.strip()]


def _by_heading(heading: str, cells: Cells) -> str:
    """The field that a heading names, its last part where groups of a form stand before it; empty for none."""
    last = fold_word(re.split(r" / |(?<=\w)/(?=\w{3})", heading)[-1].strip())
    for word in dict.fromkeys((last, last.replace("_", " ").strip(), fold_word(heading))):
        code = next((code for code, words in HEADINGS if words.search(word)), "")
        if code == "when" and NO_DAY.search(word):
            return IGNORE
        if code == "id" and cells and all(_LONG_NUMBER.fullmatch(text.strip()) for text in cells):
            return NATIONAL_ID
        if code == "name" and cells and not any(map(_may_be_name, cells)):
            return "id"
        if code == "note" and cells and _share(cells, _is_on_list) == 1:  # “Source A” over 1, 0 and N/A
            return ""
        if code:
            return code
    return ""


def _by_contents(cells: Cells, found: Mapping[int, str]) -> str:
    """The field that the cells look like; `ignore` for none, and for a field that another column is already."""
    taken = set(found.values())
    if not cells:
        return IGNORE
    if _counts_up(cells):
        return IGNORE if "number" in taken else "number"
    for code, is_like in _LOOKS:
        if (code not in taken or BY_CODE[code].many) and _share(cells, is_like) >= LEAST_ALIKE:
            return _told_apart(code, cells, taken)
    return IGNORE


def _told_apart(code: str, cells: Cells, taken: set[str]) -> str:
    """Days far apart are births."""
    if code == "when":
        years = [found.year for text in cells if (found := _day(text).lower)]
        if max(years) - min(years) > BIRTH_BEFORE:
            return "birth" if "birth" not in taken else IGNORE
    return code


def _counts_up(cells: Cells) -> bool:
    numbers = [int(text) for text in cells if text.strip().isdecimal() and len(text) < 8]
    return 2 < len(numbers) == len(cells) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _share(cells: Cells, is_like) -> float:
    return sum(map(bool, map(is_like, cells))) / len(cells)


def _is_on_list(text: str) -> bool:
    return bool(proposed("list", text))


def _is_age(text: str) -> bool:
    return len(text) < 16 and any(map(str.isdigit, text)) and not written_ages.read(text).code


def _is_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 5 and not any(map(str.isdigit, text)) and level(signs.plain(text)) == Naming.NAMED


def _may_be_name(text: str) -> bool:
    return level(signs.plain(text)) != Naming.UNNAMED and not (any(map(str.isdigit, text)) and " " not in text.strip())


def _is_day(text: str) -> bool:
    return len(text) > 4 and bool(_day(text).edtf)


def _day(text: str) -> dates.Partial:
    try:
        return written_dates.read(signs.plain(text))
    except dates.Unreadable:
        return dates.Partial("", None, None)


_LOOKS = (
    ("list", _is_on_list),
    ("sex", lambda text: proposed("sex", text)),
    (NATIONAL_ID, lambda text: _LONG_NUMBER.fullmatch(text.strip())),
    ("age", _is_age),
    ("when", _is_day),
    ("status", lambda text: len(text) < 40 and proposed("status", text)),
    ("name", _is_name),
)


def _settle_matrix(found: dict[int, str], cells: Sequence[Cells]) -> None:
    """Columns of 1, 0 and N/A are lists where there are several of them, and an empty one among them is one too."""
    lists = [column for column, code in found.items() if code == "list"]
    if len(lists) < LEAST_IN_MATRIX:
        for column in lists:
            found[column] = IGNORE
        return
    for column in range(min(lists), max(lists)):
        if found[column] == IGNORE and not cells[column]:
            found[column] = "list"


def _settle_days(found: dict[int, str], headings: Sequence[str]) -> None:
    """One column of days beside a column that says what was done is its day; else a heading may say whose day it is."""
    days = [column for column, code in found.items() if code == "when"]
    if len(days) == 1 and "status" in found.values():
        return
    taken: set[str] = set()
    for column in days:
        word = fold_word(headings[column]) if column < len(headings) else ""
        kind = next((kind for kind, words in DAYS if words.search(word)), "")
        if kind and kind not in taken:
            taken.add(kind)
            found[column] = f"{WHEN_KIND}{kind}"


def _settle_names(found: dict[int, str], cells: Sequence[Cells]) -> None:
    """One column is the name, in letters that most here read; the others are the same in another script."""
    if "given" in found.values() and not {"family", "father", "initials"} & set(found.values()):
        first = next(column for column, code in sorted(found.items()) if code == "given")
        found[first] = "name"
    whole = sorted(column for column, code in found.items() if code == "name")
    if len(whole) < 2:
        return
    chosen = next((column for column in whole if _LATIN_OR_CYRILLIC.search("".join(cells[column]))), whole[0])
    for column in whole:
        found[column] = "name" if column == chosen else "other_name"


def _settle_twice(found: dict[int, str]) -> None:
    """A field that only one column can be is the first; a later place or status goes to the notes."""
    seen: set[str] = set()
    for column, code in sorted(found.items()):
        if code in seen and not BY_CODE[code].many:
            found[column] = "note" if code in ("place", "status", "manner", "occupation", "region") else IGNORE
        seen.add(code)
