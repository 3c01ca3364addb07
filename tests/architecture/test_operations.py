"""docs/operations.md tells the truth: every variable is in its table, every command is one that there is."""

import re

from django.core.management import get_commands

from tests.architecture.house import ROOT, modules

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
TOLD = set(re.findall(r"^\| `([A-Z0-9_]+)` \|", PAGE, re.MULTILINE))
NAMED = re.compile(r"[\"'](KUA_[A-Z0-9_]+|PORT|DATABASE_URL)[\"']")
# Names that one process of the launcher or of the tests hands to another: nobody sets them.
WITHIN = {"KUA_STEPS", "KUA_FAULTS_HOME"}


def test_every_variable_that_is_read_is_told():
    read = {name for module in modules("config", "accounts", "incidents") for name in NAMED.findall(module.text)}
    assert read - WITHIN == TOLD


def test_every_command_of_the_page_is_there():
    said = set(re.findall(r"bin/manage ([a-z_]+)", PAGE))
    assert said - set(get_commands()) == set()
    assert {"backup", "restore", "retention", "keys", "seal", "audit"} <= said
