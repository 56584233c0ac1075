"""Accents restored for questions typed with none or half of them, kept only where the model is sure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.vietnamese.names.abbreviations import detect_language
from assistant.vietnamese.normalise import fold, nfc, strip_accents
from assistant.vietnamese.spelling.accent_lattice import Frequencies
from assistant.vietnamese.spelling.accent_model import IN_CAPITALS, UNKNOWN, AccentModel, model
from assistant.vietnamese.spelling.accent_sentences import (
    Sentence,
    TextReader,
    befores,
    read_sentence,
    sentences_of,
    typed_score,
)
from assistant.vietnamese.words.syllables import is_vietnamese_syllable

SURE = 0.6
"""Least mean probability of the syllables for a restoration to be kept; nine in ten are right then."""
SURE_SYLLABLE = 0.5
"""A syllable that is rather wrong than right stays as typed, the others are restored."""
SURE_CORRECTION = 0.9
"""The same where the typed form holds marks, or a text with all its other accents holds a syllable like "hoach"."""
NEVER = 2.0
DROPPED, KEPT = 0.3, 1.0
"""Beta prior of the share of accents a person leaves out who types some: most leave out none or half of them."""
GAIN = 3.0
"""By how much (in nats) a restoration of a text with some accents must beat the text as typed."""
ORDINARY = 30.0
"""Times the counts must have seen a syllable with marks to be a word, which stays as it was typed; of the 27 million
syllables slips are seen fewer times ("chử" never, "trử" 3, "quĩ" 12), rare words more ("hổ" 108, "đinh" 256)."""
_MAX_SYLLABLES = 400


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


def _log_drops(dropped: int, kept: int) -> float:
    """log of how much less probable it is that `dropped` accents were left out beside `kept` than that none was."""
    first = math.lgamma(dropped + DROPPED) - math.lgamma(dropped + DROPPED + kept + KEPT)
    none = math.lgamma(DROPPED) - math.lgamma(DROPPED + kept + KEPT)
    return first - none


def _believed(sentences: Sequence[Sentence], text: str, reader: TextReader) -> bool:
    """Whether accents are missing at all: the best reading beats the typed one by more than leaving them out costs."""
    if text.isascii():
        return True  # nothing typed holds marks
    gain = 0.0
    dropped = kept = 0
    for sentence in sentences:
        changes = 0
        for slot, form, _ in sentence.readings(text, reader.known):
            typed = text[slot.start : slot.end]
            changes += slot.free and _differs(form, typed)
            kept += not slot.free and fold(typed) != strip_accents(typed)
        dropped += changes
        if changes:
            first = sentence is sentences[0]
            gain += sentence.path.score - typed_score(sentence.slots, text, reader, first)
    return kept == 0 or gain + _log_drops(dropped, kept) > GAIN


def _differs(form: str, typed: str) -> bool:
    """Whether a reading is another word than what was typed: in its accents, or "AI" for "ai"."""
    return fold(form) != fold(typed) or (form in IN_CAPITALS and typed != form)


def _is_word(typed: str, known: AccentModel) -> bool:
    """Whether `typed` bears marks and is a word as it stands; no reading takes its place where people see it."""
    folded = fold(typed)
    at = known.ids.get(folded, UNKNOWN)
    return folded != strip_accents(folded) and at != UNKNOWN and bool(known.unigrams[at] >= ORDINARY)


def _bar(typed: str, form: str, free: bool, sure: float) -> float:
    """The probability that `form` needs in place of `typed`; `sure` where it only puts accents on a bare syllable."""
    accents_only = free and strip_accents(form) == strip_accents(typed)
    if accents_only and (sure < NEVER or is_vietnamese_syllable(typed)):
        return sure
    return SURE_CORRECTION


def decode(text: str, frequencies: Frequencies | None = None, sure: float = 0.0, before: str | None = None) -> Restored:
    """The most probable accents of `text` (NFC), syllables below the probability `sure` as typed.

    Kept or not: it is what `restore_accents` decides about. `before`: the question that `text` may follow.
    """
    text = nfc(text)
    known = model()
    reader = TextReader(known, frequencies, befores(known, before))
    sentences = [read_sentence(slots, text, reader, at == 0) for at, slots in enumerate(sentences_of(text, known))]
    believed = _believed(sentences, text, reader)
    out: list[str] = []
    best: list[str] = []
    at = 0
    probabilities: list[float] = []
    for sentence in sentences:
        for slot, form, probability in sentence.readings(text, known):
            typed = text[slot.start : slot.end]
            if believed and slot.free:
                probabilities.append(probability)
            if not _differs(form, typed):
                form = typed
            likely = form if probability >= _bar(typed, form, slot.free, 0.0 if believed else NEVER) else typed
            if probability < _bar(typed, form, slot.free, sure if believed else NEVER) or _is_word(typed, known):
                form = typed
            out += [text[at : slot.start], form]
            best += [text[at : slot.start], likely]
            at = slot.end
    restored = "".join(out) + text[at:]
    mean = sum(probabilities) / len(probabilities) if probabilities else 1.0
    confidence = math.exp(sum(s.path.score - s.path.total for s in sentences))
    return Restored(restored, confidence, restored != text, mean, "".join(best) + text[at:])


def restore_accents(text: str, frequencies: Frequencies | None = None, before: str | None = None) -> Restored:
    """The question with its accents; the question as typed (`changed` false) unless the model is sure.

    `frequencies` says in how many passages of the owner's index accented terms stand (syllables, and pairs as "a_b"):
    with it the index's own words count beside the packaged counts. `before`: the question before it in a conversation,
    understood, which it may follow. Syllables that are not sure stay as typed. A fully accented question comes back as
    it is, but for a mark or letter that makes no word ("chuyễn đổi"); so does one in another language and one too long
    to be typed by hand.
    """
    if not text.strip() or len(text.split()) > _MAX_SYLLABLES or detect_language(text) != "vi":
        return Restored(text, 1.0, False, best=text)
    got = decode(text, frequencies, SURE_SYLLABLE, before)
    if got.best == nfc(text):
        return Restored(text, 1.0, False, best=text)
    if got.syllables < SURE:
        return Restored(text, got.confidence, False, got.syllables, text)
    return got
