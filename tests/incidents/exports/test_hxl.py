"""CSV with HXL: the row of hashtags stands under the headings, as the standard says."""

import io
import re

from incidents.domain import disclosure
from incidents.exports import csv, hxl
from incidents.vocabulary import Disclosure
from tests.incidents.exports.abouts import about

# hxlstandard.org, tagging conventions: a hashtag and its attributes, in lower case.
TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
CORE = {"#meta", "#affected", "#impact", "#status", "#date", "#loc", "#event", "#description"}


def written(header, rows, *codes) -> list[list[str]]:
    out = io.BytesIO()
    hxl.write(out, header, rows, about(*codes))
    return csv.read(out.getvalue())


def test_the_hashtags_are_the_second_row():
    found = written(["Номер", "Имя"], [["P-ABCDEFG", "=1+1"]], "ref", "name")
    assert found == [["Номер", "Имя"], ["#meta+id", "#x_person+name"], ["P-ABCDEFG", "=1+1"]]


def test_every_column_that_any_circle_may_have_has_a_hashtag_of_its_own():
    codes = [column.code for column in disclosure.columns_for(Disclosure.INTERNAL)]
    assert set(hxl.TAGS) == set(codes)
    assert len(set(hxl.TAGS.values())) == len(codes)


def test_each_is_a_hashtag_of_the_standard_or_says_that_it_is_one_s_own():
    for code, tag in hxl.TAGS.items():
        assert TAG.fullmatch(tag), code
        assert tag.split("+")[0] in CORE or tag.startswith("#x_"), code


def test_a_column_that_has_none_is_left_without():
    assert written(["A"], [[1]], "unheard")[1] == [""]


def test_a_cell_that_would_run_is_escaped_and_a_hashtag_is_not():
    out = io.BytesIO()
    hxl.write(out, ["A"], [["=1+1"]], about("ref"))
    assert out.getvalue().decode("utf-8-sig").split("\r\n") == ["A", "#meta+id", "'=1+1", ""]
