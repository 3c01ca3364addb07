"""A year or a place among the words of a search."""

import pytest

from incidents.domain import asked, gazetteer, gazetteer_load
from incidents.domain.queries import search
from incidents.domain.queries.search.facts import Facts
from incidents.models import Act, Person
from tests.factories import ReportFactory
from tests.incidents.domain.searched import held, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    gazetteer_load.load()


@pytest.mark.parametrize(
    ("typed", "years", "place", "name"),
    [
        ("Жагипаров 1994", [1994], None, "Жагипаров"),
        ("Алматы Жагипаров", [], "Алматы", "Жагипаров"),
        ("zhagiparov almaty region 2022", [2022], "Алматинская область", "zhagiparov"),
        ("Алматы", [], None, "Алматы"),
        ("1994", [1994], None, "1994"),
        ("Жагипаров 19945 none-such", [], None, "Жагипаров 19945 none-such"),
        ("", [], None, ""),
    ],
)
def test_years_and_a_place_are_taken_out_of_the_words(typed, years, place, name, places):
    facts = Facts(asked.read(typed))
    assert (facts.years, facts.place and gazetteer.name(facts.place, "ru"), facts.name) == (years, place, name)


def first(found, code="people"):
    return next(section for section in found.sections if section.code == code).rows


def test_whom_the_place_fits_comes_first_and_the_reason_says_so(reviewer, places):
    for where in ("Almaty", "Taldykorgan"):
        person = held("Жагипаров Ермек", reviewer=reviewer)
        Act.objects.filter(mention__person=person).update(place=gazetteer.find(where))
        Person.objects.filter(pk=person.pk).update(place=gazetteer.find(where))
    rows = first(search.find(reviewer, "жагипаров талдыкорган"))
    assert [row.about[-1] for row in rows] == ["Taldykorgan", "Almaty"]
    assert [row.why for row in rows] == [("the place fits",), ()]


@pytest.mark.parametrize("year", ["1994", "2022"])
def test_whom_the_year_of_birth_or_of_the_event_fits_comes_first(year, reviewer):
    other, fits = (held("Жагипаров Ермек", reviewer=reviewer) for _number in range(2))
    Person.objects.filter(pk=other.pk).update(when_lower="2021-01-01", when_upper="2021-01-01")
    Person.objects.filter(pk=fits.pk).update(age_low=27, age_high=27)
    rows = first(search.find(reviewer, f"жагипаров {year}"))
    assert [(row.ref, row.why) for row in rows] == [(fits.ref, ("the year fits",)), (other.ref, ())]


def test_the_same_holds_for_people_as_own_reports_tell_of_them(activist, places):
    for where in ("Almaty", "Taldykorgan"):
        told("Жагипаров Ермек", report=ReportFactory(submitter=activist, place=gazetteer.find(where)), age_low=27)
    rows = first(search.find(activist, "жагипаров алматы"), "told")
    assert [row.why for row in rows] == [("the place fits",), ()]


def test_a_name_that_is_a_place_as_well_is_still_a_name(reviewer, places):
    person = held("Жагипаров Абай", reviewer=reviewer)
    assert first(search.find(reviewer, "Абай Жагипаров"))[0].ref == person.ref
