"""How a question compares with many short texts at once: sentences and rows, as the choice of an answer needs it.

Words in common say little where the question is in a citizen's words and the text in the law's; so each text is looked
at in three ways: by terms (with their rarity, BM25), by the nearest term (late interaction over term vectors), and by
the cosine of the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from assistant.retrieval.pieces.lexicon import FloatArray, Lexicon, TermVectors
from assistant.retrieval.pieces.sequences import Pieces
from assistant.retrieval.ranker.matching import Matches, Wording, match
from assistant.retrieval.ranker.nearness import Nearness, measure_nearness
from assistant.understanding import Sought
from assistant.vietnamese.words.pieces import syllables
from assistant.vietnamese.words.terms import encoder_terms

K1, B = 1.2, 0.75
"""BM25's usual constants (Robertson and Zaragoza 2009)."""
LONGEST_STRETCH = 6.0


class TextVectors(TermVectors, Protocol):
    """What the cosine of whole texts needs beside: see `StaticEncoder`."""

    def encode_terms(self, strings: Sequence[str], /) -> FloatArray: ...

    def question_terms(self, text: str, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Comparison:
    """Entry i of each array `(n,)` is about text i, 0 to 1 but for the cosine.

    `bm25`: as a share of what the question could give; `nearest`: how near the texts' terms come to the question's;
    `explained`: how near the question's come to the text's; `stretch`: the longest run in the question's own words;
    `company`: the best share of the question's terms within a sentence's length; `cosine`: of the static vectors.
    What needs vectors is 0 without them.
    """

    bm25: FloatArray
    nearest: FloatArray
    explained: FloatArray
    stretch: FloatArray
    company: FloatArray
    cosine: FloatArray


def compare(sought: Sought, texts: Sequence[str], lexicon: Lexicon, vectors: TextVectors | None) -> Comparison:
    """`lexicon`: one of the same `vectors`. Lengths are taken against the texts' mean, so texts of one kind are
    compared together."""
    if not texts or not sought.weights:
        nothing = np.zeros(len(texts), np.float32)
        return Comparison(nothing, nothing, nothing, nothing, nothing, nothing)
    plain = not sought.accented
    wording = Wording.of(sought.weights, syllables(sought.text, plain), plain)
    pieces = Pieces.of(texts, lexicon)
    matches = match(pieces, wording)
    nearness = measure_nearness(pieces, wording)
    return Comparison(
        bm25=_bm25(matches, wording),
        nearest=_nearest(nearness, wording),
        explained=nearness.explained,
        stretch=np.asarray(np.minimum(matches.stretches, LONGEST_STRETCH) / LONGEST_STRETCH, np.float32),
        company=matches.company[:, -1],
        cosine=_cosines(sought, texts, vectors),
    )


def _bm25(matches: Matches, wording: Wording) -> FloatArray:
    norm = K1 * (1 - B + B * matches.lengths / max(float(matches.lengths.mean()), 1.0))
    gained = matches.counts * (K1 + 1) / (matches.counts + norm[:, None]) @ wording.values
    best = float(wording.values.sum()) * (K1 + 1)
    return np.asarray(gained / best if best else gained * 0, np.float32)


def _nearest(nearness: Nearness, wording: Wording) -> FloatArray:
    total = float(wording.values.sum())
    near = np.maximum(nearness.terms, 0.0) @ wording.values
    return np.asarray(near / total if total else near * 0, np.float32)


def _cosines(sought: Sought, texts: Sequence[str], vectors: TextVectors | None) -> FloatArray:
    """Of the term vectors, whatever encoder the index has: two hundred sentences take a millisecond or two."""
    if vectors is None:
        return np.zeros(len(texts), np.float32)
    asked = vectors.encode_terms([vectors.question_terms(sought.text)])[0]
    return np.asarray(vectors.encode_terms([encoder_terms(text) for text in texts]) @ asked, np.float32)
