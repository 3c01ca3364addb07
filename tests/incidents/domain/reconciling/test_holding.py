"""Rows one by one: several work at once, each on another row."""

import datetime as dt

import pytest

from incidents.domain.reconciling import holding
from incidents.models import RowHold
from incidents.policies import Denied
from tests.incidents.domain.reconciling import house
from tests.incidents.domain.reconciling.house import AT

pytestmark = pytest.mark.django_db
HALF_AN_HOUR = dt.timedelta(minutes=30)


def test_two_who_work_at_once_get_two_rows_and_each_holds_one(reviewer, second_reviewer):
    edition = house.edition_of()
    first, second, third = house.rows_of(edition)
    assert holding.take_next(edition, by=reviewer, at=AT) == first
    assert holding.take_next(edition, by=second_reviewer, at=AT) == second
    assert holding.take_next(edition, by=reviewer, at=AT) == first  # pressed again
    assert holding.take_next(edition, after=first.position, by=reviewer, at=AT) == third
    assert RowHold.objects.count() == 2
    # past the last one the first that is free comes again; the one that another reads does not
    assert holding.take_next(edition, after=third.position, by=reviewer, at=AT) == first
    assert holding.reader(second, by=reviewer, at=AT) == second_reviewer
    assert holding.reader(second, by=second_reviewer, at=AT) is None


def test_after_half_an_hour_a_row_is_free_again(reviewer, second_reviewer):
    edition = house.edition_of(house.NAMES[:1])
    row = holding.take_next(edition, by=reviewer, at=AT)
    assert holding.take_next(edition, by=second_reviewer, at=AT + HALF_AN_HOUR / 2) is None
    assert holding.take_next(edition, by=second_reviewer, at=AT + HALF_AN_HOUR) == row


def test_a_decided_row_is_held_no_longer_and_comes_no_more(reviewer, second_reviewer):
    persons, edition = house.known(reviewer), house.edition_of(house.NAMES[:1])
    row = holding.take_next(edition, by=reviewer, at=AT)
    holding.decide(row, "different", persons[1], because="Another.", by=reviewer, at=AT)
    assert RowHold.objects.filter(mention=row).exists()
    holding.decide(row, "same", persons[0], because="He.", by=reviewer, at=AT)
    assert not RowHold.objects.exists()
    assert holding.take_next(edition, by=second_reviewer, at=AT) is None
    with pytest.raises(Denied, match="decided already"):
        holding.decide(row, "new", None, because="Late.", by=second_reviewer, at=AT)
    holding.reopen(row, because="No.", by=second_reviewer, at=AT)
    assert holding.take_next(edition, by=second_reviewer, at=AT) == row


def test_a_list_may_name_somebody_in_two_rows(reviewer):
    persons, edition = house.known(reviewer), house.edition_of([house.NAMES[0], house.NAMES[0]])
    for row in house.rows_of(edition):
        holding.decide(row, "same", persons[0], because="Twice in the list.", by=reviewer, at=AT)
    persons[0].refresh_from_db()
    assert persons[0].reports_count == 2


def test_who_imported_the_list_or_logs_reports_gets_no_row(reviewer, activist):
    own = house.an_edition(house.a_list(), by=reviewer)
    for user in (reviewer, activist):
        with pytest.raises(Denied):
            holding.take_next(own, by=user, at=AT)
