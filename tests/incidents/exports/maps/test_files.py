"""A map as a file: alone, without our pages, and as numbers."""

import re
import xml.etree.ElementTree as ET

import pytest

from incidents.exports import csv as sheets
from incidents.exports import maps
from tests.incidents.exports.maps.samples import close, whole

SHEET = (("Place", "At least", "At most"), ("=HYPERLINK(1)", 1, 2), ("Almaty", 149, None))


@pytest.mark.parametrize("make", [whole, close])
def test_the_file_stands_alone_with_its_title_and_notes(make):
    drawing = maps.alone(make(notes=("Stripes: a range.", "Drawn as part of it.")))
    root = ET.fromstring(drawing)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    said = "".join(root.itertext())
    for told in (make().title, make().describing, "Stripes: a range.", "Drawn as part of it."):
        assert told in said
    assert "map-narrow" not in drawing


def test_every_class_of_the_file_has_its_style_in_the_file():
    drawing = maps.alone(whole()) + maps.alone(close())
    style = "".join(re.findall(r"<style>(.*?)</style>", drawing))
    used = {name for names in re.findall(r'class="([^"]+)"', drawing) for name in names.split()}
    used -= {"map-word", "map-wide", "map-all", "map-whole", "map-over", "map-1"}  # these need none of their own
    assert {name for name in used if f".{name}" not in style} == set()


def test_nothing_in_the_file_comes_from_elsewhere():
    drawing = maps.alone(whole()).replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"http|href|<script|<image|url\((?!#)", drawing)


def test_the_numbers_are_a_sheet_that_runs_nothing():
    raw = maps.csv(whole(sheet=SHEET))
    assert b"'=HYPERLINK" in raw
    assert sheets.read(raw)[1:] == [["=HYPERLINK(1)", "1", "2"], ["Almaty", "149", ""]]
    assert sheets.read(maps.csv(whole())) == [[]]


def test_the_picture_is_a_png():
    assert maps.png(close()).startswith(b"\x89PNG\r\n")
