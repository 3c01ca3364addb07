"""Which claimed figures follow each other as one line: those of one scope, and those that replace one another."""

from collections import defaultdict
from typing import Any

from incidents.domain.figures.shapes import Claim
from incidents.domain.queries.figure_told import Told
from incidents.models import FigureRelation
from incidents.vocabulary import FigureTie

REPLACING = (FigureTie.SUPERSEDES, FigureTie.RETRACTS)


def in_lines(rows: list[Told], shapes: dict[int, Claim], ties: list[FigureRelation]) -> list[list[Told]]:
    """Claims of one claimant that follow each other in one scope, or of which one replaces the other.

    `rows` in order of time. Two of one day do not follow each other, nor do two that are otherwise tied.
    """
    head = {one.claim.pk: one.claim.pk for one in rows}
    beside: set[frozenset[int]] = set()
    for tie in ties:
        pair = {tie.claim_id, tie.other_id}
        if tie.kind not in REPLACING:
            beside.add(frozenset(pair))
        elif pair <= set(head) and len({shapes[pk].claimant for pk in pair}) == 1:
            join(head, tie.claim_id, tie.other_id)
    last: dict[tuple[Any, ...], list[Told]] = defaultdict(list)
    for one in rows:
        _follow(one, last[scope(shapes[one.claim.pk])], head, beside)
    found: dict[int, list[Told]] = defaultdict(list)
    for one in rows:
        found[root(head, one.claim.pk)].append(one)
    return list(found.values())


def _follow(one: Told, ends: list[Told], head: dict[int, int], beside: set[frozenset[int]]) -> None:
    """Put a claim at the end of the line that it goes on with; `ends` are the last ones of its scope."""
    for place in range(len(ends) - 1, -1, -1):
        former = ends[place]
        if former.day < one.day and frozenset({former.claim.pk, one.claim.pk}) not in beside:
            join(head, one.claim.pk, former.claim.pk)
            ends[place] = one
            return
    ends.append(one)


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
