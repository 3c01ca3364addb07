"""How alike two records are, each reason in words. Proposes only: domain.matching decides nothing by it.

A first honest version: a sum of plain weights, chosen so that one and the same name with day and place is “very likely”
and a day and a place alone are not proposed. It is not a probability.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from incidents.domain import dates, likeness_candidates, likeness_facts, names
from incidents.domain.likeness_facts import Facts
from incidents.models import MatchDecision, Mention, Person
from incidents.vocabulary import Naming, Verdict

VERY_LIKELY, POSSIBLE = 75, 40
NEAR_DAYS = 3
NAME_WEIGHT = {"same": 50, "same_spelling_folded": 50, "initials": 30, "close": 30}


@dataclass(frozen=True)
class Row:
    """One line of the comparison, side by side."""

    label: str
    mine: str
    theirs: str
    same: bool


@dataclass
class Likely:
    """Somebody who may be the one described: how likely, why, and what speaks against it."""

    person: Any = None
    score: float = 0.0
    bits: float = 0.0
    level: str = ""
    reasons: list[str] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    levels: dict[str, str] = field(default_factory=dict)

    @property
    def named(self) -> bool:
        """Whether the names speak for it."""
        return any(code.startswith("name:") for code in self.codes)

    @property
    def because(self) -> str:
        """The reasons as one sentence, to begin the reviewer's own with."""
        text = "; ".join(self.reasons)
        return text[:1].upper() + text[1:] + "." if text else ""


def likely_for(mentions: Sequence[Mention], limit: int) -> dict[int, list[Likely]]:
    """For each mention the likeliest persons. A fixed number of queries, however many mentions and persons."""
    facts = likeness_facts.of_mentions(mentions)
    pairs = likeness_candidates.persons(facts)
    persons = Person.objects.in_bulk({person for ids in pairs.values() for person in ids})
    theirs = likeness_facts.of_persons(persons.values())
    refused = _refused(list(facts))
    found = {}
    for pk, mine in facts.items():
        compared = [
            compare(mine, theirs[person], persons[person])
            for person in pairs[pk]
            if _may_be_one(mine, theirs[person], refused.get((pk, person)))
        ]
        kept = [one for one in compared if one.level]
        found[pk] = sorted(kept, key=lambda one: (-one.score, one.person.pk))[:limit]
    return found


def compare_one(mention: Mention, person: Person) -> tuple[Likely, str]:
    """The comparison of one pair, whatever comes out, and the fingerprint of what was compared."""
    mine = likeness_facts.of_mentions([mention])[mention.pk]
    theirs = likeness_facts.of_persons([person])[person.pk]
    return compare(mine, theirs, person), likeness_facts.fingerprint(mine, theirs)


def _refused(mentions: list[int]) -> Mapping[tuple[int, int], str]:
    """The pairs that a reviewer called different, with the facts of then."""
    rows = MatchDecision.objects.filter(mention__in=mentions, verdict=Verdict.DIFFERENT, reversed_at=None)
    return {(mention, person): facts for mention, person, facts in rows.values_list("mention", "person", "facts")}


def _may_be_one(mine: Facts, theirs: Facts, refused: str | None) -> bool:
    """One report's people are different people; a refused pair stays refused until its facts change."""
    if mine.reports & theirs.reports:
        return False
    return refused is None or refused not in ("", likeness_facts.fingerprint(mine, theirs))


def compare(mine: Facts, theirs: Facts, person: Any = None) -> Likely:
    """Compare name, age, sex, day, place and family. `level` is empty when the pair is not worth proposing."""
    seen = Likely(person)
    points = [step(mine, theirs, seen) for step in (_name, _age, _sex, _when, _where, _family)]
    seen.bits = sum(points)
    seen.score = max(0, min(100, seen.bits)) / 100
    if mine.is_group != theirs.is_group:
        return seen  # one person is not a group
    if points[0] == 0 and mine.naming != Naming.UNNAMED and theirs.naming != Naming.UNNAMED:
        return seen  # two names that have nothing to do with each other
    if seen.score * 100 >= POSSIBLE:
        seen.level = "very_likely" if seen.score * 100 >= VERY_LIKELY and points[0] == 50 else "possible"
    return seen


def _note(seen: Likely, row: Row, code: str, *, reason: str = "", caution: str = "") -> None:
    seen.rows.append(row)
    if reason:
        seen.reasons.append(reason)
    if caution:
        seen.cautions.append(caution)
    if code:
        seen.codes.append(code)


def _name(mine: Facts, theirs: Facts, seen: Likely) -> int:
    words = {
        "same": _("same name"),
        "same_spelling_folded": _("same name in another spelling"),
        "initials": _("the initials fit"),
        "close": _("names nearly alike"),
    }
    kinds = [kind for a in mine.names for b in theirs.names if (kind := names.same_name(a, b))]
    best = max(kinds, key=lambda kind: (NAME_WEIGHT[kind], kind == "same"), default="")
    row = Row(_("Name"), mine.name_words, theirs.name_words, bool(best))
    _note(seen, row, f"name:{best}" if best else "", reason=words.get(best, ""))
    return NAME_WEIGHT.get(best, 0)


def _age(mine: Facts, theirs: Facts, seen: Likely) -> int:
    agree = dates.ages_agree(mine.age_low, mine.age_high, theirs.age_low, theirs.age_high)
    row = Row(_("Age"), mine.age_words, theirs.age_words, bool(agree))
    both = {"one": mine.age_words, "other": theirs.age_words}
    if agree is None:
        _note(seen, row, "")
        return 0
    if agree:
        _note(seen, row, "age", reason=_("age %(one)s and %(other)s") % both)
        return 12
    _note(seen, row, "age:differs", caution=_("ages differ: %(one)s and %(other)s") % both)
    return -30


def _sex(mine: Facts, theirs: Facts, seen: Likely) -> int:
    if not (mine.sex and theirs.sex):
        return 0
    same = bool(set(mine.sex) & set(theirs.sex))
    row = Row(_("Sex"), mine.sex_words, theirs.sex_words, same)
    _note(seen, row, "" if same else "sex:differs", caution="" if same else _("the sex differs"))
    return 5 if same else -40


def _when(mine: Facts, theirs: Facts, seen: Likely) -> int:
    one, other, days = likeness_facts.nearest_days(mine, theirs)
    row = Row(_("When"), (one or mine).when_words, (other or theirs).when_words, days == 0)
    if days is None:
        _note(seen, row, "")
        return 0
    if one and other and days == 0:
        _note(seen, row, "date", reason=_("%(day)s in both") % {"day": _shorter(one.day_words, other.day_words)})
        return 15
    if days <= NEAR_DAYS:
        _note(seen, row, "date:near", reason=_("only %(days)s days apart") % {"days": days})
        return 5
    _note(seen, row, "date:differs", caution=_("%(days)s days apart") % {"days": days})
    return -15


def _where(mine: Facts, theirs: Facts, seen: Likely) -> int:
    closeness, one, other = likeness_facts.nearest_places(mine, theirs)
    row = Row(_("Where"), one or mine.where_words, other or theirs.where_words, closeness in ("same", "within"))
    if closeness == "same":
        _note(seen, row, "place", reason=one)
        return 15
    if closeness == "within":
        both = {"one": one, "other": other}
        _note(seen, row, "place:within", reason=_("%(one)s and %(other)s lie one in the other") % both)
        return 10
    _note(seen, row, "place:differs" if closeness else "", caution=_("other places") if closeness else "")
    return -10 if closeness else 0


def _family(mine: Facts, theirs: Facts, seen: Likely) -> int:
    shared = {kind for kind, _name in mine.kin} & {kind for kind, _name in theirs.kin}
    if not (mine.kin or theirs.kin):
        return 0
    row = Row(_("Family"), mine.kin_words, theirs.kin_words, bool(shared))
    _note(seen, row, "kin" if shared else "", reason=_("the same family ties") if shared else "")
    return 10 if shared else 0


def _shorter(one: str, other: str) -> str:
    return min(one, other, key=len)
