"""A secret text in its envelope: the public half closes it, only the private half, in the same place, opens it."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.domain import envelope
from incidents.domain.envelope import Broken

HALF, OTHER = bytes(range(32)), bytes(range(1, 33))
PUBLIC = envelope.public_of(HALF)
PLACE = "incidents_sourceidentity|name_sealed|7"


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_every_text_comes_back_as_it_was(text):
    assert envelope.open_(envelope.seal(text, PUBLIC, PLACE), HALF, PLACE) == text


def test_sealing_takes_nothing_but_the_public_half():
    value = envelope.seal("Wqzx", envelope.Public(PUBLIC.id, PUBLIC.key), PLACE)
    assert envelope.key_id(value) == PUBLIC.id
    assert b"Wqzx" not in value


def test_the_same_text_is_never_sealed_to_the_same_bytes_nor_under_the_same_nonce():
    values = [envelope.seal("Wqzx", PUBLIC, PLACE) for _n in range(20)]
    for start, end in ((9, 41), (41, 53), (53, 101), (101, 113), (113, 133)):
        assert len({value[start:end] for value in values}) == 20


@pytest.mark.parametrize("where", [0, 1, 8, 9, 40, 41, 52, 53, 100, 101, 112, 113, -17, -1])
def test_any_changed_byte_breaks_it(where):
    value = bytearray(envelope.seal("Wqzx", PUBLIC, PLACE))
    value[where] ^= 1
    with pytest.raises(Broken):
        envelope.open_(bytes(value), HALF, PLACE)


@pytest.mark.parametrize("length", [0, 1, 9, 40, 100, 101, 113, 120])
def test_a_value_that_was_cut_off_breaks(length):
    with pytest.raises(Broken):
        envelope.open_(envelope.seal("Wqzx", PUBLIC, PLACE)[:length], HALF, PLACE)


@pytest.mark.parametrize("place", ["", PLACE + "0", PLACE.replace("name", "note"), PLACE.replace("source", "other")])
def test_in_another_place_it_does_not_open(place):
    with pytest.raises(Broken):
        envelope.open_(envelope.seal("Wqzx", PUBLIC, PLACE), HALF, place)


def test_another_key_does_not_open_it():
    with pytest.raises(Broken):
        envelope.open_(envelope.seal("Wqzx", PUBLIC, PLACE), OTHER, PLACE)


def test_the_head_of_one_value_does_not_open_the_body_of_another():
    one, other = (envelope.seal(text, PUBLIC, PLACE) for text in ("Wqzx", "Other"))
    with pytest.raises(Broken):
        envelope.open_(one[: envelope.HEAD] + other[envelope.HEAD :], HALF, PLACE)


def test_a_value_is_wrapped_anew_without_its_text_being_touched():
    value = envelope.seal("Wqzx", PUBLIC, PLACE)
    renewed = envelope.rewrap(value, HALF, envelope.public_of(OTHER), PLACE)
    assert renewed[envelope.HEAD :] == value[envelope.HEAD :]
    assert envelope.open_(renewed, OTHER, PLACE) == "Wqzx"
    with pytest.raises(Broken):
        envelope.open_(renewed, HALF, PLACE)


def test_wrapping_anew_does_not_move_a_value_to_another_place():
    with pytest.raises(Broken):
        envelope.rewrap(envelope.seal("Wqzx", PUBLIC, PLACE), HALF, PUBLIC, PLACE + "0")


def test_no_exception_says_anything_of_the_text():
    value = bytearray(envelope.seal("Wqzxsecret", PUBLIC, PLACE))
    value[-1] ^= 1
    with pytest.raises(Broken) as broken:
        envelope.open_(bytes(value), HALF, PLACE)
    chain = [broken.value, broken.value.__cause__]
    assert [error for error in chain if "Wqzx" in repr(error)] == []
    assert broken.value.__suppress_context__


def test_the_key_id_stands_for_the_public_half():
    assert PUBLIC.id == hashlib.sha256(b"kua class key" + PUBLIC.key).hexdigest()[:8]
    assert envelope.key_id(b"0f1e2d3c" + bytes(40)) == ""
