"""What the child does, done here: no process is started, so that many files can be tried."""

import io

import pytest

from incidents.domain.decoders import sheets
from incidents.domain.decoders.telling import Refused
from incidents.domain.tables import Look, reading, told


def look(data: bytes) -> Look:
    return told.look(sheets.looked(sheets.opened(io.BytesIO(data), telling=True)))


def rows(data: bytes, sheet: int = 0, header: tuple[int, int] | None = None) -> list[list[str]]:
    """The headings, then the cells of each row."""
    return [cells for _number, cells in numbered(data, sheet, header)]


def numbered(data: bytes, sheet: int = 0, header: tuple[int, int] | None = None) -> list[tuple[int, list[str]]]:
    """The headings as row 0, then each row with its number in the file."""
    found = header or look(data).sheets[sheet].header
    order = {"sheet": sheet, "header": found, "above": None}
    names, parts = sheets.table(sheets.opened(io.BytesIO(data), telling=False), order)
    sent = b"".join(parts)
    return [(0, names), *(reading.cut(sent[:-1], len(names)) if sent else ())]


def refused(data: bytes) -> str:
    """The code with which a file, or its only sheet, is refused."""
    try:
        (problem,) = {sheet.problem for sheet in look(data).sheets}
    except Refused as why:
        return str(why)
    return problem


def broken(data: bytes) -> bool:
    """Whether reading it stumbles, which the child tells as damaged."""
    with pytest.raises(Exception) as why:  # noqa: PT011 whatever a damaged file makes its reader say
        look(data)
    return not isinstance(why.value, Refused) or str(why.value) == "damaged"
