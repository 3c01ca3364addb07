"""Pure domain: how well records in bulk are linked where the truth is known: precision, recall, F1 over pairs."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from incidents.domain.bulk.linking import Asked, Linked, Span, link, span_of
from incidents.domain.bulk.process import Item
from incidents.domain.scoring import Record
from incidents.domain.scoring.reading import record_of


class Columns(NamedTuple):
    """One row of a file of records."""

    name: str
    birth: str
    place: str
    sex: str = ""


class Figures(NamedTuple):
    """Pairwise, over all pairs of records: in a group together, and of one person in truth."""

    records: int
    precision: float
    recall: float
    f1: float
    blocking_recall: float
    scored: int
    groups: int
    peak_mb: int


def record(row: Columns) -> Record:
    """The record of a row; a stated sex counts before the one that the name tells."""
    found = record_of(row.name, row.birth, row.place)
    told = row.sex.strip().lower()[:1]
    return replace(found, sex=frozenset({told})) if told in ("f", "m") else found


def span(row: Columns) -> Span | None:
    """The years in which the person of a row may be born."""
    return _span(row.birth)


@lru_cache(maxsize=131_072)
def _span(birth: str) -> Span | None:
    return span_of(record_of("", birth)) if birth.strip() else None


def evaluate(rows: Iterable[tuple[Columns, str]], asked: Asked, tell) -> tuple[Linked, Figures]:
    """Link the rows, each with its true person, and compare what came of it with the truth."""
    persons: dict[str, int] = {}
    labels: list[int] = []

    def items():
        for number, (row, person) in enumerate(rows):
            labels.append(persons.setdefault(person, len(persons)))
            yield Item(number, row, label=labels[-1])

    linked = link(items(), asked, tell)
    return linked, figures(linked, labels)


def figures(linked: Linked, labels: list[int]) -> Figures:
    """Precision, recall and F1 of the groups, and the share of true pairs that any block brought together."""
    true = sum(count * (count - 1) // 2 for count in Counter(labels).values())
    said = right = 0
    for group in linked.groups:
        for one, other in combinations(group, 2):
            said += 1
            right += labels[one] == labels[other]
    precision, recall = right / said if said else 0.0, right / true if true else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return Figures(
        records=len(labels),
        precision=round(precision, 4),
        recall=round(recall, 4),
        f1=round(f1, 4),
        blocking_recall=round(len(linked.met) / true, 4) if true else 0.0,
        scored=linked.scored,
        groups=len(linked.groups),
        peak_mb=linked.peak_kb // 1024,
    )
