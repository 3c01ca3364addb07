"""The child that reads lists: tells what is in a file, or sends the rows of one sheet as text, line after line."""

import json
import socket
from collections.abc import Iterator
from typing import BinaryIO

from incidents.domain.decoders import cells, headings, joins, serving, window, wire
from incidents.domain.decoders.delimited import Archive, Texts
from incidents.domain.decoders.grids import Grid, filled
from incidents.domain.decoders.packages import Package
from incidents.domain.decoders.telling import Refused
from incidents.domain.decoders.workbooks import Workbook

MOST_ROWS = 100_000
MOST_SHEETS = 60
SAMPLE, SAMPLE_SIGNS = 20, 160
# What stands after a cell and after a row; no cell holds them.
CELL, ROW = "\x1f", "\x1e"
NOTHING = f"{CELL} \t\r\n\u00a0"
CONTROLS = bytes(sign for sign in range(128) if cells.CONTROLS.match(chr(sign)) and chr(sign) not in (CELL, ROW))
BATCH = 400
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Book = Texts | Archive | Workbook
Joined = tuple[list[str], Iterator[list[str]]]


def work(link: socket.socket, order: dict) -> None:
    """Look, or read the sheet that is ordered. Raises Refused with a code of tables/sentences."""
    try:
        book = opened(window.opened(link, order["size"]), telling=order["task"] == "look")
        _send(link, looked(book)) if order["task"] == "look" else _read(link, order, book)
    except MemoryError:
        raise Refused("too_hard") from None
    except BaseException as error:
        # What the reader of workbooks, which is not written in Python, stumbles over is no Exception.
        if type(error).__name__ == "PanicException":
            raise Refused("damaged") from None
        raise


def _read(link: socket.socket, order: dict, book: Book) -> None:
    names, parts = table(book, order)
    _send(link, {"headings": names})
    for data in parts:
        for at in range(0, len(data), wire.CHUNK):
            wire.send(link, wire.DATA, data[at : at + wire.CHUNK])


def table(book: Book, order: dict) -> tuple[list[str], Iterator[bytes]]:
    """The sheet that is ordered, its headings and its rows as they are sent; with the columns of its parent in front
    where it is a group that repeats. Raises Refused."""
    begin, count = order["header"]
    grid = _grid(book, order["sheet"], begin + count)
    lines = _texts(filled(grid))
    names = headings.named(_head(lines, begin, count), grid.columns)
    if order["above"] is not None:
        names, lines = _joined(book, order["above"], names, lines)
    return names, _packed(lines, begin + count + 1, len(names))


def _grid(book: Book, number: int, start: int) -> Grid:
    """A sheet that may be read: it is there, and has no more rows than a list may."""
    if number >= len(book.names):
        raise Refused("no_sheet")
    grid = book.grid(number)
    if grid.last - start > MOST_ROWS and _held(grid, start) > MOST_ROWS:
        raise Refused("too_many_rows")
    return grid


def _head(lines: Iterator[list[str]], begin: int, count: int) -> list[list[str]]:
    """The lines of the headings; those under them are next."""
    return [line for _number, line in zip(range(begin + count), lines, strict=False)][begin:]


def _joined(book: Book, number: int, names: list[str], lines: Iterator[list[str]]) -> Joined:
    """The rows of a group that repeats, each behind the row that it belongs to."""
    grid = _grid(book, number, 0)
    begin, count, _shown = _headed(grid)
    above = _texts(filled(grid))
    front = headings.named(_head(above, begin, count), grid.columns)
    keys = joins.keys(front, names)
    if not keys:
        raise Refused("no_key")
    return headings.named([front + names], len(front) + len(names)), joins.joined(lines, above, keys, len(front))


def opened(source: BinaryIO, *, telling: bool) -> Book:
    """The workbook or text that a file is; what is remarkable in it only where that is to be told. Raises Refused."""
    head = source.read(8)
    if head == OLD_OFFICE:
        return Workbook(source, None, telling=telling)
    if head[:2] != b"PK":
        return Texts(source)
    package = Package(source)
    return Archive(package) if package.kind == "texts" else Workbook(source, package, telling=telling)


def _send(link: socket.socket, said: dict) -> None:
    data = json.dumps(said, ensure_ascii=False).encode()
    for begin in range(0, len(data), wire.CHUNK):
        wire.send(link, wire.DATA, data[begin : begin + wire.CHUNK])
    wire.send(link, wire.END)


def _texts(rows: Iterator[list]) -> Iterator[list[str]]:
    for row in rows:
        yield cells.row(row)


def _packed(lines: Iterator[list[str]], number: int, width: int) -> Iterator[bytes]:
    """Many lines at once: each with its number, and as wide as the table. Lines without a word are left out."""
    batch: list[tuple[int, list[str]]] = []
    for at, line in enumerate(lines, start=number):
        if len(line) < width:
            line += [""] * (width - len(line))
        batch.append((at, line))
        if len(batch) >= BATCH:
            yield _bytes(batch, width)
            batch = []
    yield _bytes(batch, width)


def _bytes(batch: list[tuple[int, list[str]]], width: int) -> bytes:
    joined = [(at, CELL.join(line)) for at, line in batch]
    data = "".join([f"{at}{CELL}{told}{ROW}" for at, told in joined if told.strip(NOTHING)]).encode()
    rows, marks = data.count(ROW.encode()), data.count(CELL.encode())
    if marks != rows * width or rows > len(batch) or len(data.translate(None, CONTROLS)) != len(data):
        return _bytes([(at, [cells.cleaned(cell) for cell in line]) for at, line in batch], width)
    return data


def _held(grid: Grid, start: int) -> int:
    """How many lines hold something below the headings."""
    if grid.held is None:
        grid.held = sum(1 for row in grid.rows() if _holds(row))
    return grid.held - sum(1 for _number, row in zip(range(start), grid.rows(), strict=False) if _holds(row))


def _holds(row: list) -> bool:
    return any(row) or any(cell != "" for cell in row)


def looked(book: Book) -> dict:
    """What is in it: its sheets, where their headings seem to be, the first rows, what is remarkable."""
    sheets = [_sheet(book, number) for number in range(min(len(book.names), MOST_SHEETS))]
    remarks = book.remarks | {"many_sheets" for _ in book.names[MOST_SHEETS:]}
    remarks |= {remark for sheet in sheets for remark in sheet.pop("remarks")}
    remarks |= {"hidden" for sheet in sheets if sheet["hidden"] and sheet["rows"]}
    remarks |= {"merged" for sheet in sheets if sheet["merged"]}
    return {"kind": book.kind, "encoding": book.encoding, "delimiter": book.delimiter,
            "sheets": sheets, "remarks": sorted(remarks)}  # fmt: skip


def _sheet(book: Book, number: int) -> dict:
    name, hidden = book.names[number]
    told = {"number": number, "name": name[:200], "hidden": hidden, "rows": 0, "columns": 0, "merged": False,
            "header": [0, 1], "headings": [], "sample": [], "problem": "", "remarks": []}  # fmt: skip
    try:
        grid = book.grid(number)
    except Refused as why:
        return told | {"problem": str(why)}
    begin, count, shown = _headed(grid)
    held = _held(grid, begin + count)
    problem = "too_many_rows" if held > MOST_ROWS else "" if held else "no_rows"
    return told | shown | {"header": [begin, count], "rows": held, "remarks": sorted(grid.remarks), "problem": problem}


def _headed(grid: Grid) -> tuple[int, int, dict]:
    """Where the headings of a sheet seem to be, how many lines they take, and what is under them."""
    lines = []
    for _number, line in zip(range(headings.LOOKED_AT), _texts(filled(grid)), strict=False):
        lines.append([cells.cleaned(cell)[:SAMPLE_SIGNS] for cell in line])
    begin, count = headings.proposed(lines, grid.merged)
    sample = [line + [""] * (grid.columns - len(line)) for line in lines[begin + count :] if _holds(line)]
    shown = {"columns": grid.columns, "merged": bool(grid.merged), "sample": sample[:SAMPLE],
             "headings": headings.named(lines[begin : begin + count], grid.columns)}  # fmt: skip
    return begin, count, shown


if __name__ == "__main__":
    serving.serve(work)
