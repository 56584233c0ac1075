"""How a question compares with short texts: by terms, by the nearest terms, by the whole."""

from __future__ import annotations

from assistant.encoding import BUNDLED
from assistant.encoding.static.encoder import load_static
from assistant.retrieval.pieces.lexicon import Lexicon
from assistant.retrieval.ranker.comparison import compare
from assistant.understanding.sought.sought import seek

TEXTS = (
    "Giấy phép xây dựng được cấp trong 20 ngày.",
    "Công trình được khởi công khi có giấy phép xây dựng.",
    "Học sinh được nghỉ hè ba tháng.",
)


def test_the_text_in_the_questions_words_compares_best() -> None:
    vectors = load_static(BUNDLED)
    found = compare(seek("Cấp giấy phép xây dựng mất bao nhiêu ngày?"), TEXTS, Lexicon(vectors), vectors)
    for values in (found.bm25, found.nearest, found.explained, found.company, found.cosine):
        assert values.shape == (3,)
        assert values[0] > values[2]
    assert found.stretch[0] > found.stretch[2] == 0.0
    assert 0.0 <= found.bm25.min() <= found.bm25.max() <= 1.0


def test_without_vectors_terms_alone_are_compared() -> None:
    found = compare(seek("cap giay phep xay dung"), TEXTS, Lexicon(), None)
    assert found.bm25[0] > found.bm25[2] == 0.0
    assert not found.cosine.any()
    assert not found.nearest.any()


def test_nothing_to_compare_gives_nothing() -> None:
    assert compare(seek("cấp giấy phép"), (), Lexicon(), None).bm25.shape == (0,)
    assert compare(seek("là gì?"), TEXTS, Lexicon(), None).bm25.tolist() == [0.0, 0.0, 0.0]
