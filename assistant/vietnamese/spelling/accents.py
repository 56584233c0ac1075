"""Accents restored for questions typed with none or half of them, kept only where the model is sure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.vietnamese.document_numbers.numbers import find_numbers
from assistant.vietnamese.names.abbreviations import detect_language
from assistant.vietnamese.normalise import fold, nfc, strip_accents
from assistant.vietnamese.spelling.accent_lattice import Frequencies, Index, Path, Slot, decode_slots, steps
from assistant.vietnamese.spelling.accent_model import NUMBER, UNKNOWN, AccentModel, model
from assistant.vietnamese.spelling.misspelling import widen
from assistant.vietnamese.words.syllables import is_bare_syllable, is_vietnamese_syllable

_PIECE = re.compile(r"[^\W_]+|[.;:?!\n]")
SURE = 0.8
"""Least mean probability of the syllables for a restoration to be kept; nine in ten are right then."""
SURE_SYLLABLE = 0.7
"""A syllable less probable than this stays as typed, the others are restored."""
SURE_CORRECTION = 0.9
"""The same where the typed form holds marks, or a text with all its other accents holds a syllable like "hoach"."""
NEVER = 2.0
DROPPED, KEPT = 0.3, 1.0
"""Beta prior of the share of accents a person leaves out who types some: most leave out none or half of them."""
GAIN = 6.0
"""By how much (in nats) a restoration of a text with some accents must beat the text as typed."""
_MAX_SYLLABLES = 400
_LONGEST_ABBREVIATION = 3  # that could be read as a syllable: CA, AI, TU


@dataclass(frozen=True, slots=True)
class Restored:
    """`text` with accents, the probability (0 to 1) that all of it is meant, and whether it differs from the typed.

    `syllables` is the mean probability of the restored syllables, by which it is decided whether to keep them. In
    `text` a syllable that is not sure by itself stands as typed; in `best` it has its most probable accents: right more
    often than not, so better to search with, but not to be shown as what was understood.
    """

    text: str
    confidence: float
    changed: bool
    syllables: float = 1.0
    best: str = ""


def _slots(text: str, known: AccentModel) -> list[list[Slot]]:
    """Tokens of each sentence with their candidates; accented, foreign and numeric tokens have one."""
    numbers = [number.span for number in find_numbers(text)]
    sentences: list[list[Slot]] = [[]]
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
            or (raw.isupper() and not shouting and (match.start() > 0 if len(raw) == 1 else not _shouted(text, match)))
        )
        ids = [] if fixed else known.candidates(folded)
        free = bool(ids)
        if not ids:
            ids = [NUMBER if raw[0].isdigit() else known.ids.get(folded, UNKNOWN)]
        sentences[-1].append(Slot(match.start(), match.end(), np.asarray(ids, dtype=np.int64), free))
    return [sentence for sentence in sentences if sentence]


def _shouted(text: str, match: re.Match[str]) -> bool:
    """Whether a word in capitals is prose, not an abbreviation ("CA", "AI"): a long syllable, or one beside another."""
    if len(match[0]) > _LONGEST_ABBREVIATION:
        return is_bare_syllable(match[0])
    beside = [re.search(r"([^\W\d_]+)\W*$", text[: match.start()]), re.match(r"\W*([^\W\d_]+)", text[match.end() :])]
    return is_bare_syllable(match[0]) and any(
        near is not None and len(near[1]) > 1 and near[1].isupper() and is_bare_syllable(near[1]) for near in beside
    )


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The slots of one sentence and its best path."""

    slots: Sequence[Slot]
    path: Path

    def readings(self, text: str, known: AccentModel) -> Iterable[tuple[Slot, str, float]]:
        """Each slot with its most probable form, in the capitals of `text`, and its probability."""
        for slot, chosen, probability in zip(self.slots, self.path.ids, self.path.probabilities, strict=True):
            typed = text[slot.start : slot.end]
            open_ = slot.free or slot.costs is not None
            yield slot, _cased(typed, known.forms[chosen]) if open_ and chosen > UNKNOWN else typed, probability


def _read(slots: list[Slot], text: str, known: AccentModel, frequencies: Frequencies | None) -> _Sentence:
    corrected = list(slots)
    shouting = text.isupper()
    for at, slot in enumerate(slots):
        typed = text[slot.start : slot.end]
        prose = at == 0 or shouting or typed.islower()
        if not text.isascii() and prose and (slot.free or fold(typed) != strip_accents(typed)):
            corrected[at] = widen(slots, at, fold(typed), known) or slot
    index = Index(corrected, known, frequencies) if frequencies is not None else None
    return _Sentence(corrected, decode_slots(corrected, steps(corrected, known, index)))


def _typed_score(slots: Sequence[Slot], text: str, known: AccentModel, frequencies: Frequencies | None) -> float:
    """Log probability of the sentence exactly as typed."""
    typed = [
        Slot(s.start, s.end, np.asarray([known.ids.get(fold(text[s.start : s.end]), UNKNOWN)])) if s.free else s
        for s in slots
    ]
    index = Index(typed, known, frequencies) if frequencies is not None else None
    return decode_slots(typed, steps(typed, known, index)).score


def _cased(typed: str, form: str) -> str:
    """`form` in the capitals of `typed`."""
    if typed.isupper() and len(typed) > 1:
        return form.upper()
    return form[0].upper() + form[1:] if typed[0].isupper() else form


def _log_drops(dropped: int, kept: int) -> float:
    """log of how much less probable it is that `dropped` accents were left out beside `kept` than that none was."""
    first = math.lgamma(dropped + DROPPED) - math.lgamma(dropped + DROPPED + kept + KEPT)
    none = math.lgamma(DROPPED) - math.lgamma(DROPPED + kept + KEPT)
    return first - none


def _believed(sentences: Sequence[_Sentence], text: str, known: AccentModel, frequencies: Frequencies | None) -> bool:
    """Whether accents are missing at all: the best reading beats the typed one by more than leaving them out costs."""
    if text.isascii():
        return True  # nothing typed holds marks
    gain = 0.0
    dropped = kept = 0
    for sentence in sentences:
        changes = 0
        for slot, form, _ in sentence.readings(text, known):
            typed = text[slot.start : slot.end]
            changes += slot.free and fold(form) != fold(typed)
            kept += not slot.free and fold(typed) != strip_accents(typed)
        dropped += changes
        if changes:
            gain += sentence.path.score - _typed_score(sentence.slots, text, known, frequencies)
    return kept == 0 or gain + _log_drops(dropped, kept) > GAIN


def _bar(typed: str, form: str, free: bool, sure: float) -> float:
    """The probability that `form` needs in place of `typed`; `sure` where it only puts accents on a bare syllable."""
    accents_only = free and strip_accents(form) == strip_accents(typed)
    if accents_only and (sure < NEVER or is_vietnamese_syllable(typed)):
        return sure
    return SURE_CORRECTION


def decode(text: str, frequencies: Frequencies | None = None, sure: float = 0.0) -> Restored:
    """The most probable accents of `text` (NFC), syllables below the probability `sure` as typed.

    Kept or not: it is what `restore_accents` decides about.
    """
    text = nfc(text)
    known = model()
    sentences = [_read(slots, text, known, frequencies) for slots in _slots(text, known)]
    believed = _believed(sentences, text, known, frequencies)
    out: list[str] = []
    best: list[str] = []
    at = 0
    probabilities: list[float] = []
    for sentence in sentences:
        for slot, form, probability in sentence.readings(text, known):
            typed = text[slot.start : slot.end]
            if believed and slot.free:
                probabilities.append(probability)
            if fold(form) == fold(typed):
                form = typed
            likely = form if probability >= _bar(typed, form, slot.free, 0.0 if believed else NEVER) else typed
            if probability < _bar(typed, form, slot.free, sure if believed else NEVER):
                form = typed
            out += [text[at : slot.start], form]
            best += [text[at : slot.start], likely]
            at = slot.end
    restored = "".join(out) + text[at:]
    mean = sum(probabilities) / len(probabilities) if probabilities else 1.0
    confidence = math.exp(sum(s.path.score - s.path.total for s in sentences))
    return Restored(restored, confidence, restored != text, mean, "".join(best) + text[at:])


def restore_accents(text: str, frequencies: Frequencies | None = None) -> Restored:
    """The question with its accents; the question as typed (`changed` false) unless the model is sure.

    `frequencies` says in how many passages of the owner's index accented terms stand (syllables, and pairs as "a_b"):
    with it the index's own words count beside the packaged counts. Syllables that are not sure stay as typed. A fully
    accented question comes back as it is, but for a mark or letter that is plainly wrong ("chuyễn đổi"); so does one
    in another language and one too long to be typed by hand.
    """
    if not text.strip() or len(text.split()) > _MAX_SYLLABLES or detect_language(text) != "vi":
        return Restored(text, 1.0, False, best=text)
    got = decode(text, frequencies, SURE_SYLLABLE)
    if got.best == nfc(text):
        return Restored(text, 1.0, False, best=text)
    if got.syllables < SURE:
        return Restored(text, got.confidence, False, got.syllables, text)
    return got
