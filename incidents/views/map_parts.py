"""Small maps put together from acts: of one person, of one incident. Each says how closely every place is known."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.domain import dates, placing
from incidents.domain.placing import Stop, Transfer, Where
from incidents.exports.charts.shapes import Cell, Part, Row, Table
from incidents.exports.maps import Area, Map, Move, Spot, outlines
from incidents.vocabulary import PlaceKind, Polarity

MOST_ROWS = 40


@dataclass(frozen=True)
class Told:
    """One line under a map: when, what, the place in words, and where that is if it is known."""

    edtf: str
    what: str
    words: str
    where: Where | None
    held: bool = False


def of_person(acts: Sequence[Any]) -> Map | None:
    """Where the acts of one person happened, where they were held, how they were moved; None where no place is told."""
    return _close([told for act in acts for told in _of_act(act)], placing.transfers(acts))


def of_incident(incident: Any, acts: Sequence[Any]) -> Map | None:
    """Where an incident lies and its acts happened, its people were held and moved; None where no place is told."""
    own = _at(incident, _("the incident"))
    return _close([*own, *(told for act in acts for told in _of_act(act))], placing.transfers(acts))


def _of_act(act: Any) -> Iterator[Told]:
    if act.polarity != Polarity.ASSERTS:
        return
    yield from _at(act, str(act.get_kind_display()))
    for stop in placing.stops([act]):
        yield Told(act.when_edtf, _("held"), stop.words, stop.where, held=True)


def _at(thing: Any, what: str) -> Iterator[Told]:
    where = placing.known(thing.place.key, thing.when_lower) if thing.place_id else None
    if where or thing.place_text:
        yield Told(thing.when_edtf, what, where.words if where else thing.place_text, where)


def _close(told: Sequence[Told], moves: Sequence[Transfer]) -> Map | None:
    if not told:
        return None
    places = [one for one in told if one.where]
    numbers = Counter((mark(move.start.where), mark(move.end.where), move.ordered) for move in moves if is_drawn(move))
    return Map(
        title=_("Where it happened"), describing=_describing(told, moves), close=True,
        areas=tuple(_areas(places)), spots=tuple(_spots(places)),
        moves=tuple(Move(*ends, number=number) for ends, number in numbers.items()),
        notes=tuple(_notes(places, moves)), table=_table(told, moves), names=_names(),
    )  # fmt: skip


def _names() -> dict[str, str]:
    told = ((key, placing.known(key)) for key in outlines.every() if key.startswith("region:"))
    return {key: where.label for key, where in told if where}


def _describing(told: Sequence[Told], moves: Sequence[Transfer]) -> str:
    places = len({one.where.key if one.where else one.words for one in told})
    words = [ngettext("%(number)s place", "%(number)s places", places) % {"number": places}]
    if moves:
        more = ngettext("%(number)s transfer in custody", "%(number)s transfers in custody", len(moves))
        words.append(more % {"number": len(moves)})
    return "; ".join(words)


# --- What is drawn ---------------------------------------------------------------------------------------------------
def mark(where: Where | None) -> str:
    """The key of what stands on the map for a place: an outline, or the town of an institution."""
    if where is None:
        return ""
    return outlines.holding(where.chain) if where.is_area else where.spot


def is_drawn(move: Transfer) -> bool:
    """Whether both ends of it are on the map."""
    return bool(mark(move.start.where) and mark(move.end.where))


def _areas(told: Iterable[Told]) -> Iterator[Area]:
    found = {mark(one.where): one.where for one in told if one.where and one.where.is_area}
    for key, where in found.items():
        if key:
            yield Area(key, where.label, somewhere=True)


def _spots(told: Iterable[Told]) -> Iterator[Spot]:
    held: dict[str, bool] = {}
    for one in told:
        if one.where and not one.where.is_area:
            held[one.where.spot] = held.get(one.where.spot, False) or one.held
    for key, is_held in held.items():
        town = placing.known(key)
        if town:
            yield Spot(key, town.label, town.east, town.north, town.radius, held=is_held)


def _notes(told: Sequence[Told], moves: Sequence[Transfer]) -> Iterator[str]:
    """What the signs on this map mean, and what it cannot show."""
    if any(not one.where.is_area for one in told if one.where):
        yield _("A mark is the middle of a town: where in it is not known. The broken circle holds all of the town.")
    if any(one.where.is_area for one in told if one.where):
        yield _("Stripes: somewhere in this area.")
    if any(one.held for one in told):
        yield _("A white ring: held there.")
    if any(is_drawn(move) for move in moves):
        yield _("A line: moved in custody. A dotted one: nobody says which place came first.")
    yield from later_regions(date.max, {one.where.chain[0] for one in told if one.where})


def later_regions(on: date, shown: set[str] | None = None) -> Iterator[str]:
    """A sentence on the regions that stood on that day and have no outline of their own; only on those `shown`."""
    told: dict[date, list[str]] = {}
    for key, former, since in outlines.without_outline(on):
        region, old = placing.known(key, on), placing.known(former, on)
        if region and old and (shown is None or key in shown):
            told.setdefault(since, []).append(f"{region.label} ({old.label})")
    for since, names in told.items():
        words = {"regions": ", ".join(names), "day": dates.words(since.isoformat())}
        yield _("Split off on %(day)s, drawn as part of the region they came from: %(regions)s.") % words


# --- The table -------------------------------------------------------------------------------------------------------
def _table(told: Sequence[Told], moves: Sequence[Transfer]) -> Table:
    """One row a place with all that was done there, then one for each transfer."""
    places: dict[tuple[str, Where | None], Counter[str]] = {}
    for one in told:
        places.setdefault((one.words, one.where), Counter())[one.what] += 1
    rows = [_row(words, _deeds(deeds), closeness(where)) for (words, where), deeds in places.items()]
    rows += [_row(way, _times(what, number), told) for (way, what, told), number in Counter(map(_moved, moves)).items()]
    return Table((_("Where"), _("What"), _("How closely it is known")), tuple(rows[:MOST_ROWS]))


def _deeds(deeds: Counter[str]) -> str:
    return capfirst(", ".join(_deed(what, number) for what, number in deeds.items()))


def _deed(what: str, number: int) -> str:
    """A deed, and how often it is told where it is told more than once: two reports may tell the same."""
    if number == 1:
        return what
    more = ngettext("%(what)s (told %(number)s time)", "%(what)s (told %(number)s times)", number)
    return more % {"what": what, "number": number}


def closeness(where: Where | None) -> str:
    """How closely a place is known, in words."""
    if where is None:
        return _("not in our list of places: not drawn")
    if where.kind == PlaceKind.COUNTRY:
        return _("somewhere in the country")
    if where.is_area:
        return _("somewhere in %(place)s") % {"place": where.label}
    town = placing.known(where.spot) or where
    return _("in %(place)s, within %(km)s km") % {"place": town.label, "km": round(where.radius)}


def _moved(move: Transfer) -> tuple[str, str, str]:
    when = " → ".join(dict.fromkeys(filter(None, map(_days, (move.start, move.end)))))
    told = _("in this order") if move.ordered else _("nobody says which came first")
    if not is_drawn(move):
        told = _("%(order)s; not drawn") % {"order": told}
    moved = _("moved in custody: %(when)s") % {"when": when} if when else _("moved in custody")
    return f"{move.start.words} → {move.end.words}", capfirst(moved), told


def _times(what: str, number: int) -> str:
    """A transfer, and of how many people where it is more than one."""
    if number == 1:
        return what
    more = ngettext("%(what)s (%(number)s person)", "%(what)s (%(number)s people)", number)
    return more % {"what": what, "number": number}


def _days(stop: Stop) -> str:
    return dates.words(stop.edtf) if stop.edtf else ""


def _row(*texts: str) -> Row:
    return Row(tuple(Cell((Part(text),)) for text in texts))
