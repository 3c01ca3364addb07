"""Adding up: from rows of values with their numbers to the cells of a table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from incidents.domain.counting import Span
from incidents.domain.documented.shapes import Cell
from incidents.domain.queries.cells import In, Way
from incidents.domain.queries.may_be_one import Groups, fewer

WHOLE = ""  # the row or the column in which everybody stands


@dataclass(frozen=True)
class Line:
    """What some people have in common, and for how many people they stand."""

    values: tuple[Any, ...]
    low: int
    high: int


@dataclass
class Table:
    """One question's two sides and the numbers in it. Rows and columns are read from those who may be in it."""

    ways: Sequence[Way]
    columns: Sequence[str]
    codes: list[list[str]] = field(default_factory=list)
    lows: dict[Cell, int] = field(default_factory=lambda: defaultdict(int))
    highs: dict[Cell, int] = field(default_factory=lambda: defaultdict(int))

    def __post_init__(self) -> None:
        self._at = [[self.columns.index(name) for name in way.columns] for way in self.ways]
        self._read: list[dict[tuple, In]] = [{} for _way in self.ways]

    def name(self, lines: Sequence[Line]) -> None:
        """Which rows and columns there are, for all these people."""
        self.codes = [way.rows({self._values(number, line) for line in lines}) for number, way in enumerate(self.ways)]
        self._rows = [frozenset(codes) for codes in self.codes]

    def add(self, lines: Iterable[Line], *, certain: bool) -> None:
        """Count these people where they are: for certain into the low numbers, perhaps into the high ones."""
        numbers = self.lows if certain else self.highs
        for line in lines:
            for cell in self.cells(line, certain):
                numbers[cell] += line.low if certain else line.high

    def take_off(self, groups: Groups, people: Mapping[int, Line]) -> None:
        """Lower the low numbers by those who may be one person, cell by cell."""
        inside: dict[Cell, dict[int, int]] = defaultdict(dict)
        for pk, line in people.items():
            for cell in self.cells(line, True):
                inside[cell][pk] = line.low
        for cell, lows in inside.items():
            self.lows[cell] -= fewer(groups, lows)

    def cells(self, line: Line, certain: bool) -> Iterable[Cell]:
        """The cells somebody stands in, with the whole row, the whole column and the whole table."""
        sides = [self._side(number, line, certain) for number in range(len(self.ways))]
        columns = [*sides[1], WHOLE] if len(sides) > 1 else [WHOLE]
        return [(row, column) for row in [*sides[0], WHOLE] for column in columns]

    def spans(self) -> dict[Cell, Span]:
        """Every cell that is not empty."""
        return {cell: Span(self.lows.get(cell, 0), self.highs.get(cell, 0)) for cell in {*self.lows, *self.highs}}

    def _side(self, number: int, line: Line, certain: bool) -> Iterable[str]:
        values, read = self._values(number, line), self._read[number]
        if values not in read:
            found, rows = self.ways[number].read(values, self.codes[number]), self._rows[number]
            read[values] = In(found.certain & rows, found.possible & rows)
        return read[values].certain if certain else read[values].possible

    def _values(self, number: int, line: Line) -> tuple[Any, ...]:
        return tuple(_hashed(line.values[place]) for place in self._at[number])


def _hashed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
