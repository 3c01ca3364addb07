"""The key ring: where it lies, who may read it, and that no process keeps a private half."""

import datetime as dt
import gc
import json
import os

import pytest

from incidents.domain import envelope, keyring, seal_state
from incidents.domain.keyring import NoKeys, Sealed
from incidents.vocabulary import SecretKind
from tests import rings

pytestmark = pytest.mark.django_db
AT = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)


@pytest.fixture
def file(tmp_path, monkeypatch, settings):
    """A ring of its own in a file."""
    monkeypatch.delenv("KUA_KEYS")
    settings.KEYS_FILE = str(tmp_path / "keys.json")
    keyring.write(keyring.make(AT))
    return tmp_path / "keys.json"


def test_a_new_ring_has_one_key_of_each_kind_and_two_rings_share_none():
    one, other = keyring.make(AT), keyring.make(AT)
    assert {kind: len(ones) for kind, ones in one["classes"].items()} == dict.fromkeys(SecretKind.values, 1)
    assert not set(one["private"].values()) & set(other["private"].values())


def test_the_file_is_for_its_owner_only_and_replaced_whole(file):
    keyring.write(keyring.add_generation(keyring.document(), AT))
    assert file.stat().st_mode & 0o777 == 0o600
    assert os.listdir(file.parent) == ["keys.json"]
    assert len(keyring.document()["classes"]["note"]) == 2


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_file_that_others_can_read_is_not_used(file, mode):
    file.chmod(mode)
    with pytest.raises(NoKeys, match="Others can read"):
        keyring.current("note")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"form": 1}', json.dumps(rings.RING | {"form": 2}),
     json.dumps(rings.RING | {"classes": {"identity": [], "note": [], "contact": []}}),
     json.dumps(rings.RING | {"classes": {}}),
     json.dumps(rings.RING).replace("public", "publik"),
     json.dumps(rings.RING).replace(rings.RING["classes"]["note"][0]["id"], "00000000")],
)  # fmt: skip
def test_a_ring_that_is_not_whole_is_refused_without_a_word_of_it(file, text):
    file.write_text(text)
    with pytest.raises(NoKeys) as refused:
        keyring.document()
    assert "private" not in str(refused.value)
    assert refused.value.__suppress_context__


@pytest.mark.parametrize("private", [{}, [], None, {"hash": "zz"}, {"hash": 7}, {"ab": "00"}])
def test_private_halves_that_are_none_are_refused_in_one_sentence(file, private):
    file.write_text(json.dumps(rings.RING | {"private": private}))
    with pytest.raises(NoKeys), keyring.opened():
        raise AssertionError("opened")


def test_without_a_ring_nothing_is_sealed(file):
    file.unlink()
    assert not keyring.exists()
    with pytest.raises(NoKeys):
        keyring.current("contact")


def test_the_environment_comes_before_the_file_and_cannot_be_written(file, monkeypatch):
    monkeypatch.setenv("KUA_KEYS", json.dumps(rings.ring(3)))
    assert keyring.current("note").id == rings.ring(3)["classes"]["note"][0]["id"]
    with pytest.raises(NoKeys, match="given by the environment"):
        keyring.write(keyring.make(AT))


def test_the_newest_generation_seals_and_the_older_still_open(file):
    before = envelope.seal("Wqzx", keyring.current("note"), "a place")
    keyring.write(keyring.add_generation(keyring.document(), AT))
    assert keyring.current("note").id != envelope.key_id(before)
    with keyring.opened() as ring:
        assert ring.open_(before, "a place") == "Wqzx"


def test_a_new_generation_keeps_the_key_of_the_contact_hash(file):
    before = keyring.document()["private"][keyring.HASH]
    assert keyring.add_generation(keyring.document(), AT)["private"][keyring.HASH] == before


def test_a_key_of_one_kind_does_not_open_another(file):
    value = envelope.seal("Wqzx", keyring.current("note"), "a place")
    with keyring.opened() as ring:
        forged = value[:1] + ring.now["contact"].id.encode() + value[9:]
        with pytest.raises(envelope.Broken):
            ring.open_(forged, "a place")


def test_after_the_work_no_object_of_the_process_holds_a_private_half(file):
    """Read for one piece of work, dropped at its end: there is nothing that a seal would have to reach."""
    halves = {bytes.fromhex(half) for half in keyring.document()["private"].values()}
    with keyring.opened() as ring:
        held = ring
    gc.collect()
    assert held.private == {}
    assert held.hash_key == b""
    # type(), for isinstance() asks lazy objects that other tests left behind for their class.
    alive = [thing for thing in gc.get_objects() if type(thing) is keyring.Ring and thing.private]
    assert alive == []
    attributes = [value for name, value in vars(keyring).items() if not name.startswith("__")]
    assert not any(value in halves for value in attributes if isinstance(value, bytes))


def test_while_sealed_the_public_halves_are_there_and_the_private_ones_are_not(admin):
    seal_state.set_(by=admin, at=AT)
    assert keyring.current("identity").id == rings.RING["classes"]["identity"][0]["id"]
    with pytest.raises(Sealed), keyring.opened():
        raise AssertionError("opened while sealed")
