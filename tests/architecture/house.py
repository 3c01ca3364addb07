"""The house as the laws read it: its modules, their syntax trees, functions and imports, and its templates."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "config", "incidents")
ALL_CODE = (*APPS, "benchmarks", "tests")


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """Dotted: incidents.domain.audit."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def tree(self) -> ast.Module:
        return parsed(self.path)

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method, also inner ones."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    def imports(self) -> set[str]:
        """Every dotted name that is imported; `from a import b` gives a.b."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                found.update(f"{node.module}.{alias.name}" for alias in node.names)
        return found

    def at(self, node: ast.AST) -> str:
        """Where, as an editor understands it."""
        return f"{self.path.relative_to(ROOT)}:{node.lineno}"

    def __str__(self) -> str:
        return str(self.path.relative_to(ROOT))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """The Python files under these folders; migrations are drawn by Django and are no part of the house's hand."""
    found = [
        path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts
    ]
    return tuple(Module(path) for path in found)


@cache
def templates() -> tuple[Path, ...]:
    """Every template of ours."""
    return tuple(sorted((ROOT / "templates").rglob("*.html")))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without decorators and docstring."""
    whole = function.end_lineno - function.lineno + 1
    first = function.body[0]
    told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    return whole - (first.end_lineno - first.lineno + 1 if told else 0)


def called(node: ast.Call) -> str:
    """The name that a call ends in: objects.create(…) is “create”."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def dotted(node: ast.AST) -> str:
    """timezone.now as “timezone.now”; the empty string for what is no plain chain of names."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""
