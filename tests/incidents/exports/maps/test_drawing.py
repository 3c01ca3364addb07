"""The drawing: what stands on it, that it is well-formed and harmless, and that no place looks more exact than it is."""

import gzip
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from django.utils import translation

from incidents.exports.charts.shapes import Span
from incidents.exports.maps import Area, Move, Spot, outlines, svg
from tests.incidents.exports.maps.samples import ALMATY, NUMBERS, TALDYKORGAN, close, whole

HOSTILE = "<script>alert(1)</script>\"'&\u202e\x00" + "x" * 500


def classes(drawing: str) -> list[str]:
    return re.findall(r'class="([^"]+)"', drawing)


def words(drawing: str, group: str) -> list[str]:
    """The words of one group of labels, line by line."""
    root = ET.fromstring(drawing)
    held = [one for one in root.iter() if one.get("class") == group]
    return ["".join(line.itertext()) for one in held for line in one.iter() if line.tag.endswith("tspan")]


@pytest.mark.parametrize("make", [whole, close])
def test_the_drawing_is_well_formed_small_and_named_for_those_who_do_not_see_it(make):
    drawing = svg(make(), "m1")
    root = ET.fromstring(drawing)
    assert root.get("role") == "img"
    assert [one.text for one in root[:2]] == [make().title, make().describing]
    assert root.get("aria-labelledby") == "m1-title m1-desc"
    assert len(gzip.compress(drawing.encode())) < 5_000


@pytest.mark.parametrize("make", [whole, close])
def test_it_has_no_style_no_script_and_nothing_of_another_host(make):
    drawing = svg(make())
    assert not re.search(r"style=|<script|<style|href|http|<image|on[a-z]+=", drawing)


def test_two_maps_of_a_page_keep_their_ids_apart():
    ids = re.findall(r' id="([^"]+)"', svg(whole(), "map1") + svg(close(), "map2"))
    assert len(ids) == len(set(ids)) == 6


@pytest.mark.parametrize("make", [whole, close])
def test_hostile_words_are_only_words(make):
    areas = tuple(replace(area, label=HOSTILE) for area in make().areas)
    spots = tuple(replace(spot, label=HOSTILE) for spot in make().spots)
    drawing = svg(make(title=HOSTILE, describing=HOSTILE, areas=areas, spots=spots))
    ET.fromstring(drawing)
    assert "<script>" not in drawing


# --- The country -----------------------------------------------------------------------------------------------------
def test_each_region_has_its_step_and_a_range_its_stripes():
    drawn = [name for name in classes(svg(whole())) if name.startswith("map-land")]
    land = drawn[:14]
    assert land.count("map-land map-0") == 12
    assert classes(svg(whole())).count("map-over") == 2  # 7–9 and 0–3


def test_a_region_where_nobody_is_certain_has_no_colour_and_stripes():
    only = whole(areas=(Area("region:pavlodar", "Pavlodar Region", Span(0, 3)),), spots=())
    drawn = classes(svg(only))
    assert "map-land map-1" not in drawn[:16]
    assert "map-over" in drawn


def test_numbers_stand_on_the_map_for_small_and_for_wide_screens():
    drawing = svg(whole())
    narrow, wide = words(drawing, "map-narrow"), words(drawing, "map-wide")
    assert {"7–9", "12", "0–3", "149", "20"} <= set(narrow)
    assert "5–6" not in narrow  # a town inside a region whose number stands there
    assert any("Taldykorgan 5–6" in one for one in wide)
    assert "12" in wide


def test_the_legend_says_every_step_and_what_stripes_are():
    told = [one.text for one in ET.fromstring(svg(whole())).iter() if one.get("class") == "map-word"]
    assert told == ["0", "1–2", "3–5", "6–7", "8–12", "a range"] or told[0] == "0"
    assert told[-1] == "a range"
    assert any(str(NUMBERS["region:kyzylorda"].low) in one for one in told)


def test_a_town_with_a_range_has_a_full_and_a_broken_circle():
    one = whole(spots=(Spot("gn:1", "A", 70, 45, 5, Span(2, 5)),))
    assert classes(svg(one)).count("map-spot") == classes(svg(one)).count("map-maybe") == 1
    nobody = whole(spots=(Spot("gn:1", "A", 70, 45, 5, Span(0, 5)),))
    assert classes(svg(nobody)).count("map-spot") == 0


def test_a_map_without_anybody_is_drawn_too():
    drawing = svg(whole(areas=(), spots=()))
    ET.fromstring(drawing)
    assert classes(drawing).count("map-land map-0") == 14 + 2  # and two boxes of the legend


def test_very_large_numbers_are_told_with_their_digits_in_groups():
    with translation.override("en"):
        drawing = svg(whole(areas=(Area("region:karaganda", "K", Span(1_000_000, 9_999_999_999)),), spots=()))
    assert "1,000,000–9,999,999,999" in drawing


# --- A small map -----------------------------------------------------------------------------------------------------
def test_a_town_is_a_mark_inside_a_broken_circle_as_large_as_the_town():
    circles = [one for one in ET.fromstring(svg(close())).iter() if one.get("class") == "map-near"]
    assert len(circles) == 2
    assert float(circles[1].get("r")) >= 7


def test_a_place_known_no_closer_than_a_region_has_stripes_and_no_mark():
    only = close(spots=(), moves=())
    drawn = classes(svg(only))
    assert "map-over" in drawn
    assert not {"map-mark", "map-held", "map-near"} & set(drawn)


def test_somewhere_in_the_country_is_all_of_it():
    only = close(areas=(Area(outlines.COUNTRY, "Kazakhstan", somewhere=True),), spots=(), moves=())
    assert classes(svg(only)).count("map-over") == 1
    assert svg(only).count("map-land") == 14


def test_where_somebody_was_held_is_a_ring():
    drawn = classes(svg(close()))
    assert drawn.count("map-held") == drawn.count("map-mark") == 1


def test_a_way_has_a_point_and_one_whose_order_is_unknown_has_none():
    drawn = classes(svg(close()))
    assert drawn.count("map-move") == 1
    assert drawn.count("map-move map-unsure") == 1
    assert drawn.count("map-tip") == 1


def test_a_way_inside_one_town_is_a_loop_and_a_way_to_nowhere_is_not_drawn():
    loop = svg(close(moves=(Move(ALMATY, ALMATY),)))
    assert re.search(r'class="map-move" d="M[\d. ]+a12 12', loop)
    assert "map-move" not in svg(close(moves=(Move(TALDYKORGAN, "gn:0"),)))


def test_the_way_back_does_not_cover_the_way_there():
    paths = re.findall(
        r'class="map-move" d="(M[^"]+)"', svg(close(moves=(Move(ALMATY, TALDYKORGAN), Move(TALDYKORGAN, ALMATY))))
    )
    bends = {path.split("Q")[1].split(" ")[0] for path in paths}
    assert len(bends) == 2


def test_a_small_map_says_how_long_a_hundred_kilometres_are_and_which_regions_are_around():
    drawing = svg(close(names={"region:almaty": "Almaty Region", "region:mangystau": "Mangystau Region"}))
    assert re.search(r"\d+ km", drawing)
    assert "Almaty Region" in words(drawing, "map-all")
    assert "Mangystau Region" not in drawing


def test_only_what_is_in_view_is_drawn():
    assert len(svg(close(areas=(), moves=()))) < len(svg(whole())) / 2
