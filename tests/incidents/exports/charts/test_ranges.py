"""Estimates under each other: few paths, a line for what is certain, an arrow where an interval goes on."""

from incidents.exports import charts
from incidents.exports.charts import ranges
from incidents.exports.charts.shapes import Range, Ranges, Span


def drawing(*rows: Range, floor: int = 60) -> Ranges:
    return Ranges(
        title="What each model says", describing="Between 70 and 90.", rows=rows, floor=floor, floor_label="on the lists",
        kinds=("others", "nearly as good", "best"), heading="Model", more=("Fit",),
    )  # fmt: skip


FEW = drawing(Range("A·B", Span(65, 80, best=70), 2, ("0.1",)), Range("AB", Span(70, None, best=90), 0, ("0.9",)))


def test_few_have_their_names_and_the_certain_number_has_its_line() -> None:
    drawn = charts.svg(FEW, key="k")
    for words in ("A·B", "AB", "on the lists: 60", "best", "others"):
        assert words in drawn
    assert "nearly as good" not in drawn
    assert "style" not in drawn


def test_an_interval_without_an_upper_end_has_an_arrow() -> None:
    with_arrow, without = charts.svg(FEW), charts.svg(drawing(Range("A·B", Span(65, 80, best=70))))
    assert "l-4 -3v6z" in with_arrow
    assert "l-4 -3v6z" not in without


def test_one_far_end_does_not_press_the_others_together() -> None:
    far = drawing(Range("A·B", Span(65, 80, best=70)), Range("AB", Span(70, 10**9, best=90)))
    assert ranges.farthest(far) == 270


def test_very_many_are_still_one_small_drawing() -> None:
    rows = tuple(Range(f"model {number}", Span(60 + number, 90 + number, best=75 + number)) for number in range(150))
    assert len(charts.svg(drawing(*rows))) < 20_000


def test_the_table_and_the_sheet_hold_every_row_with_what_stands_beside_it() -> None:
    table = charts.table(FEW)
    assert table.headings == ("Model", "People", "95 % interval", "Fit")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["A·B", "70", "65–80", "0.1"], ["AB", "90", "70 or more", "0.9"],
    ]  # fmt: skip
    assert "AB,,70,90,,0.9" in charts.csv(FEW).decode("utf-8-sig")


def test_nothing_to_draw_says_so() -> None:
    assert "There is nothing to draw here yet." in charts.svg(drawing())
