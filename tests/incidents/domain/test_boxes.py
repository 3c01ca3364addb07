"""A file in a box: written in any pieces, read at any place, and nothing in it can be changed, moved or cut off."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.domain import boxes
from incidents.domain.envelope import Broken

KEY, PLACE = bytes(range(32)), "evidence/aa/a"
SMALL = 64


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Chunks of 64 bytes, so that a few hundred bytes are many chunks."""
    monkeypatch.setattr(boxes, "CHUNK", SMALL)
    monkeypatch.setattr(boxes, "RECORD", boxes.NONCE + SMALL + boxes.TAG)


def sealed(*parts: bytes, place: str = PLACE, key: bytes = KEY) -> bytes:
    out = io.BytesIO()
    writer = boxes.Writer(out, key, place)
    for part in parts:
        writer.write(part)
    writer.close()
    return out.getvalue()


def opened(box: bytes, place: str = PLACE, key: bytes = KEY) -> bytes:
    return boxes.Reader(io.BytesIO(box), key, place).read()


def chunk_at(position: int) -> int:
    return (position - boxes.HEADER) // boxes.RECORD


parts = st.lists(st.binary(max_size=200), max_size=6)


@settings(max_examples=80)
@given(parts)
def test_whatever_is_written_in_whatever_pieces_is_read_again(pieces):
    data, box = b"".join(pieces), sealed(*pieces)
    assert len(box) == boxes.box_size(len(data))
    assert opened(box) == data
    assert b"".join(boxes.Reader(io.BytesIO(box), KEY, PLACE).chunks()) == data


@settings(max_examples=80)
@given(st.binary(max_size=400), st.lists(st.tuples(st.integers(0, 500), st.integers(0, 150)), max_size=8))
def test_any_place_is_read_as_of_a_file_in_clear(data, looks):
    clear = io.BytesIO(data)
    with io.BufferedReader(boxes.Reader(io.BytesIO(sealed(data)), KEY, PLACE), 32) as box:
        for place, length in looks:
            assert box.seek(place) == clear.seek(place)
            assert box.read(length) == clear.read(length)
        assert box.seek(0, io.SEEK_END) == len(data)


@settings(max_examples=100)
@given(st.binary(min_size=1, max_size=300), st.data())
def test_a_changed_byte_is_found_in_exactly_its_chunk(data, draw):
    box = bytearray(sealed(data))
    position = draw.draw(st.integers(0, len(box) - 1))
    box[position] ^= draw.draw(st.integers(1, 255))
    harmed, last = chunk_at(position), len(data) // SMALL
    if position < boxes.HEADER or harmed == last:
        with pytest.raises(Broken):
            boxes.Reader(io.BytesIO(box), KEY, PLACE)
        return
    reader = boxes.Reader(io.BytesIO(box), KEY, PLACE)
    for number in range(last + 1):
        reader.seek(number * SMALL)
        if number == harmed:
            with pytest.raises(Broken, match=f"chunk {number} "):
                reader.read(1)
        else:
            assert reader.read(1) == data[number * SMALL :][:1]


@settings(max_examples=80)
@given(st.binary(max_size=300), st.data())
def test_what_is_cut_off_anywhere_does_not_open(data, draw):
    box = sealed(data)
    with pytest.raises(Broken):
        boxes.Reader(io.BytesIO(box[: draw.draw(st.integers(0, len(box) - 1))]), KEY, PLACE)


@pytest.mark.parametrize("kept", range(4))
def test_what_is_cut_off_between_two_chunks_does_not_open_either(kept):
    box = sealed(bytes(3 * SMALL + 5))
    for rest in (b"", bytes(boxes.SEAM), box[-boxes.SEAM - 5 :] if kept < 3 else b""):
        with pytest.raises(Broken):
            boxes.Reader(io.BytesIO(box[: boxes.HEADER + kept * boxes.RECORD] + rest), KEY, PLACE)


def test_what_is_written_behind_the_end_does_not_open():
    for more in (b"x", bytes(boxes.SEAM), bytes(boxes.RECORD)):
        with pytest.raises(Broken):
            opened(sealed(b"words") + more)


def test_two_chunks_that_change_places_do_not_open():
    box = sealed(bytes(range(3 * SMALL)))
    cut = [box[boxes.HEADER + n * boxes.RECORD :][: boxes.RECORD] for n in range(3)]
    with pytest.raises(Broken):
        opened(box[: boxes.HEADER] + cut[1] + cut[0] + cut[2] + box[boxes.HEADER + 3 * boxes.RECORD :])


def test_a_chunk_of_another_box_of_the_same_key_and_place_does_not_open():
    one, other = sealed(bytes(3 * SMALL)), sealed(bytes(3 * SMALL))
    end = boxes.HEADER + boxes.RECORD
    with pytest.raises(Broken):
        opened(one[: boxes.HEADER] + other[boxes.HEADER : end] + one[end:])


@pytest.mark.parametrize("other", [{"place": "evidence/aa/b"}, {"key": bytes(32)}])
def test_another_place_and_another_key_open_nothing(other):
    with pytest.raises(Broken):
        opened(sealed(b"words"), **other)


@pytest.mark.parametrize("box", [b"", b"kua box", b"%PDF-1.4" * 40])
def test_what_is_no_box_is_said_to_be_none(box):
    with pytest.raises(Broken, match="no box"):
        opened(box)


@settings(max_examples=80)
@given(st.binary(max_size=300), st.binary(max_size=300), st.integers(0, 40))
def test_a_writer_that_was_killed_is_continued_behind_its_whole_chunks(first, rest, torn):
    out = io.BytesIO()
    boxes.Writer(out, KEY, PLACE).write(first)
    out.write(bytes(torn))
    safe = len(first) // SMALL
    writer = boxes.Writer(out, KEY, PLACE, safe)
    assert b"".join(writer.again()) == first[: safe * SMALL]
    writer.write(first[safe * SMALL :] + rest)
    writer.close()
    assert opened(out.getvalue()) == first + rest


def test_a_box_that_lost_whole_chunks_is_not_continued():
    out = io.BytesIO()
    boxes.Writer(out, KEY, PLACE).write(bytes(3 * SMALL))
    with pytest.raises(Broken, match="shorter"):
        boxes.Writer(out, KEY, PLACE, 4)


def test_no_nonce_is_used_twice_and_equal_chunks_look_different():
    box = sealed(bytes(50 * SMALL))
    records = [box[boxes.HEADER + n * boxes.RECORD :][: boxes.RECORD] for n in range(50)]
    assert len({record[: boxes.NONCE] for record in records}) == 50
    assert len({record[boxes.NONCE :] for record in records}) == 50
