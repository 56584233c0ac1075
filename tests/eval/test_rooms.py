"""The bench keeps its rooms: imports go one way, each room says what it does and stays small."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.test_architecture import MOST, imports

BENCH = PROJECT / "eval"
RANK = {
    "wording": -1,
    "data": 0, "statistics": 0,
    "metrics": 1,
    "systems": 2,
    "runs": 3,
    "report": 4,
    "questions": 5,
    "retrieval": 5,
    "answers": 6, "documents": 6, "scale": 6,
    "bench": 7, "pace": 7, "__main__": 8,
}  # fmt: skip
MODULES = sorted(BENCH.rglob("*.py"))
ROOMS = sorted(path.parent for path in BENCH.rglob("__init__.py"))


def named(path: Path) -> str:
    return str(path.relative_to(PROJECT))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_imports_go_one_way(path: Path) -> None:
    here = path.relative_to(BENCH).parts[0].removesuffix(".py")
    if here == "__init__":
        return
    for name in imports(path):
        if name.startswith("eval."):
            there = name.split(".")[1]
            assert there == here or RANK[there] < RANK[here], f"{here} must not import {there}"


@pytest.mark.parametrize("room", ROOMS, ids=named)
def test_a_room_says_what_it_does_and_is_small(room: Path) -> None:
    assert ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
    assert len(list(room.glob("*.py"))) - 1 <= MOST


def test_the_product_does_not_know_its_bench() -> None:
    for path in (PROJECT / "assistant").rglob("*.py"):
        assert not any(name.split(".")[0] == "eval" for name in imports(path)), path
