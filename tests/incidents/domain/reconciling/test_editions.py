"""An edition as a whole: accepted while rows wait, or rejected with its few decided rows."""

import pytest

from incidents.domain import matching
from incidents.domain.reconciling import editions
from incidents.models import ReportMove
from incidents.policies import Denied, Stale, Unfit
from incidents.vocabulary import ReportStatus
from tests.incidents.domain.reconciling import house
from tests.incidents.domain.reconciling.house import AT

pytestmark = pytest.mark.django_db
BECAUSE = {"reason": "duplicate", "words": "It came twice."}


def test_an_edition_is_accepted_while_its_rows_wait_and_rows_are_decided_after_that(reviewer, second_reviewer):
    edition = house.edition_of()
    report = editions.accept(edition, by=reviewer, at=AT, version=1)
    assert (report.status, report.taken_by) == (ReportStatus.ACCEPTED, reviewer)
    assert list(ReportMove.objects.values_list("to_status", flat=True)) == ["under_review", "accepted"]
    matching.new_person(house.rows_of(edition)[0], because="New.", by=second_reviewer, at=AT)
    with pytest.raises(Denied):
        editions.reject(edition, by=reviewer, at=AT, **BECAUSE)


def test_a_rejected_edition_leaves_no_row_with_a_person_and_decides_nothing_more(reviewer):
    edition = house.edition_of()
    row = house.rows_of(edition)[0]
    person = matching.new_person(row, because="New.", by=reviewer, at=AT)
    editions.reject(edition, by=reviewer, at=AT, **BECAUSE)
    person.refresh_from_db()
    row.refresh_from_db()
    assert (row.person, person.reports_count) == (None, 0)
    with pytest.raises(Denied):
        matching.new_person(row, because="New.", by=reviewer, at=AT)


def test_while_many_rows_are_decided_an_edition_is_not_rejected(reviewer, monkeypatch):
    monkeypatch.setattr(editions, "MOST_RELEASED", 2)
    edition = house.edition_of()
    house.decided(edition, "new", reviewer)
    with pytest.raises(Unfit, match="3 rows are decided"):
        editions.reject(edition, by=reviewer, at=AT, **BECAUSE)


def test_who_imported_it_does_not_judge_it_and_an_old_page_is_told_so(reviewer):
    own = house.an_edition(house.a_list(), by=reviewer)
    with pytest.raises(Denied, match="You wrote this report"):
        editions.accept(own, by=reviewer, at=AT)
    with pytest.raises(Stale):
        editions.accept(house.edition_of(), by=reviewer, at=AT, version=7)
