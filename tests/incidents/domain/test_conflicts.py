"""Where sources disagree, and where they only differ."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from incidents.domain import conflicts, dates
from incidents.domain.conflicts import Said


def place(words, who, key, wider=()):
    return Said("place", "killed", words, who, key, frozenset(wider))


def test_two_places_of_death_conflict():
    [found] = conflicts.found([place("in custody", "family", 1), place("in the street", "prosecutor", 2)])
    assert found.statements == (("in custody", ("family",)), ("in the street", ("prosecutor",)))
    assert (found.point, found.topic) == ("place", "killed")


def test_a_town_and_its_region_do_not():
    assert conflicts.found([place("Taldykorgan", "family", 1, [2]), place("Jetisu Region", "list", 2)]) == []


def test_the_place_of_another_act_is_another_matter():
    other = Said("place", "detained", "at home", "family", 3)
    assert conflicts.found([place("in the street", "family", 1), other]) == []


def test_dates_conflict_when_no_day_can_be_both():
    said = [Said("when", "killed", text, text, dates.parse(text)) for text in ("2022-01-08", "2022-01")]
    assert conflicts.found(said) == []
    assert conflicts.found([*said, Said("when", "killed", "x", "x", dates.parse("2022-02-01"))])


def test_ages_may_differ_by_a_birthday():
    assert conflicts.found([Said("age", "", "12", "a", (12, 12)), Said("age", "", "11", "b", (11, 11))]) == []
    assert conflicts.found([Said("age", "", "12", "a", (12, 12)), Said("age", "", "15", "b", (15, 15))])


def test_those_who_say_the_same_stand_together_once():
    [found] = conflicts.found([place("a", "x", 1), place("b", "y", 2), place("a", "z", 1), place("a", "x", 1)])
    assert found.statements == (("a", ("x", "z")), ("b", ("y",)))


def test_one_source_alone_cannot_disagree():
    assert conflicts.found([place("a", "x", 1)]) == []
    assert conflicts.found([]) == []


@given(st.lists(st.dates(dt.date(2022, 1, 1), dt.date(2022, 1, 5)), max_size=5))
def test_days_conflict_exactly_when_two_of_them_differ(days):
    said = [Said("when", "killed", str(day), "x", dates.parse(day.isoformat())) for day in days]
    assert bool(conflicts.found(said)) == (len(set(days)) > 1)
