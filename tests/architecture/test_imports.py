"""Law 1: imports only go down. The layers themselves are contracts in pyproject.toml."""

import ast
import subprocess
import sys

from tests.architecture.house import APPS, ROOT, called, modules

SHAPES = "incidents.models.fields"
PURE = (
    "names",
    "letters",
    "dates",
    "dates_agreement",
    "scoring",
    "date_words",
    "places",
    "references",
    "counting",
    "confirmation",
    "status",
)


def test_imports_only_go_down():
    """The contracts of [tool.importlinter] in pyproject.toml, kept by import-linter."""
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_nothing_is_imported_inside_a_function():
    inside = [
        module.at(node)
        for module in modules(*APPS, "tests")
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_no_import_hides_behind_type_checking():
    assert [str(module) for module in modules(*APPS) if "typing.TYPE_CHECKING" in module.imports()] == []


def test_the_house_has_no_signal_receiver_of_its_own():
    listening = [
        module.at(node)
        for module in modules(*APPS)
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Call) and called(node) == "connect" and "signals" in module.text)
        or (isinstance(node, ast.Name) and node.id == "receiver")
    ]
    assert listening == []


def test_a_model_imports_no_sibling():
    for module in modules("incidents/models"):
        siblings = {name for name in module.imports() if name.startswith("incidents.models.")}
        if module.name != "incidents.models":
            assert {name for name in siblings if not name.startswith(SHAPES)} == set(), str(module)


def test_the_pure_floor_of_the_domain_needs_no_database():
    for module in modules("incidents/domain"):
        if module.name.removeprefix("incidents.domain.").partition(".")[0] in PURE:
            reached = {
                name for name in module.imports() if name.startswith(("django.db", "incidents.models", "accounts"))
            }
            assert reached == set(), str(module)


def test_accounts_know_nothing_of_incidents():
    for module in modules("accounts"):
        assert {name for name in module.imports() if name.startswith("incidents")} == set(), str(module)


TOLD, PRINTED = "incidents.domain.exporting.about", "incidents.domain.exporting.printed"
# Drawings name days in the reader's language: pure words, that know no table.
WORDS_OF_DAYS = ("incidents.domain.dates", "incidents.domain.date_words")
MAKERS_KNOW = (TOLD, PRINTED, "incidents.domain.decoders", *WORDS_OF_DAYS)


def test_the_makers_of_files_reach_no_table():
    """Publish by allow-list: what a file holds was chosen by domain.disclosure before it comes to exports/."""
    for module in modules("incidents/exports"):
        reached = {
            name for name in module.imports() if name.startswith(("incidents.models", "incidents.domain", "django.db"))
        }
        assert {name for name in reached if not name.startswith(MAKERS_KNOW)} == set(), str(module)


def test_what_the_makers_of_files_are_told_reaches_no_table_either():
    [module] = [one for one in modules("incidents/domain/exporting") if one.name == TOLD]
    assert {name for name in module.imports() if name.startswith(("incidents", "django"))} == set()
    [module] = [one for one in modules("incidents/domain/exporting") if one.name == PRINTED]
    assert {name for name in module.imports() if name.startswith("incidents")} == {
        "incidents.domain.dates", "incidents.vocabulary.ExportWhat",
    }  # fmt: skip
