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
    "retrieval": 4,
    "answering": 5,
    "ingest": 6,
    "cli": 7, "ui": 7,
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


def test_the_top_level_is_the_owners() -> None:
    allowed = {"assistant", "corpus", "indexes", "eval", "tests", "training", "docs", "app.py"}
    found = {p.name for p in PROJECT.iterdir() if not p.name.startswith(".") and (p.is_dir() or p.suffix == ".py")}
    built = {name for name in found if name.endswith(".egg-info")} | {"out", "build", "dist"}
    assert found - built <= allowed
