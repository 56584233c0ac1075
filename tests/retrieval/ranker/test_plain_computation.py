"""The arrays say what a person would count piece by piece, with the texts in hand."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.pieces.lexicon import Lexicon
from assistant.retrieval.pieces.sequences import Pieces
from assistant.retrieval.ranker.matching import WINDOWS, Wording, match
from assistant.retrieval.ranker.nearness import measure_nearness
from assistant.vietnamese.words.syllables import fold_token, plain_token
from tests.retrieval.ranker.test_nearness import Toy

SYLLABLES = ("thuế", "Phí", "của", "mèo", "hoà", "06", "1.500", "x")
MARKS = (",", ";", "\n", ". ", " ", " ", " ", " ", " ")
TEXT = st.lists(st.tuples(st.sampled_from(SYLLABLES), st.sampled_from(MARKS)), max_size=60).map(
    lambda parts: "".join(" " + word + mark for word, mark in parts)
)
TERMS = ("thuế", "phí", "của", "6", "hòa", "thuế_phí", "của_mèo", "phí_thuế", "1500")
VALUES = {"thuế": 2.0, "phí": 1.0, "của": 0.25, "6": 3.0, "hòa": 1.5, "1500": 2.5}


def tokens_of(text: str, plain: bool) -> list[str]:
    """Words as terms spell them, "|" for marks."""
    found = re.findall(r"\d+(?:[.,]\d+)*|[^\W_]+|[.,;:?!()\[\]\n…•|]", text.lower())
    words = [fold_token(piece) if piece[0].isalnum() else "|" for piece in found]
    return [plain_token(word) for word in words] if plain else words


def share_in_window(tokens: list[str], width: int, values: dict[str, float]) -> float:
    """The best share of the value of distinct syllables within `width` places."""
    total = sum(values.values())
    best = 0.0
    for end in range(len(tokens)):
        inside = {token for token in tokens[max(0, end - width + 1) : end + 1] if token in values}
        best = max(best, sum(values[token] for token in inside) / total)
    return best


def longest_stretch(tokens: list[str], sequence: list[str]) -> int:
    neighbours, best, run = set(pairwise(sequence)), 0, 0
    for at, token in enumerate(tokens):
        goes_on = at > 0 and (tokens[at - 1], token) in neighbours
        run = run + 1 if goes_on else int(token in sequence)
        best = max(best, run)
    return best


@given(st.lists(TEXT, min_size=1, max_size=5), st.lists(st.sampled_from(TERMS), unique=True), st.booleans())
def test_counts_stretches_and_company(texts: list[str], terms: list[str], plain: bool) -> None:
    spelt = list(dict.fromkeys("_".join(map(plain_token, t.split("_"))) if plain else t for t in terms))
    sequence = [part for term in spelt for part in term.split("_")]
    values = {term: VALUES.get(term, 1.0) for term in spelt}
    found = match(Pieces.of(texts), Wording.of(values, sequence, plain))
    single = {term: value for term, value in values.items() if "_" not in term}
    for row, text in enumerate(texts):
        tokens = tokens_of(text, plain)
        beside = [f"{a}_{b}" for a, b in pairwise(tokens) if "|" not in (a, b)]
        assert found.counts[row].tolist() == [(tokens + beside).count(term) for term in spelt]
        assert found.lengths[row] == sum(token != "|" for token in tokens)
        assert found.stretches[row] == longest_stretch(tokens, sequence)
        company = [share_in_window(tokens, width, single) if single else 0.0 for width in WINDOWS]
        assert found.company[row].tolist() == pytest.approx(company, abs=1e-6)


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_nearness(texts: list[str]) -> None:
    vectors, terms = Toy(), ("thuế", "mèo", "vắng", "thuế_phí")
    found = measure_nearness(Pieces.of(texts, Lexicon(vectors)), Wording.of(dict.fromkeys(terms, 1.0), [], False))
    asked, _ = vectors.term_vectors(vectors.term_ids(terms))
    for row, text in enumerate(texts):
        tokens = tokens_of(text, plain=False)
        said = [t for t in [*tokens, *(f"{a}_{b}" for a, b in pairwise(tokens))] if t in vectors.NAMES]
        directions, lengths = vectors.term_vectors(vectors.term_ids(said))
        cosines = directions @ asked.T if said else np.zeros((1, len(terms)))
        assert found.terms[row].tolist() == pytest.approx(cosines.max(axis=0).tolist(), abs=1e-6)
        explained = float(lengths @ cosines.max(axis=1) / lengths.sum()) if said else 0.0
        assert found.explained[row] == pytest.approx(explained, abs=1e-5)
