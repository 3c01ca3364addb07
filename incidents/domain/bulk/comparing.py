"""Pure domain: one share of the records: brought together, looked at and scored."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from incidents.domain.bulk.blocking import Progress, candidates, packed
from incidents.domain.bulk.looks import Look, may_be_one
from incidents.domain.scoring import Scored, Weights, score

# Bits at which a pair is kept, and under which a pair that was scored keeps two groups apart.
KEPT, APART = 0.0, -8.0
# Under this word the levels of a pair name the fields that speak against it, from so many bits on.
AGAINST, AGAINST_BITS = "against", -4.0
TELL_EVERY = 5_000
Tell = Callable[[str, int], None]


class Link(NamedTuple):
    """Two records by their numbers, the smaller first, with the evidence that they are one person's."""

    left: int
    right: int
    bits: float
    band: str
    levels: tuple[tuple[str, str], ...] = ()

    @property
    def probability(self) -> float:
        """What the bits come to."""
        return 1 / (1 + 2**-self.bits)


@dataclass(frozen=True)
class How:
    """What pairs are weighed with; whether the level of each field is kept; true persons, for measuring alone."""

    weights: Weights | None = None
    with_levels: bool = False
    # Of people without a name one of these fields must be at one of these levels.
    of_a_person: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[int, int] = field(default_factory=dict)


@dataclass
class Compared:
    """What came of one share. Two numbers of a pair are kept as one, see blocking.packed."""

    links: list[Link] = field(default_factory=list)
    apart: array = field(default_factory=lambda: array("Q"))
    met: array = field(default_factory=lambda: array("Q"))  # pairs of one label that a block brought together
    scored: int = 0


def compare(looks: Sequence[Look], how: How, tell: Tell) -> Compared:
    """Bring together who shares keys, and score what a first look leaves."""
    found, progress = Compared(), Progress()
    for seen, (one, other) in enumerate(candidates(looks, progress), 1):
        if seen % TELL_EVERY == 0:
            tell("comparing", progress.done)
        if how.labels and how.labels[one.number] == how.labels[other.number]:
            found.met.append(packed(one.number, other.number))
        if may_be_one(one, other):
            _score(found, one, other, how)
    tell("comparing", len(looks))
    return found


def _score(found: Compared, one: Look, other: Look, how: How) -> None:
    found.scored += 1
    scored = score(one.record, other.record, how.weights)
    if scored.contradictions or scored.bits < APART:
        found.apart.append(packed(one.number, other.number))
    elif scored.bits >= KEPT and _is_of_a_person(scored, how):
        levels = _levels(scored) if how.with_levels else ()
        left, right = sorted((one.number, other.number))
        found.links.append(Link(left, right, round(scored.bits, 2), scored.band, levels))


def _is_of_a_person(scored: Scored, how: How) -> bool:
    if scored.names is not None or not how.of_a_person:
        return True
    return any(seen.level in how.of_a_person.get(seen.field, ()) for seen in scored.fields)


def _levels(scored: Scored) -> tuple[tuple[str, str], ...]:
    """The level of each field, and which of them speak against it."""
    levels = tuple((seen.field, seen.level) for seen in scored.fields)
    against = " ".join(dict.fromkeys(seen.field for seen in scored.fields if seen.bits <= AGAINST_BITS))
    return (*levels, (AGAINST, against)) if against else levels
