"""What is brought up to date before the first page, and what is left alone."""

import pytest
from django.core.management import CommandError

from config.launch import prepare


@pytest.fixture
def calls(monkeypatch):
    """The commands and marks, in the order in which they came."""
    found = []
    monkeypatch.setattr(prepare, "call_command", lambda *words, **options: found.append(" ".join(words)))
    monkeypatch.setattr(prepare, "write_mark", found.append)
    return found


@pytest.mark.parametrize("mark", ["new", prepare.FILLING])
def test_demo_data_are_filled_in_and_the_mark_says_when_they_are_whole(calls, mark):
    prepare.fill_demo(mark)
    assert calls == [prepare.FILLING, "seed_demo", prepare.DEMO]


def test_demo_data_are_filled_in_once(calls):
    prepare.fill_demo(prepare.DEMO)
    assert calls == []


def test_the_key_ring_is_made_where_none_is_given_and_completed_where_it_is_from_before(
    calls, monkeypatch, settings, tmp_path
):
    settings.KEYS_FILE = str(tmp_path / "keys.json")
    prepare.make_keys()
    monkeypatch.delenv("KUA_KEYS")
    prepare.make_keys()
    (tmp_path / "keys.json").touch()
    prepare.make_keys()
    assert calls == ["keys status", "keys init", "keys complete"]


def test_a_command_that_refuses_has_nothing_to_say(monkeypatch):
    def refuse(name, **options):
        raise CommandError("there is an admin")

    monkeypatch.setattr(prepare, "call_command", refuse)
    assert prepare.words("check") == ""
    assert prepare.words("no_such_command") == ""


def test_the_gazetteer_is_loaded_where_its_files_or_the_folding_changed(db, monkeypatch):
    loaded = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: loaded.append(name))
    prepare.load_places()
    prepare.load_places()
    assert loaded == ["load_gazetteer"]
    monkeypatch.setattr(prepare.collect, "fingerprint", lambda folders: "another")
    prepare.load_places()
    assert loaded == ["load_gazetteer", "load_gazetteer"]


def test_the_mark_is_kept_in_the_database(db):
    prepare.write_mark(prepare.EMPTY)
    with prepare.connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('django_migrations'::regclass, 'pg_class')")
        assert cursor.fetchone() == (prepare.EMPTY,)
