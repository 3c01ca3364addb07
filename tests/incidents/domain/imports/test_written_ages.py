"""Ages and numbers of people as lists write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.imports import written_ages
from incidents.models.mention import OLDEST


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("34", 34, 34),
        ("34.0", 34, 34),
        ("34 года", 34, 34),
        ("лет 34", 34, 34),
        ("12 жаста", 12, 12),
        ("12 year-old", 12, 12),
        ("٣٤", 34, 34),
        ("около 30", 28, 32),
        ("шамамен 30", 28, 32),
        ("30-35", 30, 35),
        ("40–45 лет", 40, 45),
        ("старше 60", 60, None),
        ("30+", 30, None),
        ("до 5", 0, 5),
        ("6 months", 0, 0),
        ("6 мес", 0, 0),
        ("18 months", 1, 1),
        ("1 год 3 мес", 1, 1),
        ("1,5 года", 1, 1),
        ("12 лет (2009 г.р.)", 12, 12),
        ("младенец", 0, 1),
        ("child", 0, 17),
        ("взрослый", 18, None),
        ("0", 0, 0),
        ("130", 130, 130),
    ],
)
def test_an_age_is_read_as_it_is_written(text, low, high):
    assert written_ages.read(text) == (low, high, "")


@pytest.mark.parametrize(
    ("text", "code"),
    [("131", "age_far"), ("-5", "age_far"), ("1990", "age_far"), ("старый", "age_unread"), ("35-30", "age_unread")],
)
def test_what_is_no_age_of_a_person_has_a_code(text, code):
    assert written_ages.read(text).code == code


@given(st.text(max_size=40))
def test_any_text_is_an_age_that_people_reach_or_none(text):
    age = written_ages.read(text)
    assert age.code or all(bound is None or 0 <= bound <= OLDEST for bound in age[:2])


@pytest.mark.parametrize(
    ("text", "found"),
    [("5", (5, 5)), ("2-3", (2, 3)), ("3 человека", (3, 3)), ("0", None), ("семья", None), ("-4", None),
     ("9" * 30, None)],
)  # fmt: skip
def test_a_number_of_people_is_read_or_is_none(text, found):
    assert written_ages.count(text) == found
