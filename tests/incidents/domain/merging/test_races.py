"""Two people join, take apart, group or conclude at the same instant: one is first, the other gets one clear answer."""

import pytest

from incidents.domain import deciding, findings, matching, merging, standing
from incidents.models import Finding, Mention, Merge, Person
from incidents.policies import Denied, Stale, Unfit
from tests.factories import NOW
from tests.incidents.domain.merging.house import agreed, held, proposed, tie, told
from tests.incidents.domain.test_review_races import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three(activist, reviewer):
    """Three persons who may be one, all kin of a fourth, so that their rows touch."""
    persons = [held(activist, reviewer, name) for name in ("Ержан Садықов", "Erzhan Sadykov", "Е. Садықов")]
    sister = held(activist, reviewer, "Айнұр Садықова")
    for person in persons:
        tie(person, sister)
    return persons


def join(one, other, by, **known):
    return lambda: merging.merge(one, other, because="One man.", by=by, at=NOW, **known)


def is_whole():
    """No mention hangs on somebody who was joined with another, and every row says what its rows give."""
    assert not Mention.objects.filter(person__merged_into__isnull=False).exists()
    for person in Person.objects.all():
        now = {field.attname: getattr(person, field.attname) for field in Person._meta.fields}
        standing.rewrite(person)
        assert {**now, "version": 0} == {
            field.attname: getattr(person, field.attname) if field.name != "version" else 0
            for field in Person._meta.fields
        }


def test_two_reviewers_join_the_same_two_persons(three, reviewer, second_reviewer):
    one, other, _third = three
    results = at_once(join(one, other, reviewer), join(other, one, second_reviewer))
    assert refusals(results) == [Denied]
    assert Merge.objects.count() == 1
    is_whole()


def test_whoever_comes_second_with_an_old_page_is_told_so(three, reviewer, second_reviewer):
    one, other, _third = three
    seen = {one.ref: one.version, other.ref: other.version}
    results = at_once(join(one, other, reviewer, seen=seen), join(one, other, second_reviewer, seen=seen))
    assert refusals(results) == [Stale]


def test_a_chain_and_a_ring_are_joined_at_once(three, reviewer, second_reviewer):
    one, other, third = three
    results = at_once(join(one, other, reviewer), join(other, third, second_reviewer), join(third, one, reviewer))
    assert set(refusals(results)) <= {Denied}
    assert 1 <= Merge.objects.count() == 3 - len(refusals(results))
    is_whole()


@pytest.mark.parametrize("verb", ["same", "reopen"])
def test_joining_and_grouping_at_once(verb, three, activist, reviewer):
    one, other = three[:2]
    mention = told(activist, reviewer) if verb == "same" else other.mentions.get()
    group = {
        "same": lambda: matching.same(mention, other, because="He.", by=reviewer, at=NOW),
        "reopen": lambda: matching.reopen(mention, because="Not he.", by=reviewer, at=NOW),
    }
    results = at_once(join(one, other, reviewer), group[verb])
    assert set(refusals(results)) <= {Denied, Stale}
    assert len(refusals(results)) <= 1
    is_whole()
    for row in Merge.objects.all():
        merging.unmerge(row, because="Two.", by=reviewer, at=NOW)
    is_whole()


def test_joining_and_concluding_at_once(three, reviewer, second_reviewer):
    one, other, _third = three
    made = agreed(other, reviewer, second_reviewer)
    results = at_once(
        join(one, other, reviewer),
        lambda: findings.withdraw(made, words="Wrong.", by=second_reviewer, at=NOW),
        lambda: proposed(one, reviewer),
    )
    assert set(refusals(results)) <= {Denied, Stale, Unfit}
    assert Merge.objects.count() == 1
    is_whole()


def test_a_joining_is_taken_apart_by_two_at_once_and_while_another_is_made(three, reviewer, second_reviewer):
    one, other, third = three
    row = merging.merge(one, other, because="One man.", by=reviewer, at=NOW)
    results = at_once(
        lambda: merging.unmerge(row, because="Two.", by=reviewer, at=NOW),
        lambda: merging.unmerge(row, because="Two men.", by=second_reviewer, at=NOW),
        join(one, third, second_reviewer),
    )
    assert len([result for result in results if isinstance(result, Merge)]) == 2 - (Merge.objects.count() == 1)
    assert set(refusals(results)) <= {Denied, Unfit, merging.Relied}
    is_whole()


def test_taking_apart_and_proposing_at_once_leave_no_finding_in_the_air(three, reviewer):
    one, other, _third = three
    row = merging.merge(one, other, because="One man.", by=reviewer, at=NOW)
    results = at_once(
        lambda: merging.unmerge(row, because="Two.", by=reviewer, at=NOW), lambda: proposed(one, reviewer)
    )
    assert len(refusals(results)) <= 1
    for finding in Finding.objects.filter(status="proposed"):
        assert {act.mention.person_id for act in finding.acts.all()} == {finding.person_id}
    is_whole()


def test_three_are_joined_side_by_side_while_two_of_them_are_joined_elsewhere(three, reviewer, second_reviewer):
    """The compare page decides about up to four at once, in the same turn and the same order."""
    seen = {person: deciding.stamp(person) for person in three}
    results = at_once(
        lambda: deciding.decide(three, "same", seen=seen, because="One man.", by=reviewer, at=NOW),
        join(three[2], three[1], second_reviewer),
    )
    assert len(refusals(results)) == 1
    assert set(refusals(results)) <= {Stale, Denied}
    is_whole()
