"""From syllable numbers to term ids: which terms are in the vocabulary, and the terms of many texts at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.encoding.static.folder import UNKNOWN
from assistant.vietnamese.words.syllables import plain_token
from training.static.corpus import BREAK, Ints, Texts

Keys = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`terms[i]` is the term of row i (0: unknown). A syllable s has the key s, a bigram a_b the key a * n + b.

    `keys` (sorted) and `rows` find the row of a key; `plain` gives for each syllable the one without accents.
    `counts` (v,) are occurrences in the texts, of every form for a term without accents; `size` are all syllables.
    """

    terms: list[str]
    keys: Keys
    rows: Ints
    plain: Ints
    counts: NDArray[np.int64]
    n: int
    size: float

    def look_up(self, keys: Keys) -> Ints:
        """The row of each key, 0 where it is unknown."""
        at = np.searchsorted(self.keys, keys)
        at[at == len(self.keys)] = 0
        return np.where(self.keys[at] == keys, self.rows[at], 0).astype(np.int32)

    def term_ids(self, texts: list[Ints]) -> tuple[Ints, NDArray[np.int64]]:
        """The known terms of all texts one after another, and where each text begins (as `EmbeddingBag` takes them)."""
        joined = np.concatenate([part for text in texts for part in (text, _STOP)]).astype(np.int64)
        owner = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
        left, right = joined[:-1], joined[1:]
        pairs = np.flatnonzero((left != BREAK) & (right != BREAK))
        singles = np.flatnonzero(joined != BREAK)
        ids = self.look_up(np.concatenate([joined[singles], left[pairs] * self.n + right[pairs]]))
        owners = np.concatenate([owner[singles], owner[pairs]])
        order = np.argsort(owners[ids > 0], kind="stable")
        starts = np.zeros(len(texts), dtype=np.int64)
        np.cumsum(np.bincount(owners[ids > 0], minlength=len(texts))[:-1], out=starts[1:])
        return ids[ids > 0][order], starts


_STOP = np.array([BREAK], dtype=np.int32)


def plain_syllables(syllables: list[str]) -> tuple[list[str], Ints]:
    """The syllables with their accent-less forms appended, and for each the id of its accent-less form."""
    ids = {syllable: i for i, syllable in enumerate(syllables)}
    plain = [ids.setdefault(plain_token(syllable), len(ids)) for syllable in syllables]
    grown = list(ids)
    plain += range(len(syllables), len(grown))
    return grown, np.array(plain, dtype=np.int32)


def build_vocabulary(texts: Texts, accented: int, plain: int, weights: NDArray[np.float64]) -> Vocabulary:
    """The most frequent terms: `accented` of them as printed, and `plain` of those typed without accents.

    An occurrence in a source counts `weights[source]`, so that news does not crowd out the language of law.
    """
    syllables, to_plain = plain_syllables(texts.syllables)
    n = len(syllables)
    keys, counts = _weighted(texts, n, weights)
    chosen = np.argsort(-counts, kind="stable")[:accented]
    # a bigram's accent-less key is made of its syllables' accent-less ids
    single = keys < n
    bare = np.where(single, to_plain[keys % n], to_plain[keys // n].astype(np.int64) * n + to_plain[keys % n])
    bare_keys, inverse = np.unique(bare, return_inverse=True)
    bare_counts = np.bincount(inverse, weights=counts)
    fresh = ~np.isin(bare_keys, keys[chosen])
    ranked = np.argsort(-np.where(fresh, bare_counts, -1.0), kind="stable")[: min(plain, int(fresh.sum()))]
    all_keys = np.concatenate([keys[chosen], bare_keys[ranked]])
    all_counts = np.concatenate([counts[chosen], bare_counts[ranked]])
    terms = [syllables[k] if k < n else f"{syllables[k // n]}_{syllables[k % n]}" for k in all_keys.tolist()]
    rows = np.arange(1, len(terms) + 1, dtype=np.int32)
    order = np.argsort(all_keys)
    all_counts = np.concatenate([[0.0], all_counts]).astype(np.int64)
    size = float(counts[single].sum())
    return Vocabulary([UNKNOWN, *terms], all_keys[order], rows[order], to_plain, all_counts, n, size)


def _weighted(texts: Texts, n: int, weights: NDArray[np.float64]) -> tuple[Keys, NDArray[np.float64]]:
    """All keys of the texts (syllables and bigrams) and their weighted counts; rare ones (under 3) are left out."""
    flat = texts.flat.astype(np.int64)
    spans = texts.bounds[:, 3] - texts.bounds[:, 0]
    weight = np.repeat(weights[texts.source], spans)
    starts = np.zeros(len(flat) + 1, dtype=bool)
    starts[texts.bounds[:, :3].ravel()] = True
    left, right = flat[:-1], flat[1:]
    pairs = np.flatnonzero((left != BREAK) & (right != BREAK) & ~starts[1:-1])
    singles = np.flatnonzero(flat != BREAK)
    keys = np.concatenate([flat[singles], left[pairs] * n + right[pairs]])
    amounts = np.concatenate([weight[singles], weight[pairs]])
    unique, inverse = np.unique(keys, return_inverse=True)
    counts: NDArray[np.float64] = np.bincount(inverse, weights=amounts).astype(np.float64)
    kept = counts >= 3
    return unique[kept], counts[kept]
