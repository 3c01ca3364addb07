"""The pages about the house: every link leads somewhere, decisions are short; nothing waits to be filled in."""

import re

import pytest

from tests.architecture.house import ROOT

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
PATH = re.compile(r"`((?:accounts|config|incidents|tests|templates|static|docs|bin|benchmarks)/[\w./-]*\w)`")
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_of_a_page_leads_somewhere(page):
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_file_that_a_page_names_is_there(page):
    named = PATH.findall(page.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_a_decision_is_told_in_ten_to_forty_lines():
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert len(decisions) >= 9
    for number, page in enumerate(decisions, start=1):
        assert page.name.startswith(f"{number:04}-"), page.name
        assert 8 <= page.read_text(encoding="utf-8").count("\n") <= 40, page.name


def test_the_readme_holds_no_word_that_waits_to_be_replaced():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^[A-Z_]{4,}$", text, re.MULTILINE) == []


@pytest.mark.parametrize("command", ["bin/run", "bin/test", "bin/manage"])
def test_the_readme_names_the_commands_and_they_can_be_run(command):
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert (ROOT / command).stat().st_mode & 0o100
