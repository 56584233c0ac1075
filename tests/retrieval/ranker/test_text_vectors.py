"""Passages' vectors summed from their terms while a question is answered: those that the static encoder stores."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from assistant.encoding import load_encoder, term_vectors
from assistant.index import open_reader
from assistant.ingest import ingest
from assistant.retrieval import Searcher
from assistant.retrieval.candidates.passage_cache import Memory
from assistant.retrieval.candidates.sections import read_sections
from assistant.retrieval.ranker.features import MEANT, NAMES, Seen, names_of
from assistant.retrieval.ranker.text_vectors import passage_cosines
from assistant.settings import Settings
from assistant.types import Scope
from tests.conftest import PROJECT

ALL = Scope(frozenset({"chung"}))


class Keeping(Searcher):
    """The product's search; keeps the cosines of the last question: as stored, and as summed."""

    stored: dict[int, float]
    summed: dict[int, float]

    def _weighed(self, question: Any, terms: Any, snapshot: Any, pool: Any, read: Any, vector: Any) -> Any:
        assert self.encoder is not None
        vectors = term_vectors(self.encoder)
        near = read_sections(read, Memory(), snapshot, self.ranking.neighbours, vectors)
        self.stored = snapshot.cosines(vector[0], near.passages)
        self.summed = passage_cosines(near, vectors.encode_queries([question.terms.dense])[0])
        return super()._weighed(question, terms, snapshot, pool, read, vector)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keeping]:
    settings = Settings(index_dir=tmp_path_factory.mktemp("kho") / "chỉ mục", encoder="static", jobs=1)
    ingest(sorted((PROJECT / "corpus").rglob("*.docx"))[:4], settings)
    with open_reader(settings.index_dir) as reader:
        yield Keeping(reader, load_encoder("static"), settings)


@pytest.mark.parametrize(
    "question", ["Sở nào chủ trì chuyển đổi số?", "thoi han hoan thanh nhiem vu la khi nao", "mức hỗ trợ 12 triệu đồng"]
)
def test_the_sums_are_the_stored_vectors(searcher: Keeping, question: str) -> None:
    searcher.search(question, ALL)
    assert set(searcher.summed) == set(searcher.stored) != set()
    apart = np.array([searcher.summed[i] - cosine for i, cosine in searcher.stored.items()])
    # Numbers of documents are terms of the stored vectors and of no pieces: where they stand, a little is lost.
    assert np.median(np.abs(apart)) < 1e-3
    assert np.abs(apart).mean() < 0.01


def test_a_candidate_that_was_read_has_the_columns_of_meaning() -> None:
    seen = Seen([1.0], [0.5], 0, 0, 1, 1.0, 0, 1, range(2, 3), 2, "a", False, 0, False)
    assert names_of([seen]) == NAMES
    assert names_of([Seen(*(getattr(seen, name) for name in Seen.__slots__[:-1]), meant=[0.9])]) == (*NAMES, *MEANT)
    assert names_of([]) == NAMES
