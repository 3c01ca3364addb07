"""Which sheets of a form that was filled in (Kobo, ODK) are groups that repeat, and what each belongs to."""

from dataclasses import replace
from typing import NamedTuple

from incidents.domain.decoders import headings, joins
from incidents.domain.tables.told import Look, Sheet

TABLE = "_parent_table_name"
# A group with the columns of its parent in front has a number of its own: from here on, so many for each parent.
JOINED, EACH = 10_000, 100


class Group(NamedTuple):
    """The sheet of a group, the sheet that it belongs to, and the columns (of the parent, of the child) that join."""

    child: int
    parent: int
    parent_key: int
    child_key: int


def groups(look: Look) -> tuple[Group, ...]:
    """The groups that repeat, in the order of their sheets."""
    found = (_group(look, sheet) for sheet in _plain(look))
    return tuple(group for group in found if group)


def with_joined(look: Look) -> Look:
    """The look with a sheet more for each group: its rows behind those that they belong to, as `read` gives them."""
    sheets = {sheet.number: sheet for sheet in look.sheets}
    joined = [_joined(group, sheets[group.parent], sheets[group.child]) for group in groups(look)]
    return replace(look, sheets=(*look.sheets, *joined))


def parts(number: int) -> tuple[int | None, int]:
    """The (parent, sheet) that a number stands for; no parent where it is a sheet of the file."""
    return divmod(number - JOINED, EACH) if number >= JOINED else (None, number)


def _joined(group: Group, parent: Sheet, child: Sheet) -> Sheet:
    above = {row[group.parent_key]: row for row in reversed(parent.sample)}
    nobody = ("",) * parent.columns
    names = headings.named([parent.headings + child.headings], parent.columns + child.columns)
    return replace(
        child, number=JOINED + group.parent * EACH + group.child, name=f"{parent.name} + {child.name}",
        hidden=parent.hidden or child.hidden, columns=len(names), headings=tuple(names),
        sample=tuple(above.get(row[group.child_key], nobody) + row for row in child.sample),
    )  # fmt: skip


def _plain(look: Look) -> list[Sheet]:
    return [sheet for sheet in look.sheets if not sheet.problem and sheet.number < JOINED]


def _group(look: Look, child: Sheet) -> Group | None:
    """The parent is the sheet that the rows name; else the one whose own keys are those; else the first that fits."""
    fitting = [(sheet, columns) for sheet in _plain(look) if sheet.number != child.number
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
