"""MinHash sketches of texts, for finding copies, drafts and scans of one paper without comparing every pair.

A. Broder, "On the resemblance and containment of documents" (1997): the share of equal places of two sketches estimates
the share of common shingles, here triples of syllables without their marks.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.vietnamese.normalise import strip_accents

PLACES = 128
"""Of a sketch: the estimate's standard error is at most 0.045."""
SYLLABLES = 3
"""Of one shingle: with three, 250 real laws and decrees that are different papers reach 0.54, copies of one 0.79."""
SEED = 1
SHORTEST = 100
"""Triples; of a shorter text chance decides."""
_SYLLABLE = re.compile(r"[^\W_]+")
_STEP = np.uint64(0x9E3779B97F4A7C15)  # odd, its bits well mixed: 2^64 / golden ratio


def made_by() -> str:
    """What a sketch depends on; those of another make are not compared (`repair` makes them again)."""
    from rensa import RMinHash  # a compiled library that questions do not need

    return f"rensa {RMinHash.ALGORITHM_VERSION}, {PLACES} places, {SYLLABLES} syllables, seed {SEED}"


def sketch_of(text: str) -> bytes | None:
    """The sketch of a reading text, `PLACES` little-endian uint32; None when it is too short to compare."""
    hashes = _triples(text)
    if len(hashes) < SHORTEST:
        return None
    from rensa import RMinHash

    rows = RMinHash.digest_matrix_from_flat_token_hashes(hashes, [0, len(hashes)], PLACES, SEED).to_rows()
    return np.array(rows[0], "<u4").tobytes()


@lru_cache(maxsize=1 << 16)
def _hash(syllable: str) -> int:
    """Of a syllable without its marks: scans and old encodings lose them first."""
    return int.from_bytes(hashlib.blake2b(strip_accents(syllable).lower().encode(), digest_size=8).digest(), "little")


def _triples(text: str) -> NDArray[np.uint64]:
    syllables = np.array([_hash(s) for s in _SYLLABLE.findall(text)], np.uint64)
    if len(syllables) < SYLLABLES:
        return np.zeros(0, np.uint64)
    count = len(syllables) - SYLLABLES + 1
    hashes = np.zeros(count, np.uint64)
    for n in range(SYLLABLES):
        hashes = hashes * _STEP + syllables[n : n + count]
    return np.unique(hashes)


def likeness(one: bytes, other: bytes) -> float:
    """The share of equal places of two sketches, 0 to 1."""
    return float(np.mean(np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")))
