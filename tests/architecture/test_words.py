"""The style of the house: modules that say where they stand, verbs that say what they do, no leftovers."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.house import ALL_CODE, APPS, ROOT, modules, templates

HOMELESS = {"utils", "util", "helpers", "helper", "common", "core", "services", "managers", "misc", "base_utils"}
LEFTOVERS = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
PARKED = re.compile(r"pytest\.(skip|xfail)|mark\.(skip|skipif|xfail)|unittest\.skip|NotImplemented" + "Error")
# A machine may lack a browser (CI may not: there it fails), and only root can give a file to somebody else.
ONLY_WHERE_THE_MACHINE_CAN = {"tests/journeys/conftest.py", "tests/launch/test_address.py"}
SENTENCE = re.compile(r"test(_[a-z0-9]+){3,}")
TEXTS = (".py", ".html", ".css", ".js", ".md", ".toml", ".sh", ".in", ".txt")


def test_every_module_says_its_place_in_the_house():
    silent = [
        str(module) for module in modules(*ALL_CODE) if not ast.get_docstring(module.tree) and module.text.strip()
    ]
    assert silent == []


def test_every_public_function_of_the_domain_says_what_it_does():
    silent = [
        f"{module.at(function)} {function.name}"
        for module in modules("incidents/domain")
        for function in module.tree.body
        if isinstance(function, ast.FunctionDef | ast.ClassDef) and not function.name.startswith("_")
        if not ast.get_docstring(function)
    ]
    assert silent == []


def test_what_has_no_name_in_the_domain_has_no_home():
    homeless = [str(module) for module in modules(*ALL_CODE) if HOMELESS & set(module.name.split("."))]
    assert homeless == []


def test_nothing_is_left_for_later():
    marked = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in our_texts()
        if (found := LEFTOVERS.search(path.read_text(encoding="utf-8")))
    ]
    assert marked == []


def test_no_test_is_parked_and_no_function_unfinished():
    marked = {str(module) for module in modules(*ALL_CODE) if PARKED.search(module.text)}
    assert marked - {str(Path(__file__).relative_to(ROOT))} <= ONLY_WHERE_THE_MACHINE_CAN


def test_the_names_of_tests_are_sentences():
    terse = [
        f"{module.at(function)} {function.name}"
        for module in modules("tests")
        for function in module.functions()
        if function.name.startswith("test_") and not SENTENCE.fullmatch(function.name)
    ]
    assert terse == []


def test_tests_mirror_the_tree():
    """tests/incidents/domain/test_x.py judges incidents/domain: every folder of tests has a folder of the house."""
    mirrored = [path for app in APPS for path in (ROOT / "tests" / app).rglob("test_*.py")]
    astray = [
        str(path.relative_to(ROOT))
        for path in mirrored
        if not (ROOT / path.parent.relative_to(ROOT / "tests")).is_dir()
    ]
    assert astray == []


@pytest.mark.parametrize("word", ["/work/" + "shared", "/tmp/" + "kua", ".lib" + "rary"])
def test_nothing_of_the_workshop_is_left_in_the_house(word):
    assert [str(path.relative_to(ROOT)) for path in our_texts() if word in path.read_text(encoding="utf-8")] == []


def our_texts() -> list[Path]:
    """Every text that we wrote: not what is vendored or generated."""
    folders = [ROOT / name for name in (*ALL_CODE, "docs", "static/kua", "bin", ".ci")]
    inside = [
        path for folder in folders for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]
    top = [path for path in ROOT.iterdir() if path.is_file()]
    return [
        path for path in (*inside, *top, *templates()) if path.suffix in TEXTS or path.parent.name in ("bin", ".ci")
    ]
