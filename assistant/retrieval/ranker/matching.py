"""Where the terms of a question stand in many texts at once: counts, unbroken stretches, close company.

All texts are compared in one array of numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.pieces.lexicon import BREAK, END, FloatArray, IntArray
from assistant.retrieval.pieces.sequences import Pieces

# Syllables in which the question's syllables are looked for together: about a clause, and about a sentence.
WINDOWS = (12, 40)

_WORD, _BREAK, _END_OF_TEXT = 0, -1, -2


@dataclass(frozen=True, slots=True)
class Wording:
    """A question to be looked for, in one spelling: its terms ("a" or "a_b") with their idf times weight.

    `sequence`: its syllables in order, for stretches in the question's own words.
    """

    terms: tuple[str, ...]
    values: FloatArray
    sequence: tuple[str, ...]
    plain: bool

    @classmethod
    def of(cls, values: Mapping[str, float], sequence: Sequence[str], plain: bool) -> Wording:
        return cls(tuple(values), np.array(list(values.values()), np.float32), tuple(sequence), plain)


@dataclass(frozen=True, slots=True)
class Matches:
    """Row i is about text i. `counts` (texts, terms); `lengths` in syllables.

    `stretches`: the most syllables in a row that stand so in the question. `company` (texts, windows): the best share
    (0 to 1) of the value of the question's syllables that stand together within each of `WINDOWS`.
    """

    counts: FloatArray
    lengths: FloatArray
    stretches: FloatArray
    company: FloatArray


def match(pieces: Pieces, wording: Wording) -> Matches:
    """Looks for the wording in each text."""
    if not pieces.texts:
        nothing = np.zeros(0, np.float32)
        return Matches(
            np.zeros((0, len(wording.terms)), np.float32), nothing, nothing, np.zeros((0, len(WINDOWS)), np.float32)
        )
    number = {term: i for i, term in enumerate(wording.terms)}
    parts = {part for term in wording.terms for part in term.split("_")} | set(wording.sequence)
    syllable = {part: i + 1 for i, part in enumerate(sorted(parts))}
    tokens, owner = _tokens(pieces, syllable, wording.plain), pieces.owners
    lengths = np.bincount(owner[tokens >= _WORD], minlength=pieces.texts)
    before, here = tokens[:-1], tokens[1:]
    beside = (before > 0) & (here > 0)
    counts = np.zeros((pieces.texts, len(number)), np.float32)
    _count(counts, owner, tokens, _table({s: number[s] for s in syllable if s in number}, syllable))
    pairs = {(syllable[a], syllable[b]): i for (a, b), i in _pairs(number).items()}
    _count_pairs(counts, owner[1:][beside], before[beside], here[beside], pairs, len(syllable) + 1)
    return Matches(
        counts,
        lengths.astype(np.float32),
        _stretches(tokens, beside, np.flatnonzero(tokens == _END_OF_TEXT), wording.sequence, syllable),
        _company(tokens, owner, pieces.texts, _values(wording, syllable)),
    )


def _tokens(pieces: Pieces, syllable: Mapping[str, int], plain: bool) -> IntArray:
    """Each piece as the number of the syllable it is, or as a word, a break or the end of a text."""
    lexicon = pieces.lexicon
    meant = np.full(lexicon.forms, _WORD, np.int32)
    meant[END], meant[BREAK] = _END_OF_TEXT, _BREAK
    for part, number in syllable.items():
        if (form := lexicon.form(part)) is not None and form < len(meant):
            meant[form] = number
    return np.asarray(meant[lexicon.forms_of(pieces.at, plain)])


def _table(numbers: Mapping[str, int], syllable: Mapping[str, int]) -> IntArray:
    """Syllable number -> term number, -1 for syllables that are no term by themselves; the last two for breaks."""
    table = np.full(len(syllable) + 3, -1, np.int32)
    for name, term in numbers.items():
        table[syllable[name]] = term
    return table


def _count(counts: FloatArray, owner: NDArray[np.intp], tokens: IntArray, table: IntArray) -> None:
    terms = table[tokens]
    found = terms >= 0
    _add(counts, owner[found], terms[found])


def _pairs(number: Mapping[str, int]) -> dict[tuple[str, str], int]:
    """The terms of two syllables; longer words are left to the index."""
    split = ((tuple(term.split("_")), i) for term, i in number.items())
    return {(parts[0], parts[1]): i for parts, i in split if len(parts) == 2}


def _count_pairs(
    counts: FloatArray,
    owner: NDArray[np.intp],
    before: IntArray,
    here: IntArray,
    pairs: Mapping[tuple[int, int], int],
    base: int,
) -> None:
    if not pairs:
        return
    keys = np.array([a * base + b for a, b in pairs], np.int64)
    order = np.argsort(keys)
    keys, terms = keys[order], np.array(list(pairs.values()), np.int32)[order]
    seen = before.astype(np.int64) * base + here
    place = np.minimum(np.searchsorted(keys, seen), len(keys) - 1)
    found = keys[place] == seen
    _add(counts, owner[found], terms[place[found]])


def _add(counts: FloatArray, rows: NDArray[np.intp], columns: IntArray) -> None:
    width = counts.shape[1]
    counts += np.bincount(rows * width + columns, minlength=counts.size).reshape(counts.shape)


def _stretches(
    tokens: IntArray,
    beside: NDArray[np.bool_],
    ends: NDArray[np.intp],
    sequence: Sequence[str],
    known: Mapping[str, int],
) -> FloatArray:
    """The longest run of neighbours that are neighbours in the question, in syllables, for each text."""
    base = len(known) + 1
    asked = np.zeros((base, base), np.bool_)
    for a, b in pairwise(sequence):
        asked[known[a], known[b]] = True
    goes_on = np.zeros(len(tokens), np.bool_)
    at = np.flatnonzero(beside)
    goes_on[at + 1] = asked[tokens[at], tokens[at + 1]]
    places = np.arange(len(tokens))
    run = places - np.maximum.accumulate(np.where(goes_on, 0, places))
    wanted = np.zeros(base + 2, np.bool_)
    wanted[[known[part] for part in sequence]] = True
    run += wanted[tokens]
    starts = np.concatenate([[0], ends[:-1] + 1]).astype(np.intp)
    return np.maximum.reduceat(run, starts).astype(np.float32)


def _values(wording: Wording, syllable: Mapping[str, int]) -> FloatArray:
    """The value of each syllable by its number (from 1); 0 for those too common to be a term."""
    values = np.zeros(len(syllable) + 1, np.float32)
    for term, value in zip(wording.terms, wording.values, strict=True):
        if term in syllable:
            values[syllable[term]] = value
    return values


def _company(tokens: IntArray, owner: NDArray[np.intp], texts: int, values: FloatArray) -> FloatArray:
    """For each text and window the best share of the values of distinct syllables inside it."""
    best = np.zeros((texts, len(WINDOWS)), np.float32)
    worth = np.zeros(len(values) + 2, np.float32)
    worth[: len(values)] = values
    at = np.flatnonzero(worth[tokens] > 0)
    wanted = np.flatnonzero(values > 0)
    if not len(at):
        return best
    # A text begins further from the one before it than any window reaches.
    place = (at + owner[at] * (max(WINDOWS) + 1)).astype(np.int32)
    column = np.zeros(len(values), np.int32)
    column[wanted] = np.arange(len(wanted))
    last = np.full((len(at), len(wanted)), -(10**6), np.int32)
    last[np.arange(len(at)), column[tokens[at]]] = place
    np.maximum.accumulate(last, axis=0, out=last)
    first = np.flatnonzero(np.diff(owner[at], prepend=-1))
    share = values[wanted] / values[wanted].sum()
    for i, width in enumerate(WINDOWS):
        inside = (last > (place - width)[:, None]) @ share
        best[owner[at][first], i] = np.maximum.reduceat(inside, first)
    return best
