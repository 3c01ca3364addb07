"""XLSX, read back by a program that is not ours."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from incidents.exports import xlsx

words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=40)


def written(header, rows) -> io.BytesIO:
    out = io.BytesIO()
    xlsx.write(out, header, rows)
    out.seek(0)
    return out


def read(file) -> list[list]:
    file.seek(0)
    return CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()


@settings(max_examples=30, deadline=None)
@given(st.lists(words, min_size=1, max_size=5))
def test_texts_come_back_as_they_were(texts):
    assert read(written(["a"], [[text] for text in texts])) == [["a"], *[[text] for text in texts]]


@pytest.mark.parametrize("text", ["=1+1", "+7 700", "-5", "@here", "＝1", "http://example.org", "12", "'=1", "_x0041_"])
def test_a_text_is_never_a_formula_a_link_or_a_number(text):
    file = written(["a"], [[text]])
    sheet = zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert read(file)[1] == [text]


def test_a_cell_that_would_run_when_it_is_edited_is_marked_as_text():
    styles = zipfile.ZipFile(written(["a"], [["=1"]])).read("xl/styles.xml").decode()
    assert 'quotePrefix="1"' in styles


def test_numbers_are_numbers_and_nothing_is_an_empty_cell():
    assert read(written(["n", "m", "t"], [[12, None, "x"]]))[1] == [12.0, "", "x"]


def test_what_does_not_fit_into_a_cell_is_cut_and_says_so():
    [_heading, [cell]] = read(written(["a"], [["ж" * 40_000]]))
    assert len(cell) == xlsx.LONGEST
    assert cell.endswith(xlsx.CUT)


def test_more_rows_than_a_spreadsheet_has_are_refused(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    with pytest.raises(xlsx.TooMany):
        written(["a"], [["1"], ["2"], ["3"]])


def test_the_heading_stays_in_sight():
    sheet = zipfile.ZipFile(written(["a"], [])).read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
