"""A list as JSON Lines: one object a line, its keys the codes of the columns, which are the same in every language."""

import json
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from incidents.domain.exporting.asked import About

Value = str | int | None


def write(out: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[Value]], about: About) -> None:
    """Write one line for each row, as UTF-8 without a mark; lines end with LF (jsonlines.org). The headings stay out.

    What a spreadsheet would run is a plain text here: nothing is escaped but what JSON escapes.
    """
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for row in rows:
        out.write(encode(dict(zip(about.codes, row, strict=True))).encode() + b"\n")
