"""What leaves: SVG that stands alone, PNG with all letters, the table with its links, CSV that no spreadsheet runs."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation
from PIL import Image, ImageChops

from incidents.exports import charts
from incidents.exports import csv as sheets
from incidents.exports.charts import look, picture
from incidents.exports.charts.shapes import Multiples, Point, Span
from incidents.exports.printing import NotPrinted
from tests.incidents.exports.charts.samples import (
    bars,
    every,
    layouts,
    line,
    parsed,
    point,
    pyramid,
    series,
    span,
    steps,
    texts,
)  # fmt: skip

HOSTILE = "<script>alert(1)</script> & \"quoted\" 'x' \x00\u202e =cmd|calc ]]> " + "ж" * 500
THEME = Path(__file__).resolve().parents[4] / "static" / "kua" / "theme.css"
DRAWINGS = [
    steps(line("Office", point("2022-02-01", 225)), line("Ours", point("2022-02-01", 5, 9), area=True)),
    bars(series("Killed", span(3, 5), span(1))), bars(series("Killed", span(3), span(1)), over_time=True),
    pyramid(), Multiples("All", "", (bars(series("Killed", span(3, 5), span(1))),)),
]  # fmt: skip


def hostile() -> list:
    told = [
        steps(line(HOSTILE, point("2022-02-01", 1, hollow=True, words=HOSTILE), point("2022-03-01", 2, words=HOSTILE)))
    ]
    return [
        *told,
        bars(series(HOSTILE, span(1), span(2)), heads=(HOSTILE, HOSTILE)),
        Multiples(HOSTILE, HOSTILE, tuple(told)),
    ]


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda one: type(one).__name__)
def test_a_drawing_on_a_page_has_a_name_a_telling_and_ids_of_its_own(drawing):
    drawn = charts.svg(drawing, key="c1") + charts.svg(drawing, key="c2")
    trees = layouts(drawn)
    assert [tree.get("class") for tree in trees] == ["c-wide", "c-narrow"] * 2
    ids = re.findall(r' id="([^"]+)"', drawn)
    assert len(ids) == len(set(ids))
    assert all(used in ids for used in re.findall(r"url\(#([^)]+)\)", drawn))
    for tree in trees:
        assert tree.get("role") == "img"
        assert tree.get("aria-labelledby") in ids
    assert not re.search(r"style=|<style|<script|on[a-z]+=|href|http", drawn)


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda one: type(one).__name__)
def test_a_file_stands_alone_with_its_title_its_style_and_white_paper(drawing):
    drawn = charts.svg(drawing, standalone=True)
    tree = parsed(drawn)
    assert every(tree, "style")
    assert drawing.title in texts(tree)
    assert float(tree.get("height", 0)) > 60
    assert re.findall(r"https?://[^\"]+", drawn) == ["http://www.w3.org/2000/svg"]
    assert len(drawn) < 10_000


@pytest.mark.parametrize("drawing", hostile(), ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("alone", [False, True])
def test_no_text_becomes_markup(drawing, alone):
    drawn = charts.svg(drawing, standalone=alone)
    assert "<script" not in drawn
    assert not set("\x00\u202e") & set(drawn)
    for tree in [parsed(drawn)] if alone else layouts(drawn):
        assert any("<script>" in said for said in texts(tree))
        assert max(map(len, texts(tree))) <= 300


@pytest.mark.parametrize("drawing", [DRAWINGS[0], *hostile()], ids=lambda one: type(one).__name__)
def test_a_png_is_drawn_of_it(drawing):
    with Image.open(io.BytesIO(charts.png(drawing))) as drawn:
        assert drawn.format == "PNG"
        assert drawn.width == pytest.approx(832 * 1.5, abs=3)
        assert len(drawn.getcolors(1 << 24)) > 10


def test_kazakh_letters_are_drawn_each_with_a_shape_of_its_own():
    """A letter that is missing would look like another one that is missing."""
    shapes = []
    for letter in ("Ә", "Ғ", "Қ", "Ң", "Ө", "Ұ", "Ү", "Һ", "І", "ә", "ғ", "қ", "ң", "ө", "ұ", "ү", "һ"):
        marks = f'<text x="5" y="30" font-size="30" font-family="sans-serif">{letter}</text>'
        shapes.append(f'<g transform="translate({40 * len(shapes)} 0)">{marks}</g>')
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="680" height="40" viewBox="0 0 680 40">{"".join(shapes)}</svg>'
    )
    with Image.open(io.BytesIO(picture.of(svg, "letters"))) as drawn:
        grey = drawn.convert("L")
        cells = [grey.crop((60 * place, 0, 60 * place + 59, 60)) for place in range(len(shapes))]
    assert all(cell.getextrema()[0] < 100 for cell in cells)
    assert all(ImageChops.difference(a, b).getbbox() for n, a in enumerate(cells) for b in cells[n + 1 :])


def test_an_svg_that_cannot_be_drawn_makes_no_file():
    with pytest.raises(NotPrinted):
        picture.of("<svg no svg", "broken")


def test_every_colour_has_contrast_on_paper_and_in_the_dark_and_the_page_has_the_same_ones():
    css = THEME.read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--kua-c(\d): (#[0-9a-f]{6});", part)) for part in css.split("prefers-color-scheme: dark")[:2]
    )
    assert tuple(light.values()) == look.COLOURS
    assert all(contrast(colour, "#ffffff") >= 4.5 for colour in light.values())
    assert all(contrast(colour, "#1b222a") >= 4.5 for colour in dark.values())
    assert len(set(look.DASHES)) == len(set(look.HATCHINGS)) == len(light) == len(dark) == look.COUNT


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_table_has_every_number_with_the_list_behind_each_end():
    drawn = bars(series("Killed", Span(3, 5, "?sure", "?may"), Span(1, 1, "?one", "?one")))
    first, second = (row.cells[1] for row in charts.table(drawn).rows)
    assert [(part.text, part.url) for part in first.parts] == [("3", "?sure"), ("5", "?may")]
    assert first.text == "3–5"
    assert [(part.text, part.url) for part in second.parts] == [("1", "?one")]


def test_the_table_of_lines_is_in_order_of_days_and_says_how_far_along_each_lies():
    drawn = steps(
        line("B", point("2022-07-07", 2)),
        line("A", point("2022-01-05", 1, hollow=True), Point(date(2023, 1, 5), Span(None, None), words="dozens")),
    )
    with translation.override("en"):
        rows = charts.table(drawn).rows
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["5 January 2022", "A", "1", "taken back"], ["7 July 2022", "B", "2", ""],
        ["5 January 2023", "A", "no number", "dozens"],
    ]  # fmt: skip
    assert [row.at for row in rows] == [0, 0.5014, 1]


def test_the_table_of_a_stack_and_of_small_drawings_holds_all_of_them():
    whole = bars(series("K", span(3), span(1)), series("W", span(2), span(2)), stacked=True, totals=(span(5), span(3)))
    assert charts.table(whole).headings == ("", "K", "W", "All")
    table = charts.table(Multiples("All", "", (whole, whole)))
    assert len(table.rows) == 4
    assert {len(row.cells) for row in table.rows} == {len(table.headings)}


def test_a_spreadsheet_gets_plain_numbers_and_runs_nothing():
    drawn = steps(
        line("=SUM(A1)", point("2022-01-15", 4578, 5000, words="@x")),
        line("Ours", Point(date(2022, 2, 1), Span(17, None))),
    )
    raw = charts.csv(drawn)
    assert b",'=SUM(A1)," in raw
    rows = sheets.read(raw)
    assert rows[1] == ["2022-01-15", "", "=SUM(A1)", "4578", "", "5000", "", "@x"]
    assert rows[2] == ["2022-02-01", "", "Ours", "17", "", "", "", ""]


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda one: type(one).__name__)
def test_the_csv_has_one_row_for_each_number_of_the_table(drawing):
    rows = sheets.read(charts.csv(drawing))
    numbers = sum(cell.number for row in charts.table(drawing).rows for cell in row.cells)
    assert len(rows) == numbers + 1
    assert {len(row) for row in rows} == {len(rows[0])}
