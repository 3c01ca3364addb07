"""Who is on which list, and who could not have been."""

import datetime as dt

import pytest

from incidents.domain import gazetteer_load
from incidents.domain.reconciling import membership
from incidents.models import Place
from incidents.vocabulary import Listing, RejectReason, ReportStatus
from tests.incidents.people_samples import held
from tests.incidents.row_samples import a_list, a_row, an_edition, mark

pytestmark = pytest.mark.django_db
NOT, OUT, ON = Listing.NOT_LISTED, Listing.NOT_COVERED, Listing.LISTED


def said(person, one):
    return membership.of([person], [one])[person.pk, one.pk]


def test_a_row_of_any_edition_lists_its_person_and_an_undecided_row_lists_nobody(reviewer):
    defenders, person, other = a_list(), held(reviewer, name="Айдар Сатпаев"), held(reviewer, name="Дана Оспанова")
    first = an_edition(defenders)
    an_edition(defenders, 2, follows=first)
    a_row(first, "Айдар Сатпаев", person=person)
    a_row(first, "Дана Оспанова")
    assert said(person, defenders) == ON
    assert said(other, defenders) == NOT


def test_a_rejected_edition_lists_nobody(reviewer):
    defenders, person = a_list(), held(reviewer, name="Айдар Сатпаев")
    edition = an_edition(
        defenders, status=ReportStatus.REJECTED, taken_by=reviewer, reject_reason=RejectReason.values[0]
    )
    a_row(edition, "Айдар Сатпаев", person=person)
    assert said(person, defenders) == NOT


@pytest.mark.parametrize(
    ("coverage", "listing"),
    [
        ({}, NOT),
        ({"covers_kinds": ["detained"]}, OUT),
        ({"covers_kinds": ["died"]}, NOT),  # killed and died are one death
        ({"covers_kinds": ["detained", "killed"]}, NOT),
        ({"covers_lower": dt.date(2022, 1, 9)}, OUT),
        ({"covers_upper": dt.date(2022, 1, 7)}, OUT),
        ({"covers_lower": dt.date(2022, 1, 8), "covers_upper": dt.date(2022, 1, 8)}, NOT),
    ],
)
def test_who_lies_outside_of_the_coverage_could_not_have_been_listed(coverage, listing, reviewer):
    assert said(held(reviewer, name="Айдар Сатпаев"), a_list(**coverage)) == listing


@pytest.mark.parametrize("kinds", [["detained"], ["killed"]])
def test_one_act_inside_of_the_coverage_is_enough(kinds, reviewer):
    person = held(reviewer, name="Айдар Сатпаев")
    edition = an_edition(a_list("Another list"))
    a_row(edition, "Айдар Сатпаев", kind="detained", person=person)
    assert said(person, a_list(covers_kinds=kinds)) == NOT


def test_a_day_that_is_not_known_puts_nobody_outside(reviewer):
    person = held(reviewer, name="Айдар Сатпаев", when="")
    assert said(person, a_list(covers_upper=dt.date(2022, 1, 7))) == NOT


def test_a_place_covers_all_that_lies_under_it_and_what_it_lies_in_may_mean_it(reviewer):
    gazetteer_load.load()
    town = Place.objects.get(key="gn:1518542")
    region = town.parents.first().parent
    elsewhere = Place.objects.get(key="gn:1518980")
    persons = [held(reviewer, name="Айдар Сатпаев", place=place) for place in (town, region, elsewhere)]
    by_region, by_town = a_list(places=[region]), a_list("Of the town", places=[town])
    found = membership.of(persons, [by_region, by_town])
    assert [found[person.pk, by_region.pk] for person in persons] == [NOT, NOT, OUT]
    assert [found[person.pk, by_town.pk] for person in persons] == [NOT, NOT, OUT]


def test_the_newest_mark_of_a_matrix_is_believed_before_coverage_and_listed_before_all(reviewer):
    matrix, official = a_list("Matrix"), a_list("Official", covers_kinds=["detained"])
    person = held(reviewer, name="Айдар Сатпаев")
    first, second = an_edition(matrix), an_edition(matrix, 2)
    mark(a_row(first, "Айдар Сатпаев", person=person), official, NOT)
    assert said(person, official) == NOT
    row = a_row(second, "Айдар Сатпаев", person=person)
    made = mark(row, official, OUT)
    assert said(person, official) == OUT
    made.delete()
    mark(row, official, ON)
    mark(a_row(an_edition(matrix, 3), "Айдар Сатпаев", person=person), official, OUT)
    assert said(person, official) == ON


def test_patterns_count_everybody_once(reviewer, activist):
    one, other = a_list("One"), a_list("Other", covers_kinds=["detained"])
    edition = an_edition(one)
    for number in range(3):
        a_row(edition, "Айдар Сатпаев", number=number, person=held(reviewer, name="Айдар Сатпаев"))
    held(reviewer, name="Дана Оспанова", kind="detained")
    assert membership.patterns([one, other], reviewer) == {(ON, OUT): 3, (NOT, NOT): 1}
    assert membership.patterns([one, other], activist) == {}


def test_however_many_persons_and_lists_six_queries_are_asked(reviewer, django_assert_num_queries):
    gazetteer_load.load()
    town = Place.objects.get(key="gn:1518542")
    lists = [a_list(str(number), places=[town]) for number in range(3)]
    persons = [held(reviewer, name="Айдар Сатпаев") for _number in range(3)]
    with django_assert_num_queries(6):
        assert len(membership.of(persons, lists)) == 9
