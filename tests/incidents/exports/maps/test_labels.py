"""Where words stand: none over another, all of them on the page, those about an area inside it."""

import itertools

from incidents.exports.charts import paper
from incidents.exports.maps import labels
from incidents.exports.maps.labels import Box, Placed, Wanted, place

PAGE = Box(0, 0, 200, 200)
SQUARE = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.0))


def box(placed: Placed, letters: float) -> Box:
    """The room that the words take."""
    wide = max(paper.width(line, letters, placed.bold) for line in placed.lines)
    left = {"start": placed.x, "end": placed.x - wide, "middle": placed.x - wide / 2}[placed.anchor]
    top = placed.y - letters * 0.9
    return Box(left, top, left + wide, top + letters * labels.LINE * len(placed.lines))


def test_words_that_want_the_same_place_do_not_cover_each_other():
    placed = place([Wanted(100, 100, ((word,),)) for word in ("one", "two", "three")], 12, PAGE)
    assert [one.lines[0] for one in placed] == ["one", "two", "three"]
    boxes = [box(one, 12) for one in placed]
    assert not any(one.meets(other) for one, other in itertools.combinations(boxes, 2))


def test_what_finds_no_room_is_left_out_and_the_first_is_the_most_important():
    placed = place(
        [Wanted(10, 18, (("important",),), away=2), Wanted(10, 18, (("less",),), away=2)], 30, Box(0, 0, 200, 36)
    )
    assert [one.lines for one in placed] == [("important",)]


def test_a_name_that_does_not_fit_leaves_its_number():
    placed = place([Wanted(20, 20, (("A very long name of a region", "12"), ("12",)))], 12, Box(0, 0, 40, 40))
    assert placed[0].lines == ("12",)


def test_everything_stays_on_the_page():
    for x, y in itertools.product((0, 100, 200), (0, 100, 200)):
        for one in place([Wanted(x, y, (("Taldykorgan",),), away=5)], 12, PAGE):
            taken = box(one, 12)
            assert taken.left >= 0
            assert taken.right <= 200
            assert taken.top >= 0
            assert taken.bottom <= 200


def test_words_stand_beside_a_mark_where_there_is_room_and_over_it_where_there_is_none():
    mark = Box(90, 90, 110, 110)
    free = box(place([Wanted(100, 100, (("12",),))], 12, PAGE, [mark])[0], 12)
    assert not free.meets(mark)
    assert place([Wanted(100, 100, (("12",),))], 12, PAGE, [PAGE])[0].y == 100 - 12 * labels.LINE / 2 + 12 * 0.9


def test_the_number_of_an_area_stays_inside_it():
    taken = Box(20, 30, 80, 70)
    placed = place([Wanted(50, 50, (("12",),), rings=(SQUARE,))], 12, PAGE, [taken])
    assert all(one.y < 100 for one in placed)
    outside = place([Wanted(150, 150, (("12",),), rings=(SQUARE,))], 12, PAGE)
    assert outside == []


def test_the_roomiest_place_of_an_area_is_inside_it_and_away_from_marks():
    spot = labels.room((SQUARE,), PAGE, [Box(20, 20, 40, 40)])
    assert labels._is_inside(spot, (SQUARE,))
    assert spot[0] > 40
    assert labels.room((((500.0, 500.0), (600.0, 500.0), (600.0, 600.0), (500.0, 500.0)),), PAGE, []) is None
