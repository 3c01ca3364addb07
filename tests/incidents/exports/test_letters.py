"""Words as the printed page can show them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.exports.letters import BREAK, breakable, printable


@pytest.mark.parametrize(
    "text",
    [
        "Әлия Ғани Қайрат Мыңбай Өмір Ұлан Үміт Һани Іңкәр әғқңөұүһі", "Ёлкин Щукин — «да»", "محمد علي الحسن",
        "O‘zbek Oʻg‘il, Gülşen Çağlar", "שלום", "Գրիգոր", '#import "x" *b* _i_ $x$ <a> @b', "‘’“”…–—№",
    ],
)  # fmt: skip
def test_what_the_letters_hold_stays_as_it_is(text):
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202eabc", "‹U+202E›abc"), ("a\u2066b", "a‹U+2066›b"), ("\x07", "‹U+0007›"), ("\ue000", "‹U+E000›"),
        ("李明 Li", "‹LiMing› Li"), ("one\r\ntwo\u2028three\x0bfour", "one\ntwo\nthree\nfour"), ("a\tb", "a b"),
        ("\ud7ff", "‹U+D7FF›"),
    ],
)  # fmt: skip
def test_what_they_lack_is_told_in_a_way_that_can_be_read(text, shown):
    assert printable(text) == shown


@given(st.text(st.characters(codec="utf-8")))
def test_nothing_that_steers_a_line_is_left(text):
    assert not set(printable(text)) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\0\t\r\x0b\x0c\x85")


@given(st.text(), st.integers(1, 60))
def test_places_to_break_change_no_word(text, room):
    told = printable(text).replace(BREAK, "")
    assert breakable(told, room).replace(BREAK, "") == told


def test_short_words_are_left_whole_and_long_ones_can_break():
    assert breakable("Қайрат Әбілқасымұлы", 20) == "Қайрат Әбілқасымұлы"
    assert breakable("Ә" * 7, 6) == BREAK.join(["ӘӘӘ", "ӘӘӘ", "Ә"])
