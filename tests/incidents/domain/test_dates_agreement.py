"""Births as two records tell them: dates, years, ages at an event, each way round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain import dates
from incidents.domain.dates_agreement import LEVELS, agreement, born, born_by_age, is_contradiction, level, statements


def birth(text: str):
    """A date, a year, or an age in a year: '52 (2022)'."""
    if "(" not in text:
        return born(dates.parse(text))
    age, _, year = text.rstrip(")").partition(" (")
    return born_by_age(int(age), int(age), dates.parse(year))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1990-03-04", "1990-03-04", "same_day"),
        ("1990-03-04", "1990-04-03", "slip"),  # day and month changed about
        ("1990-03-04", "1991-03-04", "slip"),
        ("1990-03-04", "1980-03-04", "slip"),
        ("1990-03-04", "1990-03-14", "slip"),
        ("1990-03-31", "1990-04-01", "slip"),
        ("1990-03-04", "1990-08-25", "other_day"),
        ("1990-03-04", "1991-08-25", "far"),
        ("1990-03-04", "1970-08-25", "other"),
        ("1990", "1990-03-04", "same_year"),
        ("1990-03", "1990", "same_year"),
        ("1990~", "1991-03-04", "age"),
        ("32 (2022)", "1990-03-04", "age"),
        ("32 (2022)", "1989", "age"),
        ("32 (2022)", "32 (2022)", "same_age"),
        ("32 (2022)", "31 (2022)", "age"),
        ("32 (2022)", "1988-12-04", "beside"),
        ("32 (2022)", "1986", "far"),
        ("32 (2022)", "1960", "other"),
        ("1970/1985", "1980-01-01", "wide"),
        ("1990", "1991", "beside"),
        ("1990", "2001", "other"),
    ],
)
def test_two_statements_agree_at_a_level_either_way(one, other, expected):
    assert level(birth(one), birth(other)) == expected
    assert level(birth(other), birth(one)) == expected


def test_only_two_full_dates_contradict():
    assert is_contradiction(birth("1990-03-04"), birth("1990-08-25"))
    assert not is_contradiction(birth("1990-03-04"), birth("1990-04-03"))
    assert not is_contradiction(birth("1990"), birth("1970-08-25"))


def test_an_age_at_an_event_tells_the_days_of_birth():
    told = born_by_age(52, 52, dates.parse("2022"))
    assert (told.lower.isoformat(), told.upper.isoformat()) == ("1969-01-02", "1970-12-31")
    on_a_day = born_by_age(12, 14, dates.parse("2022-01-08"))
    assert (on_a_day.lower.isoformat(), on_a_day.upper.isoformat()) == ("2007-01-09", "2010-01-08")
    assert born_by_age(None, None, dates.parse("2022")) is None
    assert born_by_age(9, 3, dates.parse("2022")) is None
    assert born_by_age(1, 2, dates.parse("")) is None
    assert born_by_age(4, None, dates.parse("2024-02-29")).upper.isoformat() == "2020-02-29"
    assert born_by_age(5, None, dates.parse("2024-02-29")).upper.isoformat() == "2019-02-28"


def test_the_best_of_several_statements_counts():
    mine = statements((dates.parse("1990"), dates.parse("")), ((32, 32, dates.parse("2022")),))
    theirs = statements((dates.parse("1990-03-04"),), ())
    found = agreement(mine, theirs)
    assert (found[0], found[1].text, found[2].text) == ("same_year", "1990", "1990-03-04")
    assert agreement(mine, ()) is None


DAYS = st.dates(min_value=dates.date(1900, 1, 1), max_value=dates.date(2020, 12, 31))


@given(DAYS, DAYS, st.integers(0, 110), st.sampled_from(["2022", "2022-01", "2022-01-08"]))
def test_any_two_statements_have_one_level_in_both_directions(one, other, age, event):
    sides = [birth(one.isoformat()), birth(str(other.year)), born_by_age(age, age, dates.parse(event))]
    for mine in sides:
        for theirs in sides:
            assert level(mine, theirs) == level(theirs, mine)
            assert level(mine, theirs) in LEVELS


@given(DAYS)
def test_who_was_born_on_a_day_has_the_age_that_follows_from_it(day):
    event = dates.parse("2022-01-08")
    low, high = dates.age_bounds(dates.parse(day.isoformat()), event)
    told = born_by_age(low, high, event)
    assert told.lower <= day <= told.upper
