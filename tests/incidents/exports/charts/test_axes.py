"""Axes: round steps from 0, human days, numbers and months as the reader has them."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from incidents.exports.charts import days, numbers, paper
from incidents.exports.charts.shapes import Span


@pytest.mark.parametrize(
    ("top", "wanted"),
    [
        (0, [0, 1]), (1, [0, 1]), (3, [0, 1, 2, 3]), (7, [0, 2, 4, 6, 8]), (241, [0, 50, 100, 150, 200, 250]),
        (4578, [0, 1000, 2000, 3000, 4000, 5000]),
    ],
)  # fmt: skip
def test_ticks_are_whole_and_round_and_begin_at_nothing(top, wanted):
    assert numbers.ticks(top) == wanted


@pytest.mark.parametrize("top", [1, 2, 9, 11, 12, 13, 99, 101, 999, 12_345, 9_999_999_999])
@pytest.mark.parametrize("most", [3, 5])
def test_ticks_reach_the_top_in_few_steps_and_are_the_same_for_the_scale_they_made(top, most):
    found = numbers.ticks(top, most)
    assert found[-1] >= top
    assert len(found) <= most + 1
    assert numbers.ticks(found[-1], most) == found


@pytest.mark.parametrize(("language", "said"), [("en", "4,578"), ("ru", "4\xa0578"), ("kk", "4\xa0578")])
def test_numbers_are_grouped_as_the_reader_has_them(language, said):
    with translation.override(language):
        assert numbers.told(4578) == said


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Span(12, 12), "12"), (Span(12, 15), "12–15"), (Span(17, None), "17 or more"), (Span(None, 50), "up to 50"),
        (Span(None, None), "no number"), (Span(None, None, best=7), "7"), (Span(0, 0), "0"),
    ],
)  # fmt: skip
def test_a_value_says_what_it_leaves_open(span, said):
    assert numbers.words(span) == said


def test_very_large_numbers_are_told_in_millions():
    assert numbers.unit(9_999_999_999) == (1_000_000, "in millions")
    assert numbers.on_axis(2_500_000_000, 1_000_000) == "2,500"
    assert numbers.on_axis(250_000, 1000) == "250"
    assert numbers.unit(4578) == (1, "")


@pytest.mark.parametrize("length", [0, 1, 6, 30, 89, 365, 2000, 40_000, 500_000])
@pytest.mark.parametrize("most", [2, 7])
def test_days_lie_within_the_drawing_and_are_not_too_many(length, most):
    first = date(1900, 1, 5)
    found = days.ticks(first, first + timedelta(days=length), most)
    assert all(first <= day <= first + timedelta(days=length) for day in found)
    assert len(found) <= most + 1
    assert found == sorted(set(found))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Jan 2022", "Apr", "Jan 2023"]),
        ("ru", ["янв 2022", "апр", "янв 2023"]),
        ("kk", ["2022 ж. қаң", "сәу", "2023 ж. қаң"]),
    ],
)
def test_months_are_named_in_the_readers_language_with_the_year_where_it_changes(language, said):
    with translation.override(language):
        assert days.labels([date(2022, 1, 1), date(2022, 4, 1), date(2023, 1, 1)]) == said


@pytest.mark.parametrize(("language", "said"), [("en", "8 May 2022"), ("ru", "8 мая 2022"), ("kk", "2022 ж. 8 мам")])
def test_a_day_is_short_in_the_readers_language(language, said):
    with translation.override(language):
        assert days.short(date(2022, 5, 8), year=True) == said


def test_years_stand_alone_where_all_ticks_are_new_years():
    assert days.labels([date(2022, 1, 1), date(2023, 1, 1)]) == ["2022", "2023"]


def test_long_words_are_broken_into_lines_and_cut_at_the_last():
    rows = paper.lines("Office of the Commissioner for Human Rights of the Republic", 120, 15, most=2)
    assert len(rows) == 2
    assert rows[-1].endswith("…")
    assert all(paper.width(row, 15) <= 120 for row in rows)


def test_a_range_is_broken_between_its_numbers_and_never_within_one():
    said = "Said: 4,000,000,000–7,000,000,000"
    assert paper.lines(said, 170, 15, most=3) == ["Said: 4,000,000,000–", "7,000,000,000"]


def test_a_coordinate_takes_few_signs():
    assert [paper.number(value) for value in (3.0, 3.14159, -0.01, 0, "M0 0")] == ["3", "3.1", "0", "0", "M0 0"]
