"""An answer about the documented people as a drawing: time line, stacked bars, pyramid, small multiples."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from incidents.domain import counting
from incidents.domain.documented import links
from incidents.domain.documented.questions import Question
from incidents.domain.documented.shapes import Answer, Head
from incidents.domain.queries.cells import NONE
from incidents.exports.charts import shapes
from incidents.exports.charts.shapes import Bars, Multiples, Pyramid, Series, Span
from incidents.forms.counts import WAYS
from incidents.vocabulary import Sex

IN_TIME = ("day", "month")
IN_SEVERAL = ("place", "ever", "source", "list")  # one person may certainly stand in several columns: such do not stack
MOST_ROWS, LEAST_ROWS, MOST_CELLS, MOST_STACKED, MOST_SMALL = 130, 31, 400, 6, 24
TOWNS = 2  # how deep they stand in the tree of places: under a region, under the country
DEEPER = "\u2003"
NAMES = dict(WAYS)


class Counted:
    """One answer while it is drawn. `whole`: all rows and columns, as for a spreadsheet."""

    def __init__(self, answer: Answer, question: Question, whole: bool = False) -> None:
        self.answer, self.question = answer, question
        columns = [
            head for head in answer.columns if whole or answer.column_totals.get(head.code, counting.Span()).high
        ]
        self.columns = tuple(columns) if whole else tuple(columns[:MOST_SMALL])
        self.rows = answer.rows if whole else self._some(max(1, len(self.columns)))
        self._more = len(columns) - len(self.columns) + len(answer.rows) - len(self.rows)
        self.people = reverse("desk:people")

    def _some(self, columns: int) -> tuple[Head, ...]:
        """As many rows as a page can bear; of places, where they are too many, the regions without their towns."""
        most = min(MOST_ROWS, max(LEAST_ROWS, MOST_CELLS // columns))
        if len(self.answer.rows) <= most:
            return self.answer.rows
        return tuple(head for head in self.answer.rows if head.depth < TOWNS)[:most]

    def _has_anybody(self, column: str) -> bool:
        return self.answer.column_totals.get(column, counting.Span()).high > 0

    @property
    def left_out(self) -> int:
        """How many rows and columns with somebody in them the page does not show."""
        return self._more

    def chart(self) -> Bars | Pyramid | Multiples:
        """The drawing that suits the questions."""
        if {self.question.rows, self.question.columns} == {"age", "sex"}:
            return self._pyramid()
        if not self.columns:
            return self._bars([Series("all", _("People"), self._series(""))])
        if len(self.columns) > MOST_STACKED or self.question.columns in IN_SEVERAL:
            return self._multiples()
        return self._bars([Series(one.code, str(one.label), self._series(one.code)) for one in self.columns])

    @property
    def title(self) -> str:
        """What is counted."""
        names = {"rows": NAMES[self.question.rows], "columns": NAMES.get(self.question.columns, "")}
        if not self.question.columns:
            return _("People, by: %(rows)s") % names
        return _("People, by: %(rows)s and %(columns)s") % names

    @property
    def describing(self) -> str:
        """How many in all."""
        return _("All together: %(total)s.") % {"total": self.answer.total}

    def span(self, found: counting.Span, row: str = "", column: str = "") -> Span:
        """A number with the two lists behind it."""
        low, high = (self.people + links.people(self.question, row, column, certain) for certain in (True, False))
        return Span(found.low, found.high, low if found.low else "", high if found.high else "")

    def _bars(self, series: Sequence[Series]) -> Bars:
        stacked = len(series) > 1
        totals = tuple(self.span(self.answer.row_totals.get(head.code, counting.Span()), head.code)
                       for head in self.rows) if stacked else ()  # fmt: skip
        return Bars(self.title, self.describing, self._heads(), tuple(series), stacked,
                    self.question.rows in IN_TIME, totals)  # fmt: skip

    def _multiples(self) -> Multiples:
        small = [
            Bars(str(one.label), "", self._heads(), (Series("all", _("People"), self._series(one.code)),),
                 over_time=self.question.rows in IN_TIME)
            for one in self.columns
        ]  # fmt: skip
        return Multiples(self.title, self.describing, tuple(small))

    def _heads(self) -> tuple[shapes.Head, ...]:
        return tuple(shapes.Head(head.code, DEEPER * head.depth + str(head.label)) for head in self.rows)

    def _series(self, column: str) -> tuple[Span, ...]:
        return tuple(self.span(self.answer.cell(head.code, column), head.code, column) for head in self.rows)

    def _pyramid(self) -> Pyramid:
        turned = self.question.rows != "age"
        ages = self.answer.columns if turned else self.answer.rows
        bands = tuple(shapes.Head("unknown" if head.code == NONE else head.code, str(head.label)) for head in ages)
        sides = [
            Series(code, str(Sex(code).label), tuple(self._of(head.code, code, turned) for head in ages))
            for code in (Sex.MALE.value, Sex.FEMALE.value)
        ]
        others = [Sex.UNKNOWN.value, Sex.OTHER.value]
        rest = Series("rest", _("Not known or other"), tuple(self._rest(head, others, turned) for head in ages))
        return Pyramid(self.title, self.describing, bands, sides[0], sides[1], rest)

    def _of(self, age: str, sex: str, turned: bool) -> Span:
        row, column = (sex, age) if turned else (age, sex)
        return self.span(self.answer.cell(row, column), row, column)

    def _rest(self, head: Head, sexes: Sequence[str], turned: bool) -> Span:
        found = [self._of(head.code, sex, turned) for sex in sexes]
        told = [one for one in found if one.top]
        if len(told) == 1:
            return told[0]
        return Span(sum(one.low or 0 for one in found), sum(one.high or 0 for one in found))


def undecided(answer: Answer, question: Question) -> list[tuple[Any, int, str]]:
    """For each row in which somebody of those left undecided may stand: its words, how many, and their list."""
    address = reverse("desk:counts_undecided")
    return [(head.label, answer.undecided_rows[head.code].high, address + links.undecided(question, head.code))
            for head in answer.rows if head.code in answer.undecided_rows]  # fmt: skip
