"""The reference of somebody who was joined with another leads to the one that stays, on every road."""

import pytest

from incidents.domain import audit, merging
from incidents.domain.bundles import reading
from incidents.domain.queries import audit as log
from incidents.domain.queries import person as one
from incidents.domain.queries.going import entries
from incidents.domain.queries.persons import CaseList
from tests.factories import NOW
from tests.incidents.domain.merging.house import held

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(activist, reviewer):
    """Three persons, the third joined into the second and both into the first."""
    persons = [held(activist, reviewer) for _n in range(3)]
    audit.record(verb="exported", by=reviewer, at=NOW, kind="list", ref="BEFORE", records=[persons[2].ref])
    merging.merge(persons[1], persons[2], because="One man.", by=reviewer, at=NOW)
    merging.merge(persons[0], persons[1], because="One man.", by=reviewer, at=NOW)
    audit.record(verb="exported", by=reviewer, at=NOW, kind="list", ref="AFTER", records=[persons[0].ref])
    for person in persons:
        person.refresh_from_db()
    return persons


def test_the_page_and_the_list(three, reviewer):
    stands, *absorbed = three
    for person in absorbed:
        assert one.survivor(one.by_ref(reviewer, person.ref).get()) == stands
        assert list(CaseList(reviewer, {"q": person.ref}).people) == [stands]


def test_a_bundle_takes_the_one_that_stays(three, admin):
    stands, *absorbed = three
    asked = reading.wanted(admin, " ".join(person.ref for person in absorbed), "")
    assert (asked.persons, asked.unknown) == ([stands], [])


def test_an_export_names_the_former_references(three, admin):
    stands, *absorbed = three
    [entry] = entries(CaseList(admin, {}).people, admin)
    assert (entry.person.ref, set(entry.former)) == (stands.ref, {person.ref for person in absorbed})


def test_the_log_tells_by_each_reference_which_exports_held_the_person(three, admin):
    for person in three:
        found = log.read(admin, {"ref": person.ref, "verb": "exported"}).lines
        assert {line.ref for line in found} == {"BEFORE", "AFTER"}
    assert log.read(admin, {"ref": "R-7K3QFM2"}).lines == []
