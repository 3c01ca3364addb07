"""The matrix of lists: 1, 0, NA, and how many have the same row."""

import pytest

from incidents.domain import standing
from incidents.domain.exporting.tables import KINDS
from incidents.policies import Unfit
from incidents.vocabulary import Consent, Disclosure, ExportFormat, ExportWhat, Listing, Resolution
from tests.incidents.domain.exporting.asking import asked, made, rows
from tests.incidents.people_samples import AT, held
from tests.incidents.row_samples import a_list, a_row, an_edition, mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists(reviewer):
    """The first person is on the list of the defenders and, by a mark, could not have been on the other."""
    ours, theirs = a_list("Ours"), a_list("Theirs")
    person = held(reviewer, name="Айдар Тасгеров")
    row = a_row(an_edition(ours), "Айдар Тасгеров", person=person, resolution=Resolution.GROUPED,
                resolution_reason="Same day.", resolved_by=reviewer, resolved_at=AT)  # fmt: skip
    mark(row, theirs, Listing.NOT_COVERED)
    standing.rewrite(person)
    return ours, theirs, person


def test_each_person_is_listed_not_listed_or_could_not_have_been(admin, reviewer, lists):
    ours, theirs, person = lists
    others = {held(reviewer, name=name).ref for name in ("Марат А.", "Ермек Б.")}
    found = {row["ref"]: row for row in rows(ExportWhat.OVERLAP, asked(admin))}
    mine, them = f"{ours.ref} Ours", f"{theirs.ref} Theirs"
    assert found[person.ref] == {"ref": person.ref, mine: 1, them: "NA", "same_pattern": 1}
    for ref in others:
        assert found[ref] == {"ref": ref, mine: 0, them: 0, "same_pattern": 2}


def test_the_lists_asked_for_come_in_that_order(admin, lists):
    ours, theirs, _person = lists
    wanted = asked(admin, options={"lists": [theirs.ref, ours.ref]})
    assert KINDS[ExportWhat.OVERLAP].header(wanted)[1:3] == [f"{theirs.ref} Theirs", f"{ours.ref} Ours"]


@pytest.mark.parametrize("options", [{"lists": ["L-0000000"]}, {}])
def test_without_a_list_there_is_no_matrix(admin, options):
    with pytest.raises(Unfit, match="Choose which lists to compare"):
        made(ExportWhat.OVERLAP, asked(admin, options=options))


def test_who_must_stay_is_in_no_row_and_in_no_count(admin, reviewer, lists):
    held(reviewer, name="Марат А.", consent=Consent.INTERNAL)
    found, leaving = made(ExportWhat.OVERLAP, asked(admin, Disclosure.PARTNER))
    assert ([row[0] for row in found], leaving.left_out) == ([lists[2].ref], 1)


def test_no_name_is_in_it_and_the_public_has_no_such_file():
    kind = KINDS[ExportWhat.OVERLAP]
    assert Disclosure.PUBLIC not in kind.circles
    assert set(kind.formats) == {ExportFormat.CSV, ExportFormat.XLSX, ExportFormat.JSONL}


def test_only_those_of_a_pattern_and_to_the_team_with_the_reason(admin, reviewer, lists):
    ours, theirs, person = lists
    held(reviewer, name="Марат А.")
    options = {"lists": [ours.ref, theirs.ref], "only": "1n"}
    [row] = rows(ExportWhat.OVERLAP, asked(admin, options=options))
    assert (row["ref"], row["same_pattern"]) == (person.ref, 1)
    assert row[f"why {ours.ref}"] == "Edition 1, 1: Айдар Тасгеров"
    [row] = rows(ExportWhat.OVERLAP, asked(admin, Disclosure.PARTNER, options=options))
    assert (row["ref"], [name for name in row if name.startswith("why")]) == (person.ref, [])


def test_those_whom_only_we_have_are_told_by_the_list_that_has_them_not(admin, reviewer, lists):
    ours, _theirs, _person = lists
    other = held(reviewer, name="Марат А.")
    found = rows(ExportWhat.OVERLAP, asked(admin, options={"lists": [ours.ref], "only": f"ours-{ours.ref}"}))
    assert [row["ref"] for row in found] == [other.ref]


@pytest.mark.parametrize("only", ["theirs-L-0000000", "11111111", "=1+1"])
def test_a_pattern_that_is_none_is_nobody_s(admin, lists, only):
    assert rows(ExportWhat.OVERLAP, asked(admin, options={"only": only})) == []
