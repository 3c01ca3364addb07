"""The decomposable graphs over some lists: which lists may depend on each other directly, with no hole in between.

A graph is decomposable when its lists can be taken away one after another, each at its turn being tied only to lists
that are all tied to each other. There are 8 such graphs for three lists, 61 for four, 822 for five, 18,154 for six.
"""

from dataclasses import dataclass
from functools import cache
from itertools import combinations


@dataclass(frozen=True)
class Graph:
    """Ties as masks of two lists; `added` and `shared` are masks whose scores are added and taken off."""

    ties: frozenset[int]
    added: tuple[int, ...]
    shared: tuple[int, ...]


@cache
def decomposable(lists: int) -> tuple[Graph, ...]:
    """All of them, the fewest ties first; the last one ties every two lists."""
    ties = [1 << one | 1 << other for one, other in combinations(reversed(range(lists)), 2)]
    every = (_taken_apart(lists, chosen) for size in range(len(ties) + 1) for chosen in combinations(ties, size))
    return tuple(graph for graph in every if graph)


def _taken_apart(lists: int, ties: tuple[int, ...]) -> Graph | None:
    """The graph with its order of taking away, or None when there is none."""
    near = [0] * lists
    for tie in ties:
        one, other = tie.bit_length() - 1, (tie & -tie).bit_length() - 1
        near[one] |= 1 << other
        near[other] |= 1 << one
    left, added, shared = (1 << lists) - 1, [], []
    while left:
        place = next((place for place in range(lists) if left >> place & 1 and _tied(near[place] & left, near)), None)
        if place is None:
            return None
        around = near[place] & left
        added.append(around | 1 << place)
        shared.append(around)
        left ^= 1 << place
    return _largest(frozenset(ties), added, shared)


def _tied(mask: int, near: list[int]) -> bool:
    """Are all lists of the mask tied to each other?"""
    return all(mask & ~(near[place] | 1 << place) == 0 for place in range(mask.bit_length()) if mask >> place & 1)


def _largest(ties: frozenset[int], added: list[int], shared: list[int]) -> Graph:
    """What is both added and taken off falls away: cliques and what lies between them are left."""
    for mask in list(shared):
        if mask in added or mask == 0:
            shared.remove(mask)
            if mask:
                added.remove(mask)
    return Graph(ties, tuple(sorted(added)), tuple(sorted(shared)))
