"""What the code says, read from its syntax: every call of `say`, `words` and `every_language`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent.parent / "assistant"
NAMES = frozenset({"say", "words", "every_language"})


@dataclass(frozen=True, slots=True)
class Call:
    """`key` is None where it is no literal; `values` None where they are not written out (`**values`)."""

    module: str
    line: int
    name: str
    key: str | None
    values: frozenset[str] | None
    at_import: bool

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.name}({self.key!r})"


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent.name != "wording"]


def calls() -> list[Call]:
    """Of all modules that import the names from `assistant.wording`."""
    return [call for path in modules() for call in _of_module(path)]


def _of_module(path: Path) -> Iterator[Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "assistant.wording"
        for alias in node.names
    }
    late = {id(inner) for node in ast.walk(tree) for inner in _run_later(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in known & NAMES:
            first = node.args[0] if len(node.args) == 1 else None
            key = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
            names = frozenset(keyword.arg or "" for keyword in node.keywords)
            module = path.relative_to(PACKAGE).as_posix()
            values = None if "" in names else names
            yield Call(module, node.lineno, node.func.id, key, values, id(node) not in late)


def _run_later(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in the body of a function: not its defaults and decorators, which are computed at import."""
    if isinstance(node, ast.FunctionDef):
        for statement in node.body:
            yield from ast.walk(statement)
    elif isinstance(node, ast.Lambda):
        yield from ast.walk(node.body)
