"""Pure: where the headings of a sheet are, and the names that its columns get from them."""

import re
from collections.abc import Sequence

# So many of the first lines that hold something are looked at.
LOOKED_AT = 60
MOST_LINES = 3
LIKE_DATA = re.compile(r"[\d\s.,:/%+-]+|TRUE|FALSE")
TAG = re.compile("#[a-z]")
YEAR = re.compile(r"(19|20)\d\d")
Merged = tuple[int, int, int, int]  # top, left, bottom, right, all counted from 0


def proposed(lines: Sequence[Sequence[str]], merged: Sequence[Merged]) -> tuple[int, int]:
    """(First line from 0, how many lines) of the headings: the first line that is as full as the table is wide.

    Titles above it hold a cell or two; a second line under merged headings, a line of column numbers (1, 2, 3 ...)
    and a line of tags (#name) belong to it. No heading line where the first full line is like those under it.
    """
    start = _first_full(lines)
    if start is None:
        return 0, 1
    if _is_data(lines, start):
        return start, 0
    count = max(1, _spanned(merged, start, lines), _filled_below(lines, start))
    while count <= MOST_LINES and start + count < len(lines) - 1 and is_numbering(lines[start + count]):
        count += 1
    return start, count


def named(lines: Sequence[Sequence[str]], width: int) -> list[str]:
    """The name of each column: its headings from above to below; its letter where it has none; doubles get a number."""
    parts = [line for line in lines if not is_numbering(line)] or lines
    names = [_joined([" ".join(line[at].split()) if at < len(line) else "" for line in parts]) for at in range(width)]
    names = [name or letter(at) for at, name in enumerate(names)]
    taken, told = set(names), []
    for at, name in enumerate(names):
        told.append(name if name not in names[:at] else _numbered(name, taken))
    return told


def letter(at: int) -> str:
    """The letters that a spreadsheet shows above a column (0 is A)."""
    return (letter(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def is_numbering(line: Sequence[str]) -> bool:
    """Whether a line numbers the columns (1, 2, 3 ...) or tags them (#affected), as tables under their headings do."""
    cells = [cell.strip() for cell in line if cell.strip()]
    numbers = [str(number) for number in range(1, len(cells) + 1)]
    return len(cells) > 1 and (cells == numbers and len(cells) > 2 or all(TAG.match(cell) for cell in cells))  # noqa: PLR2004


def _joined(parts: list[str]) -> str:
    told: list[str] = []
    for part in parts:
        if part and (not told or told[-1] != part):
            told.append(part)
    return " / ".join(told)


def _numbered(name: str, taken: set[str]) -> str:
    number = 2
    while f"{name} {number}" in taken:
        number += 1
    taken.add(f"{name} {number}")
    return f"{name} {number}"


def _full(line: Sequence[str]) -> int:
    return sum(1 for cell in line if cell.strip())


def _first_full(lines: Sequence[Sequence[str]]) -> int | None:
    widest = sorted((_full(line) for line in lines if _full(line)), reverse=True)
    if not widest:
        return None
    usual = widest[len(widest) // 3]
    return next((at for at, line in enumerate(lines) if _full(line) >= max(min(2, usual), (usual + 1) // 2)), None)


def _is_data(lines: Sequence[Sequence[str]], start: int) -> bool:
    """Whether a line holds a number or a date where those under it do, too: it heads nothing."""
    below = [line for line in lines[start + 1 :] if _full(line)][:5]
    if not below or is_numbering(lines[start]):
        return False
    return any(_like_data(cell) and all(_like_data(line[at]) for line in below if at < len(line))
               for at, cell in enumerate(lines[start]))  # fmt: skip


def _like_data(cell: str) -> bool:
    told = cell.strip()
    return bool(LIKE_DATA.fullmatch(told)) and any(sign.isdigit() for sign in told) and not YEAR.fullmatch(told)


def _spanned(merged: Sequence[Merged], start: int, lines: Sequence[Sequence[str]]) -> int:
    """How many lines the merged cells of the heading line take: those below one another, and one more under those
    side by side."""
    deep = [bottom - start + 1 for top, _left, bottom, _right in merged if top == start > bottom - MOST_LINES]
    wide = any(top == start == bottom and right > left for top, left, bottom, right in merged)
    under = start + 1 < len(lines) and _full(lines[start + 1]) > 0 and not _is_data(lines, start + 1)
    return max([*deep, 2 if wide and under else 1])


def _filled_below(lines: Sequence[Sequence[str]], start: int) -> int:
    """Two where the line under it fills gaps that no merging tells (CSV): what is empty above is filled below and
    the other way round, and nothing in it is a number."""
    if start + 2 >= len(lines):
        return 1
    above, below = lines[start], lines[start + 1]
    pairs = [(one.strip(), other.strip()) for one, other in zip(above, below, strict=False)]
    fills = sum(1 for one, other in pairs if other and not one)
    leaves = sum(1 for one, other in pairs if one and not other)
    quiet = not any(_like_data(other) for _one, other in pairs)
    return 2 if fills and leaves and quiet and all(one or other for one, other in pairs) else 1
