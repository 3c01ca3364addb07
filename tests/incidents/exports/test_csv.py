"""CSV: no cell runs, nothing is lost."""

import csv as plain
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.exports import csv

SIGNS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
nasty = st.text(st.sampled_from([*"'\"", *SIGNS, *"aЖ1,;"]) | st.characters(codec="utf-8", exclude_characters="\0"))


def written(header, rows) -> bytes:
    out = io.BytesIO()
    csv.write(out, header, rows)
    return out.getvalue()


@given(nasty)
def test_what_is_escaped_comes_back_as_it_was(text):
    assert csv.unescape(csv.escape(text)) == text


@given(nasty)
def test_nothing_that_is_written_begins_like_a_formula(text):
    assert not csv.escape(text).startswith(tuple(SIGNS))


@given(st.lists(st.lists(nasty, min_size=2, max_size=2), max_size=5))
def test_a_whole_file_comes_back_as_it_was(rows):
    assert csv.read(written(["a", "b"], rows)) == [["a", "b"], *rows]


@pytest.mark.parametrize("sign", SIGNS)
def test_each_sign_gets_an_apostrophe_before_it(sign):
    assert csv.escape(f"{sign}cmd|' /C calc'!A0") == f"'{sign}cmd|' /C calc'!A0"


def test_a_text_that_looks_escaped_gets_one_apostrophe_more():
    assert csv.escape("'=1") == "''=1"
    assert csv.escape("'tis") == "'tis"


def test_it_begins_with_the_mark_that_spreadsheets_need_and_ends_lines_as_the_standard_says():
    raw = written(["Имя"], [["Ұлжан"]])
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith("Ұлжан\r\n".encode())


def test_numbers_stay_numbers_and_nothing_is_an_empty_cell():
    lines = list(plain.reader(io.StringIO(written(["n", "m"], [[12, None]]).decode("utf-8-sig"))))
    assert lines[1] == ["12", ""]


def test_the_heading_is_guarded_too():
    assert "'=1" in written(["=1"], []).decode()


def test_the_file_stays_open_for_whoever_reads_it_next():
    out = io.BytesIO()
    csv.write(out, ["a"], [["b"]])
    out.seek(0)
    assert out.read()
