"""The texts of `../shared/data` that the encoder learns from: articles, their passages, news, and judged questions."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from assistant.passages.cutting import cut
from assistant.types import Span
from eval.data.beir import find_files, read_qrels, read_queries

SETS = ("zalo-phapdien", "drill", "alqac2025")
_NAME = re.compile(r"^\(Điều \S+ (.+?) (?:ngày \d|của )")
_LETTER = re.compile(r"\w+")
SAME = 60
"""Words whose equality makes two articles one: the sets hold the same laws, printed with other line ends."""
BEFORE = 300
"""Characters of a long text kept before its answer: a cut at so many tokens must not lose the answer."""


@dataclass(frozen=True, slots=True)
class Article:
    """`key` says which articles are the same text, whatever set they are of; `law` is its name, "" unknown."""

    set: str
    id: str
    title: str
    law: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Question:
    """A judged question: the ids of its right articles."""

    set: str
    id: str
    text: str
    relevant: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A question that people typed, texts that answer it (at least one), and others that were found and do not."""

    question: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]


def text_key(text: str) -> str:
    return " ".join(islice((m[0].lower() for m in _LETTER.finditer(text)), SAME))


def read_articles(data: Path, name: str) -> list[Article]:
    with gzip.open(data / name / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    names: dict[str, str] = {}
    for record in records:
        match = _NAME.match(record.get("source", ""))
        if match and len(match[1]) > len(names.get(record["law"], "")):
            names[record["law"]] = match[1]
    return [
        Article(
            name, r["_id"], r["title"], names.get(r.get("law", ""), r.get("law", "")), r["text"], text_key(r["text"])
        )
        for r in records
    ]


def read_news(data: Path, limit: int | None = None) -> Iterator[Article]:
    """Stories: the title, the abstract in place of the law's name, the body."""
    with gzip.open(data / "news-pairs" / "pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for i, line in enumerate(islice(lines, limit)):
            pair = json.loads(line)
            yield Article("news", str(i), pair["title"], pair["abstract"], pair["body"], f"news {i}")


def read_reading(data: Path) -> list[Read]:
    right: dict[str, list[str]] = {}
    wrong: dict[str, list[str]] = {}
    for line in (data / "reading" / "reading.jsonl").read_text(encoding="utf-8").splitlines():
        held = json.loads(line)
        answer, context = held["answer"], held["context"]
        begin = max(0, context.find(answer) - BEFORE) if answer else 0
        (right if answer else wrong).setdefault(held["question"], []).append(context[begin:])
    return [Read(question, tuple(texts), tuple(wrong.get(question, ()))) for question, texts in right.items()]


def read_questions(data: Path, name: str) -> list[Question]:
    files = find_files(data / name, None, None, "dev")
    queries, qrels = read_queries(files.queries), read_qrels(files.qrels)
    return [
        Question(name, q, queries[q], tuple(d for d, relevance in judged.items() if relevance > 0))
        for q, judged in qrels.items()
        if q in queries
    ]


@lru_cache(maxsize=200_000)
def passages(title: str, text: str) -> tuple[str, ...]:
    """The passages of an article as the index embeds them: its title on a line, then at most 120 words."""
    pieces = [span.of(text) for span in cut(text, Span(0, len(text)))] or [text]
    return tuple(f"{title}\n{piece}" if title else piece for piece in pieces)
