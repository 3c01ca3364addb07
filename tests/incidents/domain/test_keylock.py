"""The lock on the ring: anybody locks, two of several unlock, one alone has nothing."""

import datetime as dt
import itertools
import json

import pytest

from incidents.domain import envelope, keylock, keyring
from incidents.domain.envelope import Broken
from tests import rings

AT = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)
PHRASES = {"arman": "six words of arman's own", "dina": "another six of dina's own", "timur": "and six more of timur"}


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(keylock, "COST", {"n": 2, "r": 8, "p": 1})


@pytest.fixture
def locked():
    return keylock.lock(keylock.set_up(rings.RING, PHRASES))


def pair(*names: str) -> dict[str, str]:
    return {name: PHRASES[name] for name in names}


@pytest.mark.parametrize("names", list(itertools.permutations(PHRASES, 2)))
def test_any_two_unlock_it_in_any_order(locked, names):
    assert keylock.unlock(locked, pair(*names))["private"] == rings.RING["private"]


@pytest.mark.parametrize(
    "phrases",
    [pair("arman"), pair("arman", "dina", "timur"), {}, pair("dina") | {"arman": "wrong"},
     {"arman": PHRASES["dina"], "dina": PHRASES["arman"]}, pair("dina") | {"stranger": "somebody's six words"}],
)  # fmt: skip
def test_nobody_else_does(locked, phrases):
    with pytest.raises(Broken):
        keylock.unlock(locked, phrases)


def test_what_is_locked_holds_no_private_half_and_still_seals(locked, monkeypatch):
    text = json.dumps(locked)
    assert keylock.is_locked(locked)
    assert [half for half in rings.RING["private"].values() if half in text] == []
    monkeypatch.setenv("KUA_KEYS", text)
    assert envelope.seal("Wqzx", keyring.current("note"), "a place")


@pytest.mark.django_db
def test_a_locked_ring_opens_nothing(locked, monkeypatch):
    monkeypatch.setenv("KUA_KEYS", json.dumps(locked))
    with pytest.raises(keyring.Sealed, match="locked"), keyring.opened():
        raise AssertionError("opened while locked")


def test_it_locks_again_without_a_passphrase_and_with_keys_made_since(locked):
    newer = keyring.add_generation(keylock.unlock(locked, pair("arman", "dina")), AT)
    again = keylock.unlock(keylock.lock(newer), pair("dina", "timur"))
    assert again["private"] == newer["private"] != rings.RING["private"]


def test_one_person_is_no_lock():
    with pytest.raises(ValueError, match="two people"):
        keylock.set_up(rings.RING, pair("arman"))


def test_guessing_costs_memory(monkeypatch):
    monkeypatch.undo()
    assert keylock.COST["n"] * keylock.COST["r"] * 128 == 64 * 1024 * 1024
