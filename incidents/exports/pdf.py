"""Lists and sheets as PDF, by typst: tagged (PDF/UA-1), with their own letters. Words are data and never markup."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.domain.exporting.about import About, Unmade
from incidents.domain.exporting.printed import SHEETS, made, most
from incidents.exports.letters import breakable, printable
from incidents.exports.printing import NotPrinted, Order
from incidents.vocabulary import Disclosure, ExportWhat

__all__ = ["NotPrinted", "write"]
TOO_MANY = "too_many_printed"
LONGEST_CELL = 20_000
CUT = " […]"
# Up to how many columns: paper, size of the letters, how many of their signs stand beside each other.
LAYOUTS = ((8, "a4", 9.0, 165), (12, "a4", 8.0, 185), (18, "a3", 8.0, 270), (99, "a3", 6.5, 330))
NARROWEST, LONGEST_WORD, LOOKED_AT = 3, 16, 500
SHEET_SIGNS = 95


def write(out: BinaryIO, header: Sequence[str], rows: Iterable[Any], about: About) -> None:
    """Print the rows into `out`: as a table, as sheets or as a list with portraits, by what they are.

    Raises Unmade when there are more than `most`, and NotPrinted when no file came of it.
    """
    held = _held(rows, most(about.what, len(header)))
    order, words = Order(), _words(about, len(held))
    if about.what in SHEETS:
        template, told = "sheets", {"sheets": [_sheet(row, order) for row in held]}
    elif about.what == ExportWhat.PORTRAITS:
        template, told = "portraits", _portraits(header, held, order)
    else:
        template, told = "table", _table(header, held)
    order.done(template, words | told, out, about.at)


def _held(rows: Iterable[Any], limit: int) -> list[Any]:
    held = []
    for row in rows:
        if len(held) == limit:
            raise Unmade(TOO_MANY)
        held.append(row)
    return held


def _words(about: About, number: int) -> dict[str, Any]:
    title = str(ExportWhat(about.what).label)
    circle = str(Disclosure(about.disclosure).label)
    opening = [ngettext("%(number)s person", "%(number)s people", number) % {"number": number}]
    opening += [f"{name}: {value}" for name, value in about.filters]
    return _plain(
        {
            "title": title, "running": title, "language": about.language, "opening": opening,
            "circle": circle, "foot": " · ".join(filter(None, ["Kua", about.ref, made(about.at)])),
        }
    )  # fmt: skip


# --- A table ---------------------------------------------------------------------------------------------------------
def _table(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    paper, size, signs = next(layout[1:] for layout in LAYOUTS if len(header) <= layout[0] or layout[0] == 99)
    cells = [[text(value) for value in row] for row in rows]
    room = widths(header, cells, signs)
    rows_ = [_fitted(row, room) for row in cells]
    return {"paper": paper, "size": size, "widths": room, "header": _fitted(header, room), "rows": rows_}


def _fitted(cells: Sequence[Any], room: Sequence[float]) -> list[str]:
    """The cells of a row, with places to break in words that would run into the next column."""
    return [breakable(text(cell), int(width)) for cell, width in zip(cells, room, strict=True)]


def widths(header: Sequence[str], rows: Sequence[Sequence[str]], signs: int) -> list[float]:
    """How many of the signs of a line each column gets: its longest word first, the rest by how much stands in it."""
    first = [_longest(name, [row[place] for row in rows[:LOOKED_AT]]) for place, name in enumerate(header)]
    wanted = [_usual([len(row[place]) for row in rows[:LOOKED_AT]]) for place in range(len(header))]
    more = [max(0.0, usual - word) ** 0.7 for usual, word in zip(wanted, first, strict=True)]
    left = max(0.0, signs - sum(first))
    if not sum(more):
        more = first
    given = [word + left * share / sum(more) for word, share in zip(first, more, strict=True)]
    return [width * signs / sum(given) for width in given]


def _longest(name: str, cells: Sequence[str]) -> float:
    words = max((len(word) for cell in cells for word in cell.split()), default=0)
    head = max((len(word) for word in name.split()), default=0)
    return max(NARROWEST, min(words, LONGEST_WORD) * 1.05, min(head, LONGEST_WORD) * 1.15) + 1.5


def _usual(lengths: Sequence[int]) -> float:
    """How long most cells are, or all are on average where few are very long."""
    return max(sorted(lengths)[len(lengths) * 9 // 10], sum(lengths) / len(lengths)) if lengths else 0


def text(value: Any) -> str:
    """A cell as words: nothing for None; what no page holds is cut, and says so."""
    words = "" if value is None else printable(str(value))
    return words if len(words) <= LONGEST_CELL else words[: LONGEST_CELL - len(CUT)] + CUT


# --- Sheets and portraits --------------------------------------------------------------------------------------------
def _sheet(row: Mapping[str, Any], order: Order) -> dict[str, Any]:
    """One sheet as domain/exporting/sheets.py tells it: title, facts, sections; a picture, or why there is none."""
    told = {"title": row["title"], "facts": row["facts"], "sections": [_section(part) for part in row["sections"]]}
    return _plain(told, SHEET_SIGNS // 2) | _portrait(row, order)


def _section(part: Mapping[str, Any]) -> dict[str, Any]:
    header, rows = part.get("header", ()), part.get("rows", ())
    cells = [[text(cell) for cell in row] for row in rows]
    room = widths(header, cells, SHEET_SIGNS)
    told = {"title": part["title"], "texts": part.get("texts", ()), "facts": part.get("facts", ())}
    return told | {"widths": room, "header": _fitted(header, room), "rows": [_fitted(row, room) for row in cells]}


def _portraits(header: Sequence[str], rows: Sequence[Mapping[str, Any]], order: Order) -> dict[str, Any]:
    people = [_plain({"title": row["title"], "facts": row["facts"]}, 45) | _portrait(row, order) for row in rows]
    return {"header": [_("Picture"), _("Who")], "people": people}


def _portrait(row: Mapping[str, Any], order: Order) -> dict[str, Any]:
    picture = row.get("picture")
    return {"picture": picture and order.picture(picture), "portrait": text(row.get("portrait", ""))}


def _plain(words: Any, most_signs: int = SHEET_SIGNS) -> Any:
    """The same with every text printable, however deep it stands."""
    if isinstance(words, Mapping):
        return {name: _plain(value, most_signs) for name, value in words.items()}
    if isinstance(words, list | tuple):
        return [_plain(value, most_signs) for value in words]
    return words if isinstance(words, float) else breakable(text(words), most_signs)
