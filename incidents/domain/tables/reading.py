"""The parent's half of reading a list: a child is asked, and its rows are taken as they come."""

import json
import re
from collections.abc import Generator, Iterator
from typing import BinaryIO

from incidents.domain.decoders import wire
from incidents.domain.decoding import child
from incidents.domain.tables import grouping, told
from incidents.domain.tables.told import Look, Table, Unreadable

MOST_BYTES = 100 * 1024**2
MOST_TOLD = 16 * 1024**2
LONGEST_ROW = 16 * 1024**2
CODE = re.compile(r"[a-z_]{1,20}(:\d{1,8})?")
Frames = Iterator[tuple[bytes, bytes]]


def look(file: BinaryIO, name: str) -> Look:
    """What is in a file: its sheets, where their headings seem to be, the first rows.

    `name` is not believed: what a file is, its bytes say. Raises Unreadable.
    """
    with child.working("sheets", file, task="look", size=_size(file)) as working:
        try:
            found = told.look(_said(_believed(working.frames())))
        except (ValueError, TypeError, KeyError):
            raise Unreadable("damaged") from None
    problems = [sheet.problem for sheet in found.sheets]
    if all(problems):
        raise Unreadable(next((problem for problem in problems if problem != "no_rows"), "no_rows"))
    return grouping.with_joined(found)


def read(file: BinaryIO, name: str, *, sheet: int, header: tuple[int, int]) -> Table:
    """One sheet as text, row by row; `file` stays open for as long as rows are taken.

    `sheet` is the number of one that `look` told, also of a group joined with its parent. Each row comes with
    its own number, the one that a spreadsheet shows beside it; rows without a word are left out.
    Raises Unreadable, also while the rows are taken when the child ends in the middle.
    """
    parent, plain = grouping.parts(sheet)
    rows = _reading(file, plain, header, parent)
    return Table(next(rows), rows)


def read_joined(file: BinaryIO, name: str, *, parent: int, child: int, header: tuple[int, int]) -> Table:
    """As `read`, for a group that repeats (`groups`): each row of the sheet `child` behind its row of `parent`.

    `header` is the child's; a row whose parent is not there has empty cells in front. Raises Unreadable.
    """
    rows = _reading(file, child, header, parent)
    return Table(next(rows), rows)


def _reading(file: BinaryIO, sheet: int, header: tuple[int, int], parent: int | None) -> Generator:
    """The headings first, so that the child is at work, and gone when this is closed; then the rows."""
    order = {"task": "read", "size": _size(file), "sheet": sheet, "header": list(header),
             "above": parent}  # fmt: skip
    with child.working("sheets", file, **order) as working:
        frames = _believed(working.frames())
        try:
            names = told.names(_said(frames))
        except (ValueError, TypeError, KeyError):
            raise Unreadable("damaged") from None
        yield names
        yield from _rows(frames, len(names))


def _size(file: BinaryIO) -> int:
    size = file.seek(0, 2)
    if not size:
        raise Unreadable("empty")
    if size > MOST_BYTES:
        raise Unreadable("too_large")
    return size


def _believed(frames: Frames) -> Frames:
    """Frames of data. Raises Unreadable with the code of a child that refuses, and for one that ends too early."""
    try:
        for kind, payload in frames:
            if kind == wire.REFUSED:
                code = payload.decode("ascii", "replace")
                raise Unreadable(code if CODE.fullmatch(code) else "damaged")
            if kind not in (wire.DATA, wire.END, wire.DONE):
                raise Unreadable("damaged")
            yield kind, payload
    except child.Failed:
        raise Unreadable("too_hard") from None


def _said(frames: Frames) -> object:
    data = bytearray()
    for kind, payload in frames:
        if kind == wire.END:
            return json.loads(data)
        data += payload
        if kind == wire.DONE or len(data) > MOST_TOLD:
            break
    raise ValueError("nothing was told")


def _rows(frames: Frames, width: int) -> Iterator[tuple[int, list[str]]]:
    rest = b""
    for kind, payload in frames:
        if kind == wire.DONE and not rest:
            return
        whole, mark, rest = (rest + payload).rpartition(b"\x1e")
        if kind != wire.DATA or len(rest) > LONGEST_ROW:
            break
        if mark:
            yield from cut(whole, width)
    raise Unreadable("damaged")


def cut(whole: bytes, width: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of what a child sent, each as wide as the table. Raises Unreadable."""
    try:
        for row in whole.decode().split("\x1e"):
            number, *cells = row.split("\x1f")
            if len(cells) != width:
                raise ValueError("not as wide as the table")
            yield int(number), cells
    except ValueError:
        raise Unreadable("damaged") from None
