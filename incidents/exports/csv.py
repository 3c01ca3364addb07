"""A list as CSV: UTF-8 with a byte order mark, so that spreadsheets read it, and no cell that they would run."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import BinaryIO

# What a spreadsheet takes for a formula, with the full-width forms that some of them read as the same signs.
RUNS = "=+\\-@\t\r\n＝＋－＠"
BEGINS = frozenset("'" + RUNS) - {"\\"}
BATCH = 1000
_TO_ESCAPE = re.compile(f"'*[{RUNS}]")
_ESCAPED = re.compile(f"'+[{RUNS}]")


def escape(text: str) -> str:
    """The text with an apostrophe before it when it would run, or would read like a text that was escaped.

    The rule: a value that begins with any number of apostrophes, none included, and then one of = + - @ tab, a line
    end or a full-width form, gets one apostrophe more. unescape() takes it away again, so that nothing is lost.
    """
    return f"'{text}" if _TO_ESCAPE.match(text) else text


def unescape(text: str) -> str:
    """The text as it was before escape()."""
    return text[1:] if _ESCAPED.match(text) else text


def write(
    out: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[str | int | None]], about: object = None
) -> None:
    """Write the heading and the rows, a thousand at a time; lines end with CR LF (RFC 4180)."""
    out.write(codecs.BOM_UTF8)
    text, rows = io.StringIO(newline=""), iter(rows)
    writer = csv.writer(text)
    writer.writerow([escape(cell) for cell in header])
    while True:
        batch = list(islice(rows, BATCH))
        writer.writerows([_safe(row) for row in batch])
        out.write(text.getvalue().encode())
        text.seek(0)
        text.truncate()
        if not batch:
            return


def read(raw: bytes) -> list[list[str]]:
    """The cells of a file that write() made, as they were."""
    lines = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    return [[unescape(cell) for cell in line] for line in lines]


def _safe(row: Sequence[str | int | None]) -> list[str | int | None]:
    """The cells; None is an empty one. Only what begins with one of a few signs has to be looked at."""
    return [escape(cell) if cell.__class__ is str and cell[:1] in BEGINS else cell for cell in row]
