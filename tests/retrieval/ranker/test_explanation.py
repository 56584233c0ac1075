"""Hits that say why, and near-duplicates that make room."""

from __future__ import annotations

import pytest

from assistant.cli import explaining
from assistant.retrieval import Searcher
from assistant.retrieval.diversity import near_duplicates, shingles, spread
from assistant.retrieval.ranker.explanation import WORDS
from assistant.retrieval.ranker.features import MEANT, NAMES
from tests.retrieval.shelf import ALL


def test_every_feature_has_its_words() -> None:
    assert set(WORDS) == {*NAMES, *MEANT}


def test_a_hit_explains_itself_only_when_asked(searcher: Searcher) -> None:
    assert searcher.search("mức hỗ trợ cáp quang", ALL, k=1).hits[0].explanation is None
    hit = searcher.search("mức hỗ trợ cáp quang nông thôn", ALL, k=1, explain=True).hits[0]
    why = hit.explanation
    assert why is not None
    counted = {term.term: (term.title, term.text) for term in why.terms}
    assert counted["mức"] == (0, 2)
    assert counted["hỗ_trợ"] == (1, 2)  # the title once; "mức hỗ trợ cáp quang", "Mức hỗ trợ là"
    assert why.bm25 == hit.features["bm25"]
    assert why.cosine == hit.features["cosine"]
    assert [abs(r.moved) for r in why.reasons] == sorted((abs(r.moved) for r in why.reasons), reverse=True)
    told = explaining.lines(hit)
    assert told[0].startswith("Điểm 0,")
    assert "“hỗ trợ” (2 lần trong mục, 1 lần trong tiêu đề)" in told[1]


PLAN = "Sở Nội vụ chủ trì rà soát {} thủ tục hành chính, hoàn thành trước ngày {}/6/2026, báo cáo Chủ tịch."


def test_the_same_text_with_other_figures_is_a_near_duplicate() -> None:
    a, b = shingles(PLAN.format(12, 30)), shingles(PLAN.format(57, 15))
    assert a == b
    assert near_duplicates(a, b)
    other = shingles("Sở Tài chính bố trí kinh phí thực hiện rà soát thủ tục hành chính trong dự toán hằng năm.")
    assert not near_duplicates(a, other)


@pytest.mark.parametrize(("first", "kept"), [(10, ["a", "b", "c"]), (2, ["a", "b"])])
def test_near_duplicates_follow_behind_the_first(first: int, kept: list[str]) -> None:
    texts = {"a": PLAN.format(1, 2), "a2": PLAN.format(3, 4), "b": "Phủ sóng 5G", "a3": PLAN.format(5, 6), "c": "Khác"}
    found, others = spread(list(texts), texts.__getitem__, first)
    assert found == kept
    assert [*found, *others] == [*kept, *(name for name in texts if name not in kept)]
