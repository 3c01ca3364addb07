"""Persons of whom a reviewer could not say whether they are one: they may be fewer people than entries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from incidents.domain.counting import fewest
from incidents.models import MatchDecision, Person
from incidents.vocabulary import Verdict

Groups = list[frozenset[int]]


@dataclass(frozen=True)
class Undecided:
    """A pair that somebody left undecided, and how long that stood."""

    pair: tuple[int, int]
    at: datetime
    reversed_at: datetime | None

    def stands(self, until: datetime | None) -> bool:
        """Whether it stood just before an instant; None is now."""
        if until is None:
            return self.reversed_at is None
        return self.at < until and (self.reversed_at is None or self.reversed_at >= until)

    @property
    def instants(self) -> list[datetime]:
        """When it was decided and taken back."""
        return [instant for instant in (self.at, self.reversed_at) if instant]


def decided(**narrower: Any) -> list[Undecided]:
    """Every pair of persons that was ever left undecided. One query."""
    pairs = MatchDecision.objects.filter(verdict=Verdict.UNDECIDED, other__isnull=False, **narrower)
    rows = pairs.order_by().values_list("person_id", "other_id", "at", "reversed_at")
    return [Undecided((one, other), at, reversed_at) for one, other, at, reversed_at in rows]


def standing(pairs: Iterable[Undecided], until: datetime | None) -> Groups:
    """Those who may all be one person just before an instant: pairs left undecided, drawn together."""
    return drawn_together(one.pair for one in pairs if one.stands(until))


def groups(until: datetime | None = None) -> Groups:
    """The same, read now. One query."""
    return standing(decided() if until else decided(reversed_at=None), until)


def drawn_together(pairs: Iterable[tuple[int, int]]) -> Groups:
    """The groups of whoever is tied to whom, however far."""
    ties: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        ties[one].add(other)
        ties[other].add(one)
    found: Groups = []
    seen: set[int] = set()
    for begin in sorted(ties):
        if begin not in seen:
            group, open_ = {begin}, [begin]
            while open_:
                new = ties[open_.pop()] - group
                group |= new
                open_.extend(new)
            seen |= group
            found.append(frozenset(group))
    return found


def fewer(held: Groups, low: Mapping[int, int]) -> int:
    """How many fewer people there are at least, among these records with their low numbers."""
    return fewest([low[pk] for pk in group if pk in low] for group in held)


def lows(people: QuerySet[Person], held: Groups) -> dict[int, int]:
    """The low numbers of whoever stands in a group and is among these people. One query, or none."""
    asked = keys(held)
    return dict(people.filter(pk__in=asked).order_by().values_list("pk", "n_low")) if asked else {}


def keys(held: Groups) -> Collection[int]:
    """Everybody who stands in a group."""
    return frozenset().union(*held)
