"""The filter of the case list takes anything and breaks on nothing."""

from types import SimpleNamespace

import pytest
from django.db.models import Q
from django.http import QueryDict

from incidents.forms.person import PeopleFilter
from incidents.models import Person

ROADS = {name: lambda value: Q() for name in ("q", "incident", "source", "reviewer")} | {
    "place": lambda value, certain: Q(),
    "cell": lambda people, cell, certain: people,
    "held": lambda day: SimpleNamespace(people=Person.objects.all(), narrow=lambda people, *asked: people),
}
HOSTILE = [
    "\u202e‮RTL", "\u200b", "e\u0301" * 50, "<script>alert(1)</script>", "'\"--;DROP TABLE", "{{7*7}}", "%s %(x)s", "\\", "_%",
    "2022-02-30", "31.12.9999", "-5", "99999999999999999999999", "1e9", "٣", "½", "nan", "[]", "None", "true", " ", "x" * 5000,
    "P-0000000", "I-7K3QFM2", "\ud7ff", "🙈",
]  # fmt: skip


def ask(data) -> PeopleFilter:
    return PeopleFilter(data, Person.objects.all(), roads=ROADS, reviewers=[("U-1", "Dana")])


@pytest.mark.django_db
@pytest.mark.parametrize("name", PeopleFilter.base_filters)
def test_a_hostile_value_is_refused_beside_its_field_or_harmless(name):
    for value in HOSTILE:
        asked = ask({name: value})
        assert set(asked.form.errors) <= {name}, value
        list(asked.qs[:1])


@pytest.mark.parametrize("name", ["status", "ever", "sure", "sex", "naming", "participation", "reviewer", "sort"])
def test_a_word_that_is_no_choice_is_refused(name):
    assert name in ask({name: "nonsense"}).form.errors


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("8.1.2022", "2022-01-08"),
        ("08.01.2022", "2022-01-08"),
        ("1.2022", "2022-01"),
        ("2022", "2022"),
        ("2022-01-08~", "2022-01-08~"),
    ],
)
def test_a_day_may_be_typed_as_people_write_it(typed, edtf):
    asked = ask({"since": typed})
    assert asked.is_valid()
    assert asked.form.cleaned_data["since"].edtf == edtf


@pytest.mark.parametrize("typed", ["2022-02-30", "30.2.2022", "31.12.9999", "yesterday", "2022-13", "0.1.2022"])
def test_a_day_that_does_not_exist_is_told_beside_the_field(typed):
    assert ask({"since": typed}).form.errors["since"]


def test_ranges_must_be_in_order():
    assert "until" in ask({"since": "2022-02", "until": "2022-01"}).form.errors
    assert "age_to" in ask({"age_from": "40", "age_to": "30"}).form.errors
    assert ask({"since": "2022-01", "until": "2022-01", "age_from": "30", "age_to": "30"}).is_valid()


@pytest.mark.parametrize("age", ["-1", "131", "12.5", "twelve"])
def test_an_age_is_that_of_a_human(age):
    assert "age_from" in ask({"age_from": age}).form.errors


def test_nothing_asked_asks_nothing():
    asked = ask({})
    assert asked.is_valid()
    assert "WHERE" not in str(asked.qs.query)


def test_doubled_parameters_count_once():
    assert ask(QueryDict("sex=female&sex=male")).form.data["sex"] == "male"
