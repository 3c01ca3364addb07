"""Transfers in custody put onto a map of many people: one line for each way, thicker for more, and a table of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from incidents.domain import placing
from incidents.domain.placing import Stop, Transfer
from incidents.exports.charts import numbers
from incidents.exports.charts.shapes import Cell, Part, Row, Table
from incidents.exports.maps import Map, Move, Spot
from incidents.views.map_parts import is_drawn, mark

MOST_LINES = 40


def with_moves(drawn: Map, transfers: Sequence[Transfer] | None) -> Map:
    """The same map with the movements on it; with a sentence instead where there are too many to draw."""
    if transfers is None:
        said = _("Too many people were held to draw how they were moved. A narrower filter shows it.")
        return replace(drawn, notes=(*drawn.notes, said))
    if not transfers:
        return drawn
    ways = Counter((mark(one.start.where), mark(one.end.where), one.ordered) for one in transfers if is_drawn(one))
    most = ways.most_common(MOST_LINES)
    return replace(
        drawn, spots=(*drawn.spots, *_marks(drawn, transfers)), notes=(*drawn.notes, *_notes(transfers)),
        moves=tuple(Move(*way, number=number) for way, number in most), moved=_table(transfers),
    )  # fmt: skip


def _marks(drawn: Map, transfers: Iterable[Transfer]) -> Iterable[Spot]:
    """Towns where people were held and nobody is counted."""
    known = {spot.key for spot in drawn.spots}
    ends = (end.where for one in transfers if is_drawn(one) for end in (one.start, one.end))
    for key in dict.fromkeys(where.spot for where in ends if where and not where.is_area):
        town = placing.known(key)
        if town and key not in known:
            yield Spot(key, town.label, town.east, town.north, town.radius, held=True)


def _notes(transfers: Sequence[Transfer]) -> Iterable[str]:
    yield _("A line: moved in custody. A dotted one: nobody says which place came first.")
    hidden = sum(not is_drawn(one) for one in transfers)
    if hidden:
        yield _("Not drawn, since a place is not in our list of places: %(number)s.") % {"number": numbers.told(hidden)}


def _table(transfers: Sequence[Transfer]) -> Table:
    told = Counter((_said(one.start), _said(one.end), one.ordered) for one in transfers)
    rows = (_row(*way, number) for way, number in told.most_common(MOST_LINES))
    return Table((_("Moved in custody"), _("In this order"), _("People")), tuple(rows))


def _said(stop: Stop) -> str:
    return stop.where.label if stop.where else stop.words


def _row(start: str, end: str, ordered: bool, number: int) -> Row:
    order = _("yes") if ordered else _("nobody says")
    words = (Cell((Part(said),)) for said in (f"{start} → {end}", order))
    return Row((*words, Cell((Part(numbers.told(number)),), number=True)))
