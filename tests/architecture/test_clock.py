"""Law 9: the clock is handed in, read once in the view."""

import ast

from tests.architecture.house import dotted, modules

READS = {"timezone.now", "time.time", "date.today", "datetime.now", "datetime.utcnow", "datetime.today"}
# With an instant in its brackets it only shows it in the reader's hours; without, it asks the clock.
SHOWS = {"timezone.localtime", "timezone.localdate"}


def reads_the_clock(node: ast.Call) -> bool:
    name = ".".join(dotted(node.func).split(".")[-2:])
    return name in READS or (name in SHOWS and not node.args)


def test_domain_forms_and_exports_never_read_the_clock():
    read = [
        module.at(node)
        for module in modules("incidents/domain", "incidents/forms", "incidents/exports", "incidents/models")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and reads_the_clock(node)
    ]
    assert read == []


def test_no_default_of_the_domain_reads_the_clock():
    """Nor a function handed over to be called later."""
    handed = [
        module.at(node)
        for module in modules("incidents/domain", "incidents/forms", "incidents/exports", "incidents/models")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.keyword) and isinstance(node.value, ast.Attribute) and dotted(node.value) in READS
    ]
    assert handed == []


def test_a_verb_is_told_the_person_and_the_instant_by_keyword():
    """Whoever reads the call sees who did it and when."""
    loose = [
        module.at(function)
        for module in modules("incidents/domain")
        for function in module.functions()
        if {"by", "at"} <= {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}
        if {"by", "at"} & {argument.arg for argument in function.args.args}
    ]
    assert loose == []
