"""The budget: a table that is printed (pytest -s), and hard limits that fail."""

import statistics

from tests.architecture.house import APPS, Module, length, modules, templates

LONGEST_FUNCTION = 50
LONGEST_FILE, WANTED_FILE = 400, 300
MEDIAN_FUNCTION = 8


def functions(code: tuple[Module, ...]) -> dict[str, int]:
    return {
        f"{module.at(function)} {function.name}": length(function) for module in code for function in module.functions()
    }


def code_lines(code: tuple[Module, ...]) -> int:
    return sum(
        1 for module in code for line in module.text.splitlines() if line.strip() and not line.strip().startswith("#")
    )


def test_no_function_is_longer_than_fifty_lines():
    assert {where: lines for where, lines in functions(modules(*APPS)).items() if lines > LONGEST_FUNCTION} == {}


def test_the_median_function_is_at_most_eight_lines():
    assert statistics.median(functions(modules(*APPS)).values()) <= MEDIAN_FUNCTION


def test_no_file_is_longer_than_four_hundred_lines():
    assert {str(module): module.lines for module in modules(*APPS, "tests") if module.lines > LONGEST_FILE} == {}


def test_the_budget_is_printed():
    lengths, files = functions(modules(*APPS)), {str(module): module.lines for module in modules(*APPS)}
    ours, theirs = code_lines(modules(*APPS)), code_lines(modules("tests"))
    sheets = {path.name: path.read_text(encoding="utf-8").count("\n") for path in templates()}
    over = sorted(name for name, lines in files.items() if lines > WANTED_FILE)
    rows = [
        ("functions", len(lengths), ""),
        ("function, median lines", statistics.median(lengths.values()), f"≤ {MEDIAN_FUNCTION}"),
        ("function, longest", max(lengths.values()), f"≤ {LONGEST_FUNCTION}"),
        ("file, longest", max(files.values()), f"≤ {WANTED_FILE}, hard {LONGEST_FILE}"),
        ("files over the wanted length", len(over), ", ".join(over)),
        ("template, longest", max(sheets.values()), "≤ 80"),
        ("tests ÷ code", round(theirs / ours, 2), f"≥ 1.4 ({theirs} ÷ {ours} lines)"),
    ]
    print("\n" + "\n".join(f"{what:<32}{value:>8}  {limit}" for what, value, limit in rows))
    assert theirs > 0
