"""The labelled questions: spans of laws and regulations, web texts, our own over `corpus/` and over real files."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.ingest import ingest, ingest_texts
from assistant.settings import Settings
from eval.answers.facts import Factual, holds, read_factual
from eval.answers.own_questions import CORPUS
from eval.answers.questions_file import AMBIGUOUS, QUESTIONS, read_questions
from eval.answers.questions_file import Asked as OfCorpus
from eval.answers.spans import SETS, Spanned, read_set, squeezed, texts_of
from training.answers.rows import Asked

NAMES = ("facts", "own", *SETS, "reading")
REAL = QUESTIONS / "van-ban-that" / "phat-trien.jsonl"


FOREIGN = {"facts": "university", "own": "legal", "legal": "reading", "university": "reading", "reading": "university"}
"""Whose questions are asked of each set's store too, because hardly any is answered there."""
STRANGERS = 60
"""Of these, at even steps."""


def read(name: str, data: Path, index: Path) -> list[Asked]:
    """The questions of a set; builds its store at `index` unless it is there (that of `facts` must be)."""
    if name == "own" and _missing(index):
        ingest([CORPUS], Settings(index_dir=index, jobs=1))
    elif name == "reading":
        _build(index, [(_key(text), "", text) for text in dict.fromkeys(_contexts(data))])
    elif name in SETS:
        _build(index, list(texts_of(read_set(data / "span-qa" / SETS[name]))))
    return _questions(name, data)


def foreign(name: str, data: Path) -> list[Asked]:
    """Questions about other things than the store of `name` holds."""
    strangers = _questions(FOREIGN[name], data)
    return [
        replace(one, id=f"foreign-{one.id}", told=_nothing, answers=_nowhere, facts=1, answerable=False, foreign=True)
        for one in strangers[:: max(1, len(strangers) // STRANGERS)]
    ]


def _nothing(path: str, text: str) -> int:
    return 0


def _nowhere(path: str) -> bool:
    return False


def _questions(name: str, data: Path) -> list[Asked]:
    if name == "facts":
        return [_factual(one) for one in read_factual(REAL)]
    if name == "own":
        return [_of_corpus(one) for one in read_questions(QUESTIONS) if one.type != AMBIGUOUS]
    if name == "reading":
        return _reading(data)
    return [_spanned(one) for one in read_set(data / "span-qa" / SETS[name])]


def _spanned(one: Spanned) -> Asked:
    def told(path: str, text: str) -> int:
        return int(path.endswith(one.document) and _stands(one.answer, text))

    return Asked(one.id, one.question, one.document, told, lambda path: path.endswith(one.document))


def _lines(data: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (data / "reading" / "reading.jsonl").read_text("utf-8").splitlines()]


def _contexts(data: Path) -> list[str]:
    return [record["context"] for record in _lines(data) if record["context"]]


def _reading(data: Path) -> list[Asked]:
    """All contexts stand in one store; a question is answered by those of its contexts that have a span."""
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for record in _lines(data):
        groups[record["group"]].append(record)
    return [_read(group, records) for group, records in groups.items()]


def _read(group: str, records: Sequence[dict[str, str]]) -> Asked:
    spans = {_key(record["context"]): record["answer"] for record in records if record["answer"]}

    def told(path: str, text: str) -> int:
        span = spans.get(path.rsplit(":", 1)[-1])
        return int(span is not None and _stands(span, text))

    question = records[0]["question"]
    return Asked(group, question, group, told, lambda p: p.rsplit(":", 1)[-1] in spans, answerable=bool(spans))


def _factual(one: Factual) -> Asked:
    def told(path: str, text: str) -> int:
        if not path.endswith(one.files):
            return 0
        return sum(any(holds(text, words) for words in fact) << n for n, fact in enumerate(one.facts))

    group = one.files[0] if one.files else one.id
    facts = max(len(one.facts), 1)
    return Asked(one.id, one.question, group, told, lambda p: p.endswith(one.files), facts, one.answerable)


def _of_corpus(one: OfCorpus) -> Asked:
    """Where any of the expected documents answers, a fact is told by any of their words."""
    words = [(expected.file, word) for expected in one.expected for word in expected.words]
    facts = len(words) if one.match == "all" else min(len(words), 1)

    def told(path: str, text: str) -> int:
        bits = [path.endswith(file) and _stands(word, text) for file, word in words]
        return sum(bit << n for n, bit in enumerate(bits)) if one.match == "all" else int(any(bits))

    files = tuple(expected.file for expected in one.expected)
    group = files[0] if files else one.id
    return Asked(one.id, one.question, group, told, lambda p: p.endswith(files), max(facts, 1), bool(words))


def _stands(words: str, text: str) -> bool:
    return f" {squeezed(words)} " in f" {squeezed(text)} "


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _missing(index: Path) -> bool:
    return not index.is_dir() or not any(index.iterdir())


def _build(index: Path, texts: Sequence[tuple[str, str, str]]) -> None:
    if _missing(index):
        ingest_texts(texts, Settings(index_dir=index, jobs=1), total=len(texts))
