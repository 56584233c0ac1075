"""A toy corpus whose terms and vectors a person can predict: passage n says "từ<n>" and points along its own axis."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.encoding.encoder import PassageVectors
from assistant.index import EncoderInfo, LexicalQuery, NewDocument, NewPassage
from assistant.index.catalog.schema import MIGRATIONS
from assistant.index.contract.values import FloatArray
from assistant.types import Box, Document, Letterhead, Passage, Scope, Section, Segment, Span
from assistant.vietnamese.words.terms import TermFields

DIMENSION = 32
ENCODER = EncoderInfo("toy-1", DIMENSION)
ALL = Scope(frozenset({"chung"}))


def vector(word: str) -> FloatArray:
    """One unit vector `(1, DIMENSION)`, fixed by the word."""
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8])
    row = np.random.default_rng(seed).standard_normal((1, DIMENSION)).astype(np.float32)
    return np.asarray(row / np.linalg.norm(row), np.float32)


def document(words: Sequence[str], **letterhead: object) -> Document:
    text = "\n".join(words)
    head = Letterhead(**{"kind": "Kế hoạch", **letterhead})  # type: ignore[arg-type]
    whole = Span(0, len(text))
    return Document(
        text,
        "text",
        head,
        sections=(Section("la_ma", "Mục I", "Mục I", words[0] if words else "", whole, Span(0, 1)),),
        segments=(Segment(whole, 1, Box(1, 2, 3.5, 4)),),
        page_count=1,
    )


def new_document(
    source: str,
    words: Sequence[str],
    *,
    encoder: EncoderInfo | None = ENCODER,
    access_group: str = "chung",
    vectors: int = 1,
    **letterhead: object,
) -> NewDocument:
    """A document with one passage for each word; passage i has `vectors` vectors, the first `vector(word)`."""
    parsed = document(words, **letterhead)
    passages, at = [], 0
    for word in words:
        span = Span(at, at + len(word))
        at = span.end + 1
        terms = TermFields(word, word, "tên", "ten", "mục_i", "muc_i")
        rows = [vector(word)] + [vector(f"{word}#{n}") for n in range(1, vectors)]
        passages.append(
            NewPassage(
                Passage(word, span, section=0, path=("Mục I",), labels=("Mục I",), page_start=1, page_end=1),
                terms,
                np.concatenate(rows) if encoder else None,
                hashlib.sha256(f"{word}/{vectors}".encode()).hexdigest(),
            )
        )
    sha = hashlib.sha256(parsed.text.encode()).hexdigest()
    return NewDocument(source, Path(source).name, sha, len(parsed.text), parsed, passages, access_group)


def term(word: str, field: str = "body") -> LexicalQuery:
    return LexicalQuery(((field, word, 1.0),))


def take_back_to(connection: sqlite3.Connection, version: int) -> None:
    """Makes a catalog one of an older schema, without the tables and columns that came later."""
    for step in reversed(MIGRATIONS[version:]):
        for table, column in re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", step):
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        for name in re.findall(r"CREATE TABLE (\w+)", step):
            connection.execute(f"DROP TABLE {name}")
        for name in re.findall(r"CREATE INDEX (\w+)", step):
            connection.execute(f"DROP INDEX IF EXISTS {name}")
    connection.execute(f"PRAGMA user_version = {version}")


class ToyEncoder:
    """The vectors of `vector`, for the last line of the text it is given (the passage's own)."""

    dimension = ENCODER.dimension

    def __init__(self, fingerprint: str = ENCODER.fingerprint) -> None:
        self.fingerprint = fingerprint
        self.asked: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        return np.concatenate([vector(text) for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> PassageVectors:
        self.asked += texts
        rows = np.concatenate([vector(text.split("\n")[-1]) for text in texts])
        return PassageVectors(rows, np.arange(len(texts), dtype=np.int32))


def terms(document: Document, passage: Passage) -> TermFields:
    title = document.letterhead.title or "tên"
    return TermFields(passage.text, passage.text, title, title, "", "")
