"""Reads of what the check of a file found, for its page and for the table of its problems."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from incidents.domain.imports import checking, found, plan
from incidents.domain.imports.found import Found, Trouble
from incidents.domain.imports.problems import ERROR
from incidents.models import ListImport
from incidents.vocabulary import ActKind

SHOWN, KNOWN_SHOWN = 20, 50
IDLE: dict[str, str | Promise] = {
    "empty": gettext_lazy("Empty rows"),
    "heading": gettext_lazy("The headings once more"),
    "section": gettext_lazy("Headings of a part"),
    "total": gettext_lazy("Sums"),
}
TWICE: dict[str, str | Promise] = {
    "exact": gettext_lazy("The same row twice"),
    "national_id": gettext_lazy("The same national identity number"),
    "id": gettext_lazy("The same number of the keeper"),
    "folded": gettext_lazy("The same name in another spelling, and the same age or birth"),
}


@dataclass(frozen=True)
class Lines:
    """One thing found: what it is, how often, where first, and how many lines only the table has."""

    what: str
    often: int
    first: list[Any]
    code: str = ""

    @property
    def left(self) -> int:
        """How many are not shown."""
        return self.often - len(self.first)


class Checked:
    """What the page of the check shows."""

    def __init__(self, one: ListImport) -> None:
        self.one = one

    @cached_property
    def found(self) -> Found | None:
        """What the last check found; None when nothing was checked since it was last said how to read the file."""
        told = found.of(self.one)
        return told if told and (told.lacks or told.reading == plan.fingerprint(self.one)) else None

    @property
    def can_import(self) -> bool:
        """Whether it can be imported as it was read."""
        return bool(self.found and self.found.can_import)

    @property
    def rows(self) -> int:
        """How many rows would be imported."""
        return self.found.counts.get("mentions", 0) if self.found else 0

    @cached_property
    def figures(self) -> list[tuple[str, int]]:
        """What would come of it, in numbers."""
        counts = self.found.counts if self.found else {}
        labels = {
            "rows": _("Rows in the file"), "mentions": _("Rows that are imported"), "people": _("People they tell of"),
            "named": _("With a full name"), "partial": _("Partly named"), "unnamed": _("Without a name"),
            "acts": _("Statements of what was done"), "marks": _("Marks on other lists"),
            "idle": _("Rows that do nothing"), "with_errors": _("Rows with a mistake"),
            "with_warnings": _("Rows with a warning"),
        }  # fmt: skip
        return [(label, counts[name]) for name, label in labels.items() if counts.get(name)]

    @cached_property
    def deeds(self) -> list[tuple[str, int]]:
        """What was done, and how often."""
        told = self.found.statuses if self.found else {}
        return [(capfirst(str(ActKind(kind).label)), number) for kind, number in told.items()]

    @cached_property
    def errors(self) -> list[Lines]:
        """Mistakes: why a row cannot be read as it stands."""
        return [_lines(one) for one in self._troubles if one.severity == ERROR]

    @cached_property
    def warnings(self) -> list[Lines]:
        """What was read, and is worth a look."""
        return [_lines(one) for one in self._troubles if one.severity != ERROR]

    @property
    def _troubles(self) -> list[Trouble]:
        return self.found.troubles if self.found else []

    @cached_property
    def idle(self) -> list[Lines]:
        """Rows that do nothing, by reason, with their lines in the file."""
        told = self.found.idle if self.found else {}
        return [Lines(str(IDLE.get(why, why)), one["count"], one["first"][:SHOWN]) for why, one in told.items()]

    @cached_property
    def twice(self) -> list[Lines]:
        """Rows about one person, by sign: line, line of the first one, name."""
        told = self.found.duplicates if self.found else {}
        return [Lines(str(TWICE.get(why, why)), one["count"], one["first"][:SHOWN]) for why, one in told.items()]

    @cached_property
    def known(self) -> Lines | None:
        """Rows likely about persons that we hold: line, name, reference, their name, score, level, reasons."""
        told = self.found.known if self.found else {}
        if not told:
            return None
        what = ngettext("%(number)s row was compared", "%(number)s rows were compared", told["looked_at"])
        return Lines(what % {"number": told["looked_at"]}, told["count"], told["first"][:KNOWN_SHOWN])

    @property
    def same(self) -> dict[str, Any]:
        """What is the same as in the edition before."""
        return self.found.same if self.found else {}


def _lines(one: Trouble) -> Lines:
    return Lines(one.sentence, one.often, one.first[:SHOWN], one.code)


def problem_headings() -> list[str]:
    """The headings of the table of problems."""
    return [_("Line"), _("Column"), _("Cell"), _("Kind"), _("Problem")]


def problems(one: ListImport, at: datetime) -> Iterator[list[str]]:
    """Every problem, one a line. Reads the file again. Raises Unfit."""
    words = {"error": _("mistake"), "warning": _("warning")}
    told = checking.problems(one, at=at)
    next(told)  # its headings are codes
    for line, column, cell, severity, sentence in told:
        yield [line, column, cell, words.get(severity, severity), sentence]
