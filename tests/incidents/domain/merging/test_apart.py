"""A joining is taken apart: every row is where it was, what came later stays, and what stands in the way is said."""

import pytest

from incidents.domain import findings, matching, merging, review
from incidents.domain.merging import moving
from incidents.models import CaseBundle, Kinship, MatchDecision, Merge, Person
from incidents.policies import Denied, Stale, Unfit
from tests.factories import NOW
from tests.incidents.domain.merging.house import agreed, everything, held, proposed, tie, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def older(activist, reviewer):
    return held(activist, reviewer, "Ержан Садықов")


@pytest.fixture
def newer(activist, reviewer):
    return held(activist, reviewer, "Erzhan Sadykov", kind="detained")


@pytest.fixture
def third(activist, reviewer):
    return held(activist, reviewer, "Е. Садықов")


def join(one, other, by):
    return merging.merge(one, other, because="One man.", by=by, at=NOW)


def apart(row, by):
    return merging.unmerge(row, because="Two men.", by=by, at=NOW)


def made_by(row):
    """The rows that a joining and its end add to the history."""
    return {("matchdecision", row.moved["decision"])}


def test_everything_is_as_it_was(older, newer, third, activist, reviewer, second_reviewer):
    agreed(newer, reviewer, second_reviewer, "detained"), agreed(older, reviewer, second_reviewer)
    tie(older, third), tie(newer, third, "other", certainty="probable"), tie(newer, older)
    for person in (older, newer):
        merging.different(third, person, because="Another age.", by=reviewer, at=NOW)
    merging.undecided(older, newer, because="Too little.", by=reviewer, at=NOW)
    other = told(activist, reviewer, "Ержан")
    for person in (older, newer):
        matching.different(other, person, because="A boy.", by=reviewer, at=NOW)
    for key, persons in ((1, [older, newer]), (2, [newer])):
        bundle = CaseBundle.objects.create(ref=f"B-000000{key}", key=f"{key:032}", reason="x", by=reviewer, at=NOW)
        bundle.persons.set(persons)
    before = everything()
    row = join(older, newer, reviewer)
    assert everything(made_by(row)) != before
    apart(row, second_reviewer)
    assert everything(made_by(row)) == before
    row.refresh_from_db()
    assert (row.undone_because, row.undone_by, row.undone_at) == ("Two men.", second_reviewer, NOW)


def test_what_came_after_the_joining_stays_with_the_survivor(older, newer, activist, reviewer):
    row = join(older, newer, reviewer)
    later = told(activist, reviewer, "Ержан С.")
    matching.same(later, older, because="Again he.", by=reviewer, at=NOW)
    apart(row, reviewer)
    assert set(older.mentions.values_list("name", flat=True)) == {"Ержан Садықов", "Ержан С."}
    assert [mention.name for mention in newer.mentions.all()] == ["Erzhan Sadykov"]


def test_a_mention_about_which_somebody_decided_since_stays_as_decided(older, newer, activist, reviewer):
    out, again = newer.mentions.get(), told(activist, reviewer, "Ержан С.")
    matching.same(again, newer, because="Again he.", by=reviewer, at=NOW)
    row = join(older, newer, reviewer)
    for mention in (out, again):
        matching.reopen(mention, because="Somebody else.", by=reviewer, at=NOW)
    matching.same(again, older, because="It is he.", by=reviewer, at=NOW)
    apart(row, reviewer)
    out.refresh_from_db(), again.refresh_from_db(), newer.refresh_from_db()
    assert (out.person, again.person, newer.reports_count) == (None, older, 0)


def test_a_finding_made_since_on_what_must_go_back_stands_in_the_way(older, newer, reviewer, second_reviewer):
    row = join(older, newer, reviewer)
    made = proposed(older, reviewer, "detained")
    with pytest.raises(merging.Relied, match=f"Finding {made.ref} relies on this") as refused:
        apart(row, reviewer)
    assert refused.value.ref == made.ref
    findings.dispute(made, words="No.", by=second_reviewer, at=NOW)
    assert apart(row, reviewer).undone_by == reviewer


def test_a_finding_made_since_on_what_stays_is_in_nobodys_way(older, newer, reviewer, second_reviewer):
    row = join(older, newer, reviewer)
    acts = [act for mention in older.mentions.filter(name="Ержан Садықов") for act in mention.acts.all()]
    made = findings.propose(older, kind="killed", acts=acts, confirmation="weak", rationale="x", by=reviewer, at=NOW)
    findings.agree(made, by=second_reviewer, at=NOW)
    apart(row, reviewer)
    older.refresh_from_db(), newer.refresh_from_db()
    assert (older.status, newer.status) == ("killed", "")


def test_a_finding_that_took_the_place_of_one_that_moved_stands_in_the_way(older, newer, reviewer, second_reviewer):
    moved = agreed(newer, reviewer, second_reviewer, "detained")
    mention = older.mentions.get()
    mention.acts.update(kind="detained")
    row = join(older, newer, reviewer)
    known = {"kind": "detained", "confirmation": "weak", "rationale": "x", "by": reviewer, "at": NOW}
    made = findings.agree(findings.propose(older, acts=mention.acts.all(), **known), by=second_reviewer, at=NOW)
    with pytest.raises(merging.Relied, match=made.ref):
        apart(row, reviewer)
    findings.withdraw(made, words="Wrong.", by=reviewer, at=NOW)
    apart(row, reviewer)
    moved.refresh_from_db(), newer.refresh_from_db()
    assert (moved.person, moved.status, newer.status) == (newer, "superseded", "")


def test_a_chain_is_taken_apart_from_its_end(older, newer, third, reviewer):
    before = everything()
    first = join(newer, third, reviewer)
    second = join(older, newer, reviewer)
    with pytest.raises(merging.Relied, match=f"joined with {older.ref} later") as refused:
        apart(first, reviewer)
    assert refused.value.ref == older.ref
    apart(second, reviewer), apart(first, reviewer)
    assert everything(made_by(first) | made_by(second)) == before


def test_two_joinings_into_one_are_taken_apart_in_any_order(older, newer, third, reviewer):
    before = everything()
    first, second = join(older, newer, reviewer), join(older, third, reviewer)
    apart(first, reviewer), apart(second, reviewer)
    assert everything(made_by(first) | made_by(second)) == before


def test_a_tie_for_which_a_later_joining_had_no_room_stands_in_the_way(older, newer, third, activist, reviewer):
    sister = held(activist, reviewer, "Айнұр Садықова")
    tie(newer, sister), tie(third, sister)
    before = everything()
    first, second = join(older, newer, reviewer), join(older, third, reviewer)
    with pytest.raises(merging.Relied, match=f"joined with {third.ref} later"):
        apart(first, reviewer)
    apart(second, reviewer), apart(first, reviewer)
    assert everything(made_by(first) | made_by(second)) == before


def test_a_tie_to_somebody_who_was_joined_later_stands_in_the_way(older, newer, third, activist, reviewer):
    sister = held(activist, reviewer, "Айнұр Садықова")
    tie(newer, sister), tie(older, sister)
    first = join(older, newer, reviewer)
    second = join(third, sister, reviewer)
    with pytest.raises(merging.Relied, match="Take that joining apart first"):
        apart(first, reviewer)
    apart(second, reviewer), apart(first, reviewer)
    assert Kinship.objects.filter(person=newer, to_person=sister).exists()


def test_a_joining_is_taken_apart_once_with_a_reason_and_by_no_author(older, newer, activist, reviewer):
    row = join(older, newer, reviewer)
    with pytest.raises(Unfit, match="Write why"):
        merging.unmerge(row, because="", by=reviewer, at=NOW)
    with pytest.raises(Denied, match="Only a reviewer"):
        apart(row, activist)
    older.refresh_from_db()
    with pytest.raises(Stale):
        merging.unmerge(row, because="No.", by=reviewer, at=NOW, seen={older.ref: older.version - 1})
    apart(row, reviewer)
    with pytest.raises(Denied, match="taken apart already"):
        apart(row, reviewer)


def test_what_was_taken_apart_can_be_joined_again(older, newer, reviewer):
    apart(join(older, newer, reviewer), reviewer)
    assert join(older, newer, reviewer).absorbed == newer
    assert Merge.objects.count() == 2


def test_a_report_rejected_since_takes_its_mention_along(activist, older, reviewer):
    mention = told(activist, reviewer, "Ержан")
    person = matching.new_person(mention, because="new", by=reviewer, at=NOW)
    row = join(older, person, reviewer)
    review.reject(mention.report, reason="no_content", words="Nothing.", by=reviewer, at=NOW)
    apart(row, reviewer)
    mention.refresh_from_db()
    assert mention.person is None


def test_every_relation_to_a_person_is_handled():
    """A new one fails here until it says whether it moves."""
    relations = {
        (field.related_model._meta.model_name, field.field.name)
        for field in Person._meta.get_fields(include_hidden=True)
        if field.one_to_many or field.one_to_one
    }
    assert relations == set(moving.MOVES) | moving.STAYS


def test_a_pair_decided_stays_refused_until_its_facts_change(older, newer, activist, reviewer):
    row = merging.different(newer, older, because="Another age.", by=reviewer, at=NOW)
    assert (row.person, row.other, row.because, len(row.facts)) == (older, newer, "Another age.", 64)
    assert merging.stands_refused(older, newer)
    matching.same(told(activist, reviewer, "Е. Садықов", birth_edtf="1990"), newer, because="x", by=reviewer, at=NOW)
    assert not merging.stands_refused(newer, older)


def test_a_verdict_is_taken_back_with_a_reason_and_both_stay_in_the_history(older, newer, reviewer, second_reviewer):
    row = merging.undecided(older, newer, because="Too little.", by=reviewer, at=NOW)
    merging.take_back(row, because="A photograph came.", by=second_reviewer, at=NOW)
    rows = MatchDecision.objects.exclude(other=None).order_by("pk").values_list("because", "reversed_by")
    assert list(rows) == [("Too little.", second_reviewer.pk), ("A photograph came.", second_reviewer.pk)]
    with pytest.raises(Denied, match="Nothing is decided"):
        merging.take_back(row, because="Again.", by=reviewer, at=NOW)


def test_a_verdict_takes_the_place_of_the_one_before(older, newer, reviewer):
    first = merging.undecided(older, newer, because="Too little.", by=reviewer, at=NOW)
    second = merging.judge(older, newer, "different", because="Another age.", by=reviewer, at=NOW)
    standing = MatchDecision.objects.filter(person=older, other=newer, reversed_at=None)
    assert (list(standing), first.pk != second.pk) == ([second], True)
    with pytest.raises(Unfit, match="Choose"):
        merging.judge(older, newer, "same", because="x", by=reviewer, at=NOW)
