"""Law 2: no ORM in views; fetch → one verb → message → redirect."""

import ast

from tests.architecture.house import Module, length, modules

MODELS = ("incidents.models", "accounts.models")
QUERYING = {"objects", "save", "select_related", "prefetch_related", "bulk_create", "get_or_create", "update_or_create"}
POSTING = {"require_POST", "require_http_methods", "get_or_post"}
LONGEST = 15


def views() -> list[Module]:
    return [*modules("incidents/views"), *[module for module in modules("accounts") if module.name == "accounts.views"]]


def test_a_view_imports_no_model():
    for module in views():
        assert {name for name in module.imports() if name.startswith(MODELS)} == set(), str(module)


def test_a_view_asks_no_manager_and_saves_nothing():
    asked = [
        module.at(node)
        for module in views()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in QUERYING
    ]
    assert asked == []


def test_a_view_that_takes_a_form_is_at_most_fifteen_lines():
    long = {
        module.at(function): length(function)
        for module in views()
        for function in module.functions()
        if takes_a_form(function) and length(function) > LONGEST
    }
    assert long == {}


def takes_a_form(function: ast.FunctionDef) -> bool:
    """It is a view (its first argument is the request) and it reads what was posted, or is decorated for POST."""
    arguments = function.args.args
    if not arguments or arguments[0].arg != "request":
        return False
    reads = any(isinstance(node, ast.Attribute) and node.attr == "POST" for node in ast.walk(function))
    marks = {getattr(mark, "id", getattr(getattr(mark, "func", None), "id", "")) for mark in function.decorator_list}
    return reads or bool(marks & POSTING)


def test_the_desk_reads_through_queries_that_start_from_what_one_may_see():
    """Fetching is authorising: a query that takes a user names a scope of policies, or another query that does."""
    blind = [
        module.at(function)
        for module in modules("incidents/domain/queries")
        for function in module.tree.body
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
        if takes_a_user(function) and not asks_a_scope(function, module)
    ]
    assert blind == []


def takes_a_user(function: ast.FunctionDef) -> bool:
    return any(argument.arg in ("user", "by") for argument in [*function.args.args, *function.args.kwonlyargs])


def asks_a_scope(function: ast.FunctionDef, module: Module) -> bool:
    scoped = {other.name for other in module.tree.body if isinstance(other, ast.FunctionDef) and other is not function}
    for node in ast.walk(function):
        name = getattr(node, "attr", getattr(node, "id", ""))
        handed = isinstance(node, ast.Call) and any(getattr(part, "id", "") == "user" for part in node.args)
        if name.startswith("visible_") or name == "may" or (isinstance(node, ast.Name) and name in scoped) or handed:
            return True
    return False
