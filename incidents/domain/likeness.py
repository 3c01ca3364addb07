"""How alike two records are, each reason in words. Proposes only: domain.matching decides nothing by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from incidents.domain import likeness_candidates, likeness_facts, likeness_words, match_weights, scoring
from incidents.domain.likeness_facts import Facts
from incidents.domain.likeness_records import record_of
from incidents.domain.likeness_words import Row
from incidents.models import MatchDecision, Mention, Person
from incidents.vocabulary import Verdict

NOTHING = record_of(Facts())
# Of people without a name a day and a place propose nobody: something must be known of the person.
OF_A_PERSON = {"birth": likeness_words.BORN_ALIKE, "kin": ("same",), "lists": ("same_row",), "national_id": ("same",)}
UNNAMED = "unnamed"
AGAINST_A_NAME = 4.0  # bits; who is named elsewhere is seldom the one whom nobody could name


@dataclass
class Likely:
    """Somebody who may be the one described: how likely, why, and what speaks against it."""

    person: Any
    seen: scoring.Scored
    level: str
    bits: float
    facts: tuple[Facts, Facts]

    @property
    def score(self) -> float:
        """The probability, as far as the weights go."""
        return self.seen.probability

    @cached_property
    def reasons(self) -> list[str]:
        """What speaks for it, each a few words."""
        return likeness_words.told(self.seen, *self.facts)[0]

    @cached_property
    def cautions(self) -> list[str]:
        """What speaks against it."""
        return likeness_words.told(self.seen, *self.facts)[1]

    @cached_property
    def rows(self) -> list[Row]:
        """What each side says, line by line."""
        return likeness_words.rows(self.seen, *self.facts)

    @property
    def codes(self) -> list[str]:
        """Each field with the level at which it agrees, as a verdict keeps them."""
        return [f"{one.field}:{one.level}" for one in self.seen.fields]

    @cached_property
    def levels(self) -> dict[str, str]:
        """The same for fitting weights by it; nothing where one side says nothing yet, as a new person does."""
        records = [record_of(one) for one in self.facts]
        return {} if NOTHING in records else scoring.levels(*records)

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
    persons = Person.objects.in_bulk({person for ids in pairs.values() for person in ids})
    theirs = likeness_facts.of_persons(persons.values())
    refused = _refused(list(facts))
    found = {}
    for pk, mine in facts.items():
        compared = [
            compare(mine, theirs[person], persons[person], weights)
            for person in pairs[pk]
            if _may_be_one(mine, theirs[person], refused.get((pk, person)))
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
    weights = weights or match_weights.in_use()
    seen = scoring.score(record_of(mine), record_of(theirs), weights)
    level, bits = _level(seen, mine, theirs, weights)
    return Likely(whom, seen, level, bits, (mine, theirs))


def compare_one(mention: Mention, person: Person) -> tuple[Likely, str]:
    """The comparison of one pair, whatever comes out, and the fingerprint of what was compared."""
    mine = likeness_facts.of_mentions([mention])[mention.pk]
    theirs = likeness_facts.of_persons([person])[person.pk]
    return compare(mine, theirs, person), likeness_facts.fingerprint(mine, theirs)


def _level(seen: scoring.Scored, mine: Facts, theirs: Facts, weights: scoring.Weights) -> tuple[str, float]:
    """The band that the screens show, and the bits to order by."""
    if mine.is_group != theirs.is_group:
        return "", seen.bits  # one person is not a group
    if seen.names is not None:
        return seen.band, seen.bits
    levels = {one.field: one.level for one in seen.fields}
    if not any(levels.get(field) in agreeing for field, agreeing in OF_A_PERSON.items()):
        return "", seen.bits
    if bool(mine.names) == bool(theirs.names):
        return seen.band, seen.bits
    # One of the two has a name: the same day, place and age may propose it, and no more than that.
    told = weights.unnamed[UNNAMED]
    bits = seen.bits - told["one"] + min(0.0, told["both"]) - AGAINST_A_NAME
    is_possible = bits >= weights.possible and levels.get("event") == "day_place"
    return (scoring.POSSIBLE if is_possible else ""), bits


def _refused(mentions: list[int]) -> Mapping[tuple[int, int], str]:
    """The pairs that a reviewer called different, with the facts of then."""
    rows = MatchDecision.objects.filter(mention__in=mentions, verdict=Verdict.DIFFERENT, reversed_at=None)
    return {(mention, person): facts for mention, person, facts in rows.values_list("mention", "person", "facts")}


def _may_be_one(mine: Facts, theirs: Facts, refused: str | None) -> bool:
    """One report's people are different people; a refused pair stays refused until its facts change."""
    if mine.reports & theirs.reports:
        return False
    return refused is None or refused not in ("", likeness_facts.fingerprint(mine, theirs))
