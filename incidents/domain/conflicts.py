"""Pure domain: where the sources disagree about one person, point by point, and who says what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from incidents.domain import dates

# Sources differ by a birthday without disagreeing.
AGE_SLACK = 1


@dataclass(frozen=True)
class Said:
    """One source on one point. `topic` is the kind of act it is about, empty for what is about the person.

    `key` is what is compared; `wider` are keys that hold it (the region of a town), so that they do not conflict.
    """

    point: str
    topic: str
    words: str
    who: str
    key: object
    wider: frozenset = frozenset()


@dataclass(frozen=True)
class Conflict:
    """One point on which at least two statements cannot both be right: each wording with those who say it."""

    point: str
    topic: str
    statements: tuple[tuple[str, tuple[str, ...]], ...]


def found(said: Iterable[Said]) -> list[Conflict]:
    """The conflicts among the statements, in the order in which their points first come up.

    Statements conflict when they are about the same point and topic and exclude each other: dates without a common
    day, ages that do not meet within a year, places of which neither lies in the other, words that differ.
    """
    points: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        points.setdefault((one.point, one.topic), []).append(one)
    return [
        Conflict(point, topic, _statements(group))
        for (point, topic), group in points.items()
        if any(_exclude(one, other) for one, other in combinations(group, 2))
    ]


def _statements(group: Sequence[Said]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    words: dict[str, dict[str, None]] = {}
    for one in group:
        words.setdefault(one.words, {})[one.who] = None
    return tuple((wording, tuple(who)) for wording, who in words.items())


def _exclude(one: Said, other: Said) -> bool:
    if isinstance(one.key, dates.Partial) and isinstance(other.key, dates.Partial):
        return dates.overlap(one.key, other.key) is False
    if one.point == "age" and isinstance(one.key, tuple) and isinstance(other.key, tuple):
        return dates.ages_agree(one.key[0], one.key[1], other.key[0], other.key[1], slack=AGE_SLACK) is False
    return one.key != other.key and one.key not in other.wider and other.key not in one.wider
