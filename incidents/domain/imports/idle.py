"""Rows that would do nothing: empty ones, headings said again, numbers of columns, headings of a part, sums."""

import re
from collections.abc import Sequence

from incidents.domain.imports import signs
from incidents.domain.imports.catalogue import Catalogue
from incidents.domain.imports.fields import IGNORE
from incidents.domain.imports.plan import Plan, fold_word

EMPTY, HEADING, SECTION, TOTAL = "empty", "heading", "section", "total"
REASONS = (EMPTY, HEADING, SECTION, TOTAL)
MOST_IN_TOTAL = 4  # cells with something in them: a sum has a word and few numbers
FIRST_ROWS = 5  # where the numbers of the columns stand, if they do
_TOTAL = re.compile(
    r"\s*\d*\s*(?:итого|всего|барлығы|жиыны|жалпы саны|жалпы|разом|усього|total|grand total|subtotal|sum"
    r"|المجموع|الإجمالي|toplam)(?![^\W\d_])", re.IGNORECASE
)  # fmt: skip


class Idle:
    """What is known of a file's headings and columns, to tell rows that are about nobody."""

    def __init__(self, plan: Plan, catalogue: Catalogue) -> None:
        self.catalogue, self.rows = catalogue, 0
        self.headings = [fold_word(heading) for heading in plan.headings]
        self.said = {heading for heading in self.headings if heading}
        self.read = sorted(column for column, code in plan.columns.items() if code != IGNORE)
        self.first = self.read[0] if self.read else 0

    def why(self, cells: Sequence[str], joined: str) -> str:
        """Why the row does nothing; empty for a row about somebody."""
        if not joined or joined.isspace():
            return EMPTY
        self.rows += 1
        first = cells[self.first]
        if first and self._is_heading(cells, first):
            return HEADING
        if _TOTAL.match(joined) and sum(map(bool, cells)) <= MOST_IN_TOTAL:
            return TOTAL
        return SECTION if self._is_section(cells) else ""

    def _is_heading(self, cells: Sequence[str], first: str) -> bool:
        if self.rows <= FIRST_ROWS and first.isdecimal() and len(cells) > 2:
            told = [cell for cell in cells if cell]
            if (
                len(told) > 2
                and told[0].isdecimal()
                and told == [str(number) for number in range(int(told[0]), int(told[0]) + len(told))]
            ):
                return True
        if first[:1].isdigit() or fold_word(first) not in self.said:
            return False
        same = sum(fold_word(cell) == heading for cell, heading in zip(cells, self.headings, strict=False) if cell)
        return same > 1 and same * 2 > sum(map(bool, cells))

    def _is_section(self, cells: Sequence[str]) -> bool:
        """One text over the whole row, or alone in it and the name of a place."""
        alone = ""
        for column in self.read:
            if (text := cells[column]) and text != alone:
                if alone:
                    return False
                alone = text
        return bool(alone) and len(self.read) > 2 and self._is_title(cells, alone)

    def _is_title(self, cells: Sequence[str], text: str) -> bool:
        told = [cells[column] for column in self.read if cells[column]]
        if len(text) < 2 or (any(map(str.isdigit, text)) and len(text) < 4):
            return False
        if len(told) > 2:
            return True
        return len(told) == 1 and sum(map(bool, cells)) == 1 and self.catalogue.find(signs.plain(text)) is not None
