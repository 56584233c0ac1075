"""The bench's table and its code fit: no key is missing or unused, each place is filled, languages agree."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

from assistant.wording import LANGUAGES
from eval.wording import table
from tests.conftest import PROJECT

BENCH = PROJECT / "eval"
SAID_HERE = ("data", "systems", "statistics", "runs", "report", "questions")
"""Rooms whose words all stand in the tables."""
VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")
PATTERNS = {"data/noise.py", "questions/patterns.py", "systems/closed_book.py", "data/injection.py"}
"""Letters and words by which texts are read, and what a language model is told."""
VALUES = {"data/layouts/lines.py": {"có", "không"}}
"""Values of our own files."""


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def calls() -> list[tuple[Path, str, str, set[str]]]:
    found = []
    for path in sorted(BENCH.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if not any(isinstance(n, ast.ImportFrom) and n.module == "eval.wording" for n in ast.walk(tree)):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "words"):
                first = node.args[0]
                assert isinstance(first, ast.Constant), f"{path}:{node.lineno}: the key is to be written out"
                found.append((path, node.func.id, first.value, {k.arg or "" for k in node.keywords}))
    return found


def test_keys_fit() -> None:
    known = table(LANGUAGES[0])
    for path, name, key, values in calls():
        if name == "words":  # an area whole
            assert any(entry.startswith(f"{key}.") for entry in known), f"{path}: {key}"
        else:
            assert places(known[key]) == values, f"{path}: {key}"


def test_no_key_is_unused() -> None:
    said = {key for _, name, key, _ in calls() if name == "say"}
    areas = tuple(f"{key}." for _, name, key, _ in calls() if name == "words")
    assert [key for key in table(LANGUAGES[0]) if key not in said and not key.startswith(areas)] == []


def test_both_languages_say_the_same() -> None:
    first, second = (table(language) for language in LANGUAGES)
    assert list(first) == list(second)
    assert [key for key in first if places(first[key]) != places(second[key])] == []


def test_no_words_for_people_in_the_code() -> None:
    for room in SAID_HERE:
        for path in sorted((BENCH / room).rglob("*.py")):
            name = path.relative_to(BENCH).as_posix()
            if name in PATTERNS:
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            documentation = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
            for node in ast.walk(tree):
                text = node.value if isinstance(node, ast.Constant) and id(node) not in documentation else None
                if isinstance(text, str) and text not in VALUES.get(name, set()):
                    assert not VIETNAMESE.search(text), f"{name}: {text}"
