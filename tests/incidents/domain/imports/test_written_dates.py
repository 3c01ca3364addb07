"""Dates as people write them in lists."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain import dates
from incidents.domain.imports import written_dates
from incidents.domain.imports.plan import MONTH_FIRST
from incidents.domain.imports.written_days import Unread


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("", ""),
        ("08.01.2022", "2022-01-08"),
        ("8.1.2022", "2022-01-08"),
        ("8/1/2022", "2022-01-08"),
        ("08-01-2022", "2022-01-08"),
        ("8 января 2022 г.", "2022-01-08"),
        ("8 января 2022г.", "2022-01-08"),
        ("2022 ж. 8 қаңтар", "2022-01-08"),
        ("2022 жылғы 8 қаңтарда", "2022-01-08"),
        ("8 қаңтар 2022 жыл", "2022-01-08"),
        ("8 January 2022", "2022-01-08"),
        ("January 8, 2022", "2022-01-08"),
        ("Saturday, 8th of January 2022", "2022-01-08"),
        ("08-Jan-2022", "2022-01-08"),
        ("2022-01-08", "2022-01-08"),
        ("2022-01-08 14:30:00", "2022-01-08"),
        ("2022-01-08T00:00:00", "2022-01-08"),
        ("06.01.2022 в 23:10", "2022-01-06"),
        ("2022/01/08", "2022-01-08"),
        ("20220108", "2022-01-08"),
        ("٠٨/٠١/٢٠٢٢", "2022-01-08"),
        ("8 يناير 2022", "2022-01-08"),
        ("ночь на 6 января 2022", "2022-01-06"),
        ("44569", "2022-01-08"),
        ("44569.75", "2022-01-08"),
        ("Jan 2022", "2022-01"),
        ("январь 2022", "2022-01"),
        ("01.2022", "2022-01"),
        ("2022", "2022"),
        ("2022 год", "2022"),
        ("10 мая 1990 г.р.", "1990-05-10"),
        ("около 8 января 2022", "2022-01-08~"),
        ("шамамен 2022", "2022~"),
        ("5-7 января 2022", "2022-01-05/2022-01-07"),
        ("5–7.01.2022", "2022-01-05/2022-01-07"),
        ("с 5 по 7 января 2022 года", "2022-01-05/2022-01-07"),
        ("05.01.2022-07.01.2022", "2022-01-05/2022-01-07"),
        ("05.01.-07.01.2022", "2022-01-05/2022-01-07"),
        ("January 5-7, 2022", "2022-01-05/2022-01-07"),
        ("2022 ж. 5-7 қаңтар", "2022-01-05/2022-01-07"),
        ("5 декабря 2021 - 7 января 2022", "2021-12-05/2022-01-07"),
        ("январь-февраль 2022", "2022-01/2022-02"),
        ("2021–2022", "2021/2022"),
        ("после 5 января 2022", "2022-01-05/.."),
        ("before 7 January 2022", "../2022-01-07"),
        ("2022-01-05/2022-01-07", "2022-01-05/2022-01-07"),
    ],
)
def test_a_date_is_read_as_it_is_written(text, edtf):
    assert written_dates.read(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2022-02-30", "date_no_day"),
        ("30.02.2022", "date_no_day"),
        ("32 января 2022", "date_no_day"),
        ("31.12.9999", "date_year"),
        ("9999-12-31", "date_year"),
        ("0001-01-01", "date_year"),
        ("08.01.22", "date_short_year"),
        ("8 января 22", "date_short_year"),
        ("8 января", "date_no_year"),
        ("08.01", "date_no_year"),
        ("2022-01-07/2022-01-05", "date_backwards"),
        ("7 января 2022 - 5 января 2022", "date_backwards"),
        ("34", "date_unread"),
        ("вчера", "date_unread"),
        ("¹", "date_unread"),
        ("=HYPERLINK(1)", "date_unread"),
        ("99999", "date_unread"),
        ("1" * 5000, "date_unread"),
    ],
)
def test_what_is_no_date_is_refused_with_words(text, code):
    with pytest.raises(Unread) as refused:
        written_dates.read(text)
    assert (refused.value.code, bool(str(refused.value))) == (code, True)


def test_the_day_comes_first_unless_the_import_says_otherwise_or_there_is_no_such_month():
    assert written_dates.read("03.04.2022").lower == date(2022, 4, 3)
    assert written_dates.read("03/04/2022", MONTH_FIRST).lower == date(2022, 3, 4)
    assert written_dates.look("01/25/2022") == (dates.parse("2022-01-25"), "date_month_first")
    assert written_dates.look("01/25/2022", MONTH_FIRST).remark == ""


def test_a_year_of_the_import_completes_a_day_that_is_written_without_one():
    assert written_dates.read("8 января", year=2022).edtf == "2022-01-08"
    assert written_dates.read("5-7 қаңтар", year=2022).edtf == "2022-01-05/2022-01-07"


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_from_each_of_the_usual_forms(day):
    for text in (day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%d %B %Y}", f"{day:%d/%m/%Y %H:%M}"):
        assert written_dates.read(text).lower == day


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    with suppress(Unread):
        found = written_dates.read(text)
        assert dates.parse(found.edtf) == found


def test_a_serial_number_counts_days_as_spreadsheets_do():
    assert written_dates.from_serial(44569) == date(2022, 1, 8)
