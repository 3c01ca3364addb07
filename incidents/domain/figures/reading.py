"""Claims and ties read from the database into the shapes that are compared and checked. A fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from incidents.domain import gazetteer
from incidents.domain.figures import states
from incidents.domain.figures.shapes import Claim, Tie
from incidents.models import FigureClaim, FigureRelation, Place, PlaceParent
from incidents.vocabulary import ReportStatus

OVER = (ReportStatus.REJECTED, ReportStatus.WITHDRAWN)
DEEPEST = 5


def rows(found: QuerySet[FigureClaim]) -> QuerySet[FigureClaim]:
    """The claims with all that of() and states.state_on() ask of them."""
    return found.select_related("claimant", "report", "place").prefetch_related("moves")


def of(row: FigureClaim, *, state: str | None = None, within: frozenset[str] | None = None) -> Claim:
    """One claim as a shape: in the given state (its own without one), its place within the given keys."""
    place = row.place.key if row.place else " ".join(row.place_text.lower().split())
    if within is None:
        within = frozenset({place, *_above([row]).get(row.place_id or 0, ())} if place else ())
    return Claim(
        pk=row.pk, ref=row.ref, low=row.low, best=row.best, high=row.high, words=row.words, unit=row.unit,
        status=row.status, population=row.population, population_words=row.population_words,
        forces=row.includes_security_forces, bystanders=row.includes_bystanders, place=place, place_within=within,
        window=(row.window_lower, row.window_upper), as_of=(row.as_of_lower, row.as_of_upper),
        stated=(row.when_lower, row.when_upper), claimant=row.claimant.key, report_ref=row.report.ref,
        state=state or row.state, value=row.value, struck=row.struck_at is not None or row.report.status in OVER,
        place_words=gazetteer.name(row.place) if row.place else row.place_text,
        claimant_words=gazetteer.name(row.claimant),
    )  # fmt: skip


def claims(found: Iterable[FigureClaim], day: date | None = None) -> list[Claim]:
    """The claims that were stated by the end of that day (all without one), each in the state of that day.

    Hand in rows(); struck claims are among them and take part in no reckoning.
    """
    given = list(found)
    above = _above(given)
    shapes = []
    for row in given:
        state = states.state_on(row, row.moves.all(), day)
        if state is not None:
            keys = above.get(row.place_id or 0, frozenset())
            place = row.place.key if row.place else " ".join(row.place_text.lower().split())
            shapes.append(of(row, state=state, within=frozenset({place, *keys} if place else ())))
    return shapes


def place_key(filters: Mapping[str, Any]) -> str:
    """The gazetteer's key of the place in a filter of the case list, typed or kept as a key; empty for none."""
    typed = str(filters.get("place") or "")
    if not typed:
        return ""
    found = Place.objects.filter(key=typed).first() or gazetteer.find(typed)
    return found.key if found else ""


def ties(among: Iterable[Claim]) -> list[Tie]:
    """What these claims are to each other, as it stands. One query."""
    keys = [claim.pk for claim in among]
    found = FigureRelation.objects.filter(claim__in=keys, other__in=keys, removed_at=None)
    return [Tie(*one) for one in found.values_list("kind", "claim_id", "other_id", "why")]


def _above(given: Sequence[FigureClaim]) -> Mapping[int, frozenset[str]]:
    """For each place of these claims the keys of all in which it lies or ever lay. Some queries, however many."""
    leads: dict[int, set[int]] = defaultdict(set)
    keys: dict[int, str] = {}
    ask = {row.place_id for row in given if row.place_id}
    starts = set(ask)
    for _level in range(DEEPEST):
        if not ask:
            break
        ties = PlaceParent.objects.filter(place__in=ask).values_list("place_id", "parent_id", "parent__key")
        ask = set()
        for place, parent, key in ties:
            leads[place].add(parent)
            if parent not in keys:
                ask.add(parent)
            keys[parent] = key
    return {place: frozenset(keys[one] for one in _reached(place, leads)) for place in starts}


def _reached(start: int, leads: Mapping[int, set[int]]) -> set[int]:
    found: set[int] = set()
    open_ = [start]
    while open_:
        new = set(leads.get(open_.pop(), ())) - found
        found |= new
        open_.extend(new)
    return found
