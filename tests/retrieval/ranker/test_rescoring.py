"""The reranker's say: it orders the best candidates, never loses one, and stands beside what was known before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.encoding import FloatArray
from assistant.retrieval import Searcher
from assistant.retrieval.ranker.rescoring import RESCORED, rescored
from tests.retrieval.shelf import ALL


class Counting:
    """Scores a passage by how often a word stands in it; remembers what it was asked."""

    fingerprint = "counting"

    def __init__(self, word: str) -> None:
        self.word, self.asked = word, [("", 0)]

    def score(self, question: str, passages: Sequence[str]) -> FloatArray:
        self.asked.append((question, len(passages)))
        return np.array([20.0 * passage.count(self.word) for passage in passages], np.float32)


def test_scores_are_the_product_of_both_opinions() -> None:
    found = rescored(Counting("x"), "q", ["a", "b", "c"], [0.2, 0.8, 0.4])
    assert found == pytest.approx([0.25, 1.0, 0.5])


def test_a_sure_reranker_turns_the_order() -> None:
    found = rescored(Counting("x"), "q", ["a", "x", "xx"], [0.9, 0.5, 0.1])
    assert sorted(range(3), key=lambda i: -found[i]) == [2, 1, 0]
    assert max(found) == 1.0


def test_those_beyond_the_best_follow_in_their_order() -> None:
    scores = [1 / (i + 1) for i in range(RESCORED + 10)]
    reranker = Counting("x")
    found = rescored(reranker, "q", ["x" if i == RESCORED - 1 else "a" for i in range(len(scores))], scores)
    assert reranker.asked[-1] == ("q", RESCORED)
    order = sorted(range(len(scores)), key=lambda i: -found[i])
    assert order[0] == RESCORED - 1
    assert order[RESCORED:] == list(range(RESCORED, RESCORED + 10))


def test_nothing_to_order() -> None:
    assert rescored(Counting("x"), "q", [], []) == []


def test_a_search_with_a_reranker_gives_the_same_hits_in_its_order(searcher: Searcher) -> None:
    question = "an ninh không gian mạng"
    before = searcher.search(question, ALL)
    assert len(before.hits) > 1
    word = before.hits[-1].stored.passage.text
    reranked = Searcher(searcher.reader, searcher.encoder, searcher.settings, reranker=Counting(word))
    after = reranked.search(question, ALL)
    assert {hit.stored.id for hit in after.hits} == {hit.stored.id for hit in before.hits}
    assert after.hits[0].stored.passage.text == word
    assert [hit.score for hit in after.hits] == sorted((hit.score for hit in after.hits), reverse=True)
