"""Step lines: how long a value holds, what is hollow, what stands beside what, and how heavy it all is."""

import gzip
from datetime import date, timedelta

import pytest

from incidents.exports import charts
from incidents.exports.charts import labels, stairs
from incidents.exports.charts.shapes import Line, Point, Span
from tests.incidents.exports.charts.samples import FIRST, LAST, every, layouts, line, point, span, steps, texts

BACK = point("2022-01-09", 164, hollow=True, words="retracted next day", until=date(2022, 1, 10))
OFFICE = line("Office", point("2022-01-15", 225), point("2022-03-14", 230), point("2022-07-29", 238))
OURS = line("Documented", point("2022-01-09", 5), point("2022-03-14", 35, 42), area=True)


def held(*points: Point) -> list[tuple[int | None, date]]:
    return [(run.point.value.main, run.until) for run in stairs.runs(Line("a", "A", points), FIRST, LAST)]


def test_a_value_holds_until_the_next_one_and_the_last_to_the_end():
    assert held(point("2022-02-01", 5), point("2022-03-01", 7)) == [(5, date(2022, 3, 1)), (7, LAST)]


def test_a_value_ends_where_it_was_said_to_end():
    assert held(point("2022-02-01", 5, until=date(2022, 2, 3)), point("2022-03-01", 7))[0] == (5, date(2022, 2, 3))


def test_what_was_taken_back_ends_nothing_that_stood_before():
    assert held(point("2022-01-07", 5), BACK) == [(5, LAST), (164, date(2022, 1, 10))]
    assert held(Point(date(2022, 1, 9), span(164), hollow=True)) == [(164, date(2022, 1, 9))]


def test_values_outside_the_days_of_the_drawing_are_left_out_but_the_one_that_holds_at_its_beginning():
    told = held(point("2021-01-01", 1), point("2021-06-01", 2), point("2022-02-01", 3), point("2023-02-01", 4))
    assert [value for value, _until in told] == [2, 3]


def test_each_line_has_its_name_and_last_value_in_both_layouts():
    for tree in layouts(charts.svg(steps(OURS, OFFICE))):
        said = " ".join(texts(tree))
        assert "Office: 238" in said
        assert "Documented: 35–42" in said


def test_what_was_taken_back_is_hollow_and_says_so_beside_its_mark():
    for tree in layouts(charts.svg(steps(line("Channel", BACK), OFFICE))):
        assert len(every(tree, "circle", "c-hollow")) >= 1
        assert any("164, retracted next day" in said for said in texts(tree))
        assert not any(said == "Channel: 164" for said in texts(tree))


def test_lines_differ_by_their_dashes_and_signs_and_not_by_colour_alone():
    lines = [line(f"Line {number}", point("2022-02-01", 10 + number)) for number in range(8)]
    wide = layouts(charts.svg(steps(*lines)))[0]
    drawn = every(wide, "path", "c-line")
    assert len({path.get("stroke-dasharray") for path in drawn}) == 8
    assert all(every(wide, name, "c-fill") for name in ("circle", "rect", "polygon"))


def test_a_range_is_hatched_and_an_open_side_has_an_arrow():
    wide = layouts(charts.svg(steps(OURS, line("List", Point(date(2022, 5, 1), Span(17, None))))))[0]
    assert [path for path in every(wide, "path") if path.get("fill", "").startswith("url(#")]
    assert [path for path in every(wide, "path", "c-thin") if "l4 5" in path.get("d", "")]
    assert any("List: 17 or more" in said for said in texts(wide))


def test_words_without_a_number_stand_just_above_the_axis():
    said = texts(
        layouts(charts.svg(steps(line("Office", Point(date(2022, 5, 1), Span(None, None), words="dozens")))))[0]
    )
    assert "dozens" in said
    assert "Office: dozens" in said


@pytest.mark.parametrize("count", [2, 5, 12])
def test_the_names_at_the_right_do_not_overlap(count):
    lines = [line(f"Claimant number {n}", point("2022-02-01", 200 + n)) for n in range(count)]
    wide = layouts(charts.svg(steps(*lines)))[0]
    rows = sorted(float(text.get("y", 0)) for text in every(wide, "text", "c-bold"))
    assert len(rows) == count
    assert all(after - before >= 15 for before, after in zip(rows, rows[1:], strict=False))
    assert rows[-1] <= float(wide.get("viewBox", "").split()[3])


def test_things_that_must_not_overlap_are_moved_as_little_as_it_takes():
    assert labels.spread([(0, 10), (50, 10)], 0, 100) == [0, 50]
    assert labels.spread([(48, 10), (50, 10)], 0, 100) == [48, 58]
    assert labels.spread([(95, 10), (97, 10)], 0, 100) == [80, 90]
    assert labels.spread([], 0, 100) == []


def test_words_beside_marks_take_no_place_twice_and_are_left_out_where_there_is_none():
    free = labels.Free(200, 0, 60)
    places = [free.beside("164, taken back", 50, 30, 14) for _time in range(9)]
    found = [place for place in places if place]
    assert 1 <= len(found) == len(set(found)) < 9


def test_hundreds_of_days_stay_small():
    points = tuple(Point(FIRST + timedelta(days=day), Span(day // 2, day // 2 + day // 9)) for day in range(364))
    drawn = charts.svg(steps(Line("d", "Documented", points, area=True)))
    assert len(gzip.compress(drawn.encode())) < 7000
    assert "Documented: 181–221" in " ".join(texts(layouts(drawn)[0]))


def test_a_line_of_many_days_rises_where_its_numbers_rise():
    points = tuple(Point(FIRST + timedelta(days=day), span(day)) for day in range(300))
    runs = stairs.runs(Line("d", "D", points), FIRST, LAST)
    assert [run.point.value.low for run in runs] == list(range(300))


@pytest.mark.parametrize("lines", [(), (line("Empty"),)])
def test_nothing_to_draw_is_said_in_words(lines):
    drawn = steps(*lines)
    assert all("There is nothing to draw here yet." in texts(tree) for tree in layouts(charts.svg(drawn)))
    assert charts.table(drawn).rows == ()


def test_one_point_on_one_day_and_numbers_of_ten_digits_are_drawn():
    one = charts.svg(steps(line("A", point("2022-01-05", 1)), first=FIRST, last=FIRST))
    assert "A: 1" in texts(layouts(one)[0])
    huge = layouts(charts.svg(steps(line("A", point("2022-02-01", 9_999_999_999)))))
    assert all("in millions" in texts(tree) and "10,000" in texts(tree) for tree in huge)
