"""Invented people are made like real ones: the same columns, the same rules."""

import pytest
from django.core.management import CommandError, call_command

from incidents.domain import references, standing
from incidents.models import Act, Finding, Incident, Mention, Person, Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def sixty(db):
    call_command("generate_people", "60", "--seed", "7", verbosity=0)


def test_as_many_are_made_as_were_asked_for(sixty):
    assert Person.objects.count() == 60
    assert Mention.objects.count() >= 60
    assert Act.objects.exists()
    assert Finding.objects.exists()


def test_every_column_is_what_standing_would_write(sixty):
    for person in Person.objects.all():
        before = {key: value for key, value in vars(person).items() if key not in ("_state", "version")}
        standing.rewrite(person)
        after = {key: value for key, value in vars(person).items() if key in before}
        assert after == before


def test_every_reference_can_be_read(sixty):
    for model in (Person, Report, Finding, Incident):
        assert all(references.is_valid(ref) for ref in model.objects.values_list("ref", flat=True))


def test_the_same_seed_makes_the_same_people_and_more_can_be_added(sixty):
    first = list(Person.objects.order_by("pk").values_list("display_name", "status", "when_edtf"))
    call_command("generate_people", "60", "--seed", "7", verbosity=0)
    again = list(Person.objects.order_by("pk").values_list("display_name", "status", "when_edtf"))[60:]
    assert again == first


@pytest.mark.parametrize("number", ["0", "-1", "99999999"])
def test_a_number_that_makes_no_sense_is_refused(number):
    with pytest.raises(CommandError):
        call_command("generate_people", number)
