"""A ring from before lacks keys for newer kinds of secrets: they are added, also while it is locked, and nothing else is."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from incidents.domain import envelope, keylock, keyring, rewrapping, seal_state
from incidents.domain.keyring import NoKeys
from incidents.models import AuditEvent
from tests import rings

pytestmark = pytest.mark.django_db
AT = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)
PHRASES = {"arman": "six words of arman's own", "dina": "another six of dina's own"}
NEWER = ("maker", "file")


def of_before() -> dict:
    classes = {kind: ones for kind, ones in rings.RING["classes"].items() if kind not in NEWER}
    ids = {one["id"] for kind in NEWER for one in rings.RING["classes"][kind]}
    private = {name: half for name, half in rings.RING["private"].items() if name not in ids}
    return rings.RING | {"classes": classes, "private": private}


@pytest.fixture
def file(tmp_path, monkeypatch, settings):
    monkeypatch.delenv("KUA_KEYS")
    monkeypatch.setattr(keylock, "COST", {"n": 2, "r": 8, "p": 1})
    settings.KEYS_FILE = str(tmp_path / "keys.json")
    keyring.write(of_before())


def test_it_is_refused_with_the_command_that_helps(file):
    with pytest.raises(NoKeys, match="bin/manage keys complete"):
        keyring.current("file")


def test_completed_it_keeps_its_keys_and_has_new_ones_for_the_rest(file):
    assert rewrapping.complete(at=AT) == list(NEWER)
    kept = keyring.document()
    assert {kind: kept["classes"][kind] for kind in of_before()["classes"]} == of_before()["classes"]
    assert of_before()["private"].items() <= kept["private"].items()
    value = envelope.seal("Wqzx", keyring.current("file"), "a place")
    with keyring.opened() as ring:
        assert ring.open_(value, "a place") == "Wqzx"
    assert AuditEvent.objects.get(verb="keys_made").detail == {"ids": sorted(keyring.current(k).id for k in NEWER)}


def test_completed_twice_it_stays_as_it_is(file):
    rewrapping.complete(at=AT)
    before = keyring.document()
    assert rewrapping.complete(at=AT) == []
    assert keyring.document() == before


def test_a_locked_ring_of_before_is_completed_by_nobody_s_passphrase_and_opened_by_two(file, admin):
    keyring.write(keylock.lock(keylock.set_up(of_before(), PHRASES)))
    seal_state.set_(by=admin, at=AT)
    assert rewrapping.complete(at=AT) == list(NEWER)
    kept = keyring.document()
    assert "private" not in kept
    value = envelope.seal("Wqzx", keyring.current("file"), "a place")
    opened = keylock.unlock(kept, PHRASES)
    assert not [name for name in opened if name.startswith("locked")]
    assert envelope.open_(value, bytes.fromhex(opened["private"][envelope.key_id(value)]), "a place") == "Wqzx"
    assert of_before()["private"].items() <= opened["private"].items()
    assert keylock.unlock(keylock.lock(opened), PHRASES) == opened


def test_a_ring_of_the_environment_is_printed_as_it_has_to_be(file, monkeypatch):
    monkeypatch.setenv("KUA_KEYS", json.dumps(of_before()))
    with pytest.raises(CommandError, match="keys complete"):
        call_command("keys", "status")
    out, told = StringIO(), StringIO()
    call_command("keys", "complete", stdout=out, stderr=told)
    assert "restart Kua" in told.getvalue()
    monkeypatch.setenv("KUA_KEYS", out.getvalue())
    assert keyring.document()["private"].keys() > of_before()["private"].keys()
    call_command("keys", "status", stdout=out)


def test_the_command_completes_the_file(file):
    out = StringIO()
    call_command("keys", "complete", stdout=out)
    call_command("keys", "complete", stdout=out)
    assert out.getvalue().splitlines() == ["Made keys for: maker, file.", "Nothing is missing."]
