"""The shell's part of bin/run: finding a Python, from whatever folder, and one sentence where there is none."""

import os
import shutil
import subprocess

import pytest

from config.launch import setting

PROBE = '#!/bin/sh\nset -u\nlock=requirements.txt\n. "$(dirname -- "$0")/environment.sh"\necho "$python in $(pwd)"\n'


@pytest.fixture
def copy(tmp_path):
    """A folder with a space in its name that looks like the repo to the shell."""
    folder = tmp_path / "my kua"
    (folder / "bin").mkdir(parents=True)
    shutil.copy(setting.BASE / "bin" / "environment.sh", folder / "bin")
    (folder / "requirements.txt").write_text("django==5.2.19\n")
    (folder / "bin" / "probe").write_text(PROBE)
    (folder / "bin" / "probe").chmod(0o755)
    return folder


def script(path, text):
    """An executable of a few lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def start(copy, *path):
    """Run the probe with nothing in its environment but a PATH: no home, the plainest locale."""
    folders = os.pathsep.join(str(folder) for folder in (*path, "/usr/sbin", "/nowhere"))
    tools = copy.parent / "tools"
    for name in ("dirname", "cmp"):
        tools.mkdir(exist_ok=True)
        if not (tools / name).exists():
            (tools / name).symlink_to(shutil.which(name))
    environment = {"PATH": f"{folders}{os.pathsep}{tools}", "LC_ALL": "C", "HOME": ""}
    return subprocess.run([copy / "bin" / "probe"], env=environment, capture_output=True, text=True, cwd="/")


def test_without_python_it_says_what_to_install(copy):
    ended = start(copy)
    assert ended.returncode == 1
    assert ended.stderr.startswith("Kua: Python 3.11 or later was not found; install it")
    assert ended.stderr.count("\n") == 1


def test_too_old_a_python_counts_as_none(copy):
    script(copy.parent / "old" / "python3", "exit 1")
    assert "Python 3.11 or later was not found" in start(copy, copy.parent / "old").stderr


def test_a_python_without_venv_is_named_with_what_is_missing(copy):
    script(copy.parent / "bare" / "python3", 'case "$2" in *venv*) exit 1;; esac')
    ended = start(copy, copy.parent / "bare")
    assert ended.returncode == 1
    assert ended.stderr.startswith("Kua: python3 lacks the modules venv and ensurepip; install them")


def test_the_first_python_that_is_new_enough_makes_the_environment(copy):
    script(copy.parent / "good" / "python3.12", 'case "$1" in -m) echo "made by 3.12 with $3";; esac')
    script(copy.parent / "good" / "python3", "exit 1")
    ended = start(copy, copy.parent / "good")
    assert ended.stdout.splitlines() == ["made by 3.12 with requirements.txt", f".venv/bin/python in {copy.resolve()}"]


def test_a_refusal_while_making_it_ends_the_start(copy):
    script(copy.parent / "good" / "python3", 'case "$1" in -m) exit 1;; esac')
    ended = start(copy, copy.parent / "good")
    assert (ended.returncode, ended.stdout) == (1, "")


def test_an_environment_that_is_ready_needs_no_other_python(copy):
    script(copy / ".venv" / "bin" / "python", "")
    (copy / ".venv" / "kua").mkdir()
    shutil.copy(copy / "requirements.txt", copy / ".venv" / "kua")
    assert start(copy).stdout.strip() == f".venv/bin/python in {copy.resolve()}"


def test_an_environment_without_its_stamp_is_not_ready(copy):
    script(copy / ".venv" / "bin" / "python", "")
    assert start(copy).returncode == 1


@pytest.mark.parametrize("name", ["bin/run", "bin/manage", "bin/test", ".ci/run"])
def test_the_commands_are_executable(name):
    assert os.access(setting.BASE / name, os.X_OK)
