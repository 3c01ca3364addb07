"""JSON Lines: each line is an object by itself, and nothing is lost."""

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from incidents.exports import jsonl
from tests.incidents.exports.abouts import about

nasty = st.text(st.characters(codec="utf-8")) | st.integers() | st.none()


def written(header, rows, *codes) -> list[str]:
    out = io.BytesIO()
    jsonl.write(out, header, rows, about(*codes))
    return out.getvalue().decode().split("\n")[:-1]


@given(st.lists(st.tuples(nasty, nasty), max_size=5))
def test_every_value_comes_back_as_it_was(rows):
    lines = written(["Имя", "Возраст"], rows, "name", "age")
    assert [json.loads(line) for line in lines] == [{"name": name, "age": age} for name, age in rows]


def test_the_keys_are_the_codes_whatever_the_language():
    assert written(["Имя"], [["Ұлжан"]], "name") == ['{"name":"Ұлжан"}']


def test_without_codes_the_headings_are_the_keys():
    assert written(["ref", "L-ABCDEFG Ours"], [["P-1", 1]]) == ['{"ref":"P-1","L-ABCDEFG Ours":1}']


def test_a_line_end_in_a_value_ends_no_line():
    assert len(written(["a"], [["one\ntwo\u2028three"]], "a")) == 1


def test_what_a_spreadsheet_would_run_is_plain_text():
    assert json.loads(written(["a"], [["=1+1"]], "a")[0]) == {"a": "=1+1"}
