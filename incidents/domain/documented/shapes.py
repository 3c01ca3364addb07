"""What an answer about the documented people is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from incidents.domain.counting import Span
from incidents.domain.queries.cells import Head

__all__ = ["Answer", "Head", "Span"]
Cell = tuple[str, str]


@dataclass(frozen=True)
class Answer:
    """A table: heads of rows and columns, a span for each cell that is not empty, and the people behind it all.

    `cells` are keyed (row, column); with no second question the column is "". `row_totals` and `column_totals` count
    each person once, where `cells` may hold one in several. `undecided` are people of mentions that a reviewer left
    undecided: they may be somebody who is counted already, and stand apart. `counted_at` is None for an answer that
    was counted now; `state` is "" then, else that of the job which counts it.
    """

    rows: tuple[Head, ...] = ()
    columns: tuple[Head, ...] = ()
    cells: Mapping[Cell, Span] = field(default_factory=dict)
    row_totals: Mapping[str, Span] = field(default_factory=dict)
    column_totals: Mapping[str, Span] = field(default_factory=dict)
    total: Span = Span()
    undecided: Span = Span()
    undecided_rows: Mapping[str, Span] = field(default_factory=dict)
    counted_at: datetime | None = None
    state: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether there is nothing to show yet, because a job counts it."""
        return bool(self.state) and self.counted_at is None

    def cell(self, row: str, column: str = "") -> Span:
        """The span of a cell; nobody where none is kept."""
        return self.cells.get((row, column), Span())
