"""The documents of a set cut as tutorials cut them, for the baselines: all of them search in the same chunks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.settings import load_settings
from eval.data.model import Cited, Dataset, Found, Text
from eval.systems.base import DEPTH
from eval.systems.store import ensure_store, open_store

CHUNK, OVERLAP = 1000, 200
"""Characters, as tutorials have it."""
QUOTED = 3
"""Chunks that a baseline shows: about what the product's quotations take."""


@dataclass(frozen=True, slots=True)
class Chunk:
    document: str
    text: str


def texts_of(dataset: Dataset, folder: Path) -> Iterator[Text]:
    """The texts of the set; of a folder of files, as the product reads them (its index goes into `folder`)."""
    if dataset.folder is None:
        yield from dataset.texts
        return
    settings = replace(load_settings(), index_dir=folder)
    ensure_store(dataset, settings)
    store = open_store(dataset, settings)
    try:
        yield from store.texts()
    finally:
        store.reader.close()


def chunks_of(texts: Iterator[Text]) -> list[Chunk]:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    return [
        Chunk(text.id, part)
        for text in texts
        for part in splitter.split_text(f"{text.title}\n\n{text.text}" if text.title else text.text)
    ]


def found_of(ranked: list[tuple[Chunk, float]]) -> tuple[Found, ...]:
    """The best chunks, as far as they make `DEPTH` documents."""
    documents: set[str] = set()
    out: list[Found] = []
    for chunk, score in ranked:
        documents.add(chunk.document)
        if len(documents) > DEPTH:
            break
        out.append(Found(chunk.document, score, None, chunk.text))
    return tuple(out)


def cited_of(found: tuple[Found, ...]) -> tuple[Cited, ...]:
    """The first chunks as quotations; they are cut from the documents, so they stand there."""
    return tuple(Cited(one.document, one.text, exact=True) for one in found[:QUOTED])
