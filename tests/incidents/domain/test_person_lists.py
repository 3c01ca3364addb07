"""Lists that others keep: made once, changed by those who may, with the places and days they could have recorded."""

import datetime as dt

import pytest

from incidents.domain import gazetteer_load, person_lists
from incidents.domain.person_lists import Coverage
from incidents.models import AuditEvent, PersonList, Source
from incidents.policies import Denied, Stale, Unfit
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TOLD = {"title": "Names of the winter", "keeper": "Newsroom of the North", "keeper_kind": "outlet"}


def made(by, **changed) -> PersonList:
    return person_lists.make(**{**TOLD, **changed}, by=by, at=NOW)


def test_a_list_is_made_with_its_keeper_and_a_line_in_the_log(reviewer):
    row = made(reviewer, method="They ask the families.")
    assert row.ref.startswith("L-")
    assert (row.keeper.name, row.keeper.kind, row.keeper.protection) == ("Newsroom of the North", "outlet", "open")
    assert AuditEvent.objects.get(verb="list_made").ref == row.ref


def test_two_lists_of_one_keeper_stand_on_one_source_however_it_is_spelt(reviewer, admin):
    one, other = made(reviewer), made(admin, title="Names of the spring", keeper="NEWSROOM of the  north")
    assert one.keeper == other.keeper
    assert Source.objects.count() == 1


def test_a_keeper_has_one_list_of_a_name(reviewer):
    made(reviewer)
    with pytest.raises(Unfit) as refused:
        made(reviewer, title="names of the Winter")
    assert refused.value.field == "title"


def test_what_it_could_have_recorded_is_kept_with_bounds_and_places(reviewer):
    gazetteer_load.load()
    coverage = Coverage(
        kinds=("killed",), places=("Алматы", "Taldykorgan", "Almaty"), edtf="2022-01/..", words="Soldiers."
    )
    row = made(reviewer, coverage=coverage)
    assert (row.covers_lower, row.covers_upper, row.covers_kinds) == (dt.date(2022, 1, 1), None, ["killed"])
    assert sorted(place.name_en for place in row.covers_places.all()) == ["Almaty", "Taldykorgan"]


def test_a_place_that_nobody_knows_is_told(reviewer):
    with pytest.raises(Unfit, match="Nowhereville") as refused:
        made(reviewer, coverage=Coverage(places=("Nowhereville",)))
    assert refused.value.field == "places"


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"title": " "}, "title"), ({"keeper": " "}, "keeper"), ({"keeper_kind": "person"}, "keeper")],
)
def test_a_list_has_a_name_and_a_keeper_that_is_no_single_person(reviewer, changed, field):
    with pytest.raises(Unfit) as refused:
        made(reviewer, **changed)
    assert refused.value.field == field


def test_whoever_comes_second_is_told(reviewer, admin):
    row = made(reviewer)
    person_lists.edit(row, version=1, **{**TOLD, "title": "Names"}, by=admin, at=NOW)
    with pytest.raises(Stale):
        person_lists.edit(row, version=1, **TOLD, by=reviewer, at=NOW)
    row.refresh_from_db()
    assert (row.title, row.version) == ("Names", 2)


def test_the_keeper_is_changed_only_before_the_first_file(reviewer, an_import):
    row, other = made(reviewer), {**TOLD, "keeper": "Defenders"}
    assert person_lists.edit(row, version=1, **other, by=reviewer, at=NOW).keeper.name == "Defenders"
    an_import(row)
    with pytest.raises(Unfit) as refused:
        person_lists.edit(row, version=2, **TOLD, by=reviewer, at=NOW)
    assert refused.value.field == "keeper"


def test_an_activist_makes_and_changes_no_list(activist, reviewer):
    with pytest.raises(Denied):
        made(activist)
    with pytest.raises(Denied):
        person_lists.edit(made(reviewer), version=1, **TOLD, by=activist, at=NOW)


@pytest.fixture
def an_import(reviewer):
    """A file that came in for a list."""
    return lambda row: row.imports.create(
        ref="M-0000000", key="5f0c1f2e-0000-4000-8000-000000000001", label="First", name="a.csv", size=1,
        sha256="a" * 64, stored="lists/a", key_sealed=b"", by=reviewer, at=NOW,
    )  # fmt: skip
