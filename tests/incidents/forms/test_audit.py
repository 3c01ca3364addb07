"""The filter of the audit log."""

import pytest

from incidents.forms.audit import AuditForm, PageForm


def form(data) -> AuditForm:
    return AuditForm(data, people=[("U-1", "Dana")], verbs=[("denied", "was refused")], kinds=[("page", "page")])


def test_every_field_may_stay_empty():
    assert form({}).is_valid()


@pytest.mark.parametrize(
    ("field", "value"),
    [("who", "U-2"), ("verb", "x"), ("kind", "x"), ("ref", "x" * 25), ("since", "soon"), ("until", "2022-02-30"), ("before", "-1"),
     ("before", "9" * 30), ("before", "x")],
)  # fmt: skip
def test_what_cannot_be_read_is_told_beside_its_field(field, value):
    asked = form({field: value})
    assert field in asked.errors
    assert asked.chosen() == {}


def test_a_reference_is_read_in_any_case():
    assert form({"ref": " r-1 "}).chosen()["ref"] == "R-1"


@pytest.mark.parametrize(("typed", "start"), [("7", 7), ("x", None), ("", None), ("9" * 30, None)])
def test_a_page_begins_where_the_address_says(typed, start):
    assert PageForm({"before": typed}).start() == start
