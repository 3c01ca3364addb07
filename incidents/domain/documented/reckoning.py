"""Counting now: a question, its people, and the table that they make."""

from collections.abc import Collection

from django.db.models import Sum

from accounts.models import User
from incidents.domain.counting import Span
from incidents.domain.documented import waiting
from incidents.domain.documented.questions import Question
from incidents.domain.documented.shapes import Answer
from incidents.domain.documented.tallying import WHOLE, Line, Table
from incidents.domain.queries import may_be_one, then
from incidents.domain.queries.as_held import Held
from incidents.domain.queries.cells import Way
from incidents.domain.queries.persons import CaseList
from incidents.policies import Unfit

# Filters that an imprecise date, a range or several claims leave open: with them some fit certainly, others perhaps.
LEAVE_OPEN = frozenset({"place", "since", "until", "age_from", "age_to", "participation", "manner", "row", "column"})


def count(user: User, question: Question) -> Answer:
    """The answer to a question, of the people this user may see. Some queries, however many people.

    Raises Unfit for a filter that cannot be read.
    """
    asking = Asking(user, question)
    table = asking.table()
    cells = table.spans()
    ways, codes = asking.ways, table.codes
    undecided = waiting.Waiting(user, question, asking.perhaps)
    return Answer(
        rows=tuple(ways[0].heads(codes[0])),
        columns=tuple(ways[1].heads(codes[1])) if len(ways) > 1 else (),
        cells={cell: span for cell, span in cells.items() if _is_inner(cell, bool(question.columns))},
        row_totals={row: span for (row, column), span in cells.items() if row and column == WHOLE},
        column_totals={column: span for (row, column), span in cells.items() if column and row == WHOLE},
        total=cells.get((WHOLE, WHOLE), Span()),
        undecided=undecided.total,
        undecided_rows=undecided.rows(ways[0], codes[0]),
    )


def why_unreadable(people: CaseList) -> str:
    """What is wrong with a filter, in words."""
    return " ".join(str(words) for errors in people.filter.form.errors.values() for words in errors)


def _is_inner(cell: tuple[str, str], has_columns: bool) -> bool:
    row, column = cell
    return bool(row) and bool(column) is has_columns


class Asking:
    """One question while it is being counted."""

    def __init__(self, user: User, question: Question) -> None:
        self.question, params = question, question.params()
        self.perhaps = CaseList(user, params)
        if not self.perhaps.is_readable:
            raise Unfit(why_unreadable(self.perhaps))
        told = self.perhaps.held.told if self.perhaps.held else None
        leaves_open = LEAVE_OPEN & params.keys() and params.get("certain") != "yes"
        self.surely = CaseList(user, params | {"certain": "yes"}, told) if leaves_open else self.perhaps
        made = self.perhaps.held.ways if self.perhaps.held else self.perhaps.ways
        self.ways: list[Way] = [made[code] for code in (question.rows, question.columns) if code]
        self.columns = list(dict.fromkeys(name for way in self.ways for name in way.columns))

    def table(self) -> Table:
        """Everything added up."""
        table = Table(self.ways, self.columns)
        lines = self._lines(self.perhaps)
        table.name(lines)
        table.add(lines, certain=False)
        table.add(lines if self.surely is self.perhaps else self._lines(self.surely), certain=True)
        until = then.end_of(self.question.on) if self.question.on else None
        if groups := may_be_one.groups(until):
            table.take_off(groups, self._each(self.surely, may_be_one.keys(groups)))
        return table

    def _lines(self, people: CaseList) -> list[Line]:
        if people.held is not None:
            return list(self._each(people, None).values())
        rows = self._read(people).values_list(*self.columns)
        rows = rows.annotate(counted_low=Sum("n_low"), counted_high=Sum("n_high"))
        return [Line(tuple(values), low, high) for *values, low, high in rows]

    def _each(self, people: CaseList, keys: Collection[int] | None) -> dict[int, Line]:
        """Person by person: all, or those of these keys."""
        found = self._read(people) if keys is None else self._read(people).filter(pk__in=keys)
        if people.held is None:
            rows = found.values_list("pk", "n_low", "n_high", *self.columns)
            return {pk: Line(tuple(values), low, high) for pk, low, high, *values in rows}
        return {pk: self._then(people.held, pk) for pk in found.values_list("pk", flat=True)}

    def _then(self, held: Held, pk: int) -> Line:
        told = held.told[pk]
        return Line(held.values(told, self.columns), told.person.n_low, told.person.n_high)

    def _read(self, people: CaseList):
        found = people.people.order_by()
        for way in self.ways if people.held is None else ():
            found = way.annotated(found)
        return found
