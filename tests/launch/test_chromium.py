"""Finding the browser, and installing it only where that asks nothing."""

import pytest

from config.launch import chromium


@pytest.fixture
def machine(monkeypatch):
    """A machine with the named programs, that notes what it runs as root."""
    ran = []

    def make(programs, root=True):
        monkeypatch.delenv("KUA_CHROMIUM", raising=False)
        monkeypatch.setattr(chromium.shutil, "which", lambda name: f"/usr/bin/{name}" if name in programs else None)
        monkeypatch.setattr(chromium.os, "geteuid", lambda: 0 if root else 1000)
        return ran

    def run(command, **options):
        ran.append(" ".join(command))
        return chromium.subprocess.CompletedProcess(command, 1 if "-n true" in ran[-1] else 0)

    monkeypatch.setattr(chromium.subprocess, "run", run)
    return make


def test_the_browser_of_the_machine_is_taken(machine):
    ran = machine({"google-chrome"})
    assert chromium.found_or_installed() == "/usr/bin/google-chrome"
    assert ran == []


def test_a_named_browser_comes_first(machine, monkeypatch):
    machine({"chromium"})
    monkeypatch.setenv("KUA_CHROMIUM", "/opt/chromium")
    assert chromium.find() == "/opt/chromium"


@pytest.mark.parametrize(("installer", "last"), [("apt-get", "install -y"), ("dnf", "install -y"), ("apk", "add")])
def test_root_gets_it_from_the_package_manager(machine, installer, last):
    ran = machine({installer})
    assert chromium.install() is None
    assert ran[-1].startswith(f"{installer} {last}")
    assert ran[-1].endswith("chromium")


def test_one_who_would_be_asked_for_a_password_is_asked_nothing(machine):
    ran = machine({"apt-get", "sudo"}, root=False)
    assert chromium.install() is None
    assert ran == ["/usr/bin/sudo -n true"]


def test_one_without_sudo_gets_nothing_installed(machine):
    ran = machine({"apt-get"}, root=False)
    assert chromium.install() is None
    assert ran == []


def test_a_machine_without_a_known_package_manager_is_left_alone(machine):
    ran = machine(set())
    assert chromium.install() is None
    assert ran == []
