"""The syllable n-gram counts behind accent restoration: how they are packed, loaded and looked up.

Made by `training/accents.py`; accents.md beside the data says from what. Probabilities are smoothed as Witten and Bell
(1991) do: the shorter context weighs the more the more different syllables were seen after the longer one, N(b):
p(c|b) = (n(bc) + w p(c)) / (n(b) + w) with w = 10 + 3 N(b); p(c|ab) likewise with 10 + 10 N(ab).
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.vietnamese.normalise import strip_accents

START, NUMBER, UNKNOWN = 0, 1, 2
SPECIAL = ("<s>", "<num>", "<unk>")
FOLLOWING = "<f>"
"""Stands in place of `START` before what is asked after another question ("còn Sở Tài chính?")."""
IN_CAPITALS = frozenset({"AI"})
"""Words that are another word where they are not in capitals; counted apart: "ai chủ trì ứng dụng AI"."""
BITS = 14
"""Bits of a vocabulary id in an n-gram key; the vocabulary has fewer than 16,384 forms."""
COUNT_STEP = 8
"""Counts are stored as round(8 log2 n): 9 % apart, one byte each."""
LEAST_WEIGHT, PAIR_WEIGHT, TRIPLE_WEIGHT = 10.0, 3.0, 10.0
"""The weights above, chosen in docs/experiments.md, "Accents, again": with N left out a syllable in a hundred is wrong
where now half of one is."""

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def pack_keys(keys: Ints) -> npt.NDArray[np.uint8]:
    """Sorted keys as byte planes of their differences, which deflate well. Shape (8, n)."""
    deltas = np.diff(keys, prepend=0).astype("<u8")
    return np.ascontiguousarray(deltas.view(np.uint8).reshape(-1, 8).T)


def unpack_keys(planes: npt.NDArray[np.uint8]) -> Ints:
    """The keys `pack_keys` packed."""
    return np.cumsum(np.ascontiguousarray(planes.T).view("<u8").ravel().astype(np.int64))


def pack_counts(counts: Floats) -> npt.NDArray[np.uint8]:
    return np.asarray(np.clip(np.rint(COUNT_STEP * np.log2(np.maximum(counts, 1.0))), 0, 255), dtype=np.uint8)


def unpack_counts(codes: npt.NDArray[np.uint8]) -> Floats:
    return np.exp2(codes.astype(np.float64) / COUNT_STEP)


class AccentModel:
    """Counts of one, two and three syllables in a row, and the accented forms of each bare syllable."""

    def __init__(
        self, forms: list[str], unigrams: Floats, bigrams: tuple[Ints, Floats], trigrams: tuple[Ints, Floats]
    ) -> None:
        self.forms = forms
        self.ids = {form: at for at, form in enumerate(forms)}
        self.unigrams = unigrams
        self.probability = unigrams / unigrams.sum()
        self._bigrams, self._trigrams = bigrams, trigrams
        self._after_one, self._after_two = _successors(bigrams[0]), _successors(trigrams[0])
        self._candidates: dict[str, list[int]] = {}
        for at, form in enumerate(forms[len(SPECIAL) :], len(SPECIAL)):
            self._candidates.setdefault(strip_accents(form), []).append(at)

    @classmethod
    def load(cls, path: Path) -> AccentModel:
        """Reads the packed counts (no pickle). Raises OSError or ValueError when the file is missing or damaged."""
        with np.load(path, allow_pickle=False) as data:
            forms = bytes(data["forms"]).decode("utf-8").split("\n")
            return cls(
                forms,
                unpack_counts(data["unigrams"]),
                (unpack_keys(data["bigram_keys"]), unpack_counts(data["bigram_counts"])),
                (unpack_keys(data["trigram_keys"]), unpack_counts(data["trigram_counts"])),
            )

    def candidates(self, bare: str) -> list[int]:
        """Ids of the accented forms of a bare syllable, [] when it is unknown."""
        return self._candidates.get(bare, [])

    def pairs(self, first: Ints, second: Ints) -> Floats:
        """Counts of two syllables in a row, for all combinations. Shape (len(first), len(second))."""
        return _lookup(self._bigrams, (first[:, None] << BITS) | second[None, :])

    def log_probability(self, first: Ints, second: Ints, third: Ints) -> Floats:
        """log p(third | first, second) for all combinations. Shape (len(first), len(second), len(third))."""
        pair = (second[:, None] << BITS) | third[None, :]
        weight = LEAST_WEIGHT + PAIR_WEIGHT * _lookup(self._after_one, second)[:, None]
        p_two = (_lookup(self._bigrams, pair) + weight * self.probability[third]) / (
            self.unigrams[second][:, None] + weight
        )
        context = (first[:, None] << BITS) | second[None, :]
        weight = (LEAST_WEIGHT + TRIPLE_WEIGHT * _lookup(self._after_two, context))[:, :, None]
        triple = (first[:, None, None] << (2 * BITS)) | pair[None]
        p_three = (_lookup(self._trigrams, triple) + weight * p_two[None]) / (
            _lookup(self._bigrams, context)[:, :, None] + weight
        )
        return np.asarray(np.log(p_three))


def _successors(keys: Ints) -> tuple[Ints, Floats]:
    """The contexts of sorted n-gram keys, and after how many different syllables each was seen."""
    contexts, seen = np.unique(keys >> BITS, return_counts=True)
    return contexts, seen.astype(np.float64)


def _lookup(table: tuple[Ints, Floats], keys: Ints) -> Floats:
    """Counts of `keys`, 0 where an n-gram was not kept."""
    known, counts = table
    places = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.where(known[places] == keys, counts[places], 0.0)


@lru_cache(maxsize=1)
def model() -> AccentModel:
    """The packaged model, loaded at its first use."""
    with as_file(files("assistant.vietnamese.spelling").joinpath("accents.npz")) as path:
        return AccentModel.load(path)
