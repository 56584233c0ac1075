"""Near terms, with vectors a person can predict; the encoder's own sums; cosines of passages beside those found."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from assistant.encoding import BUNDLED, load_encoder, term_vectors
from assistant.encoding.encoder import FloatArray, IntArray
from assistant.encoding.static.encoder import StaticEncoder
from assistant.retrieval import Searcher
from assistant.retrieval.pieces.lexicon import Lexicon
from assistant.retrieval.pieces.sequences import Pieces
from assistant.retrieval.ranker.matching import Wording
from assistant.retrieval.ranker.nearness import measure_nearness
from tests.retrieval.shelf import ALL


class Toy:
    """Five terms in the plane: "thuế" and "phí" lie 60 degrees apart, "thuế_phí" between them; "của" weighs little."""

    NAMES = ("thuế", "phí", "thuế_phí", "mèo", "của")
    ANGLES = (0.0, 60.0, 30.0, 90.0, 180.0)
    LENGTHS = (2.0, 2.0, 1.0, 2.0, 0.5)

    def term_ids(self, terms: Iterable[str]) -> IntArray:
        return np.array([self.NAMES.index(t) if t in self.NAMES else -1 for t in terms], np.int32)

    def term_vectors(self, ids: IntArray) -> tuple[FloatArray, FloatArray]:
        known = ids >= 0
        angle = np.radians(np.array(self.ANGLES))[ids]
        directions = np.stack([np.cos(angle), np.sin(angle)], axis=1) * known[:, None]
        return directions.astype(np.float32), (np.array(self.LENGTHS)[ids] * known).astype(np.float32)


def test_each_term_takes_the_nearest_of_the_text() -> None:
    wording = Wording.of({"thuế": 1.0, "vắng": 1.0, "thuế_phí": 1.0}, ["thuế", "vắng"], False)
    texts = ["Phí của mèo", "thuế, phí", "thuế phí", "", "không biết"]
    found = measure_nearness(Pieces.of(texts, Lexicon(Toy())), wording)
    near = found.terms.tolist()
    assert near[0] == pytest.approx([0.5, 0, np.cos(np.radians(30))], abs=1e-6)  # "phí" is nearest to both
    assert near[1] == pytest.approx([1, 0, np.cos(np.radians(30))], abs=1e-6)  # no pair over a comma
    assert near[2] == pytest.approx([1, 0, 1], abs=1e-6)
    assert near[3] == near[4] == [0, 0, 0]
    half, c = 0.5, np.cos(np.radians(30))
    # "phí" is c from the pair, "mèo" 60 degrees; "của" is nearer to the term without a vector (0) than to the others
    assert found.explained.tolist() == pytest.approx(
        [(2 * c + 2 * half) / 4.5, (2 + 2 * c) / 4, (2 + 2 * c + 1) / 5, 0, 0], abs=1e-6
    )


def test_without_vectors_or_terms_nothing_is_near() -> None:
    assert measure_nearness(Pieces.of(["thuế"]), Wording.of({"thuế": 1.0}, [], False)).terms.tolist() == [[0]]
    pieces = Pieces.of(["thuế"], Lexicon(Toy()))
    assert measure_nearness(pieces, Wording.of({}, [], False)).terms.shape == (1, 0)


def test_the_bundled_terms_sum_up_to_its_vectors() -> None:
    encoder = load_encoder(str(BUNDLED))
    assert isinstance(encoder, StaticEncoder)
    ids = encoder.term_ids(["kế", "hoạch", "kế_hoạch", "không_có_từ_này"])
    directions, lengths = encoder.term_vectors(ids)
    assert ids[-1] == -1
    assert not directions[-1].any()
    assert lengths[-1] == 0
    total = directions.T @ lengths
    assert total / np.linalg.norm(total) == pytest.approx(encoder.encode_terms(["kế hoạch kế_hoạch"])[0], abs=1e-5)
    assert term_vectors(encoder) is encoder


def test_cosines_of_passages_equal_the_search(searcher: Searcher) -> None:
    assert searcher.encoder is not None
    vector = searcher.encoder.encode_queries(["mức hỗ trợ cáp quang"])
    with searcher.reader.pin() as snapshot:
        found = dict(snapshot.dense(vector, 50, ALL)[0])
        assert len(found) > 3
        assert snapshot.cosines(vector[0], [*found, 10_000]) == pytest.approx(found, abs=1e-6)
        assert snapshot.cosines(vector[0], []) == {}
