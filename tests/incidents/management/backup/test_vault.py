"""A backup that was cut, changed, lengthened, shuffled or made with another key is refused, in one sentence."""

import io
import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.management.backup import keys, parts, vault
from incidents.management.backup.refused import Refused

KEY = keys.from_hex("0f" * 32, "here")
OTHER = keys.from_hex("f0" * 32, "here")
SEALED = vault.CHUNK + vault.TAG
TEXT = secrets.token_bytes(2 * vault.CHUNK + 1000)


def sealed(text: bytes = TEXT, master: keys.Master = KEY) -> bytes:
    out = io.BytesIO()
    sealer = vault.Sealer(out, master)
    sealer.write(text)
    sealer.close()
    return out.getvalue()


def opened(data: bytes, master: keys.Master = KEY) -> bytes:
    return b"".join(vault.opened(io.BytesIO(data), master))


FILE = sealed()
HEAD = len(FILE) - len(TEXT) - 3 * vault.TAG


@pytest.mark.parametrize("size", [0, 1, vault.CHUNK - 1, vault.CHUNK, vault.CHUNK + 1, 2 * vault.CHUNK])
def test_what_was_sealed_opens(size):
    assert opened(sealed(TEXT[:size])) == TEXT[:size]


def test_the_same_text_is_never_sealed_alike():
    assert sealed(b"words") != sealed(b"words")


def test_another_key_is_refused():
    with pytest.raises(Refused, match="not the key"):
        opened(FILE, OTHER)


def test_a_passphrase_opens_what_it_sealed_and_a_key_does_not(monkeypatch):
    monkeypatch.setitem(keys.COST, "n", 2**12)
    words = keys.from_passphrase("six words that nobody else will say")
    file = sealed(b"words", words)
    assert opened(file, words) == b"words"
    with pytest.raises(Refused, match="not the key"):
        opened(file, KEY)
    with pytest.raises(Refused, match="too short"):
        keys.from_passphrase("short")


def test_a_chunk_less_at_the_end_is_told_as_cut():
    with pytest.raises(Refused, match="cut short: its end is missing"):
        opened(FILE[: HEAD + 2 * SEALED])


def test_another_backup_at_the_end_is_told_as_added():
    with pytest.raises(Refused):
        opened(FILE + FILE)
    whole = sealed(TEXT[: vault.CHUNK])
    with pytest.raises(Refused, match="added"):
        opened(whole + FILE)


def test_two_chunks_in_each_other_s_place_are_refused():
    first, second = FILE[HEAD : HEAD + SEALED], FILE[HEAD + SEALED : HEAD + 2 * SEALED]
    with pytest.raises(Refused, match="part 1"):
        opened(FILE[:HEAD] + second + first + FILE[HEAD + 2 * SEALED :])


def test_a_chunk_of_another_backup_is_refused():
    other = sealed()
    with pytest.raises(Refused, match="part 2"):
        opened(FILE[: HEAD + SEALED] + other[HEAD + SEALED : HEAD + 2 * SEALED] + FILE[HEAD + 2 * SEALED :])


NO_BACKUP = {"nothing": b"", "a zip": b"PK\x03\x04", "a name": b"KUA-BACKUP-1\n",
             "no length": b"KUA-BACKUP-1\n\xff\xff\xff\xff", "half a head": FILE[:60]}  # fmt: skip


# Named, for what is in the file differs from process to process.
@pytest.mark.parametrize("data", NO_BACKUP.values(), ids=NO_BACKUP)
def test_what_is_no_backup_is_told_so(data):
    with pytest.raises(Refused, match="no backup"):
        opened(data)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(FILE) - 1))
def test_cut_anywhere_it_is_refused(length):
    with pytest.raises(Refused):
        opened(FILE[:length])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(FILE) * 8 - 1))
def test_one_bit_changed_anywhere_is_refused(bit):
    changed = bytearray(FILE)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Refused):
        opened(bytes(changed))


@pytest.mark.parametrize("text", ["", "0f" * 31, "zz" * 32, "0f" * 33])
def test_what_is_no_key_is_told_so(text):
    with pytest.raises(Refused, match="holds no backup key"):
        keys.from_hex(text, "KUA_BACKUP_KEY")


def test_parts_come_back_in_order_with_their_sums():
    out = bytearray()
    wrote = [parts.write(out.extend, {"part": "table", "name": "a"}, [b"1\n2\n", b"3\n"]),
             parts.write(out.extend, {"part": "file", "name": "b"}, [])]  # fmt: skip
    read = [parts.measured(title, blocks) for title, blocks in parts.titles(iter([bytes(out[:9]), bytes(out[9:])]))]
    assert read == wrote
    assert [part.lines for part in read] == [3, 0]


def test_a_stream_that_ends_inside_a_part_is_refused():
    out = bytearray()
    parts.write(out.extend, {"part": "file", "name": "b"}, [b"words"])
    with pytest.raises(Refused, match="cut short"):
        [parts.measured(*one) for one in parts.titles(iter([bytes(out[:-3])]))]
