"""The tree keeps its promises: imports go one way, each third-party library stays in its room, nothing is pickled."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "assistant"

# A room may import the rooms of lower rank, and itself.
RANK = {
    "wording": -1,
    "types": 0, "errors": 0, "settings": 0,
    "vietnamese": 1,
    "reading": 2, "parsing": 2, "passages": 2, "encoding": 2,
    "index": 3,
    "understanding": 4,
    "retrieval": 5,
    "answering": 6,
    "ingest": 7,
    "cli": 8, "ui": 8,
}  # fmt: skip

ROOM_OF_LIBRARY = {
    "pypdfium2": "reading", "pdfplumber": "reading", "pdfminer": "reading", "docx": "reading", "lxml": "reading",
    "viparse": "reading", "PIL": "reading",
    "asn1crypto": "reading", "cryptography": "reading",
    "underthesea": "vietnamese", "underthesea_core": "vietnamese",
    "sentence_transformers": "encoding", "torch": "encoding", "safetensors": "encoding", "transformers": "encoding",
    "onnxruntime": "encoding", "tokenizers": "encoding", "threadpoolctl": "encoding",
    "rensa": "vietnamese",
    "faiss": "index", "tantivy": "index", "filelock": "index", "sqlite3": "index",
    "langchain": "answering", "langchain_core": "answering", "langchain_openai": "answering",
    "langchain_ollama": "answering", "xlsxwriter": "answering",
    "streamlit": "ui",
    "tqdm": "cli",
}  # fmt: skip

ONE_MODULE = {
    "underthesea": "vietnamese/words/segment.py",
    "underthesea_core": "vietnamese/words/segment.py",
    "rensa": "vietnamese/words/minhash.py",
    "faiss": "index/dense/faiss_files.py",
    "tantivy": "index/lexical/tantivy_terms.py",
    "onnxruntime": "encoding/transformer/onnx_session.py",
    "tokenizers": "encoding/transformer/onnx_session.py",
    "threadpoolctl": "encoding/threads.py",
    "viparse": "reading/text/legacy_encodings.py",
    "xlsxwriter": "answering/tasks/export.py",
}
"""Libraries that only one module may know."""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Absolute dotted names imported anywhere in the module, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import; write it out"
            module = node.module or ""
            names |= {f"{module}.{alias.name}" for alias in node.names} if module == "assistant" else {module}
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    here = room(path)
    if here == "__init__":
        return
    assert here in RANK, f"{here} is no room of the design"
    for name in imports(path):
        if name.startswith("assistant."):
            there = name.split(".")[1]
            assert there == here or RANK[there] < RANK[here] or RANK[here] == 0, (
                f"{path.name}: {here} must not import {there}"
            )


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_library_stays_in_its_room(path: Path) -> None:
    relative = path.relative_to(PACKAGE).as_posix()
    for name in imports(path):
        library = name.split(".")[0]
        if library in ROOM_OF_LIBRARY:
            assert room(path) == ROOM_OF_LIBRARY[library], f"{relative} must not import {library}"
        if library in ONE_MODULE:
            assert relative == ONE_MODULE[library], f"only {ONE_MODULE[library]} may import {library}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_nothing_is_pickled_and_no_shell_is_used(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not imports(path) & {"pickle", "dill", "joblib", "shelve", "marshal"}
    assert "shell=True" not in text
    assert "allow_dangerous_deserialization" not in text


def module_name(path: Path) -> str:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def edges() -> dict[str, set[str]]:
    """Module -> the modules it imports when it is imported itself; what a function imports later counts too."""
    known = {module_name(path) for path in modules()}
    graph: dict[str, set[str]] = {}
    for path in modules():
        found = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    found.add(whole if whole in known else str(node.module))
        graph[module_name(path)] = {name for name in found if name in known}
    return graph


def circles(graph: dict[str, set[str]]) -> list[set[str]]:
    """The strongly connected parts of more than one node (Tarjan, SIAM J. Comput. 1, 1972)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[set[str]] = []

    def visit(node: str) -> None:
        number[node] = low[node] = len(number)
        stack.append(node)
        for other in graph.get(node, ()):
            if other not in number:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], number[other])
        if low[node] == number[node]:
            part: set[str] = set()
            while node not in part:
                part.add(stack.pop())
            if len(part) > 1:
                found.append(part)

    for node in graph:
        if node not in number:
            visit(node)
    return found


def test_the_search_for_circles_finds_them() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [{"a", "b", "c"}]
    assert circles({"a": {"b"}, "b": set()}) == []


def test_no_two_modules_import_each_other() -> None:
    assert circles(edges()) == []


def packages() -> list[Path]:
    return sorted(path.parent for path in PACKAGE.rglob("__init__.py"))


@pytest.mark.parametrize("package", packages(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_rooms_inside_a_room_import_one_way(package: Path) -> None:
    """The files and rooms of `package`, each room taken as one: what `a/` needs of `b/`, `b/` does not need of `a/`.

    The door (`__init__`) hands on what stands inside and is not part of it.
    """
    inside = module_name(package / "__init__.py") + "."
    graph: dict[str, set[str]] = {}
    for name, wanted in edges().items():
        if name.startswith(inside):
            here = name.removeprefix(inside).split(".")[0]
            there = {other.removeprefix(inside).split(".")[0] for other in wanted if other.startswith(inside)}
            graph.setdefault(here, set()).update(there - {here})
    assert circles(graph) == []


MOST = 12
"""Modules, and rooms, side by side in one room beside its door: what a reader takes in at a glance."""


@pytest.mark.parametrize("package", packages(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_says_what_it_does_and_is_small(package: Path) -> None:
    door = package / "__init__.py"
    assert ast.get_docstring(ast.parse(door.read_text(encoding="utf-8"))), f"{door} says nothing"
    assert len(list(package.glob("*.py"))) - 1 <= MOST
    assert len(list(package.glob("*/__init__.py"))) <= MOST or package == PACKAGE  # whose rooms are those of the design


OUTSIDE = {"corpus", "eval", "training", "variants"}
"""What the tests look at besides the package; `variants`: files of every format, from the reader to the citation."""


def test_the_tests_mirror_the_rooms() -> None:
    tests = PROJECT / "tests"
    rooms = {path.relative_to(PACKAGE) for path in packages()} - {Path()}
    for folder in tests.rglob("__init__.py"):
        here = folder.parent.relative_to(tests)
        assert here == Path() or here in rooms or here.parts[0] in OUTSIDE, f"tests/{here} mirrors no room"


def test_the_top_level_is_the_owners() -> None:
    allowed = {"assistant", "corpus", "indexes", "eval", "tests", "training", "docs", "app.py"}
    found = {p.name for p in PROJECT.iterdir() if not p.name.startswith(".") and (p.is_dir() or p.suffix == ".py")}
    built = {name for name in found if name.endswith(".egg-info")} | {"out", "build", "dist"}
    assert found - built <= allowed
