"""What a reviewer writes about an incident."""

import pytest
from django.http import QueryDict

from incidents.forms.incident import IncidentForm, initial
from incidents.models import Actor, Incident
from tests.factories import IncidentFactory

pytestmark = pytest.mark.django_db


def form(data) -> IncidentForm:
    asked = QueryDict(mutable=True)
    asked.update({"title": "Shots at a car"} | data)
    return IncidentForm(asked, incidents=Incident.objects.all(), actors=Actor.objects.all(), namer=str)


def test_a_date_is_put_together_from_its_parts():
    asked = form({"day": "8", "month": "1", "year": "2022", "about": "on"})
    assert asked.is_valid()
    assert asked.typed()["when"] == "2022-01-08~"


@pytest.mark.parametrize(
    ("data", "field"),
    [({"title": " "}, "title"), ({"title": "x" * 301}, "title"), ({"day": "30", "month": "2", "year": "2022"}, "day"),
     ({"day": "8"}, "day"), ({"parent": "I-0000001"}, "parent"), ({"parent": "car"}, "parent"), ({"actors": "nobody"}, "actors"),
     ({"what_happened": "x" * 90_000}, "what_happened"), ({"version": "-1"}, "version")],
)  # fmt: skip
def test_what_is_wrong_is_told_beside_its_field(data, field):
    asked = form(data)
    assert not asked.is_valid()
    assert field in asked.errors


def test_the_larger_incident_is_found_by_its_reference_however_it_is_typed():
    larger = IncidentFactory()
    asked = form({"parent": larger.ref[2:].lower()})
    assert asked.is_valid()
    assert asked.typed()["parent"] == larger


def test_what_is_stored_comes_back_into_the_form():
    larger = IncidentFactory()
    one = IncidentFactory(title="A", when_edtf="2022-01-05/2022-01-07", place_text="mill", parent=larger)
    shown = initial(one)
    assert (shown["day"], shown["to_day"], shown["parent"], shown["place_text"]) == ("5", "7", larger.ref, "mill")
