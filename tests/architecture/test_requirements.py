"""What the house is built with: locked by hash, without the address of any index."""

import re

import pytest

from tests.architecture.house import APPS, ROOT, modules

LOCKED = ("requirements.txt", "requirements-dev.txt")
WITH_A_REASON = re.compile(r"^[A-Za-z0-9_.\[\],-]+[=<>~!][^#]*#\s*\S+")


@pytest.mark.parametrize("name", LOCKED)
def test_every_requirement_is_pinned_and_hashed(name):
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    wanted = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert len(wanted) > 20
    assert [line[:60] for line in wanted if "==" not in line or "--hash=sha256:" not in line] == []


@pytest.mark.parametrize("name", [*LOCKED, "requirements.in", "requirements-dev.in", "pyproject.toml"])
def test_no_file_names_an_index(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    commands = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host|https?://", commands)


def test_each_requirement_says_why_it_is_there():
    lines = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    unexplained = [
        line for line in lines if line.strip() and not line.startswith("#") and not WITH_A_REASON.match(line)
    ]
    assert unexplained == []


def test_the_house_reaches_for_no_network_library():
    """Nothing that runs in a request asks another machine; but for the bucket that keeps the files, where there is one."""
    callers = ("requests", "urllib.request", "http.client", "httpx", "aiohttp", "smtplib", "ftplib", "boto", "storages")
    folders = [app for app in APPS if app != "config"]
    assert [
        str(module) for module in modules(*folders) if any(name.startswith(callers) for name in module.imports())
    ] == ["incidents/domain/bucket.py"]
