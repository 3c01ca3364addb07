"""Boxes typed as four numbers each: what is taken, what is told, and that nothing typed is lost."""

import uuid

import pytest
from django.http import QueryDict

from incidents.forms.redaction import RedactionForm


def form(*boxes: tuple[str, ...], reason: str = "A face", **more) -> RedactionForm:
    data = QueryDict(mutable=True)
    for part, values in zip(("left", "top", "width", "height"), zip(*boxes, strict=True), strict=False):
        data.setlist(part, list(values))
    data.update({"reason": reason, "key": str(uuid.uuid4())} | more)
    return RedactionForm(data)


def test_per_cent_become_shares_of_ten_thousand():
    told = form(("10", "20", "30", "40"), ("0", "0", "100", "0.5"), ("12,5", "50.25", "5", "5"))
    assert told.is_valid()
    assert told.cleaned_data["boxes"] == [(1000, 2000, 4000, 6000), (0, 0, 10_000, 50), (1250, 5025, 1750, 5525)]


def test_an_empty_row_is_no_box():
    told = form(("", "", "", ""), ("10", "20", "30", "40"), (" ", "", "", ""))
    assert told.is_valid()
    assert len(told.cleaned_data["boxes"]) == 1


def test_a_box_beyond_the_edge_ends_at_the_edge():
    told = form(("90", "95", "30", "30"))
    assert told.is_valid()
    assert told.cleaned_data["boxes"] == [(9000, 9500, 10_000, 10_000)]


@pytest.mark.parametrize(
    "box",
    [("1", "2", "3", ""), ("x", "1", "2", "3"), ("-1", "0", "5", "5"), ("101", "0", "5", "5"), ("100", "0", "5", "5"),
     ("0", "0", "0", "5"), ("1e1", "0", "5", "5"), ("٣", "0", "5", "5"), ("1" * 400, "0", "5", "5"), ("nan", "0", "5", "5"),
     ("0", "0", "0.001", "5"), ("1.2.3", "0", "5", "5")],
)  # fmt: skip
def test_a_box_of_which_a_number_is_none_is_told_by_its_number(box):
    told = form(("1", "1", "1", "1"), box)
    assert not told.is_valid()
    assert told.non_field_errors() == ["Box 2: four numbers from 0 to 100, with a width and a height."]
    assert told.rows()[1] == dict(zip(("left", "top", "width", "height"), box, strict=True))


def test_without_a_box_or_a_reason_it_is_told():
    told = form(("", "", "", ""), reason="  ")
    assert not told.is_valid()
    assert told.non_field_errors() == ["Draw at least one box."]
    assert told.errors["reason"] == ["Write why this is covered."]


def test_there_are_rows_to_type_into_and_more_when_asked_for():
    assert len(RedactionForm().rows()) == 3
    assert len(form(("1", "1", "1", "1")).rows()) == 3
    assert len(form(("1", "1", "1", "1"), more="1").rows()) == 4
    assert len(form(*[("1", "1", "1", "1")] * 3, more="1").rows()) == 6
    assert len(form(*[("1", "1", "1", "1")] * 70, more="1").rows()) == 50


def test_parts_that_are_left_out_are_empty():
    data = QueryDict("left=5&left=6&top=1&reason=A+face")
    assert [row["height"] for row in RedactionForm(data).rows()[:2]] == ["", ""]
