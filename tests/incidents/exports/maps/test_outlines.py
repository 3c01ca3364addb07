"""The outlines: small, closed, without gaps, and where our gazetteer says that places lie."""

import datetime as dt
import json
import math

import pytest

from incidents.domain import places, placing
from incidents.exports.maps import labels, outlines
from incidents.exports.maps.projection import project

REGIONS = [row.key for row in places.catalogue() if row.kind == "region"]
TOWNS = [row for row in places.catalogue() if row.kind in ("city", "settlement")]


def area(rings) -> float:
    """Square kilometres, by the shoelace formula; a hole that goes the other way round is taken off."""
    total = 0.0
    for ring in rings:
        for (x, y), (after_x, after_y) in zip(ring, (*ring[1:], ring[0]), strict=True):
            total += x * after_y - after_x * y
    return abs(total) / 2


def test_the_file_is_small_and_says_what_it_is():
    assert outlines.FILE.stat().st_size < 25_000
    told = json.loads(outlines.FILE.read_text("utf-8"))
    assert set(told) == {"about", "drawn_with", "shapes", "arcs"}
    assert "January 2022" in told["about"]


def test_fourteen_regions_and_two_cities_have_an_outline():
    assert len([key for key in outlines.every() if key.startswith("region:")]) == 14
    assert [key for key in outlines.every() if not key.startswith("region:")] == ["gn:1526273", "gn:1526384"]


@pytest.mark.parametrize("key", outlines.every())
def test_every_ring_is_closed_and_holds_the_point_where_its_number_stands(key):
    for ring in outlines.rings(key):
        assert len(ring) > 4
        assert math.dist(ring[0], ring[-1]) < 1
    assert labels._is_inside(outlines.middle(key), outlines.rings(key))


def test_the_country_is_as_large_as_it_is():
    """2,724,900 km² by every handbook; simplified lines may miss a hundredth, the sphere and islands another one."""
    regions = sum(area(outlines.rings(key)) for key in outlines.every() if key.startswith("region:"))
    assert regions == pytest.approx(2_724_900, rel=0.02)


def test_a_border_that_two_regions_share_has_the_same_points_in_both():
    points = [point for key in outlines.every() for ring in outlines.rings(key) for point in set(ring)]
    shared = len(points) - len(set(points))
    assert shared > 300


def test_towns_lie_in_the_outline_of_their_region_or_near_its_border():
    outside = {}
    for town in TOWNS:
        where = placing.known(town.key)
        key = outlines.holding(where.chain)
        point = project(where.east, where.north)
        if key != outlines.COUNTRY and not labels._is_inside(point, outlines.rings(key)):
            outside[town.key] = min(math.dist(point, corner) for ring in outlines.rings(key) for corner in ring)
    assert len(outside) < len(TOWNS) * 0.03
    assert max(outside.values()) < 30


@pytest.mark.parametrize("key", REGIONS)
def test_every_region_of_the_gazetteer_is_drawn(key):
    assert outlines.holding((key,)).startswith("region:")


@pytest.mark.parametrize(
    ("key", "into"),
    [
        ("region:abai", "region:east-kazakhstan"),
        ("region:jetisu", "region:almaty"),
        ("region:ulytau", "region:karaganda"),
    ],
)
def test_a_region_that_was_split_off_later_is_drawn_with_the_one_it_came_from(key, into):
    assert outlines.holding((key, "country:kz")) == into
    assert key not in outlines.every()


def test_no_region_is_without_an_outline_before_the_split():
    assert outlines.without_outline(dt.date(2022, 6, 7)) == ()
    assert [row[0] for row in outlines.without_outline(dt.date(2022, 6, 8))] == [
        "region:abai", "region:jetisu", "region:ulytau",
    ]  # fmt: skip


def test_shymkent_is_drawn_as_a_place_of_its_own_and_not_as_part_of_the_region_around_it():
    assert outlines.holding(placing.known("gn:1518980").chain) == outlines.COUNTRY
    before = placing.known("gn:1518980", dt.date(2017, 1, 1))
    assert outlines.holding(before.chain) == "region:turkistan"


def test_a_place_in_nothing_that_is_drawn_has_no_outline():
    assert outlines.holding(("gn:1", "region:elsewhere")) == ""


def test_a_ring_is_cut_at_the_edge_of_the_page():
    square = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))
    cut = outlines.clipped(square, -5, -5, 5, 5)
    assert {(0.0, 0.0), (5.0, 0.0), (5.0, 5.0), (0.0, 5.0)} == set(cut)
    assert outlines.clipped(square, 20, 20, 30, 30) == ()
    assert set(outlines.clipped(square, -5, -5, 50, 50)) == set(square)
