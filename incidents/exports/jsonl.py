"""A list as JSON Lines: one object a line, its keys the codes of the columns, which are the same in every language."""

import json
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from incidents.domain.exporting.about import About

Value = str | int | None


def write(out: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[Value]], about: About) -> None:
    """Write one line for each row, as UTF-8 without a mark; lines end with LF (jsonlines.org). The headings stay out,
    but are the keys where a kind has no columns to choose. What a spreadsheet would run is a plain text here.
    """
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    keys = about.codes or tuple(header)
    for row in rows:
        out.write(encode(dict(zip(keys, row, strict=True))).encode() + b"\n")
