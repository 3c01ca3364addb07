"""A decision on many rows taken back: everything is as it was, and what somebody decided since stays."""

import pytest

from incidents.domain import matching, merging
from incidents.domain.reconciling import bulk
from incidents.models import AuditEvent, MatchDecision, Person
from incidents.policies import Denied, Unfit
from tests.incidents.domain.reconciling import house
from tests.incidents.domain.reconciling.house import AT, LATER, NAMES
from tests.incidents.people_samples import found

pytestmark = pytest.mark.django_db


def undone(made, by, at=LATER):
    return bulk.undo(made, because="The wrong list.", by=by, at=at)


@pytest.mark.parametrize("kind", ["same", "new", "before"])
def test_everything_is_as_it_was(kind, reviewer, second_reviewer):
    if kind == "same":
        house.known(reviewer)
    first = house.edition_of()
    if kind == "before":
        house.decided(first, "new", reviewer)
    edition = house.edition_of(follows=first, number=2, person_list=first.person_list)
    before = house.state()
    made = house.decided(edition, kind, reviewer, at=LATER)
    assert made.done == 3
    assert house.state() != before
    made = undone(made, second_reviewer)
    assert house.state() == before
    assert (made.done, made.passed, made.undone_by) == (3, 0, second_reviewer)
    line = AuditEvent.objects.get(verb="rows_reopened")
    assert (line.by, line.detail["people"]) == (second_reviewer.ref, 3)


def test_rows_decided_anew_since_then_stay_and_are_counted(reviewer, second_reviewer):
    edition = house.edition_of()
    made = house.decided(edition, "new", reviewer)
    first, second, third = house.rows_of(edition)
    matching.reopen(first, because="No.", by=second_reviewer, at=LATER)
    matching.undecided(first, because="Nobody knows.", by=second_reviewer, at=LATER)
    person = second.person
    matching.reopen(second, because="No.", by=second_reviewer, at=LATER)
    matching.same(second, person, because="Yes.", by=second_reviewer, at=LATER)
    made = undone(made, second_reviewer)
    assert made.found["undone"] == {"anew": 2, "gone": 1}
    assert (made.done, made.passed) == (1, 2)
    first, second, third = house.rows_of(edition)
    assert (first.resolution, second.person, third.person) == ("undecided", person, None)


def test_a_row_on_which_a_finding_relies_stays(reviewer, second_reviewer):
    edition = house.edition_of(NAMES[:2])
    made = house.decided(edition, "new", reviewer)
    row, other = house.rows_of(edition)
    found(row.person, reviewer, second_reviewer)
    made = undone(made, reviewer)
    assert made.found["undone"] == {"relied": 1, "gone": 1}
    row.refresh_from_db()
    assert row.person is not None


def test_a_new_person_whom_another_report_names_since_stays_with_that(reviewer, second_reviewer):
    edition, other = house.edition_of(NAMES[:1]), house.edition_of(NAMES[:1])
    made = house.decided(edition, "new", reviewer)
    person = house.rows_of(edition)[0].person
    matching.same(house.rows_of(other)[0], person, because="He.", by=reviewer, at=LATER)
    undone(made, reviewer)
    person.refresh_from_db()
    assert (person.reports_count, person.display_name) == (1, NAMES[0][0])
    assert MatchDecision.objects.get(mention=house.rows_of(edition)[0]).reversed_by == reviewer


def test_a_row_whose_new_person_was_joined_with_another_leaves_that_one(reviewer):
    kept = house.known(reviewer)[1]
    edition = house.edition_of([("Гүлнар Әбдірова", "1999-01-01")])
    made = house.decided(edition, "new", reviewer)
    absorbed = house.rows_of(edition)[0].person
    merging.merge(kept, absorbed, because="One person.", by=reviewer, at=LATER)
    undone(made, reviewer)
    kept.refresh_from_db()
    assert house.rows_of(edition)[0].person is None
    assert kept.reports_count == 1
    assert Person.objects.get(pk=absorbed.pk).merged_into == kept


def test_taking_back_needs_a_reason_and_something_to_take_back(reviewer):
    made = house.looked(house.edition_of(), "new", reviewer)
    with pytest.raises(Denied):
        undone(made, reviewer)
    made = bulk.agree(made, by=reviewer, at=AT)
    with pytest.raises(Unfit, match="Write why"):
        bulk.undo(made, because=" ", by=reviewer, at=LATER)
    undone(made, reviewer)
    with pytest.raises(Denied, match="cannot be done now"):
        undone(made, reviewer)
    assert Person.objects.count() == 0
