"""What a drawing is made of: plain values, texts in the reader's language, links."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span:
    """A number as far as it is known: at least `low`, at most `high`; None is an open side, both None no number.

    `best` is what was said to be most likely. The links lead to those certainly and to those possibly counted.
    """

    low: int | None
    high: int | None
    low_url: str = ""
    high_url: str = ""
    best: int | None = None

    @property
    def exact(self) -> bool:
        """True where there is one number."""
        return self.low is not None and self.low == self.high

    @property
    def main(self) -> int | None:
        """Where the mark stands: the best value, else the lowest that is said, else the highest."""
        return next((number for number in (self.best, self.low, self.high) if number is not None), None)

    @property
    def top(self) -> int:
        """The largest number that is said; 0 where none is."""
        return max((number for number in (self.low, self.high, self.best) if number is not None), default=0)


@dataclass(frozen=True)
class Point:
    """From this day on a line has this value. `hollow`: taken back. `until`: the first day on which it no longer held.

    `words` stand beside a hollow mark and in the table; a value without a number is told by them alone.
    """

    day: date
    value: Span
    hollow: bool = False
    words: str = ""
    url: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Line:
    """The values of one claimant, or of one level of our own count, in order of their days."""

    code: str
    label: str
    points: tuple[Point, ...]
    area: bool = False


@dataclass(frozen=True)
class Steps:
    """Step lines over days: a value holds until the next one of its line, or until it ended."""

    title: str
    describing: str
    lines: tuple[Line, ...]
    first: date
    last: date


@dataclass(frozen=True)
class Head:
    """What one row of a table and one bar are about."""

    code: str
    label: str
    url: str = ""


@dataclass(frozen=True)
class Series:
    """One number for each head, in their order."""

    code: str
    label: str
    values: tuple[Span, ...]


@dataclass(frozen=True)
class Bars:
    """Bars from 0: solid as far as it is certain, hatched as far as it is possible.

    `over_time` draws columns in order of time; others lie, so that words have room. `totals`, where given, are the
    numbers of whole stacks, which need not be the sums of their parts when one person may be in two of them.
    """

    title: str
    describing: str
    heads: tuple[Head, ...]
    series: tuple[Series, ...]
    stacked: bool = False
    over_time: bool = False
    totals: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Pyramid:
    """Two series back to back, one row a band; a third beside them as numbers."""

    title: str
    describing: str
    bands: tuple[Head, ...]
    left: Series
    right: Series
    unknown: Series | None = None


@dataclass(frozen=True)
class Multiples:
    """Small drawings of one kind side by side, on one scale."""

    title: str
    describing: str
    charts: tuple[Steps | Bars, ...]


@dataclass(frozen=True)
class Range:
    """One estimate (`best`) with its interval; `kind` is 0, 1 nearly as good as the best, 2 the best. `more` are the
    further cells of its row."""

    label: str
    value: Span
    kind: int = 0
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ranges:
    """Estimates of one number under each other. `floor` is what is certain already; `kinds` name the three looks."""

    title: str
    describing: str
    rows: tuple[Range, ...]
    floor: int
    floor_label: str
    kinds: tuple[str, str, str]
    heading: str
    more: tuple[str, ...] = ()


Chart = Steps | Bars | Pyramid | Multiples | Ranges


@dataclass(frozen=True)
class Part:
    """A piece of a cell, a link where there is something behind it."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell: its pieces stand beside each other with `between` them."""

    parts: tuple[Part, ...]
    between: str = "–"
    number: bool = False

    @property
    def text(self) -> str:
        """The cell without links."""
        return self.between.join(part.text for part in self.parts)


@dataclass(frozen=True)
class Row:
    """A row of the table; `at` is how far along the axis its mark stands, from 0 to 1."""

    cells: tuple[Cell, ...]
    at: float | None = None
    line: str = ""


@dataclass(frozen=True)
class Table:
    """The numbers of a drawing. The first cell of each row names it."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
