"""How alike two records are, each reason in words. Proposes only: domain.matching decides nothing by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from incidents.domain import likeness_candidates, likeness_facts, likeness_words, match_weights, scoring
from incidents.domain.likeness_facts import Facts
from incidents.domain.likeness_records import of_row, record_of
from incidents.domain.likeness_words import Row
from incidents.models import MatchDecision, Mention, Person
from incidents.vocabulary import Verdict

MOST_READ = 24
NOTHING = record_of(Facts())
# Of people without a name a day and a place propose nobody: something must be known of the person.
OF_A_PERSON = ("birth", "kin", "lists", "national_id")


@dataclass
class Likely:
    """Somebody who may be the one described: how likely, why, and what speaks against it."""

    person: Any
    seen: scoring.Scored
    level: str
    rows: list[Row]
    records: tuple[scoring.Record, scoring.Record]
    reasons: list[str] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)

    @property
    def score(self) -> float:
        """The probability, as far as the weights go."""
        return self.seen.probability

    @property
    def bits(self) -> float:
        return self.seen.bits

    @property
    def codes(self) -> list[str]:
        """Each field with the level at which it agrees, as a verdict keeps them."""
        return [f"{one.field}:{one.level}" for one in self.seen.fields]

    @cached_property
    def levels(self) -> dict[str, str]:
        """The same for fitting weights by it; nothing where one side says nothing yet, as a new person does."""
        return {} if NOTHING in self.records else scoring.levels(*self.records)

    @property
    def named(self) -> bool:
        """Whether the names speak for it."""
        return any(one.field.startswith("name.") and one.bits > 0 for one in self.seen.fields)

    @property
    def because(self) -> str:
        """The reasons as one sentence, to begin the reviewer's own with."""
        text = "; ".join(self.reasons)
        return text[:1].upper() + text[1:] + "." if text else ""


def likely_for(mentions: Sequence[Mention], limit: int) -> dict[int, list[Likely]]:
    """For each mention the likeliest persons. A fixed number of queries, however many mentions and persons."""
    weights = match_weights.in_use()
    facts = likeness_facts.of_mentions(mentions)
    pairs = likeness_candidates.persons(facts)
    persons = Person.objects.select_related("place").in_bulk({person for ids in pairs.values() for person in ids})
    chosen = {pk: _nearest(mine, [persons[one] for one in pairs[pk]], weights) for pk, mine in facts.items()}
    theirs = likeness_facts.of_persons({person.pk: person for found in chosen.values() for person in found}.values())
    refused = _refused(list(facts))
    found = {}
    for pk, mine in facts.items():
        compared = [
            compare(mine, theirs[person.pk], person, weights)
            for person in chosen[pk]
            if _may_be_one(mine, theirs[person.pk], refused.get((pk, person.pk)))
        ]
        found[pk] = best(compared, limit)
    return found


def best(compared: Sequence[Likely], limit: int) -> list[Likely]:
    """Those worth proposing, “very likely” ones first, each band best first."""
    kept = [one for one in compared if one.level]
    return sorted(kept, key=lambda one: (one.level != scoring.VERY_LIKELY, -one.bits, one.person.pk))[:limit]


def compare(mine: Facts, theirs: Facts, whom: Any = None, weights: scoring.Weights | None = None) -> Likely:
    """Compare two by all that is known. `level` is empty when the pair is not worth proposing.

    `weights` are those in use; whoever compares many pairs reads them once (match_weights.in_use).
    """
    records = record_of(mine), record_of(theirs)
    seen = scoring.score(*records, weights or match_weights.in_use())
    reasons, cautions = likeness_words.told(seen, mine, theirs)
    rows = likeness_words.rows(seen, mine, theirs)
    return Likely(whom, seen, _level(seen, mine, theirs), rows, records, reasons, cautions)


def compare_one(mention: Mention, person: Person) -> tuple[Likely, str]:
    """The comparison of one pair, whatever comes out, and the fingerprint of what was compared."""
    mine = likeness_facts.of_mentions([mention])[mention.pk]
    theirs = likeness_facts.of_persons([person])[person.pk]
    return compare(mine, theirs, person), likeness_facts.fingerprint(mine, theirs)


def _level(seen: scoring.Scored, mine: Facts, theirs: Facts) -> str:
    if mine.is_group != theirs.is_group:
        return ""  # one person is not a group
    if seen.names is None and not any(one.field in OF_A_PERSON and one.bits > 0 for one in seen.fields):
        return ""
    return seen.band


def _nearest(mine: Facts, persons: Sequence[Person], weights: scoring.Weights) -> list[Person]:
    """Of many candidates those that the row of the person itself makes likeliest: what is read in full is limited."""
    if len(persons) <= MOST_READ:
        return list(persons)
    record = record_of(mine)
    scored = [(scoring.score(record, of_row(one), weights).bits, one) for one in persons]
    return [one for _bits, one in sorted(scored, key=lambda row: (-row[0], row[1].pk))[:MOST_READ]]


def _refused(mentions: list[int]) -> Mapping[tuple[int, int], str]:
    """The pairs that a reviewer called different, with the facts of then."""
    rows = MatchDecision.objects.filter(mention__in=mentions, verdict=Verdict.DIFFERENT, reversed_at=None)
    return {(mention, person): facts for mention, person, facts in rows.values_list("mention", "person", "facts")}


def _may_be_one(mine: Facts, theirs: Facts, refused: str | None) -> bool:
    """One report's people are different people; a refused pair stays refused until its facts change."""
    if mine.reports & theirs.reports:
        return False
    return refused is None or refused not in ("", likeness_facts.fingerprint(mine, theirs))
