"""What goes out, to whom, and what for."""

import pytest
from django.http import QueryDict

from incidents.forms.export import ExportForm

COLUMNS = [("ref", "Reference"), ("name", "Name")]
GOOD = "key=00000000-0000-4000-8000-000000000001&what=people&disclosure=public&columns=ref&columns=name&fmt=csv&purpose=for+the+partner"


def form(text) -> ExportForm:
    return ExportForm(QueryDict(text), what="people", disclosure="public", columns=COLUMNS, formats=["csv", "xlsx"])


def test_a_whole_form_is_taken():
    asked = form(GOOD)
    assert asked.is_valid()
    assert asked.cleaned_data["columns"] == ["ref", "name"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (("columns=ref", "columns=sources"), "columns"),
        (("columns=ref&columns=name", ""), "columns"),
        (("disclosure=public", "disclosure=internal"), "disclosure"),
        (("disclosure=public", "disclosure="), "disclosure"),
        (("fmt=csv", "fmt=exe"), "fmt"),
        (("purpose=for+the+partner", "purpose="), "purpose"),
        (("purpose=for+the+partner", "purpose=" + "x" * 501), "purpose"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(change, field):
    asked = form(GOOD.replace(*change))
    assert not asked.is_valid()
    assert field in asked.errors


def test_every_column_is_chosen_at_first():
    asked = ExportForm(
        None, what="people", disclosure="public", columns=COLUMNS, formats=["csv"], chosen=["ref", "name"]
    )
    assert asked["columns"].value() == ["ref", "name"]
    assert [place.value() for _box, place in asked.rows()] == [None, None]


def test_a_profile_numbers_its_columns():
    given = {"what": "people", "disclosure": "public", "columns": COLUMNS, "formats": ["csv"]}
    asked = ExportForm(None, **given, chosen=["name", "ref"], fmt="csv")
    assert [place.value() for _box, place in asked.rows()] == [2, 1]


@pytest.mark.parametrize(
    ("numbers", "order"),
    [
        ("", ["ref", "name"]),
        ("&place_name=1", ["name", "ref"]),
        ("&place_ref=2&place_name=1", ["name", "ref"]),
        ("&place_ref=1", ["ref", "name"]),
    ],
)
def test_columns_with_a_number_come_first(numbers, order):
    asked = form(GOOD + numbers)
    assert asked.is_valid(), asked.errors
    assert asked.cleaned_data["columns"] == order


@pytest.mark.parametrize("number", ["0", "-1", "100", "first", "9" * 40])
def test_a_number_that_is_none_is_told_beside_its_column(number):
    assert "place_name" in form(GOOD + f"&place_name={number}").errors
