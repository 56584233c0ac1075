"""Accents restored for questions typed with none or half of them, kept only when the model is sure.

A second-order hidden Markov model: the hidden syllables follow the trigrams of `accent_model`, what is typed is each
syllable with or without its accents. The most probable sequence comes from the Viterbi algorithm, the probability of
each syllable from the forward-backward algorithm over the same lattice.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np

from assistant.vietnamese.abbreviations import detect_language
from assistant.vietnamese.accent_model import NUMBER, START, UNKNOWN, AccentModel, Floats, Ints, model
from assistant.vietnamese.normalise import fold, nfc, strip_accents
from assistant.vietnamese.numbers import find_numbers
from assistant.vietnamese.syllables import is_vietnamese_syllable

_PIECE = re.compile(r"[^\W_]+|[.;:?!\n]")
SURE = 0.8
"""Least mean probability of the syllables for a restoration to be kept; nine in ten are right then."""
TEMPERATURE = 1.8
"""Divides log probabilities: raw, it says 0.92 where 0.86 are right, for trigrams overlap (accents.md)."""
DROPPED, KEPT = 0.3, 1.0
"""Beta prior of the share of accents a person leaves out who types some: most leave out none or half of them."""
GAIN = 6.0
"""By how much (in nats) a restoration of a text with some accents must beat the text as typed."""
_MAX_SYLLABLES = 400


@dataclass(frozen=True, slots=True)
class Restored:
    """`text` with accents, the probability (0 to 1) that all of it is meant, and whether it differs from the typed.

    `syllables` is the mean probability of the restored syllables, by which it is decided whether to keep them.
    """

    text: str
    confidence: float
    changed: bool
    syllables: float = 1.0


@dataclass(frozen=True, slots=True)
class _Slot:
    """One typed token: its place, and the ids it may stand for."""

    start: int
    end: int
    candidates: Ints
    free: bool = False
    """Whether accents may be put on it; else it is shown as typed."""


def _slots(text: str, known: AccentModel) -> list[list[_Slot]]:
    """Tokens of each sentence with their candidates; accented, foreign and numeric tokens have one."""
    numbers = [number.span for number in find_numbers(text)]
    sentences: list[list[_Slot]] = [[]]
    shouting = text.isupper()
    for match in _PIECE.finditer(text):
        raw = match[0]
        if not raw[0].isalnum():
            if sentences[-1]:
                sentences.append([])
            continue
        folded = fold(raw)
        fixed = (
            strip_accents(folded) != folded
            or any(start <= match.start() < end for start, end in numbers)
            or (
                raw.isupper()
                and not shouting
                and (match.start() > 0 if len(raw) == 1 else not is_vietnamese_syllable(raw))
            )
        )
        ids = [] if fixed else known.candidates(folded)
        free = bool(ids)
        if not ids:
            ids = [NUMBER if raw[0].isdigit() else known.ids.get(folded, UNKNOWN)]
        sentences[-1].append(_Slot(match.start(), match.end(), np.asarray(ids, dtype=np.int64), free))
    return [sentence for sentence in sentences if sentence]


def _logsum(values: Floats, axis: int) -> Floats:
    top = values.max(axis=axis, keepdims=True)
    return np.asarray(np.squeeze(top, axis) + np.log(np.exp(values - top).sum(axis=axis)))


def _decode(slots: list[_Slot], known: AccentModel) -> tuple[list[int], float, float, list[float]]:
    """Best ids, their log probability, the log probability of all sequences, and each chosen id's probability."""
    start = np.asarray([START], dtype=np.int64)
    columns = [start, start, *(slot.candidates for slot in slots)]
    steps = [known.log_probability(*columns[at : at + 3]) / TEMPERATURE for at in range(len(slots))]
    best: Floats = np.zeros((1, 1))
    forward = [np.zeros((1, 1))]
    back: list[Ints] = []
    for step in steps:
        scores = best[:, :, None] + step
        back.append(scores.argmax(axis=0))
        best = scores.max(axis=0)
        forward.append(_logsum(forward[-1][:, :, None] + step, axis=0))
    behind: Floats = np.zeros_like(best)
    posteriors: list[Floats] = []
    total = float(_logsum(forward[-1].ravel(), axis=0))
    for at in range(len(steps) - 1, -1, -1):
        joint = np.exp(forward[at + 1] + behind - total)
        posteriors.append(joint.sum(axis=0))
        behind = _logsum(steps[at] + behind[None], axis=2)
    posteriors.reverse()
    pair = np.unravel_index(int(best.argmax()), best.shape)
    chosen = [int(pair[0]), int(pair[1])]
    for at in range(len(steps) - 1, 0, -1):
        chosen.insert(0, int(back[at][chosen[0], chosen[1]]))
    chosen = chosen[1:]
    probabilities = [float(posterior[k]) for posterior, k in zip(posteriors, chosen, strict=True)]
    ids = [int(slot.candidates[k]) for slot, k in zip(slots, chosen, strict=True)]
    return ids, float(best.max()), total, probabilities


def _cased(typed: str, form: str) -> str:
    """`form` in the capitals of `typed`."""
    if typed.isupper() and len(typed) > 1:
        return form.upper()
    return form[0].upper() + form[1:] if typed[0].isupper() else form


def _typed_log_probability(slots: list[_Slot], text: str, known: AccentModel) -> float:
    """Log probability of the sentence exactly as typed."""
    fixed = [
        _Slot(
            s.start,
            s.end,
            np.asarray([known.ids.get(fold(text[s.start : s.end]), UNKNOWN)]) if s.free else s.candidates,
        )
        for s in slots
    ]
    return _decode(fixed, known)[1]


def _log_drops(dropped: int, kept: int) -> float:
    """log of how much less probable it is that `dropped` accents were left out beside `kept` than that none was."""
    first = math.lgamma(dropped + DROPPED) - math.lgamma(dropped + DROPPED + kept + KEPT)
    none = math.lgamma(DROPPED) - math.lgamma(DROPPED + kept + KEPT)
    return first - none


def decode(text: str) -> Restored:
    """The most probable accents of `text` (NFC), kept or not: what `restore_accents` decides about."""
    text = nfc(text)
    known = model()
    out: list[str] = []
    at = 0
    log_confidence = gain = 0.0
    dropped = kept = 0
    probabilities: list[float] = []
    for slots in _slots(text, known):
        ids, score, total, each = _decode(slots, known)
        log_confidence += score - total
        changes = 0
        for slot, chosen, probability in zip(slots, ids, each, strict=True):
            typed = text[slot.start : slot.end]
            if slot.free:
                probabilities.append(probability)
                form = _cased(typed, known.forms[chosen])
                changes += fold(form) != fold(typed)
            else:
                form = typed
                kept += fold(typed) != strip_accents(typed)
            out += [text[at : slot.start], form]
            at = slot.end
        if changes:
            gain += score - _typed_log_probability(slots, text, known)
            dropped += changes
    restored = "".join(out) + text[at:]
    mean = sum(probabilities) / len(probabilities) if probabilities else 1.0
    changed = restored != text and (kept == 0 or gain + _log_drops(dropped, kept) > GAIN)
    return Restored(restored, math.exp(log_confidence), changed, mean)


def restore_accents(text: str) -> Restored:
    """The question with its accents; the question as typed (`changed` false) unless the model is sure.

    A fully accented question comes back as it is; so does one in another language and one too long to be typed by hand.
    """
    if not text.strip() or len(text.split()) > _MAX_SYLLABLES or detect_language(text) != "vi":
        return Restored(text, 1.0, False)
    got = decode(text)
    if not got.changed:
        return Restored(text, 1.0, False)
    if got.syllables < SURE:
        return Restored(text, got.confidence, False, got.syllables)
    return got
