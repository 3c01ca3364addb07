"""What goes out, to whom, and what for."""

import pytest
from django.http import QueryDict

from incidents.forms.export import CircleForm, ExportForm

COLUMNS = [("ref", "Reference"), ("name", "Name")]
GOOD = "disclosure=public&columns=ref&columns=name&fmt=csv&purpose=for+the+partner"


def form(text) -> ExportForm:
    return ExportForm(QueryDict(text), disclosure="public", columns=COLUMNS)


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
    assert ExportForm(None, disclosure="public", columns=COLUMNS)["columns"].value() == ["ref", "name"]


@pytest.mark.parametrize(
    ("typed", "circle"), [("", "partner"), ("public", "public"), ("everybody", "partner"), ("internal", "internal")]
)
def test_the_circle_is_partners_until_another_is_chosen(typed, circle):
    assert CircleForm({"disclosure": typed}).circle() == circle
