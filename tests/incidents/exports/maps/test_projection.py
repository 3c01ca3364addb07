"""The projection: published values, true lengths, and the window onto the page."""

import math

import pytest

from incidents.exports.maps import projection
from incidents.exports.maps.projection import framed, project


def test_the_middle_of_the_map_is_where_both_lines_meet():
    assert project(67, 48) == pytest.approx((0, 0), abs=1e-6)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((76.9115, 43.25249), (71.44598, 51.1801), 972),  # Almaty and Astana
        ((76.9115, 43.25249), (69.60042, 42.30988), 604),  # Almaty and Shymkent
        ((51.37, 51.23), (82.61, 49.95), 2215),  # Oral and Oskemen, across the country
    ],
)
def test_distances_between_towns_are_true_within_three_hundredths(one, other, km):
    """Great circles by the haversine formula on a sphere of 6,371 km."""
    assert math.dist(project(*one), project(*other)) == pytest.approx(km, rel=0.03)


def test_the_formula_gives_the_example_of_its_book_on_a_sphere():
    """J. P. Snyder 1987, page 295: parallels 33° and 45°, origin 23° N 96° W; the point 35° N 75° W of a unit sphere."""
    cone = math.log(math.cos(math.radians(33)) / math.cos(math.radians(45))) / math.log(
        projection._steep(math.radians(45)) / projection._steep(math.radians(33))
    )
    assert cone == pytest.approx(0.6304777, abs=1e-6)
    factor = math.cos(math.radians(33)) * projection._steep(math.radians(33)) ** cone / cone
    radius = factor / projection._steep(math.radians(35)) ** cone
    turn = cone * math.radians(21)
    assert radius * math.sin(turn) == pytest.approx(0.2966785, abs=1e-6)
    assert factor / projection._steep(math.radians(23)) ** cone - radius * math.cos(turn) == pytest.approx(
        0.2462112, abs=1e-6
    )


def test_north_is_up_and_east_is_right():
    assert project(67, 50)[1] < 0 < project(67, 45)[1]
    assert project(60, 48)[0] < 0 < project(75, 48)[0]


def test_a_place_at_the_pole_or_beyond_is_still_a_number():
    assert all(math.isfinite(value) for value in (*project(67, 90), *project(67, -90), *project(-180, 0)))


def test_a_window_holds_every_point_with_its_margin():
    view = framed([(0, 0), (1000, 300)], 640, 640, margin=10)
    assert view.at((0, 0)) == pytest.approx((10, 10))
    assert view.at((1000, 300)) == pytest.approx((630, view.height - 10))


def test_a_single_place_is_not_enlarged_without_end():
    view = framed([(5, 5)], 320, 240, least_km=480)
    assert view.scale == pytest.approx(320 / 480, rel=0.3)
    assert view.at((5, 5)) == pytest.approx((160, view.height / 2))


def test_a_tall_stretch_fits_by_its_height():
    view = framed([(0, 0), (10, 1000)], 320, 240)
    assert view.height == 240
    assert view.at((10, 1000))[1] <= 240.001


def test_without_places_the_window_looks_at_the_middle():
    assert framed([], 320, 240, least_km=100).at((0, 0))[0] == pytest.approx(160)
