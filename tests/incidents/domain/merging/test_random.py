"""Joinings and their ends at random: afterwards everything is as it was, and a status is never but what is agreed.

`KUA_STEPS=2000` makes the walk longer, `KUA_SEED=…` takes another one.
"""

import os
import random
from collections import Counter

import pytest

from incidents.domain import findings, matching, merging, standing
from incidents.models import Act, Finding, Kinship, MatchDecision, Mention, Merge, Person
from incidents.policies import Denied, Stale
from tests.factories import NOW
from tests.incidents.domain.merging.house import everything, held, told

pytestmark = pytest.mark.django_db
STEPS, SEED = int(os.environ.get("KUA_STEPS") or 24), os.environ.get("KUA_SEED") or "7"
NAMES = ("Ержан Садықов", "Erzhan Sadykov", "Е. Садықов", "Ержан", "")
KINDS = ("killed", "detained", "missing")
MOST_PERSONS = 14


class Walk:
    """A small house in which two reviewers do whatever comes to their minds."""

    def __init__(self, activist, reviewer, second):
        self.chance, self.done = random.Random(SEED), Counter()  # noqa: S311 - no secret is drawn
        self.activist, self.reviewers = activist, [reviewer, second]

    def one(self, rows):
        found = list(rows.order_by("pk"))
        return self.chance.choice(found) if found else None

    def tried(self, verb, *args, **known):
        """What the verb gives; None when it was refused."""
        by = known.pop("by", None) or self.chance.choice(self.reviewers)
        try:
            result = verb(*args, by=by, at=NOW, **known)
        except (Denied, Stale):
            self.done["refused"] += 1
            return None
        self.done[verb.__name__] += 1
        return result

    def person(self):
        return self.one(Person.objects.filter(merged_into=None))

    # --- What comes to their minds --------------------------------------------------------------------------------
    def make(self):
        if Person.objects.count() < MOST_PERSONS:
            held(self.activist, self.reviewers[0], self.chance.choice(NAMES), kind=self.chance.choice(KINDS))

    def group(self):
        mention = told(self.activist, self.reviewers[0], self.chance.choice(NAMES), kind=self.chance.choice(KINDS))
        self.tried(matching.same, mention, self.person(), because="He.", by=self.reviewers[0])

    def reopen(self):
        mention = self.one(Mention.objects.filter(person__isnull=False))
        if self.chance.random() < 0.4:
            self.tried(matching.reopen, mention, because="Not he.", by=mention.report.taken_by)

    def refuse(self):
        mention = self.one(Mention.objects.filter(person=None)) or told(self.activist, self.reviewers[0])
        self.tried(matching.different, mention, self.person(), because="A boy.", by=mention.report.taken_by)

    def propose(self):
        act = self.one(Act.objects.filter(mention__person__isnull=False))
        acts = list(Act.objects.filter(mention__person=act.mention.person, kind=act.kind))
        known = {"kind": act.kind, "confirmation": "weak", "rationale": "Seen."}
        self.tried(findings.propose, act.mention.person, acts=acts, **known)

    def conclude(self):
        made = self.one(Finding.objects.filter(status="proposed"))
        if made:
            self.tried(findings.agree, made)

    def withdraw(self):
        made = self.one(Finding.objects.filter(status__in=("proposed", "agreed")))
        if made and self.chance.random() < 0.4:
            self.tried(findings.withdraw, made, words="Wrong.")

    def tie(self):
        one, other = self.person(), self.person()
        if one != other:
            Kinship.objects.get_or_create(person=one, to_person=other, defaults={"kind": "sibling"})

    def judge(self):
        verb = self.chance.choice([merging.different, merging.undecided])
        self.tried(verb, self.person(), self.person(), because="Too little.")

    def merge(self):
        return self.tried(merging.merge, self.person(), self.person(), because="One man.")

    def unmerge(self):
        row = self.one(Merge.objects.filter(undone_at=None))
        return row and self.tried(merging.unmerge, row, because="Two men.")

    # --- What must be true ----------------------------------------------------------------------------------------
    def any_step(self):
        steps = (self.make, self.group, self.propose, self.propose, self.propose, self.conclude, self.conclude, self.withdraw,
                 self.reopen, self.refuse, self.tie, self.tie, self.judge, self.merge, self.unmerge)  # fmt: skip
        self.chance.choice(steps)()

    def there_and_back(self):
        """A few joinings in a row, taken apart in any order: everything is as it was."""
        before, joined = everything(), []
        for _n in range(self.chance.randint(1, 4)):
            joined += filter(None, [self.merge()])
        left = list(joined)
        for _round in range(len(joined) ** 2):
            row = self.chance.choice(left) if left else None
            if row and self.tried(merging.unmerge, row, because="Two men."):
                left.remove(row)
        while left:  # the latest is in nobody's way
            assert self.tried(merging.unmerge, left.pop(), because="Two men.")
        added = {("matchdecision", row.moved["decision"]) for row in joined}
        assert everything(added) == before
        self.done["there and back"] += 1

    def is_whole(self):
        """Nothing hangs on the absorbed, and each row says what a recomputation says."""
        assert not Mention.objects.filter(person__merged_into__isnull=False).exists()
        assert not Person.objects.filter(merged_into__merged_into__isnull=False).exists()
        held_now = MatchDecision.objects.filter(verdict="same", other__isnull=False, reversed_at=None)
        assert held_now.count() == Merge.objects.filter(undone_at=None).count()
        for person in Person.objects.order_by("pk"):
            row = {field.attname: getattr(person, field.attname) for field in Person._meta.fields}
            mentions, agreed = list(standing.standing_mentions(person)), list(person.findings.filter(status="agreed"))
            acts = list(Act.objects.filter(mention__in=mentions, retired_at=None).order_by("when_lower", "pk"))
            standing.fill(person, mentions, agreed, acts, roots=person.roots_count)
            assert row == {field.attname: getattr(person, field.attname) for field in Person._meta.fields}


def test_whatever_is_joined_and_taken_apart_everything_is_as_it_was(activist, reviewer, second_reviewer):
    walk = Walk(activist, reviewer, second_reviewer)
    for _n in range(4):
        walk.make(), walk.propose(), walk.conclude()
    for step in range(STEPS):
        walk.any_step()
        if step % 6 == 5:
            walk.there_and_back()
        if step % 4 == 3:
            walk.is_whole()
    assert walk.done["there and back"] == STEPS // 6
    assert walk.done["merge"] > STEPS // 6, walk.done
    assert walk.done["agree"] > 1, walk.done
    print(dict(walk.done))
