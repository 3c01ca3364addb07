"""Making .venv: hash-locked, once, and never half."""

import subprocess

import pytest

from config.launch import environment, setting
from config.launch.refused import Refused

RUN = "django==5.2.19 \\\n    --hash=sha256:aa\n"
DEV = RUN + "pytest==9.0.1 ; python_version >= '3.11' \\\n    --hash=sha256:bb\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with both lists, and an installation that only notes what it would install."""
    (tmp_path / "requirements.txt").write_text(RUN)
    (tmp_path / "requirements-dev.txt").write_text(DEV)
    monkeypatch.setattr(environment, "is_sound", lambda place: (place / "bin" / "python").exists())
    monkeypatch.setattr(environment, "make_venv", make_venv)
    monkeypatch.setattr(
        environment, "install", lambda place, lock: (place / "installed").open("a").write(lock.name + "\n")
    )
    return tmp_path


def make_venv(place):
    """Only the file that shows it."""
    (place / "bin").mkdir(parents=True)
    (place / "bin" / "python").write_text("")


def test_a_second_start_installs_nothing(folder):
    environment.make(folder, "requirements.txt")
    environment.make(folder, "requirements.txt")
    assert environment.is_ready(folder, "requirements.txt")
    assert (folder / ".venv" / "installed").read_text() == "requirements.txt\n"


def test_the_tests_packages_hold_those_of_a_run_but_not_the_other_way(folder):
    environment.make(folder, "requirements.txt")
    assert not environment.is_ready(folder, "requirements-dev.txt")
    environment.make(folder, "requirements-dev.txt")
    assert environment.is_ready(folder, "requirements.txt")


def test_another_lock_file_is_installed_over_the_old(folder):
    environment.make(folder, "requirements-dev.txt")
    (folder / "requirements.txt").write_text(RUN.replace("5.2.19", "5.2.20"))
    environment.make(folder, "requirements.txt")
    assert environment.is_ready(folder, "requirements.txt")
    assert not environment.is_ready(folder, "requirements-dev.txt")


def test_a_half_made_environment_is_never_counted_as_good_and_made_anew(folder, monkeypatch):
    good = environment.install

    def fail(place, lock):
        (place / "half").write_text("")
        raise Refused("the packages could not be installed")

    monkeypatch.setattr(environment, "install", fail)
    with pytest.raises(Refused):
        environment.make(folder, "requirements.txt")
    assert not environment.is_ready(folder, "requirements.txt")
    monkeypatch.setattr(environment, "install", good)
    environment.make(folder, "requirements.txt")
    assert environment.is_ready(folder, "requirements.txt")
    assert not (folder / ".venv" / "half").exists()


def test_an_environment_whose_python_is_gone_is_made_anew(folder):
    environment.make(folder, "requirements.txt")
    (folder / ".venv" / "bin" / "python").unlink()
    (folder / ".venv" / "bin").rmdir()
    environment.make(folder, "requirements.txt")
    assert environment.is_ready(folder, "requirements.txt")


def test_a_read_only_folder_is_told_in_one_sentence(folder, monkeypatch):
    monkeypatch.setattr(environment.os, "access", lambda path, mode: False)
    with pytest.raises(Refused, match="cannot be written; start Kua from a copy that belongs to you"):
        environment.make(folder, "requirements.txt")


def test_a_disk_that_is_full_is_told_in_one_sentence(folder, monkeypatch):
    def fail(place):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(environment, "make_venv", fail)
    with pytest.raises(Refused, match=r"\.venv cannot be made: No space left on device\."):
        environment.make(folder, "requirements.txt")


def test_pip_checks_hashes_asks_nothing_and_uses_the_persons_own_index(monkeypatch, tmp_path):
    ran = []

    def run(command, env):
        ran.append((command, env))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setenv("PIP_INDEX_URL", "the person's own")
    monkeypatch.setattr(environment.subprocess, "run", run)
    environment.install(tmp_path, tmp_path / "requirements.txt")
    [(command, given)] = ran
    assert {"--require-hashes", "--no-input"} <= set(command)
    assert not any("index" in str(word) for word in command)
    assert given["PIP_INDEX_URL"] == "the person's own"


def test_when_pip_fails_its_own_words_are_pointed_to(monkeypatch, tmp_path):
    monkeypatch.setattr(environment.subprocess, "run", lambda command, env: subprocess.CompletedProcess(command, 1))
    with pytest.raises(Refused, match="pip says why above"):
        environment.install(tmp_path, tmp_path / "requirements.txt")


def test_the_real_lists_name_no_index_and_the_tests_hold_those_of_a_run():
    lists = {name: setting.BASE / name for name in environment.LOCKS}
    assert environment.pins(lists["requirements.txt"]) < environment.pins(lists["requirements-dev.txt"])
    assert not any("http" in line.split("#")[0] for path in lists.values() for line in path.read_text().splitlines())
