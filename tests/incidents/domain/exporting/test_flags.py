"""Before a list leaves the team: rows that point at one person are counted, and one is shown without a name."""

import pytest

from incidents.domain.exporting import flags, tables
from incidents.domain.exporting.asked import Asked
from incidents.policies import Unfit
from incidents.vocabulary import Consent, Disclosure
from tests.incidents.domain.exporting.export_samples import ask
from tests.incidents.people_samples import AT, held

pytestmark = pytest.mark.django_db
SHOWN = ("ref", "name", "sex", "age_low", "where")


@pytest.fixture
def people(reviewer):
    """Three men of 34, and one boy."""
    for number in range(3):
        held(reviewer, name=f"Айдар Тасгеров{number}", sex="male", age_low=34, consent=Consent.PUBLIC)
    return held(reviewer, name="Ерлан Белтыбор", sex="male", age_low=12, consent=Consent.PUBLIC)


def found(admin, columns=SHOWN, circle=Disclosure.PUBLIC):
    asked = Asked(admin, {}, columns, circle, {}, AT)
    return flags.found(asked, tables.KINDS["people"])


def test_who_stands_alone_is_counted_and_shown_without_a_name(admin, people):
    pointed = found(admin)
    assert (pointed.rows, pointed.combinations) == (1, 1)
    assert pointed.example == (("Sex", "Male"), ("Age, lowest", "12"))


def test_only_the_chosen_columns_point(admin, people):
    assert found(admin, ("ref", "name", "sex")) is None
    assert found(admin, ("ref",)) is None


def test_who_stays_with_the_team_is_not_counted_and_hides_nobody(admin, people, reviewer):
    held(reviewer, name="Серік Оразов", sex="male", age_low=12, consent=Consent.REFUSED)
    assert found(admin).rows == 1


def test_partners_are_told_too_and_the_team_is_not(admin, people):
    assert found(admin, circle=Disclosure.PARTNER).rows == 1
    assert found(admin, circle=Disclosure.INTERNAL) is None


def test_it_must_be_said_that_it_was_seen(admin, people):
    with pytest.raises(Unfit) as refused:
        ask(admin, columns=SHOWN, circle=Disclosure.PUBLIC, seen=False)
    assert refused.value.field == "seen"
    row = ask(admin, columns=SHOWN, circle=Disclosure.PUBLIC, seen=True)
    assert row.flags == {"rows": 1, "combinations": 1, "fewer_than": 3}
