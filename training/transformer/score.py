"""How well questions find their articles: by the encoder alone, and with the reranker over its first hundred.

nDCG@10 (Järvelin and Kekäläinen 2002) with binary gains, R@10 and R@100, as `ir_measures` computes them; written out
here because the machine of a training holds only what it must.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.transformer.loop import Workshop
from training.transformer.pack import PACKED_SOURCES, SETS
from training.transformer.rerank import score_pairs
from training.transformer.texts import Asked, Pack
from training.transformer.windows import Windows, best_entries, encode, windows_of

RERANKED = 50
KEPT = 100

Ranked = list[tuple[Asked, NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]]
"""A question, its entries, their cosines, and the reranker's scores of the first of them (NaN: not scored)."""


def entries_of(pack: Pack, name: str) -> NDArray[np.int64]:
    """The entries that are the corpus of a set."""
    source = 0 if name == SETS[0] else PACKED_SOURCES.index(name)
    return np.flatnonzero(pack.texts.source == source)


def rank(
    encoder: Any, reranker: Any | None, asked: Sequence[Asked], name: str, pack: Pack, longest: int, shop: Workshop,
    held: tuple[Windows, NDArray[np.float32]] | None = None,
) -> Ranked:  # fmt: skip
    """The questions of one set over its corpus. `held`: its windows and their vectors where they are known already."""
    windows = held[0] if held else windows_of(pack.texts, entries_of(pack, name))
    vectors = held[1] if held else encode(encoder, windows.tokens, False, longest, shop)
    questions = encode(encoder, [a.ids for a in asked], True, longest, shop)
    found = best_entries(questions, vectors, windows, KEPT, shop)
    ranked: Ranked = []
    for one, (entries, cosines, at) in zip(asked, found, strict=True):
        scores = np.full(len(entries), np.nan, np.float32)
        if reranker is not None:
            rows = [windows.tokens[place] for place in at[:RERANKED].tolist()]
            scores[: len(rows)] = score_pairs(reranker, one.ids, rows, longest, shop)
        ranked.append((one, entries, cosines, scores))
    return ranked


def measures(ranked: Ranked) -> dict[str, dict[str, float]]:
    """Means by way of ranking: "encoder", and "reranked" where scores are there."""
    out = {"encoder": _means([(r[0], r[1]) for r in ranked])}
    if ranked and not np.isnan(ranked[0][3][:1]).any():
        out["reranked"] = _means([(one, _reordered(entries, scores)) for one, entries, _, scores in ranked])
    return out


def _reordered(entries: NDArray[np.int64], scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Scored entries by falling score, then the others as they stood."""
    order = np.argsort(-np.nan_to_num(scores, nan=-np.inf), kind="stable")
    return entries[order]


def _means(runs: Sequence[tuple[Asked, NDArray[np.int64]]]) -> dict[str, float]:
    rows = [_of_one(set(one.relevant), entries.tolist()) for one, entries in runs]
    return {key: round(float(np.mean([row[key] for row in rows])), 4) for key in rows[0]} if rows else {}


def _of_one(right: set[int], entries: Sequence[int]) -> Mapping[str, float]:
    hits = [entry in right for entry in entries]
    gain = sum(1 / np.log2(i + 2) for i, hit in enumerate(hits[:10]) if hit)
    ideal = sum(1 / np.log2(i + 2) for i in range(min(10, len(right))))
    first = next((i for i, hit in enumerate(hits[:10]) if hit), None)
    return {
        "nDCG@10": gain / ideal,
        "R@10": sum(hits[:10]) / len(right),
        "R@100": sum(hits[:100]) / len(right),
        "RR@10": 0.0 if first is None else 1 / (first + 1),
    }
