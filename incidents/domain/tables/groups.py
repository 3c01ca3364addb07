"""Which sheets of a form that was filled in (Kobo, ODK) are groups that repeat, and what each belongs to."""

from typing import NamedTuple

from incidents.domain.decoders import joins
from incidents.domain.tables.told import Look, Sheet

TABLE = "_parent_table_name"


class Group(NamedTuple):
    """The sheet of a group, the sheet that it belongs to, and the columns (of the parent, of the child) that join."""

    child: int
    parent: int
    parent_key: int
    child_key: int


def groups(look: Look) -> tuple[Group, ...]:
    """The groups that repeat, in the order of their sheets."""
    found = (_group(look, sheet) for sheet in look.sheets if not sheet.problem)
    return tuple(group for group in found if group)


def _group(look: Look, child: Sheet) -> Group | None:
    """The parent is the sheet that the rows name; else the one whose own keys are those; else the first that fits."""
    fitting = [(sheet, columns) for sheet in look.sheets if sheet.number != child.number
               if (columns := joins.keys(sheet.headings, child.headings))]  # fmt: skip
    if not fitting:
        return None
    named = _named(child)
    parent, columns = max(fitting, key=lambda one: (one[0].name == named, _shared(one[0], child, one[1])))
    return Group(child.number, parent.number, *columns)


def _named(child: Sheet) -> str:
    if TABLE not in child.headings:
        return ""
    at = child.headings.index(TABLE)
    return next((row[at] for row in child.sample if row[at]), "")


def _shared(parent: Sheet, child: Sheet, columns: tuple[int, int]) -> int:
    ours = {row[columns[0]] for row in parent.sample}
    return sum(1 for row in child.sample if row[columns[1]] in ours)
