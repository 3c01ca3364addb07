"""Which lists may depend on each other: the hierarchical log-linear models over some lists, and how they are named.

A model is the set of its terms of two lists and more, as masks; every list's own term is in each model, the term of all
lists in none, because those who are on no list would then not be determined (Bishop, Fienberg and Holland 1975, ch. 6).
"""

from collections.abc import Iterable, Iterator
from itertools import chain, combinations

Model = frozenset[int]

INDEPENDENT: Model = frozenset()
LETTERS = "ABCDEF"
MOST_FOR_ALL = 5


def of_size(lists: int, size: int) -> list[int]:
    """All masks of so many of the lists, the first lists first."""
    bits = [1 << (lists - 1 - place) for place in range(lists)]
    return [sum(chosen) for chosen in combinations(bits, size)]


def hierarchical(lists: int) -> Iterator[Model]:
    """Every model that has, with a term, all terms inside it: 8 for three lists, 113 for four, 6,893 for five."""
    return _grown(lists, frozenset(), 2)


def pairs(lists: int, most: int | None = None) -> Iterator[Model]:
    """Every model of terms of two lists, the fewest terms first; `most` says how many such terms at most."""
    for terms in _subsets(of_size(lists, 2), most):
        yield frozenset(terms)


def generators(lists: int, model: Model) -> list[int]:
    """The largest terms, lists that depend on no other among them: what a model is named by."""
    terms = {*model, *of_size(lists, 1)}
    largest = [term for term in terms if not any(term != other and term & other == term for other in terms)]
    return sorted(largest, key=lambda term: lettered(lists, term))


def lettered(lists: int, mask: int) -> str:
    """A set of lists by letters, A being the first list."""
    return "".join(LETTERS[place] for place in range(lists) if mask >> (lists - 1 - place) & 1)


def name(lists: int, model: Model) -> str:
    """A model as statisticians write it, such as “AB·AC·D”: what stands together may depend on each other."""
    return "·".join(lettered(lists, term) for term in generators(lists, model))


def named(lists: int, text: str) -> Model:
    """The model of a name such as “AB·AC·D”, with all terms inside those that are named. Raises ValueError."""
    terms: set[int] = set()
    for word in text.split("·"):
        places = [LETTERS.find(letter) for letter in word]
        if not places or min(places) < 0 or max(places) >= lists or len(places) >= lists:
            raise ValueError(f"“{text}” names no model of {lists} lists")
        mask = sum(1 << (lists - 1 - place) for place in set(places))
        terms |= {part for part in range(1, mask + 1) if part & mask == part and part.bit_count() > 1}
    return frozenset(terms)


def _grown(lists: int, terms: Model, size: int) -> Iterator[Model]:
    """The model with every choice of larger terms that its terms allow."""
    if size >= lists:
        yield terms
        return
    allowed = [mask for mask in of_size(lists, size) if size == 2 or all(part in terms for part in _inside(mask))]
    for chosen in _subsets(allowed):
        yield from _grown(lists, terms | frozenset(chosen), size + 1)


def _inside(mask: int) -> Iterator[int]:
    """The terms of one list less."""
    return (mask ^ 1 << place for place in range(mask.bit_length()) if mask >> place & 1)


def _subsets(masks: list[int], most: int | None = None) -> Iterable[tuple[int, ...]]:
    sizes = range(1 + (len(masks) if most is None else min(most, len(masks))))
    return chain.from_iterable(combinations(masks, size) for size in sizes)
