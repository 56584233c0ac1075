"""The learned ranker fitted again with the cosines among its columns, and its figures by folds.

Every cosine is of a network that saw no label of its question, so the ranker learns what cosines of unseen questions
are worth; and every figure is by weights that saw none of the question's fold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.ranker import BY_LENGTH, LEARNED, Part, by_folds, by_sets, drawn, fit, load, measure

Floats = NDArray[np.float32]

COSINES = ("cosine", "cosine_margin", "cosine_mean", "cosine_title")
"""Of the best passage; how far that is above the best of all other candidates (below 0 for all but one); the mean of
the passages that were encoded; of the title alone."""
CHOSEN = ("cosine", "cosine_mean")
"""Of these, what the ranker gets: margin and title lost by folds (docs/encoder-experiments.md)."""
TRIED = (("cosine",), ("cosine", "cosine_margin"), CHOSEN, COSINES)
ACCENTS = ("keep", "strip")


def margins(query: NDArray[np.int64], cosine: Floats) -> Floats:
    """Each row's cosine less the greatest of the other rows of its question; 0 for a candidate alone."""
    out = np.zeros_like(cosine)
    for rows in np.split(np.arange(len(query)), np.flatnonzero(np.diff(query)) + 1):
        if len(rows) > 1:
            second, top = np.partition(cosine[rows], -2)[-2:]
            out[rows] = cosine[rows] - np.where(cosine[rows] == top, second, top)
    return out


def columns(part: Part, file: Path) -> Floats:
    """`(n, len(COSINES))` for the rows of `part`; those that were not encoded get the least of their question."""
    held = np.load(file)
    known = np.zeros(len(part.query), np.bool_)
    known[held["row"]] = True
    found = []
    for name in ("best", "mean", "title"):
        values = np.full(len(part.query), np.inf, np.float32)
        values[held["row"]] = held[name]
        starts = np.flatnonzero(np.diff(part.query, prepend=-1))
        least = np.minimum.reduceat(values, starts)
        found.append(np.where(known, values, np.repeat(least, np.diff(starts, append=len(values)))).astype(np.float32))
    best, mean, title = found
    return np.stack([best, margins(part.query, best), mean, title], axis=1)


def with_cosines(part: Part, file: Path, chosen: Sequence[str] = CHOSEN) -> Part:
    """`part` with columns of cosines after its own."""
    extra = columns(part, file)[:, [COSINES.index(name) for name in chosen]]
    return replace(part, features=np.hstack([part.features, extra]), names=(*part.names, *chosen))


def parts_of(tables: Path, cosines: Path, sets: Sequence[str], chosen: Sequence[str] = CHOSEN) -> list[Part]:
    return [
        with_cosines(load(tables, tables, name, accents), cosines / f"{name}-{accents}.npz", chosen)
        for name in sets
        for accents in ACCENTS
    ]


def refit(
    tables: Path, cosines: Path, sets: Sequence[str], out: Path, chosen: Sequence[str] = CHOSEN
) -> dict[str, Any]:
    """Writes the ranker fitted on all questions; its figures by folds and with each whole set left out."""
    parts = parts_of(tables, cosines, sets, chosen)
    scores = by_folds(parts)
    ranker = fit((drawn(p), np.ones(len(p.fold), np.bool_)) for p in parts if p.typed in LEARNED)
    out.parent.mkdir(parents=True, exist_ok=True)
    ranker.save(out)
    return {
        "columns": list(chosen),
        "folds": {f"{p.name} {p.typed}": measure(p, scores[p.name, p.typed]) for p in parts},
        "set left out": by_sets(parts),
        "weights": {name: round(float(ranker.weights[ranker.names.index(name)]), 3) for name in chosen},
    }


def tried(tables: Path, cosines: Path, sets: Sequence[str]) -> dict[str, dict[str, float]]:
    """nDCG@10 by folds with other columns; "by length": with weights that shift with the length of the question."""
    out: dict[str, dict[str, float]] = {}
    for chosen in TRIED:
        parts = parts_of(tables, cosines, sets, chosen)
        for shifting in (BY_LENGTH, (*BY_LENGTH, *chosen)):
            scores = by_folds(parts, shifting)
            name = ", ".join(chosen) + (" by length" if shifting is not BY_LENGTH else "")
            out[name] = {f"{p.name} {p.typed}": measure(p, scores[p.name, p.typed])["nDCG@10"] for p in parts}
    return out
