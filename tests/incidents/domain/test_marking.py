"""Texts in pieces, some of them marked."""

from hypothesis import given
from hypothesis import strategies as st

from incidents.domain import marking
from incidents.domain.marking import Piece


def test_signs_of_the_database_become_marks():
    found = marking.of_signs(f"They {marking.OPEN}shot{marking.CLOSE} <b>")
    assert found == (Piece("They "), Piece("shot", True), Piece(" <b>"))


def test_stray_signs_disappear():
    assert marking.of_signs(f"a{marking.CLOSE}b{marking.OPEN}c") == (Piece("abc"),)


def test_words_are_marked_in_another_script():
    found = marking.of_words("Zhagiparov, Yermek", ["жагип"])
    assert found == (Piece("Zhagiparov", True), Piece(", Yermek"))


def test_a_letter_alone_marks_nothing():
    assert marking.of_words("Anna", ["a"]) == (Piece("Anna"),)


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=6))
def test_no_letter_is_lost_or_doubled(text, spans):
    assert "".join(piece.text for piece in marking.of_spans(text, spans)) == text


@given(st.text(max_size=60))
def test_whatever_the_database_says_no_sign_stays(text):
    shown = "".join(piece.text for piece in marking.of_signs(text))
    assert shown == text.replace(marking.OPEN, "").replace(marking.CLOSE, "")
