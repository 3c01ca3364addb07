"""What a map is made of: outlines with numbers, places with their precision, movements. It knows no table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from incidents.exports.charts.shapes import Span, Table

NOBODY = Span(0, 0)


@dataclass(frozen=True)
class Area:
    """An outline by its key, with the number of people in all of it. `somewhere`: a place known no closer than this."""

    key: str
    label: str
    value: Span = NOBODY
    somewhere: bool = False


@dataclass(frozen=True)
class Spot:
    """A town or village: degrees east and north of its middle, and the radius in km within which everything lies.

    Without a value it is a mark on the map of one person or event; with one, a circle that grows with it. `within`: the
    outline that holds it, whose number its own is part of.
    """

    key: str
    label: str
    east: float
    north: float
    radius: float
    value: Span | None = None
    within: str = ""
    held: bool = False


@dataclass(frozen=True)
class Move:
    """From one place of custody to the next, by keys of spots or areas; `ordered` when it is known which came first."""

    start: str
    end: str
    ordered: bool = True
    number: int = 1


@dataclass(frozen=True)
class Map:
    """A drawing with its table. `close`: framed round what is on it, for a small picture, with the `names` of the
    regions in view by key; else the whole country.

    `notes` are sentences that must stand with the picture wherever it goes; `moved` tells the movements of many
    people; `sheet` is what a spreadsheet gets:
    headings first, then plain cells.
    """

    title: str
    describing: str
    areas: tuple[Area, ...] = ()
    spots: tuple[Spot, ...] = ()
    moves: tuple[Move, ...] = ()
    close: bool = False
    notes: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    table: Table = field(default_factory=lambda: Table((), ()))
    moved: Table = field(default_factory=lambda: Table((), ()))
    sheet: tuple[tuple[str | int | None, ...], ...] = ()
