"""Pure domain: one share of the records: brought together, looked at and scored."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from incidents.domain.bulk.blocking import Progress, candidates, packed
from incidents.domain.bulk.looks import Look, may_be_one
from incidents.domain.scoring import score

# Bits at which a pair is kept, and under which a pair that was scored keeps two groups apart.
KEPT, APART = 0.0, -8.0
TELL_EVERY = 5_000
Tell = Callable[[str, int], None]
Labels = Callable[[int], int]


class Link(NamedTuple):
    """Two records by their numbers, the smaller first, with the evidence that they are one person's."""

    left: int
    right: int
    bits: float
    band: str
    levels: tuple[tuple[str, str], ...] = ()


@dataclass
class Compared:
    """What came of one share. Two numbers of a pair are kept as one, see blocking.packed."""

    links: list[Link] = field(default_factory=list)
    apart: array = field(default_factory=lambda: array("Q"))
    met: array = field(default_factory=lambda: array("Q"))  # pairs of one label that a block brought together
    scored: int = 0


def compare(looks: Sequence[Look], tell: Tell, with_levels: bool, labels: dict[int, int] | None = None) -> Compared:
    """Bring together who shares keys, and score what a first look leaves. `labels`, where the truth is known, are for
    measuring alone."""
    found, progress = Compared(), Progress()
    for seen, (one, other) in enumerate(candidates(looks, progress), 1):
        if seen % TELL_EVERY == 0:
            tell("comparing", progress.done)
        if labels and labels[one.number] == labels[other.number]:
            found.met.append(packed(one.number, other.number))
        if may_be_one(one, other):
            _score(found, one, other, with_levels)
    tell("comparing", len(looks))
    return found


def _score(found: Compared, one: Look, other: Look, with_levels: bool) -> None:
    found.scored += 1
    scored = score(one.record, other.record)
    if scored.contradictions or scored.bits < APART:
        found.apart.append(packed(one.number, other.number))
    elif scored.bits >= KEPT:
        levels = tuple((seen.field, seen.level) for seen in scored.fields) if with_levels else ()
        left, right = sorted((one.number, other.number))
        found.links.append(Link(left, right, round(scored.bits, 2), scored.band, levels))
