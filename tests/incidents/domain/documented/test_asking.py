"""Every number of every table is the number of the list behind it."""

import datetime as dt

import pytest

from incidents.domain.counting import Span
from incidents.domain.documented.questions import CODES, Question
from incidents.domain.documented.reckoning import count
from incidents.domain.exporting import filters
from incidents.domain.merging import joining
from incidents.domain.queries.persons import CaseList
from tests.incidents.domain.documented.world import differing, listed, world
from tests.incidents.forms.test_person import HOSTILE
from tests.incidents.people_samples import held

pytestmark = pytest.mark.django_db


@pytest.fixture
def where(reviewer, second_reviewer):
    return world(reviewer, second_reviewer)


def spans(user, *asked, **more) -> dict[str, str]:
    question = Question(*asked, **more)
    return {row: str(span) for (row, _column), span in count(user, question).cells.items() if span.high}


def test_every_table_adds_up_to_the_lists_behind_it(reviewer, where):
    assert {rows: wrong for rows in CODES if (wrong := differing(reviewer, Question(rows)))} == {}


def test_every_cross_table_adds_up_to_the_lists_behind_it(reviewer, where):
    pairs = [("age", "day"), ("manner", "participation"), ("source", "list")]
    assert {pair: wrong for pair in pairs if (wrong := differing(reviewer, Question(*pair)))} == {}


FILTERED = {
    "day": {"status": "killed"}, "place": {"since": "2022-01-08", "until": "2022-01-08"}, "manner": {"age_from": "10", "age_to": "12"},
    "age": {"place": "oldshire"}, "sure": {"participation": "protester"}, "sex": {"manner": "beating"}, "ever": {"q": "Тимур"},
    "naming": {"place": "mill"}, "participation": {"since": "2022-01-06", "age_to": "20", "sex": "male"},
}  # fmt: skip


def test_a_filter_leaves_tables_that_add_up(reviewer, where):
    asked = [Question(rows, filters=chosen) for rows, chosen in FILTERED.items()]
    assert [(question, wrong) for question in asked if (wrong := differing(reviewer, question))] == []


@pytest.mark.parametrize("day", [dt.date(2022, 1, 11), dt.date(2022, 1, 15)])
def test_tables_of_a_day_add_up_to_the_lists_of_that_day(reviewer, where, day):
    asked = [Question(rows, on=day) for rows in CODES]
    asked.append(
        Question("age", filters={"participation": "protester", "row": "manner:beating", "place": "oldshire"}, on=day)
    )
    assert [(question, wrong) for question in asked if (wrong := differing(reviewer, question))] == []


def test_a_day_of_three_days_is_none_for_certain_and_each_of_them_perhaps(reviewer, where):
    asked = {"q": "Белтыбор"}
    assert spans(reviewer, "day", filters=asked) == {f"2022-01-0{day}": "0–1" for day in range(6, 10)}


def test_a_region_takes_in_what_lay_in_it_on_the_persons_day(reviewer, where):
    assert spans(reviewer, "place", filters={"q": "Тасгеров"}) == {"land": "1", "oldshire": "1", "town": "1"}
    assert spans(reviewer, "place", filters={"q": "Ерлан"}) == {"land": "1", "newshire": "1", "town": "1"}
    assert spans(reviewer, "place", filters={"q": "Жанна"}) == {
        "land": "1",
        "oldshire": "0–1",
        "newshire": "0–1",
        "town": "1",
    }


def test_people_who_may_be_one_lower_the_low_number(reviewer, where):
    answer = count(reviewer, Question("sex", filters={"q": "Тимур"}))
    assert (answer.total, answer.cell("unknown")) == (Span(1, 3), Span(1, 3))


def test_whoever_was_left_undecided_stands_apart(reviewer, where):
    answer = count(reviewer, Question("age"))
    assert answer.undecided == Span(0, 2)
    assert answer.undecided_rows == {"12-17": Span(0, 2)}
    assert count(reviewer, Question("age", filters={"sex": "female"})).undecided == Span()
    assert count(reviewer, Question("age", on=dt.date(2022, 1, 11))).undecided == Span()


def test_nobody_left_undecided_was_found_by_a_reviewer(reviewer, second_reviewer, where):
    for one in (reviewer, second_reviewer):
        assert count(reviewer, Question("age", filters={"reviewer": one.ref})).undecided == Span()


def test_somebody_with_whom_two_were_joined_is_found_once_by_the_reference(reviewer):
    kept, *others = (held(reviewer, name=f"Нұрлан Қарлытіс{end}") for end in ("", "ов", "ин"))
    for other in others:
        kept.refresh_from_db()
        joining.merge(
            kept, other, because="The same birth date.", by=reviewer, at=dt.datetime(2022, 1, 18, tzinfo=dt.UTC)
        )
    for one in (kept, *others):
        assert (count(reviewer, Question("sex", filters={"q": one.ref})).total, listed(reviewer, f"q={one.ref}")) == (
            Span(1, 1),
        ) * 2


def test_contested_manner_is_one_of_those_claimed(reviewer, where):
    assert spans(reviewer, "manner", filters={"q": "Серік"}) == {"beating": "0–1", "stab": "0–1"}


def test_a_contested_day_or_place_is_one_of_those_told(reviewer, where):
    asked = {"q": "Желтіс"}
    days = spans(reviewer, "day", filters=asked)
    assert (days["2022-01-08"], days["2022-01-10"]) == ("0–1", "0–1")
    places = {"land": "1", "oldshire": "0–1", "town": "0–1", "city": "0–1"}
    assert spans(reviewer, "place", filters=asked) == places
    assert spans(reviewer, "place", filters=asked, on=dt.date(2022, 3, 1)) == places


def test_two_who_were_joined_later_are_two_on_the_day_before(reviewer, where):
    asked = {"sex": "male", "age_from": "", "place": "city", "naming": "named"}
    before, after = (
        count(reviewer, Question("sex", filters=asked, on=dt.date(2022, 1, day))).total for day in (15, 25)
    )
    assert before.high == after.high + 1


@pytest.mark.parametrize("code", CODES)
def test_no_row_that_somebody_makes_up_breaks_the_list(reviewer, code):
    for value in HOSTILE:
        for asked in ({}, {"certain": "yes"}, {"on": "2022-01-14"}):
            list(CaseList(reviewer, {"row": f"{code}:{value}", **asked}).people[:1])


def test_the_log_keeps_rows_of_tables_and_no_typed_words(admin, where):
    asked = {
        "row": "age:12-17",
        "column": "place:behind the mill",
        "manner": "beating",
        "certain": "yes",
        "on": "2022-01-14",
    }
    assert filters.of_list(CaseList(admin, asked)) == asked | {"column": filters.NOT_KEPT}


def test_a_question_nobody_asks_is_refused():
    for asked in (("height",), ("age", "height"), ("age", "age"), ("",)):
        with pytest.raises(ValueError, match="no such question"):
            Question(*asked)
