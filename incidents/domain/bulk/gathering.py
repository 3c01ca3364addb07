"""Everybody who is held, as records to be linked: persons, and people of sent reports who are nobody's yet."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from incidents.domain import likeness_facts
from incidents.domain.bulk.process import Item
from incidents.domain.likeness_facts import NOT_COUNTED, Facts
from incidents.domain.likeness_records import record_of
from incidents.models import MatchDecision, Mention, Person
from incidents.vocabulary import Verdict

AT_ONCE = 500
SETTLED = (Verdict.DIFFERENT, Verdict.UNDECIDED)


@dataclass
class Everybody:
    """The numbers of a run: persons first, then mentions, each by key. What keeps two apart is known beside it."""

    keys: array = field(default_factory=lambda: array("q"))  # of persons; below nought of mentions
    reports: list[frozenset[int]] = field(default_factory=list)
    refusals: list[tuple[int, int, str]] = field(default_factory=list)
    facts: dict[int, Facts] = field(default_factory=dict)  # of those who were refused, by key
    numbers: dict[int, int] = field(default_factory=dict)

    def items(self) -> Iterator[Item]:
        """Read them all, some hundred at a time."""
        self.refusals = list(_refusals())
        asked = {key for one, other, _facts in self.refusals for key in (one, other)}
        for key, facts in _facts():
            number = len(self.keys)
            self.keys.append(key)
            self.reports.append(frozenset(facts.reports))
            if key in asked:
                self.facts[key], self.numbers[key] = facts, number
            yield Item(number, record_of(facts), self.reports[number])

    def clashes(self, one: int, other: int) -> bool:
        """Whether one report names both, or a reviewer told them apart and nothing new is known."""
        return not self.reports[one].isdisjoint(self.reports[other]) or (min(one, other), max(one, other)) in self.apart

    @cached_property
    def apart(self) -> set[tuple[int, int]]:
        """The refused pairs whose facts are those of then; known when everybody was read."""
        return set(self._standing())

    def _standing(self) -> Iterator[tuple[int, int]]:
        for one, other, facts in self.refusals:
            if one in self.facts and other in self.facts:
                now = likeness_facts.fingerprint(self.facts[one], self.facts[other])
                if facts in ("", now):
                    left, right = sorted((self.numbers[one], self.numbers[other]))
                    yield left, right


def count() -> int:
    """How many there are."""
    return persons().count() + mentions().count()


def persons() -> QuerySet[Person]:
    """Persons that stand and that a report tells of."""
    return Person.objects.filter(merged_into=None, reports_count__gt=0)


def mentions() -> QuerySet[Mention]:
    """People of sent reports who are nobody's yet."""
    return Mention.objects.filter(person=None, retired_at=None).exclude(report__status__in=NOT_COUNTED)


def _facts() -> Iterator[tuple[int, Facts]]:
    for rows, read, sign in (
        (persons(), likeness_facts.of_persons, 1),
        (mentions(), likeness_facts.of_mentions, -1),
    ):  # type: ignore[assignment]
        for chunk in _chunks(rows):
            facts: dict[int, Facts] = read(chunk)
            yield from ((sign * row.pk, facts[row.pk]) for row in chunk if row.pk in facts)


def _chunks(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """In short questions to the database, by key, so that none is held open while others write."""
    last = 0
    while chunk := list(rows.filter(pk__gt=last).only("pk").order_by("pk")[:AT_ONCE]):
        last = chunk[-1].pk
        yield chunk


def _refusals() -> Iterator[tuple[int, int, str]]:
    """Decisions that stand and that join nobody: the two keys, and the facts of then."""
    rows = MatchDecision.objects.filter(verdict__in=SETTLED, reversed_at=None)
    for mention, other, person, facts in rows.values_list("mention", "other", "person", "facts"):
        yield (-mention if mention else other), person, facts
