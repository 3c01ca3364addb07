"""Reads of the file of a list on its way in: its sheets, its columns, its words, how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import tables
from incidents.domain.imports import failures, fields, looked, moving, plan, proposing, valuing
from incidents.forms.imports import MOST_WORDS, Word, with_code
from incidents.models import ListImport, ListMapping
from incidents.policies import Unfit
from incidents.vocabulary import ActKind, ImportState, Listing, Manner, Participation, Sex

FILE, SHEET, COLUMNS, WORDS, CHECK, IMPORT = "file", "sheet", "columns", "values", "check", "import"
AT_REST, UNDER_WAY = moving.AT_REST, moving.AT_WORK
OVER = (ImportState.DONE, ImportState.DISCARDED)
EXAMPLES, SHOWN_LINES, SHOWN_CELLS = 3, 6, 12
# An import that did not go on for so long waits for something: the job worker, most often.
STILL = timedelta(minutes=5)


# --- The steps -------------------------------------------------------------------------------------------------------
def steps(one: ListImport | None, now: str) -> list[dict[str, Any]]:
    """The steps above each page; those that can be gone back to carry a link."""
    labels = {FILE: _("File"), SHEET: _("Sheet"), COLUMNS: _("Columns"), WORDS: _("Words"), CHECK: _("Check"),
              IMPORT: _("Import")}  # fmt: skip
    done = _done(one)
    return [
        {"label": label, "current": code == now, "done": code in done, "url": _address(one, code)}
        for code, label in labels.items()
    ]


def _address(one: ListImport | None, code: str) -> str:
    is_open = one is not None and one.state in AT_REST and code not in (FILE, IMPORT)
    return reverse(f"desk:import_{code}", args=[one.ref]) if one is not None and is_open else ""


def _done(one: ListImport | None) -> set[str]:
    if one is None:
        return set()
    told = {SHEET: one.columns, COLUMNS: one.columns, WORDS: one.found, CHECK: one.found, IMPORT: one.edition_id}
    return {FILE} | {code for code, is_told in told.items() if is_told}


# --- The sheet -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Sheet:
    """A sheet of the file as the page shows it. `lines` are its first rows, with their numbers in the file."""

    number: int
    label: str
    header: tuple[int, int]
    headings: tuple[str, ...]
    sample: list[list[str]]
    problem: str = ""

    @property
    def lines(self) -> list[tuple[str, list[str]]]:
        """The heading and the first rows, as far as a page shows them."""
        rows = [(_("Headings"), list(self.headings)), *((str(n), row) for n, row in enumerate(self.sample, start=1))]
        return [(name, row[:SHOWN_CELLS]) for name, row in rows[: SHOWN_LINES + 1]]


def sheets(one: ListImport) -> list[Sheet]:
    """The sheets of the file that can be read; of a form with groups that repeat, also each group behind its parent."""
    return [sheet for sheet in map(_sheet, one.look.get("sheets", [])) if not sheet.problem]


def _sheet(told: Mapping[str, Any]) -> Sheet:
    size = _("%(rows)s rows, %(columns)s columns") % {"rows": told.get("rows", 0), "columns": told.get("columns", 0)}
    words = [told.get("name") or _("The table"), size, _("hidden") if told.get("hidden") else ""]
    header = tuple(told.get("header") or (0, 1))
    label, problem = " · ".join(word for word in words if word), told.get("problem", "")
    return Sheet(told["number"], label, header, tuple(told.get("headings", [])), told.get("sample", []),
                 tables.sentence(problem) if problem else "")  # fmt: skip


def remarks(one: ListImport) -> list[str]:
    """What is to be known of the file, in sentences."""
    said = [tables.sentence(code) for code in one.look.get("remarks", [])]
    every = map(_sheet, one.look.get("sheets", []))
    said += [f"{sheet.label}: {sheet.problem}" for sheet in every if sheet.problem]
    same = ListImport.objects.filter(ref__in=one.look.get("same_as", []), person_list=one.person_list_id)
    return [*said, *(_("The same file was imported already: %(label)s.") % {"label": row.label} for row in same)]


# --- The columns -----------------------------------------------------------------------------------------------------
def headings(one: ListImport) -> list[str]:
    """The headings of the sheet that is read."""
    return list(plan.of(one).headings)


class Columns:
    """The columns of the file, each with its heading, some cells, and what it is: as kept, remembered, or proposed."""

    def __init__(self, user: User, one: ListImport) -> None:
        self.user, self.one = user, one
        self.headings = headings(one)

    @cached_property
    def remembered(self) -> ListMapping | None:
        """How the last file of this keeper was read, for those who see the list."""
        asked = policies.prefixed("keeper__lists", policies.visible_lists(self.user))
        return ListMapping.objects.filter(asked, keeper=self.one.person_list.keeper_id).first()

    @property
    def is_remembered(self) -> bool:
        """Whether the columns are proposed by the last file of the keeper."""
        known = self.remembered.columns if self.remembered and not self.one.columns else {}
        return bool(plan.columns_of(self.headings, known))

    @cached_property
    def fields(self) -> dict[int, str]:
        """Number of the column to field."""
        kept = plan.of(self.one).columns
        if kept:
            return {number: kept.get(number, fields.IGNORE) for number in range(len(self.headings))}
        known = self.remembered.columns if self.remembered else None
        found = proposing.propose(self.headings, self.sample, known)
        return {number: found.get(number) or fields.IGNORE for number in range(len(self.headings))}

    @cached_property
    def options(self) -> dict[str, Any]:
        """What holds for every row: as kept, or as with the last file."""
        known = self.remembered.options if self.is_remembered and self.remembered else {}
        return {**plan.DEFAULTS, **known, **self.one.options}

    @cached_property
    def sample(self) -> list[list[str]]:
        """The first rows."""
        if "headings" in self.one.look:
            return self.one.look.get("sample", [])
        return next((sheet.sample for sheet in sheets(self.one) if sheet.number == self.one.sheet), [])

    def cards(self, form: Any) -> list[dict[str, Any]]:
        """Each column as its card shows it, with its boxes of the form."""
        return [
            {"number": number, "heading": heading, "examples": self.examples(number),
             "field": form[f"c{number}"], "list": form[f"l{number}"] if f"l{number}" in form.fields else None}
            for number, heading in enumerate(self.headings) if f"c{number}" in form.fields
        ]  # fmt: skip

    def examples(self, number: int) -> list[str]:
        """Some cells that differ."""
        cells = dict.fromkeys(row[number] for row in self.sample if number < len(row) and row[number])
        return list(cells)[:EXAMPLES]


def field_choices() -> list[tuple[str, Any]]:
    """What a column can be."""
    return [(field.code, field.label) for field in fields.FIELDS]


def check_readable(one: ListImport, columns: Mapping[int, str], options: Mapping[str, Any]) -> None:
    """Raises Unfit with the first thing without which nothing can be read."""
    told = plan.Plan(headings=tuple(headings(one)), columns=columns, options=options)
    if told.lacks:
        raise Unfit(told.lacks[0])


# --- The words -------------------------------------------------------------------------------------------------------
CODES: dict[str, type[TextChoices]] = {
    "sex": Sex, "status": ActKind, "manner": Manner, "participation": Participation, "list": Listing,
}  # fmt: skip


def words(one: ListImport) -> list[Word]:
    """Their words in the columns that are mapped to codes, each with the code proposed; reads the file.

    Raises Unfit, and Denied for a store that does not answer.
    """
    told = plan.of(one)
    if not any(fields.BY_CODE[code].asked for code in told.columns.values()):
        return []
    first, lines = (*one.header, 0, 1)[:2]
    with looked.opened(one, sheet=one.sheet, header=(first, lines)) as table:
        asked = valuing.ask(table.rows, told)
    found = [(field, text, often, code) for field, these in asked.items() for text, (code, often) in these.items()]
    unknown_first, known = sorted(found, key=lambda word: bool(word[3]))[:MOST_WORDS], code_choices()
    return [
        Word(number, field, text, often, code, with_code(known[field], code))
        for number, (field, text, often, code) in enumerate(unknown_first)
    ]


def code_choices() -> dict[str, list[tuple[str, Any]]]:
    """For each field whose words are mapped, the codes that they can be."""
    nothing = [("", _("Choose")), (plan.LEAVE_OUT, _("Says nothing: leave it out"))]
    return {field: [*nothing, *codes.choices] for field, codes in CODES.items()}


def groups(form: Any) -> list[dict[str, Any]]:
    """The words of the form by field, each with its box and what is sent along with it."""
    found: dict[str, dict[str, Any]] = {}
    for word in form.words:
        label, number = fields.BY_CODE[word.field].label, word.number
        group = found.setdefault(word.field, {"code": word.field, "label": label, "words": []})
        shown = {"box": form[f"v{number}"], "sent_as": f"w{number}", "sent": f"{word.field}:{word.text}"}
        group["words"].append(shown)
    return list(found.values())


# --- How far it is ---------------------------------------------------------------------------------------------------
class Progress:
    """What the page of an import shows beside its row."""

    def __init__(self, one: ListImport, at: datetime) -> None:
        self.one, self.at = one, at

    @property
    def is_under_way(self) -> bool:
        """Whether a job has it, or will."""
        return self.one.state in UNDER_WAY

    @property
    def is_still(self) -> bool:
        """Whether it did not go on for some minutes."""
        return self.is_under_way and self.at - (self.one.touched_at or self.one.at) > STILL

    @property
    def failed(self) -> str:
        """Why it failed, in words."""
        return failures.words(self.one)

    @property
    def next_step(self) -> str:
        """The address of the page to go on with; empty when there is nothing more to say."""
        if self.one.state not in AT_REST:
            return ""
        return f"desk:import_{CHECK if self.one.found else WORDS if self.one.columns else SHEET}"

    @property
    def may_be_given_up(self) -> bool:
        """Whether the file can be deleted: of one that was never imported."""
        return self.one.state in moving.FOLLOWS[ImportState.DISCARDED]
