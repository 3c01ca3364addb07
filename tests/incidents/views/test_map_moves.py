"""Transfers in custody on the map of many people: one line a way, thicker for more, and what cannot be drawn."""

from itertools import count

from incidents.domain import placing
from incidents.domain.placing import Stop, Transfer
from incidents.exports.charts.shapes import Span
from incidents.exports.maps import Map, Spot
from incidents.views.map_moves import with_moves

ALMATY, TALDYKORGAN = "gn:1526384", "gn:1518542"
EMPTY = Map("People", "None.")
numbers = count(1)


def stop(words: str) -> Stop:
    return Stop(next(numbers), words, placing.meant(words), None, None)


def way(start: str, end: str, *, ordered: bool = True) -> Transfer:
    return Transfer(stop(start), stop(end), ordered)


def table(drawn: Map) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in drawn.moved.rows]


def test_people_who_went_the_same_way_are_one_thicker_line():
    drawn = with_moves(EMPTY, [way("Taldykorgan", "Almaty"), way("Талдыкорган", "СИЗО, Алматы")])
    [move] = drawn.moves
    assert (move.start, move.end, move.number) == (TALDYKORGAN, ALMATY, 2)
    assert table(drawn) == [["Taldykorgan → Almaty", "yes", "2"]]


def test_there_and_back_and_of_unknown_order_are_lines_of_their_own():
    told = [way("Taldykorgan", "Almaty"), way("Almaty", "Taldykorgan"), way("Almaty", "Taldykorgan", ordered=False)]
    assert len(with_moves(EMPTY, told).moves) == 3
    assert ["Almaty → Taldykorgan", "nobody says", "1"] in table(with_moves(EMPTY, told))


def test_towns_where_nobody_is_counted_get_a_ring_and_others_keep_their_circle():
    town = Spot(ALMATY, "Almaty", 76.91, 43.25, 15, Span(2, 2))
    drawn = with_moves(Map("People", "Two.", spots=(town,)), [way("Taldykorgan", "Almaty")])
    assert [(spot.key, spot.held, spot.value) for spot in drawn.spots] == [
        (ALMATY, False, Span(2, 2)), (TALDYKORGAN, True, None),
    ]  # fmt: skip


def test_a_place_that_is_not_in_the_gazetteer_is_told_and_not_drawn():
    drawn = with_moves(EMPTY, [way("a cellar", "Almaty")])
    assert drawn.moves == ()
    assert any("Not drawn" in note and "1" in note for note in drawn.notes)
    assert table(drawn) == [["a cellar → Almaty", "yes", "1"]]


def test_too_many_people_are_a_sentence_and_none_is_nothing():
    assert "A narrower filter" in with_moves(EMPTY, None).notes[0]
    assert with_moves(EMPTY, []) == EMPTY


def test_at_most_so_many_lines_are_drawn_the_most_frequent_first():
    towns = [row for row in placing._rows().values() if row.kind == "city"][:50]
    told = [way(town.names["en"], "Almaty") for town in towns] + [way("Taldykorgan", "Almaty")] * 3
    drawn = with_moves(EMPTY, told)
    assert len(drawn.moves) <= 40
    assert drawn.moves[0].start == TALDYKORGAN
