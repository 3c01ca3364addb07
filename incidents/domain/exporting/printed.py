"""Pure domain: what a printed sheet is made of, and how much of which kind is printed at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import ngettext

from incidents.domain import dates
from incidents.vocabulary import ExportWhat

SHEETS = (ExportWhat.SHEETS, ExportWhat.WGEID, ExportWhat.WGAD)
# What is printed in some seconds and about 500 MB: docs/exports.md has the measurements.
MOST_CELLS, MOST_ROWS, MOST_SHEETS, MOST_PORTRAITS = 40_000, 4_000, 500, 500

Sheet = dict[str, Any]
Section = dict[str, Any]


def most(what: str, columns: int) -> int:
    """How many rows of this kind are printed at most."""
    if what in SHEETS:
        return MOST_SHEETS
    return MOST_PORTRAITS if what == ExportWhat.PORTRAITS else min(MOST_ROWS, MOST_CELLS // max(1, columns))


def made(at: datetime) -> str:
    """When a file was made, as people say it."""
    here = timezone.localtime(at)
    return f"{dates.words(here.date().isoformat())}, {here:%H:%M}"


def too_many(limit: int) -> str:
    """What is said when a PDF would be too long."""
    return ngettext(
        "A PDF holds at most %(most)s person. Choose fewer, or take a spreadsheet.",
        "A PDF holds at most %(most)s people. Choose fewer, or take a spreadsheet.",
        limit,
    ) % {"most": limit}  # fmt: skip


def sheet(
    title: str, facts: Sequence[tuple[str, Any]], sections: Sequence[Section], picture: bytes | None = None,
    portrait: str = "",
) -> Sheet:  # fmt: skip
    """One sheet, or one entry of a list with portraits. `portrait` says what the picture shows, or why there is none;
    without it there is no place for one."""
    return {"title": title, "facts": facts, "sections": sections, "picture": picture, "portrait": portrait}


def section(
    title: str, *, texts: Sequence[str] = (), facts: Sequence[tuple[str, Any]] = (), header: Sequence[str] = (),
    rows: Sequence[Sequence[Any]] = (),
) -> Section:  # fmt: skip
    """A part of a sheet: sentences, pairs of label and value, a table."""
    return {"title": title, "texts": texts, "facts": facts, "header": header, "rows": rows}
