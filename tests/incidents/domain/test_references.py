"""Reference codes: read as people type them, and every slip is found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.domain import references
from incidents.domain.references import ALPHABET, Misread

NUMBERS = st.integers(0, 2**30 - 1)


def test_a_reference_is_a_letter_and_seven_characters():
    made = references.make("R")
    prefix, body = made.split("-")
    assert prefix == "R"
    assert len(body) == 7
    assert set(body) <= set(ALPHABET)
    assert references.read(made) == made


def test_the_same_number_gives_the_same_reference():
    assert references.make("P", 12345) == references.make("P", 12345) != references.make("P", 12346)


def test_random_references_do_not_repeat_soon():
    assert len({references.make("R") for _ in range(500)}) == 500


@settings(max_examples=25)
@given(NUMBERS)
def test_every_single_wrong_character_is_found(number):
    made = references.make("R", number)
    for place in range(2, 9):
        for sign in ALPHABET.replace(made[place], ""):
            assert not references.is_valid(made[:place] + sign + made[place + 1 :])


@settings(max_examples=25)
@given(NUMBERS)
def test_every_swap_of_two_characters_is_found(number):
    made = references.make("R", number)
    for one in range(2, 9):
        for other in range(one + 1, 9):
            swapped = list(made)
            swapped[one], swapped[other] = made[other], made[one]
            assert made[one] == made[other] or not references.is_valid("".join(swapped))


@given(NUMBERS, st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_a_reference_of_one_kind_is_no_reference_of_another(number, letter):
    made = references.make("R", number)
    assert letter == "R" or not references.is_valid(letter + made[1:])


@given(NUMBERS, st.sampled_from(["R", "P", "I", "F", "S", "RP"]))
def test_sloppy_typing_is_read(number, prefix):
    made = references.make(prefix, number)
    body = made.split("-")[1]
    typed = body.replace("0", "o").replace("1", "l").lower()
    for text in (f"{prefix}{typed}", f" {prefix.lower()} - {typed[:4]}-{typed[4:]} ", f"{prefix}–{' '.join(body)}\n"):
        assert references.read(text) == made


def test_letters_of_a_cyrillic_keyboard_are_read():
    made = next(
        code for code in (references.make("P", number) for number in range(100_000)) if {"K", "M", "T"} <= set(code)
    )
    typed = made.translate(str.maketrans("PKMTABCEHX", "РКМТАВСЕНХ"))
    assert typed != made
    assert references.read(typed) == made


def test_a_code_typed_without_its_letter_is_read_where_the_kind_is_known():
    made = references.make("R", 77)
    assert references.read(made[2:], prefix="R") == made
    with pytest.raises(Misread):
        references.read(made[2:])


def test_a_code_of_another_kind_is_refused_where_the_kind_is_known():
    with pytest.raises(Misread, match="another kind"):
        references.read(references.make("P", 77), prefix="R")


@pytest.mark.parametrize(
    "text",
    ["", "R-", "R-123", "R-UUUUUUU", "R\x00-1234567", "<script>", "RRR-1234567", "R-" + "0" * 10_000_000, "Ж-1234567"],
)
def test_what_is_no_reference_is_refused_with_a_sentence(text):
    with pytest.raises(Misread) as refused:
        references.read(text)
    assert str(refused.value).endswith(".")
    assert not references.is_valid(text)


@given(st.text(max_size=45))
def test_any_text_is_either_read_or_refused(text):
    if references.is_valid(text):
        assert references.read(references.read(text)) == references.read(text)


@pytest.mark.parametrize(("prefix", "number"), [("r", 1), ("", 1), ("ABC", 1), ("R", -1), ("R", 2**30)])
def test_a_reference_that_cannot_be_is_not_made(prefix, number):
    with pytest.raises(ValueError, match="prefix|number"):
        references.make(prefix, number)
