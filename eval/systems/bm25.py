"""BM25 (k1 1.2, b 0.75) by tantivy over chunks: on syllables, or with pairs of neighbours besides (`bm25:pairs=yes`).

It answers with the best chunk and never refuses while a word of the question stands anywhere.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from eval.data.model import Dataset, Question, Response
from eval.metrics.wording import tokens_of
from eval.systems.base import DEPTH
from eval.systems.chunks import CHUNK, OVERLAP, Chunk, chunks_of, cited_of, found_of, texts_of

_CHUNKS_FOR_DEPTH = 5
"""Chunks asked for each document ranked: a document has several."""


@dataclass(slots=True)
class BM25:
    pairs: bool = False
    _chunks: list[Chunk] = field(default_factory=list)
    _index: Any = None
    _schema: Any = None

    @property
    def settings(self) -> Mapping[str, Any]:
        return {"pairs": self.pairs, "chunk": CHUNK, "overlap": OVERLAP, "k1": 1.2, "b": 0.75}

    def prepare(self, dataset: Dataset, folder: Path) -> Mapping[str, float]:
        import tantivy

        began = time.perf_counter()
        self._chunks = chunks_of(texts_of(dataset, folder))
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
        builder.add_integer_field("chunk", stored=True, indexed=False)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        writer = self._index.writer(heap_size=200_000_000)
        for number, chunk in enumerate(self._chunks):
            writer.add_document(tantivy.Document(terms=" ".join(self._terms(chunk.text)), chunk=number))
        writer.commit()
        self._index.reload()
        return {"ingest_seconds": round(time.perf_counter() - began, 1), "passages": float(len(self._chunks))}

    def _terms(self, text: str) -> list[str]:
        """Syllables, a document number in one; white space inside a number would part it."""
        terms = ["".join(token.split()) for token in tokens_of(text)]
        return terms + [f"{a}_{b}" for a, b in pairwise(terms)] if self.pairs else terms

    def answer(self, question: Question) -> Response:
        import tantivy

        began = time.perf_counter()
        terms = self._terms(question.text)
        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "terms", term)) for term in terms]
        )
        searcher = self._index.searcher()
        hits = searcher.search(query, limit=DEPTH * _CHUNKS_FOR_DEPTH, count=False).hits
        ranked = [(self._chunks[searcher.doc(address)["chunk"][0]], float(score)) for score, address in hits]
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
        self._index = None
