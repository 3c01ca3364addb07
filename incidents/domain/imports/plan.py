"""How one file is read: which column is what, which of their words is which code, and what holds for every row."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from incidents.domain import dates
from incidents.domain.imports.fields import BY_CODE, IGNORE, NAMING, WHEN_KIND
from incidents.models import ListImport
from incidents.vocabulary import Consent

# What becomes of a row with an error: nothing is imported, the other rows are, or the row is without that cell.
STOP, LEAVE_ROWS, EMPTY_CELLS = "stop", "leave_rows", "empty_cells"
DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
LEAVE_OUT = "-"  # the code of a word that is to be read as nothing
DEFAULTS: dict[str, Any] = {
    "kind": "",  # what was done to everybody whose row does not say it
    "when": "",  # EDTF: the day of every row without one; its year completes days that are written without a year
    "place": "",  # the place of every row without one, in words
    "consent": Consent.NOT_ASKED.value,  # of the report
    "language": "",  # of the report
    "dates": DAY_FIRST,  # how 03/04/2022 is meant
    "errors": STOP,
    "lists": {},  # number of a `list` column, as text → reference of the PersonList
    "participation_by": "",  # who claims the part that people took; else the keeper
    "match": True,  # whether the check looks for persons who are known already
}


@dataclass(frozen=True)
class Plan:
    """How to read the rows of one file. `values` is field → {their word, folded: our code}."""

    headings: tuple[str, ...]
    columns: Mapping[int, str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    keeper: str = ""

    def option(self, name: str) -> Any:
        """An option of the import, or what holds where none was chosen."""
        return self.options.get(name) or DEFAULTS[name] if name != "match" else self.options.get(name, True)

    def at(self, *codes: str) -> tuple[int, ...]:
        """The columns that are read as one of these, from the left."""
        return tuple(sorted(number for number, code in self.columns.items() if code in codes))

    def code(self, name: str, text: str) -> str | None:
        """Our code for their word; None when nobody mapped it yet."""
        return self.values.get(name, {}).get(fold_word(text))

    @property
    def default_when(self) -> dates.Partial:
        """The day of rows without one. What is no date counts as none."""
        try:
            return dates.parse(self.option("when"))
        except dates.Unreadable:
            return dates.Partial("", None, None)

    @property
    def dated(self) -> dict[int, str]:
        """Columns that hold the day of one kind of act → that kind."""
        return {number: code.removeprefix(WHEN_KIND) for number, code in self.columns.items()
                if code.startswith(WHEN_KIND)}  # fmt: skip

    @property
    def lacks(self) -> list[str]:
        """Why nothing can be read like this, in sentences; empty when it can."""
        return [sentence for is_wrong, sentence in (
            (not set(self.columns.values()) - {IGNORE}, _("Say what at least one column is.")),
            (not self._tells_deeds, _("Say what was done to the people of this list, or which column says it.")),
            (bool(self._twice), _("Two columns are read as the same thing: %(what)s.") % {"what": self._twice}),
            (not self._lists_named, _("Say which list each column of another list stands for.")),
            (not self._tells_people, _("Say which column tells the people apart: a name, a description, an age.")),
        ) if is_wrong]  # fmt: skip

    @property
    def _tells_deeds(self) -> bool:
        return bool(self.option("kind") or self.at("status") or self.dated)

    @property
    def _tells_people(self) -> bool:
        return bool(self.at(*NAMING, "other_name", "describing", "id", "sex", "age", "birth", "count", "list"))

    @property
    def _twice(self) -> str:
        codes = list(self.columns.values())
        double = dict.fromkeys(code for code in codes if codes.count(code) > 1 and not BY_CODE[code].many)
        return ", ".join(str(BY_CODE[code].label) for code in double)

    @property
    def _lists_named(self) -> bool:
        named = [self.option("lists").get(str(number)) for number in self.at("list")]
        return all(named) and len(set(named)) == len(named)


def of(row: ListImport) -> Plan:
    """The plan of an import. Columns and codes that nobody knows any more are not read."""
    sheets = row.look.get("sheets", [])
    here: dict[str, Any] = next((one for one in sheets if one.get("number") == row.sheet), {})
    columns = {int(number): code for number, code in row.columns.items() if code in BY_CODE and number.isdecimal()}
    values = {name: {fold_word(word): code for word, code in words.items()} for name, words in row.values.items()}
    return Plan(
        headings=tuple(row.look.get("headings") or here.get("headings") or ()),
        columns=columns, values=values, options=row.options, keeper=row.person_list.keeper.name,
    )  # fmt: skip


def fingerprint(row: ListImport) -> str:
    """SHA-256 of how the file is read: what was checked is what is imported while it stays the same."""
    told = [row.sha256, row.sheet, row.header, row.columns, row.values, row.options]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def columns_of(headings: Sequence[str], remembered: Mapping[str, str]) -> dict[int, str]:
    """The fields of a file whose keeper's headings were mapped before: heading → field."""
    known = {fold_word(heading): code for heading, code in remembered.items()}
    found = {number: known.get(fold_word(heading), "") for number, heading in enumerate(headings)}
    return {number: code for number, code in found.items() if code in BY_CODE}


def remember(headings: Iterable[str], columns: Mapping[int, str]) -> dict[str, str]:
    """The same the other way round, for ListMapping.columns."""
    return {heading: columns[number] for number, heading in enumerate(headings) if columns.get(number)}


def fold_word(text: str) -> str:
    """One spelling for one word of theirs: small letters, single blanks, without signs at its ends."""
    return " ".join(text.casefold().replace("ё", "е").split()).strip(" .,;:«»\"'")
