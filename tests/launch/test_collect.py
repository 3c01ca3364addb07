"""Collecting the static files: beside other work, once, and never half."""

import subprocess

import pytest

from config.launch import collect


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with one static file, and a collection that only notes that it ran."""
    for folder in ("var", "var/static", "static"):
        (tmp_path / folder).mkdir()
    (tmp_path / "static" / "site.css").write_text("a")
    (tmp_path / "requirements.txt").write_text("x==1")
    monkeypatch.setattr(collect, "COMMAND", ("-c", "open('ran', 'a').write('once ')"))
    return tmp_path


def gather(place):
    """Collect, with nothing beside it."""
    with collect.beside(place, place / "var", [place / "static"]):
        pass
    return (place / "ran").read_text()


def test_static_files_are_collected_once(place):
    assert gather(place) == "once "
    assert gather(place) == "once "


@pytest.mark.parametrize("name", ["static/site.css", "static/new.css", "requirements.txt"])
def test_a_changed_file_or_set_of_packages_is_collected_again(place, name):
    gather(place)
    (place / name).write_text("something longer")
    assert gather(place) == "once once "


def test_what_was_collected_and_is_gone_is_collected_again(place):
    gather(place)
    (place / "var" / "static").rmdir()
    assert gather(place) == "once once "


def test_a_collection_that_fails_is_told_and_done_again(place, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(collect, "COMMAND", ("-c", "raise SystemExit(1)"))
        with pytest.raises(collect.NotCollected):
            gather(place)
    assert gather(place) == "once "


def test_when_the_work_beside_it_fails_it_is_ended_and_not_counted(place, monkeypatch):
    started = []
    start = collect.children.start
    monkeypatch.setattr(collect, "COMMAND", ("-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(collect.children, "start", lambda *a, **k: started.append(start(*a, **k)) or started[0])
    with pytest.raises(ZeroDivisionError), collect.beside(place, place / "var", [place / "static"]):
        raise ZeroDivisionError
    assert isinstance(started[0], subprocess.Popen)
    assert started[0].returncode
    assert not (place / "var" / "static.stamp").exists()
