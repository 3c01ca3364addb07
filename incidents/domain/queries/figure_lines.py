"""Which claimed figures follow each other as one line: those of one scope, and those that replace one another."""

from collections import defaultdict
from typing import Any

from incidents.domain.figures.shapes import Claim
from incidents.domain.queries.figure_told import Told
from incidents.models import FigureRelation
from incidents.vocabulary import FigureTie


def in_lines(rows: list[Told], shapes: dict[int, Claim], ties: list[FigureRelation]) -> list[list[Told]]:
    """Claims of one claimant whose scope is the same but for the day, or of which one replaces the other."""
    head = {one.claim.pk: one.claim.pk for one in rows}
    first: dict[tuple[Any, ...], int] = {}
    for one in rows:
        join(head, one.claim.pk, first.setdefault(scope(shapes[one.claim.pk]), one.claim.pk))
    for tie in ties:
        replaces = tie.kind in (FigureTie.SUPERSEDES, FigureTie.RETRACTS) and {tie.claim_id, tie.other_id} <= set(head)
        if replaces and shapes[tie.claim_id].claimant == shapes[tie.other_id].claimant:
            join(head, tie.claim_id, tie.other_id)
    found: dict[int, list[Told]] = defaultdict(list)
    for one in rows:
        found[root(head, one.claim.pk)].append(one)
    return list(found.values())


def scope(claim: Claim) -> tuple[Any, ...]:
    """What two claims of one line have in common."""
    same = (claim.claimant, claim.unit, claim.status, claim.population, claim.population_words.casefold())
    return (*same, claim.forces, claim.place)


def root(head: dict[int, int], pk: int) -> int:
    """The first claim of the line in which it stands."""
    while head[pk] != pk:
        pk = head[pk]
    return pk


def join(head: dict[int, int], one: int, other: int) -> None:
    """Put two lines together."""
    head[root(head, one)] = root(head, other)
