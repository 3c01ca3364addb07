"""Columns told of many people at once say the same as each says of one person."""

import pytest
from django.utils import translation

from incidents.domain import disclosure
from incidents.domain.disclosure import telling
from incidents.domain.queries.going import Going, entries
from incidents.domain.queries.persons import listed
from incidents.vocabulary import Consent, Disclosure
from tests.incidents.people_samples import found, held

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(reviewer, second_reviewer):
    """Named and unnamed, with every consent, dates and findings."""
    for number, consent in enumerate(Consent.values):
        person = held(reviewer, name=f"Айдар Тасгеров{number}", consent=consent, sex="male", age_low=20 + number)
        found(person, reviewer, second_reviewer)
    held(reviewer, describing="a boy of about 12", consent=Consent.NOT_ASKED)


@pytest.mark.parametrize("language", ["en", "kk"])
@pytest.mark.parametrize("circle", Disclosure.values)
def test_many_at_once_are_told_as_one_by_one(people, admin, circle, language):
    columns, everybody = disclosure.columns_for(circle), listed(admin).order_by("pk")
    with translation.override(language):
        told = disclosure.Telling(columns, circle)
        [facts] = Going(everybody, admin, told.reads).batches()
        together = [list(row) for row in told.rows(*told.leaving(facts))]
        one_by_one = [
            disclosure.row(entry, columns, circle)
            for entry in entries(everybody, admin)
            if disclosure.may_leave(entry, circle)
        ]
    assert together == one_by_one
    assert len(together) == (6 if circle == Disclosure.INTERNAL else 4)


def test_what_was_said_is_forgotten_before_it_grows_too_large(monkeypatch):
    monkeypatch.setattr(telling, "MOST_KEPT", 2)
    kept = disclosure.Remembered(str)
    assert [kept[number] for number in (1, 2, 3, 1)] == ["1", "2", "3", "1"]
    assert len(kept) <= 2
