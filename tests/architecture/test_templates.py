"""Templates: short, no inline script or style, nothing from another host, every word translatable."""

import re
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, templates

LONGEST = 80
INLINE = re.compile(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.IGNORECASE | re.DOTALL)
ELSEWHERE = re.compile(r"(?:src|href|action|hx-get|hx-post|content|url)\s*[=(]\s*[\"']?(?:https?:)?//", re.IGNORECASE)
RAW = re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off|mark_safe")
FORM = re.compile(r"<form\b[^>]*method=[\"']?post[^>]*>(.*?)</form>", re.IGNORECASE | re.DOTALL)
PHYSICAL = re.compile(
    r"(?<![-\w])(?:margin|padding|border)-(?:left|right)\b|(?<![-\w])(?:left|right)\s*:|text-align:\s*(?:left|right)"
)


@pytest.fixture(params=templates(), ids=lambda path: str(path.relative_to(ROOT / "templates")))
def template(request) -> str:
    return request.param.read_text(encoding="utf-8")


def test_a_template_is_at_most_eighty_lines(template):
    assert template.count("\n") <= LONGEST


def test_a_template_holds_no_inline_script_or_style(template):
    assert INLINE.findall(template) == []
    assert [body for _marks, body in SCRIPT.findall(template) if body.strip()] == []
    assert all("src=" in marks for marks, _body in SCRIPT.findall(template))


def test_a_template_asks_no_other_host(template):
    assert ELSEWHERE.findall(template) == []


def test_a_template_escapes_everything(template):
    assert RAW.findall(template) == []


def test_a_form_that_posts_carries_its_token(template):
    forms = FORM.findall(template)
    assert all("csrf_token" in body or "{% crispy" in body or "accounts:exit" in template for body in forms)


def test_our_stylesheet_lays_out_in_logical_properties():
    """A script that runs from right to left then needs a catalogue and no redesign."""
    sheet = Path(ROOT / "static/kua/theme.css").read_text(encoding="utf-8")
    assert PHYSICAL.findall(sheet) == []


def test_our_scripts_are_small_and_ask_no_other_host():
    for script in (ROOT / "static/kua").glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert "http://" not in text, script.name
        assert "https://" not in text, script.name
        assert "innerHTML" not in text, script.name
        assert "eval(" not in text, script.name
