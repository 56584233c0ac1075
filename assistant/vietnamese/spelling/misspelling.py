"""Syllables with a wrong mark or a wrong first letter: "chuyễn đổi", "bổ xung". What each may have meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from assistant.vietnamese.normalise import fold, strip_accents
from assistant.vietnamese.spelling.accent_lattice import Slot
from assistant.vietnamese.spelling.accent_model import UNKNOWN, AccentModel, Floats, Ints
from assistant.vietnamese.words.syllables import is_vietnamese_syllable

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS = "aăâeêioôơuưy"
# Sounds that many speakers do not tell apart, by first letters; "d" before "gi" is the south's, the rest the north's.
_FIRST = (("s", "x"), ("tr", "ch"), ("d", "gi"), ("d", "r"), ("gi", "r"))
RATIO, LEAST, EACH, ALONE = 100.0, 50.0, 3.0, 200.0
"""The reading with a neighbour must be this many times as frequent as the typed one with its neighbours, at least this
frequent, and known beside each of them (docs/experiments.md, "Accents"). For a syllable that the counts do not know at
all, `ALONE` times beside one neighbour are enough."""
COST = 3.0
"""Nats a misspelling costs; the ratio is the real bar."""
UNKNOWN_COST = 6.0
"""Nats a syllable costs that the model does not know: its probability is that of all unknown ones together."""


@lru_cache(maxsize=20_000)
def meant(syllable: str) -> tuple[str, ...]:
    """Folded syllables that differ from this one by the tone mark alone or by a confused first letter."""
    letters = unicodedata.normalize("NFD", syllable)
    tones = [c for c in letters if c in _TONES]
    if len(tones) > 1:
        return ()
    bare = "".join(c for c in letters if c not in _TONES)
    found = []
    if syllable != strip_accents(syllable):
        shapes = unicodedata.normalize("NFC", bare)
        places = [at + 1 for at, letter in enumerate(shapes) if letter in _VOWELS]
        found = [fold(shapes[:at] + tone + shapes[at:]) for at in places for tone in _TONES]
        found.append(shapes)
    for one, other in _FIRST:
        for old, new in ((one, other), (other, one)):
            if syllable.startswith(old):
                found.append(new + syllable[len(old) :])
    return tuple(form for form in dict.fromkeys(found) if form != syllable and is_vietnamese_syllable(form))


def _support(slots: Sequence[Slot], at: int, ids: Ints, known: AccentModel) -> Floats:
    """How often each of `ids` stands beside each of its neighbours, in the model's counts. Shape (sides, len(ids))."""
    sides = []
    for near, after in ((at - 1, False), (at + 1, True)):
        if 0 <= near < len(slots):
            others = slots[near].candidates
            sides.append(known.pairs(*((ids, others) if after else (others, ids))).max(axis=int(after)))
    return np.array(sides) if sides else np.zeros((1, len(ids)))


def widen(slots: Sequence[Slot], at: int, typed: str, known: AccentModel) -> Slot | None:
    """The slot with what its syllable `typed` (folded) may have meant; None when it may well be right as it is."""
    slot = slots[at]
    others = [known.ids[form] for form in meant(typed) if form in known.ids]
    if typed != strip_accents(typed) and not is_vietnamese_syllable(typed):
        others = sorted({*others, *known.candidates(strip_accents(typed))})
    if not others:
        return None
    ids = np.asarray([*slot.candidates, *others], dtype=np.int64)
    own = len(slot.candidates)
    support = np.where(ids == UNKNOWN, 0.0, _support(slots, at, ids, known))
    best = support[:, own:].max(axis=0)
    around = support[:, own:].min(axis=0) >= EACH
    if typed not in known.ids:
        around |= best >= ALONE
    likely = (best >= LEAST) & (best > RATIO * support[:, :own].max()) & around
    if not likely.any():
        return None
    kept = np.concatenate([ids[:own], ids[own:][likely]])
    as_typed = np.where(kept[:own] == UNKNOWN, UNKNOWN_COST, 0.0)
    costs = np.concatenate([as_typed, np.full(len(kept) - own, COST)])
    return Slot(slot.start, slot.end, kept, slot.free, costs)
