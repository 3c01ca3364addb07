"""Decisions on many rows written at once: the same rows as single decisions write, in some queries for each batch.

The report is locked by the caller; mentions and persons are locked here, each by key, as every verb does.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Q

from accounts.models import User
from incidents.domain import likeness, likeness_facts, match_weights, references, standing
from incidents.domain.likeness import Likely
from incidents.domain.reconciling.proposing import Proposal
from incidents.models import Act, CaseBundle, Finding, Kinship, MatchDecision, Mention, Merge, Person
from incidents.vocabulary import FindingStatus, Resolution, Verdict

RESOLVE = """
    UPDATE incidents_mention mention SET resolution = %(resolution)s, person_id = said.person,
        resolution_reason = %(because)s, resolved_by_id = %(by)s, resolved_at = %(at)s
    FROM unnest(%(mention)s::bigint[], %(person)s::bigint[]) AS said(mention, person) WHERE mention.id = said.mention
"""
STANDING = (FindingStatus.PROPOSED, FindingStatus.AGREED)
OPENED = {"resolution": Resolution.OPEN, "person": None, "resolution_reason": "", "resolved_by": None,
          "resolved_at": None}  # fmt: skip
Pairs = dict[int, Person]


def group(proposals: Sequence[Proposal], *, because: str, by: User, at: datetime) -> Pairs:
    """Each row is the person proposed; the person of each mention by its key. Who was joined meanwhile is left out."""
    wanted = {proposal.person.pk for proposal in proposals if proposal.person}
    held = {row.pk: row for row in locked(wanted) if row.merged_into_id is None}
    pairs = {one.mention.pk: held[one.person.pk] for one in proposals if one.person and one.person.pk in held}
    _take_back(pairs, by=by, at=at)
    _remember(
        [_decision(one.mention, pairs[one.mention.pk], one.likely, because=because, by=by, at=at)
         for one in proposals if one.likely and one.mention.pk in pairs]
    )  # fmt: skip
    _resolve(pairs, Resolution.GROUPED, because=because, by=by, at=at)
    standing.rewrite_many(held.values())
    return pairs


def make(mentions: Sequence[Mention], *, because: str, by: User, at: datetime) -> Pairs:
    """Each row is somebody new; the person of each mention by its key."""
    persons = _born(mentions, by=by, at=at)
    pairs = dict(zip([mention.pk for mention in mentions], persons, strict=True))
    facts, weights = likeness_facts.of_mentions(mentions), match_weights.in_use()
    nobody = likeness_facts.Facts()
    seen = {pk: likeness.compare(mine, nobody, None, weights) for pk, mine in facts.items()}
    _remember([_decision(row, pairs[row.pk], seen[row.pk], because=because, by=by, at=at) for row in mentions])
    _resolve(pairs, Resolution.NEW, because=because, by=by, at=at)
    return pairs


def locked(persons: set[int]) -> list[Person]:
    """The rows of these persons, locked by key."""
    return list(Person.objects.select_for_update().filter(pk__in=persons).order_by("pk"))


def open_again(mentions: Sequence[Mention], made: set[int], *, by: User, at: datetime) -> int:
    """Take the decisions about locked rows back, exactly. Of the persons `made` by them those to whom nothing else was
    tied since are gone; the others stay. How many are gone."""
    whose = {mention.person_id for mention in mentions if mention.person_id}
    persons = locked(whose)
    pks = [mention.pk for mention in mentions]
    said = MatchDecision.objects.filter(mention__in=pks, verdict=Verdict.SAME, reversed_at=None)
    said.update(reversed_by=by, reversed_at=at)
    Mention.objects.filter(pk__in=pks).update(**OPENED)
    gone = made & whose - _tied(made & whose, pks)
    MatchDecision.objects.filter(mention__in=pks, person__in=gone).delete()
    Person.objects.filter(pk__in=gone).delete()
    standing.rewrite_many(person for person in persons if person.pk not in gone)
    return len(gone)


def relied_on(mentions: Sequence[Mention]) -> set[int]:
    """The rows on which a finding relies that stands."""
    acts = Act.objects.filter(mention__in=mentions, findings__status__in=STANDING)
    return set(acts.values_list("mention_id", flat=True))


def _born(mentions: Sequence[Mention], *, by: User, at: datetime) -> list[Person]:
    """A person for each row, as standing would write it after the row was grouped."""
    acts: dict[int, list[Act]] = {mention.pk: [] for mention in mentions}
    for act in Act.objects.filter(mention__in=mentions, retired_at=None).order_by("when_lower", "pk"):
        acts[act.mention_id].append(act)
    persons = []
    for mention, ref in zip(mentions, _refs(len(mentions)), strict=True):
        person = Person(ref=ref, created_by=by, created_at=at, version=2)
        standing.fill(person, [mention], [], acts[mention.pk], roots=1)
        persons.append(person)
    return Person.objects.bulk_create(persons)


def _refs(number: int) -> list[str]:
    """So many references that nobody has."""
    found: set[str] = set()
    while len(found) < number:
        new = {references.make("P") for _each in range(number - len(found))}
        found |= new - set(Person.objects.filter(ref__in=new).values_list("ref", flat=True))
    return list(found)


def _decision(row: Mention, person: Person, seen: Likely, *, because: str, by: User, at: datetime) -> MatchDecision:
    return MatchDecision(
        mention=row, person=person, verdict=Verdict.SAME, score=seen.score, reasons=seen.codes, levels=seen.levels,
        facts=likeness_facts.fingerprint(*seen.facts), because=because, by=by, at=at,
    )  # fmt: skip


def _remember(decisions: list[MatchDecision]) -> None:
    MatchDecision.objects.bulk_create(decisions, batch_size=500)


def _take_back(pairs: Pairs, *, by: User, at: datetime) -> None:
    """One decision for one pair stands; a former one is taken back and kept."""
    rows = MatchDecision.objects.filter(mention__in=list(pairs), reversed_at=None)
    former = [pk for pk, mention, person in rows.values_list("pk", "mention", "person")
              if mention and pairs[mention].pk == person]  # fmt: skip
    MatchDecision.objects.filter(pk__in=former).update(reversed_by=by, reversed_at=at)


def _resolve(pairs: Pairs, resolution: Resolution, *, because: str, by: User, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            RESOLVE,
            {"resolution": resolution.value, "because": because, "by": by.pk, "at": at, "mention": list(pairs),
             "person": [person.pk for person in pairs.values()]},
        )  # fmt: skip


def _tied(persons: set[int], mentions: Sequence[int]) -> set[int]:
    """Those of these persons to whom anything else is tied than the decisions about these mentions."""
    about = Q(person__in=persons)
    decided = MatchDecision.objects.filter(about).exclude(mention__in=mentions)
    found = {pk for rows in (Mention, Finding) for pk in rows.objects.filter(about).values_list("person", flat=True)}
    found |= set(decided.values_list("person", flat=True))
    ties = (
        (Person, "merged_into"), (Merge, "kept"), (Merge, "absorbed"), (MatchDecision, "other"), (Kinship, "person"),
        (Kinship, "to_person"), (CaseBundle.persons.through, "person"),
    )  # fmt: skip
    for model, column in ties:
        found |= set(model.objects.filter(**{f"{column}__in": persons}).values_list(column, flat=True))
    return found & persons
