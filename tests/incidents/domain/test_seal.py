"""The seal: one sets it, two different admins end it, and what goes on meanwhile."""

import datetime as dt
import json

import pytest
from django.contrib.sessions.models import Session

from accounts.roles import Role
from incidents.domain import keylock, keyring, notes, seal, seal_state
from incidents.models import AuditEvent, Seal, SecretLook
from incidents.policies import Denied, Unfit
from tests import rings
from tests.factories import ReportFactory, UserFactory
from tests.incidents.domain.test_keylock import PHRASES

pytestmark = pytest.mark.django_db
AT = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def other(db):
    """A second admin."""
    return UserFactory(username="arman", role=Role.ADMIN)


def verbs() -> list[str]:
    return list(AuditEvent.objects.filter(kind="seal").order_by("pk").values_list("verb", flat=True))


def test_one_admin_seals_and_two_others_unseal(admin, other):
    seal.close(by=admin, at=AT)
    assert seal_state.is_sealed()
    assert not seal.agree(by=other, at=AT)
    assert seal_state.is_sealed()
    assert seal.agree(by=admin, at=AT)
    assert not seal_state.is_sealed()
    assert verbs() == ["sealed", "unseal_agreed", "unsealed"]


def test_one_admin_alone_cannot_unseal_by_asking_twice(admin):
    seal.close(by=None, at=AT, anyway=True)
    seal.agree(by=admin, at=AT)
    with pytest.raises(Unfit):
        seal.agree(by=admin, at=AT)
    assert seal_state.is_sealed()


@pytest.mark.parametrize("nosy", ["activist", "reviewer"])
def test_nobody_else_seals_or_unseals(nosy, request):
    person = request.getfixturevalue(nosy)
    with pytest.raises(Denied):
        seal.close(by=person, at=AT, anyway=True)
    seal.close(by=None, at=AT, anyway=True)
    with pytest.raises(Denied):
        seal.agree(by=person, at=AT)


def test_the_agreement_of_somebody_who_is_no_admin_any_more_does_not_count(admin, other):
    seal.close(by=None, at=AT, anyway=True)
    seal.agree(by=other, at=AT)
    type(other).objects.filter(pk=other.pk).update(role=Role.ACTIVIST)
    assert not seal.agree(by=admin, at=AT)
    assert seal_state.is_sealed()


def test_where_nobody_could_open_it_again_it_is_not_sealed_by_chance(admin, other):
    type(other).objects.filter(pk=other.pk).update(role=Role.ACTIVIST)
    with pytest.raises(Unfit, match="no second admin"):
        seal.close(by=admin, at=AT)
    assert not seal_state.is_sealed()
    seal.close(by=None, at=AT, anyway=True)
    assert seal_state.is_sealed()


def test_what_is_not_sealed_is_not_unsealed(admin):
    with pytest.raises(Denied):
        seal.agree(by=admin, at=AT)


def test_sealing_twice_is_sealing_once_and_keeps_the_agreement(admin, other):
    seal.close(by=admin, at=AT)
    seal.agree(by=other, at=AT)
    seal.close(by=admin, at=AT)
    assert Seal.objects.count() == 1
    assert seal.agree(by=admin, at=AT)


def test_all_sessions_end_and_no_copy_of_a_cookie_comes_back_to_life(admin, activist, client_of):
    client = client_of(activist)
    row = Session.objects.get()
    seal.close(by=admin, at=AT)
    assert not Session.objects.exists()
    row.save(force_insert=True)
    assert client.get("/desk/").status_code == 302


def test_everybody_gets_a_stamp_of_their_own(admin, activist):
    before = activist.session_stamp
    seal.close(by=admin, at=AT)
    activist.refresh_from_db()
    admin.refresh_from_db()
    assert len({before, activist.session_stamp, admin.session_stamp}) == 3


def test_a_note_is_written_while_sealed_and_read_afterwards(admin, other, reviewer):
    report = ReportFactory()
    seal.close(by=admin, at=AT)
    notes.keep(report=report, by=reviewer, at=AT, note="Call after dark.", version=0)
    why = {"by": reviewer, "at": AT, "reason": "To call.", "because": "ask"}
    with pytest.raises(keyring.Sealed):
        notes.open_(report=report, **why)
    assert not SecretLook.objects.exists()
    for person in (admin, other):
        seal.agree(by=person, at=AT)
    assert notes.open_(report=report, **why) == {"note": "Call after dark."}


def test_sealing_works_with_broken_keys(admin, monkeypatch):
    monkeypatch.setenv("KUA_KEYS", "{")
    assert not seal.close(by=admin, at=AT)
    assert seal_state.is_sealed()


# --- With a lock on the key file -------------------------------------------------------------------------------------
@pytest.fixture
def lockable(tmp_path, monkeypatch, settings):
    """A ring in a file, with three people who hold passphrases."""
    monkeypatch.setattr(keylock, "COST", {"n": 2, "r": 8, "p": 1})
    monkeypatch.delenv("KUA_KEYS")
    settings.KEYS_FILE = str(tmp_path / "keys.json")
    keyring.write(keylock.set_up(rings.RING, PHRASES))
    return tmp_path / "keys.json"


def test_sealing_locks_the_key_file_and_no_private_half_is_left_in_it(admin, lockable):
    assert seal.close(by=admin, at=AT)
    text = lockable.read_text()
    assert [half for half in rings.RING["private"].values() if half in text] == []
    assert "locked" in json.loads(text)


def test_a_locked_ring_is_unsealed_by_two_passphrases_only(admin, other, lockable):
    dina = UserFactory(username="dina", role=Role.ADMIN)
    seal.close(by=admin, at=AT)
    with pytest.raises(Unfit, match="locked"):
        seal.agree(by=admin, at=AT)
    seal.open_with(people={other: PHRASES["arman"], dina: PHRASES["dina"]}, at=AT)
    assert not seal_state.is_sealed()
    assert keyring.document()["private"] == rings.RING["private"]
    assert verbs() == ["sealed", "unseal_agreed", "unsealed"]


def test_a_wrong_passphrase_leaves_it_sealed_and_locked(admin, other, lockable):
    dina = UserFactory(username="dina", role=Role.ADMIN)
    seal.close(by=admin, at=AT)
    with pytest.raises(keylock.Broken):
        seal.open_with(people={other: "wrong", dina: PHRASES["dina"]}, at=AT)
    assert seal_state.is_sealed()
    assert seal.is_locked()
