"""What is brought up to date before the first page, and what is left alone."""

import pytest
from django.core.management import CommandError

from config.launch import prepare


@pytest.fixture
def calls(monkeypatch):
    """The commands and marks, in the order in which they came."""
    found = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: found.append(name))
    monkeypatch.setattr(prepare, "write_mark", found.append)
    return found


@pytest.mark.parametrize("mark", ["new", prepare.FILLING])
def test_demo_data_are_filled_in_and_the_mark_says_when_they_are_whole(calls, mark):
    prepare.fill_demo(mark)
    assert calls == [prepare.FILLING, "seed_demo", prepare.DEMO]


def test_demo_data_are_filled_in_once(calls):
    prepare.fill_demo(prepare.DEMO)
    assert calls == []


@pytest.fixture
def place(tmp_path, settings):
    """A folder with one static file."""
    settings.BASE_DIR, settings.VAR_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "var", tmp_path / "var" / "static"
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    for folder in ("var", "static", "var/static"):
        (tmp_path / folder).mkdir()
    (tmp_path / "static" / "site.css").write_text("a")
    (tmp_path / "requirements.txt").write_text("x==1")
    return tmp_path


def test_static_files_are_collected_once(place, calls):
    prepare.collect_static()
    prepare.collect_static()
    assert calls == ["collectstatic"]


@pytest.mark.parametrize("name", ["static/site.css", "static/new.css", "requirements.txt"])
def test_a_changed_file_or_set_of_packages_is_collected_again(place, calls, name):
    prepare.collect_static()
    (place / name).write_text("something longer")
    prepare.collect_static()
    assert calls == ["collectstatic", "collectstatic"]


def test_an_interrupted_collection_is_done_again(place, calls, monkeypatch):
    def interrupted(name, **options):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(prepare, "call_command", interrupted)
        with pytest.raises(OSError):  # noqa: PT011
            prepare.collect_static()
    prepare.collect_static()
    assert calls == ["collectstatic"]


def test_a_command_that_refuses_has_nothing_to_say(monkeypatch):
    def refuse(name, **options):
        raise CommandError("there is an admin")

    monkeypatch.setattr(prepare, "call_command", refuse)
    assert prepare.words("check") == ""
    assert prepare.words("no_such_command") == ""


def test_the_mark_is_kept_in_the_database(db):
    prepare.write_mark(prepare.EMPTY)
    with prepare.connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('django_migrations'::regclass, 'pg_class')")
        assert cursor.fetchone() == (prepare.EMPTY,)
