"""Bars, pyramids and small drawings side by side: what is certain is solid, what is possible hatched, all on one scale."""

import pytest

from incidents.exports import charts
from incidents.exports.charts import bars as drawing
from incidents.exports.charts import paper
from incidents.exports.charts.shapes import Multiples, Pyramid, Span
from tests.incidents.exports.charts.samples import (
    FIRST,
    LAST,
    bars,
    every,
    layouts,
    line,
    point,
    pyramid,
    series,
    span,
    steps,
    texts,
)  # fmt: skip

KILLED = series("Killed", span(139, 150), span(3))
WOUNDED = series("Wounded", span(90), span(0, 2))


def fills(tree, kind: str) -> list[float]:
    """The widths of the bars that are filled with solid (h) or possible (p)."""
    found = [rect for rect in every(tree, "rect") if f"-{kind}" in rect.get("fill", "") and rect.find("*") is not None]
    return [float(rect.get("width", 0)) for rect in found]


def test_a_bar_is_solid_as_far_as_it_is_certain_and_hatched_as_far_as_it_is_possible():
    for tree in layouts(charts.svg(bars(KILLED))):
        solid, possible = fills(tree, "h"), fills(tree, "p")
        assert len(solid) == 2
        assert possible == [pytest.approx(solid[0] * 11 / 139, rel=0.02)]
        assert "139–150" in texts(tree)
        assert "possible, not certain" in texts(tree)


def test_where_all_is_certain_nothing_is_said_of_what_is_possible():
    for tree in layouts(charts.svg(bars(series("Killed", span(3), span(4))))):
        assert "possible, not certain" not in texts(tree)


def test_a_single_series_needs_no_name_and_several_have_theirs():
    one, two = (layouts(charts.svg(bars(*columns)))[0] for columns in ((KILLED,), (KILLED, WOUNDED)))
    assert "Killed" not in texts(one)
    assert {"Killed", "Wounded"} <= set(texts(two))


def test_series_differ_by_their_hatching_too():
    wide = layouts(charts.svg(bars(KILLED, WOUNDED, series("Missing", span(1), span(1)))))[0]
    patterns = [pattern for pattern in every(wide, "pattern") if "-h" in pattern.get("id", "")]
    lines = [path.get("d") for pattern in patterns for path in every(pattern, "path")]
    assert len(patterns) == 3
    assert len(set(lines)) == 2, "the first is plain"


def test_a_stack_is_as_long_as_its_parts_and_its_rest_as_the_whole_may_be():
    whole = bars(KILLED, WOUNDED, stacked=True, totals=(Span(229, 231), Span(3, 4)))
    assert [piece[:4] for piece in drawing.bars(whole, 0)[0]] == [
        (0, "h", 0, 139), (1, "h", 139, 229), (6, "p", 229, 231),
    ]  # fmt: skip
    assert {"229–231", "3–4"} <= set(texts(layouts(charts.svg(whole))[0]))


def test_a_stack_without_a_told_whole_may_be_as_long_as_its_parts_may_be():
    assert [piece[1:4] for piece in drawing.bars(bars(KILLED, WOUNDED, stacked=True), 0)[0]][-1] == ("p", 229, 240)


def test_names_of_any_length_and_columns_in_order_of_time_stay_inside():
    heads = tuple(f"{day} January 2022, a very long day" for day in range(1, 32))
    values = [span(day % 9) for day in range(31)]
    for how in ({"over_time": True}, {}):
        for tree in layouts(charts.svg(bars(series("Killed", *values), heads=heads, **how))):
            width = float(tree.get("viewBox", "").split()[2])
            placed = [float(text.get("x", 0)) for text in every(tree, "text")]
            assert all(0 <= x <= width for x in placed)


def test_the_names_under_columns_are_thinned_and_not_squeezed():
    values = [span(1)] * 31
    wide, narrow = layouts(
        charts.svg(bars(series("K", *values), heads=tuple(f"{n} Jan" for n in range(31)), over_time=True))
    )
    named = [[said for said in texts(tree) if said.endswith("Jan")] for tree in (wide, narrow)]
    assert 6 <= len(named[1]) <= len(named[0]) <= 31


def test_the_last_name_under_columns_does_not_lie_on_the_one_before():
    heads = tuple(f"{day} January 2022" for day in range(1, 32))
    for tree in layouts(charts.svg(bars(series("K", *[span(1)] * 31), heads=heads, over_time=True))):
        named = [text for text in every(tree, "text") if (text.text or "").endswith("January 2022")]
        letters = float(named[0].get("font-size", 0))
        middles = [float(text.get("x", 0)) for text in named]
        widths = [paper.width(text.text or "", letters) for text in named]
        gaps = zip(middles, middles[1:], widths, widths[1:], strict=False)
        assert all(right - left >= (one + other) / 2 for left, right, one, other in gaps)


def test_numbers_stand_over_columns_only_where_all_have_room():
    few = layouts(charts.svg(bars(series("K", span(123), span(7)), over_time=True)))
    assert all("123" in texts(tree) for tree in few)
    many = bars(series("K", *[span(123_456)] * 40), heads=tuple(str(n) for n in range(40)), over_time=True)
    assert all("123,456" not in texts(tree) for tree in layouts(charts.svg(many)))


def test_the_oldest_stand_above_and_the_unknown_apart_below():
    for tree in layouts(charts.svg(pyramid())):
        rows = {text.text: float(text.get("y", 0)) for text in every(tree, "text")}
        assert rows["60+"] < rows["0–5"] < rows["unknown"]
        assert {"Men", "Women", "50–60", "7"} <= set(rows)


def test_men_stand_to_the_left_and_women_to_the_right_on_one_scale():
    wide = layouts(charts.svg(pyramid(unknown=False)))[0]
    solid = [rect for rect in every(wide, "rect") if "-h" in rect.get("fill", "")]
    men = [rect for rect in solid if "-h0" in rect.get("fill", "")]
    women = [rect for rect in solid if "-h1" in rect.get("fill", "")]
    assert max(float(rect.get("x", 0)) for rect in men) < min(float(rect.get("x", 0)) for rect in women)
    widths = [max(float(rect.get("width", 0)) for rect in side) for side in (men, women)]
    assert widths[0] / widths[1] == pytest.approx(50 / 7, rel=0.05)


def test_small_drawings_share_one_scale():
    small = [bars(series("K", span(top), span(1)), over_time=True) for top in (10, 100)]
    wide = layouts(charts.svg(Multiples("All", "Small.", tuple(small))))[0]
    tall = [max(float(rect.get("height", 0)) for rect in every(group, "rect", "c-cut"))
            for group in every(wide, "g") if group.get("data-offset")]  # fmt: skip
    assert tall[1] / tall[0] == pytest.approx(10, rel=0.05)
    assert [group.get("data-offset") for group in every(wide, "g") if group.get("data-offset")] == ["0", "2"]


def test_small_drawings_of_lines_have_their_titles_and_one_scale():
    small = [steps(line(name, point("2022-02-01", top))) for name, top in (("A", 10), ("B", 240))]
    wide = layouts(charts.svg(Multiples("All", "Small.", tuple(small))))[0]
    assert texts(wide).count("300") == 2


@pytest.mark.parametrize(
    "empty", [bars(heads=()), Multiples("M", "", ()), Multiples("M", "", (steps(first=FIRST, last=LAST),)),
              Pyramid("P", "", (), series("Men"), series("Women"))],
)  # fmt: skip
def test_nothing_to_draw_is_said_in_words(empty):
    assert all("There is nothing to draw here yet." in texts(tree) for tree in layouts(charts.svg(empty)))
    assert charts.csv(empty).count(b"\r\n") == 1


@pytest.mark.parametrize("top", [0, 1, 9_999_999_999])
def test_nothing_and_very_large_numbers_have_bars_too(top):
    for how in ({}, {"over_time": True}, {"stacked": True}):
        for tree in layouts(charts.svg(bars(series("K", span(top), span(0)), **how))):
            assert all(float(rect.get("width", 0)) <= 800 for rect in every(tree, "rect"))


def test_each_row_can_be_found_again_in_the_table():
    for drawn in (bars(KILLED, WOUNDED), bars(KILLED, over_time=True), pyramid()):
        rows = len(charts.table(drawn).rows)
        for tree in layouts(charts.svg(drawn)):
            marked = sorted(int(group.get("data-row", 0)) for group in every(tree, "g") if group.get("data-row"))
            assert marked == list(range(rows))


def test_a_head_without_a_value_beyond_the_known_is_no_number():
    drawn = bars(series("K", Span(None, None), Span(5, None)))
    assert {"no number", "5 or more"} <= set(texts(layouts(charts.svg(drawn))[0]))
    assert [row.cells[1].text for row in charts.table(drawn).rows] == ["no number", "5 or more"]
