"""Law 9: the clock is handed in, read once in the view."""

import ast

from tests.architecture.house import dotted, modules

READS_THE_CLOCK = {
    "timezone.now", "timezone.localdate", "timezone.localtime", "datetime.now", "datetime.utcnow", "datetime.today",
    "date.today", "dt.datetime.now", "dt.date.today", "datetime.datetime.now", "datetime.date.today", "time.time",
}  # fmt: skip

TOLD = ("datetime", "User", "User | None")


def test_domain_forms_and_exports_never_read_the_clock():
    read = [
        module.at(node)
        for module in modules("incidents/domain", "incidents/forms", "incidents/exports", "incidents/models")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and dotted(node) in READS_THE_CLOCK
    ]
    assert read == []


def test_a_verb_that_writes_to_the_log_is_told_the_instant_and_the_person_by_keyword():
    """`by=` and `at=` are keyword-only wherever a function of the domain takes them."""
    loose = [
        module.at(function)
        for module in modules("incidents/domain")
        for function in module.functions()
        if not function.name.startswith("_")
        for argument in function.args.args
        if argument.arg in ("at", "by") and argument.annotation and ast.unparse(argument.annotation) in TOLD
    ]
    assert loose == []
