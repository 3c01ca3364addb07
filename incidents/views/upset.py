"""The picture of patterns over lists, after UpSet (A. Lex and others, IEEE TVCG 20, 2014), laid for a narrow page.

A line for each pattern, a column for each list: full is listed, hollow is not listed, a stroke could not have been.
Only places and lengths are reckoned here; the template draws them as SVG without styles.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.domain.queries.overlap import Counted
from incidents.vocabulary import Listing

LINE, COLUMN, HEAD, SIDE = 24, 22, 26, 12
BAR, NUMBER = 120, 46


@dataclass(frozen=True)
class Dot:
    """What one list says in a pattern, and where it stands."""

    x: int
    listing: Listing


@dataclass(frozen=True)
class Drawn:
    """One pattern: its height on the page, its dots, the tie from the first to the last full one, and its bar."""

    y: int
    dots: Sequence[Dot]
    tie: tuple[int, int] | None
    bar: int
    number: int

    @property
    def top(self) -> int:
        return self.y - LINE // 3


@dataclass(frozen=True)
class Picture:
    """The whole: size, the letters of the lists, the left edge of the bars, the patterns."""

    width: int
    height: int
    heads: Sequence[tuple[int, str]]
    bars: int
    lines: Sequence[Drawn]


def picture(patterns: Sequence[Counted], lists: int) -> Picture:
    """Where everything stands. Fits 320 points with the most lists that are compared."""
    most = max((one.number for one in patterns), default=1)
    bars = SIDE + lists * COLUMN
    heads = [(SIDE + place * COLUMN, chr(ord("A") + place)) for place in range(lists)]
    drawn = [_drawn(one, HEAD + number * LINE + LINE // 2, most) for number, one in enumerate(patterns)]
    return Picture(bars + BAR + NUMBER, HEAD + len(patterns) * LINE + SIDE, heads, bars, drawn)


def _drawn(one: Counted, y: int, most: int) -> Drawn:
    dots = [Dot(SIDE + place * COLUMN, listing) for place, listing in enumerate(one.pattern)]
    full = [dot.x for dot in dots if dot.listing == Listing.LISTED]
    tie = (full[0], full[-1]) if len(full) > 1 else None
    return Drawn(y, dots, tie, max(1, round(BAR * one.number / most)), one.number)
