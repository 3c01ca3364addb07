"""bin/manage keys, seal, unseal: what they do, what they say, what they refuse."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.roles import Role
from incidents.domain import contact, keylock, keyring, rewrapping, seal_state
from incidents.management.commands import keys
from incidents.models import ActivistContact, AuditEvent
from incidents.vocabulary import SecretKind
from tests import rings
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)
PHRASE = "six invented words for one test"


@pytest.fixture
def place(tmp_path, monkeypatch, settings):
    """Where a ring may be made."""
    monkeypatch.delenv("KUA_KEYS")
    monkeypatch.setattr(keylock, "COST", {"n": 2, "r": 8, "p": 1})
    settings.KEYS_FILE = str(tmp_path / "keys.json")
    return tmp_path / "keys.json"


@pytest.fixture
def ring(place):
    call_command("keys", "init", stdout=StringIO())
    return place


@pytest.fixture
def other(db):
    return UserFactory(username="arman", role=Role.ADMIN)


@pytest.fixture
def types(monkeypatch):
    """What is typed at the hidden prompts, in order."""

    def typed(*answers):
        left = iter(answers)
        monkeypatch.setattr("getpass.getpass", lambda prompt: next(left))

    return typed


def said(*words, **options) -> str:
    out = StringIO()
    call_command(*words, stdout=out, stderr=out, **options)
    return out.getvalue()


def test_a_ring_is_made_once_and_said_so_in_the_log(ring):
    assert keyring.document()["form"] == 1
    assert AuditEvent.objects.get(verb="keys_made").by == ""
    with pytest.raises(CommandError, match="There is a key ring already"):
        said("keys", "init")


def test_a_ring_for_a_secret_store_is_printed_and_written_nowhere(place):
    assert set(json.loads(said("keys", "init", "--print"))["classes"]) == set(SecretKind.values)
    assert not place.exists()


def test_no_new_ring_is_made_where_texts_wait_for_a_lost_one(ring, activist):
    contact.keep(by=activist, at=AT, contact="Wqzx")
    ring.unlink()
    with pytest.raises(CommandError, match="Restore that key ring from its backup"):
        said("keys", "init")
    assert not ring.exists()
    said("keys", "init", "--anyway")
    with pytest.raises(CommandError, match="1 do not open"):
        said("keys", "verify")


def test_a_folder_that_is_not_there_is_told_in_a_sentence(place, settings):
    settings.KEYS_FILE = str(place.parent / "none" / "keys.json")
    with pytest.raises(CommandError, match="cannot be written or read: No such file"):
        said("keys", "init")


def test_the_status_names_keys_and_counts_and_shows_no_key(ring, activist):
    contact.keep(by=activist, at=AT, contact="Wqzx")
    text = said("keys", "status")
    assert keyring.current("contact").id in text
    assert "1 values now" in text
    assert [half for half in keyring.document()["private"].values() if half in text] == []


def test_a_rotation_renews_everything_and_the_older_keys_retire(ring, activist):
    contact.keep(by=activist, at=AT, contact="Wqzx")
    assert "1 values are wrapped anew" in said("keys", "rotate")
    assert "Retired:" in said("keys", "retire")
    assert "Nothing to retire" in said("keys", "retire")
    assert "1 values open." in said("keys", "verify")


def test_what_does_not_open_is_named_and_ends_with_an_error(ring, activist):
    contact.keep(by=activist, at=AT, contact="Wqzx")
    ActivistContact.objects.update(text_sealed=b"\x02" + bytes(150))
    out = StringIO()
    with pytest.raises(CommandError, match="1 do not open"):
        call_command("keys", "verify", stdout=out, stderr=out)
    assert f"does not open: incidents_activistcontact {activist.ref} text_sealed" in out.getvalue()


def test_a_ring_in_the_environment_is_rotated_by_way_of_the_secret_store(activist, monkeypatch):
    contact.keep(by=activist, at=AT, contact="Wqzx")
    with pytest.raises(CommandError, match="keys rotate --print"):
        said("keys", "rotate")
    monkeypatch.setenv("KUA_KEYS", said("keys", "rotate", "--print"))
    assert "1 values are wrapped anew" in said("keys", "rotate")
    assert rewrapping.is_finished()


def test_without_a_ring_the_commands_say_so_in_a_sentence(place):
    for word in ("status", "rotate", "verify", "retire"):
        with pytest.raises(CommandError, match="cannot be read"):
            said("keys", word)


# --- Seal and unseal -------------------------------------------------------------------------------------------------
def test_sealing_where_nobody_could_unseal_wants_to_be_said_so(ring):
    with pytest.raises(CommandError, match="no second admin"):
        said("seal")
    said("seal", "--anyway")
    assert seal_state.is_sealed()


def test_sealing_says_honestly_that_the_key_file_is_not_locked(ring, admin, other):
    text = said("seal")
    assert seal_state.is_sealed()
    assert "whoever takes this machine can read it" in text


def test_two_admins_unseal_with_their_passwords(ring, admin, other, types):
    said("seal")
    types(PASSWORD, PASSWORD)
    assert "Another admin has to agree" in said("unseal", "--by", admin.username)
    assert "open again" in said("unseal", "--by", other.username)


@pytest.mark.parametrize("who", ["activist", "reviewer"])
def test_nobody_but_an_admin_unseals(ring, who, request):
    said("seal", "--anyway")
    with pytest.raises(CommandError, match="no active admin"):
        said("unseal", "--by", request.getfixturevalue(who).username)


def test_a_wrong_password_unseals_nothing(ring, admin, types):
    said("seal", "--anyway")
    types("wrong")
    with pytest.raises(CommandError, match="password is wrong"):
        said("unseal", "--by", admin.username)


def test_with_unsealers_the_ring_is_locked_and_two_passphrases_open_it(ring, admin, other, types):
    before = keyring.document()["private"]
    types(*[PHRASE + " a"] * 2, *[PHRASE + " b"] * 2)
    assert "Set up." in said("keys", "unsealers", "arman", "asel")
    assert "is locked with the passphrases" in said("seal")
    assert "it is locked" in said("keys", "status")
    with pytest.raises(CommandError, match="name two of its unsealers"):
        said("unseal", "--by", "asel")
    types("wrong", PHRASE + " b")
    with pytest.raises(CommandError, match="does not open the ring"):
        said("unseal", "--by", "arman", "asel")
    types(PHRASE + " b", PHRASE + " a")
    assert "open again" in said("unseal", "--by", "asel", "arman")
    assert keyring.document()["private"] == before


def test_unsealers_are_two_different_active_admins(ring, admin, reviewer):
    for names in (["asel"], ["asel", "asel"], ["asel", reviewer.username], ["asel", "nobody"]):
        with pytest.raises(CommandError, match="two or more active admins"):
            said("keys", "unsealers", *names)


@pytest.mark.parametrize("answers", [("short", "short"), (PHRASE, PHRASE + " other")])
def test_a_short_or_mistyped_passphrase_changes_nothing(ring, admin, other, types, answers):
    types(*answers)
    with pytest.raises(CommandError):
        said("keys", "unsealers", "arman", "asel")
    assert not keylock.is_set_up(keyring.document())


def test_every_word_of_the_command_is_explained():
    assert set(keys.HELP) == {name for name in vars(keys.Command) if not name.startswith("_")} - {
        "help",
        "handle",
        "add_arguments",
    }


def test_the_ring_of_the_tests_is_a_whole_ring():
    assert keyring.document() == rings.RING
