"""How many inverted lists a question looks into: as few as keep the recall, measured when a file is written."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

RECALL = 0.98
"""Of the best 100, for vectors that lie to the stored ones as questions do."""

_QUESTIONS = 256
_LIKENESS = 0.6
# Passages turned away by noise to this cosine need as many probes as real questions do (300 of them over 194,611
# passages; their best passage lies at 0.70): recall with 4, 8 … 128 of 512 lists .785 .859 .911 .948 .973 .989 for
# questions, .777 .855 .908 .947 .974 .990 for turned ones. Turned to 0.8 or not at all they seem easier than they are.
_SEED = 1235


def choose_probes(index: Any, vectors: NDArray[np.floating[Any]]) -> float:
    """Sets `nprobe` of a filled FAISS index with inverted lists to the fewest with which `RECALL` of the best 100 are
    found, and returns the recall. `vectors` `(rows, dimension)`: those in the index, unit rows."""
    chance = np.random.default_rng(_SEED)
    rows = np.sort(chance.choice(len(vectors), min(len(vectors), _QUESTIONS), replace=False))
    noise = chance.standard_normal((len(rows), vectors.shape[1]))
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    asked = (_LIKENESS * vectors[rows] + math.sqrt(1 - _LIKENESS**2) * noise).astype(np.float32)
    k = min(100, len(vectors))
    index.nprobe = index.nlist
    _, best = index.search(asked, k)
    low, high = 1, int(index.nlist)
    recall = {high: 1.0}
    while low < high:  # the recall only grows with the probes
        index.nprobe = (low + high) // 2
        _, found = index.search(asked, k)
        kept = [len(np.intersect1d(a, b)) / k for a, b in zip(best, found, strict=True)]
        recall[index.nprobe] = float(np.mean(kept))
        low, high = (low, index.nprobe) if recall[index.nprobe] >= RECALL else (index.nprobe + 1, high)
    index.nprobe = high
    return round(recall[high], 4)
