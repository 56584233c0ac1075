"""Syllables that recognition (OCR) read with wrong marks, put right where the language leaves no doubt.

A noisy channel: what was printed follows the syllable trigrams of `accent_model`, and recognition reads a syllable with
other marks ("nỗ" for "nổ", "chât" for "chất") at a cost. Only syllables that the counts hardly know beside their
neighbours are doubted, and one is put right only when its probability is high (docs/experiments.md, "Scans").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from assistant.types import Correction, Span
from assistant.vietnamese.document_numbers.numbers import find_numbers
from assistant.vietnamese.normalise import fold, strip_accents
from assistant.vietnamese.spelling.accent_lattice import Slot, decode_slots, steps
from assistant.vietnamese.spelling.accent_model import NUMBER, UNKNOWN, AccentModel, model
from assistant.vietnamese.words.syllables import is_bare_syllable

_PIECE = re.compile(r"[^\W_]+|[.;:?!\n]")
KNOWN = 30.0
"""Times the counts saw a syllable beside each neighbour from which it is not doubted."""
TONE_COST, SHAPE_COST, BOTH_COST = 3.0, 3.5, 8.0
"""Nats that it costs to read a wrong tone mark, a wrong letter shape (o for ô, d for đ), or both."""
UNKNOWN_COST = 6.0
"""Nats of a syllable that the model does not know: its probability is that of all unknown ones together."""
SURE = 0.95
"""Least probability of a syllable to be put in place of what was read."""
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_LONGEST = 120
"""Syllables decoded together; a page without full stops is cut."""


def corrections(text: str, spans: Sequence[Span]) -> tuple[Correction, ...]:
    """What stretches of recognised `text` most likely read, in order; only inside `spans` (sorted, apart)."""
    known = model()
    numbers = [number.span for number in find_numbers(text)]
    found: list[Correction] = []
    for span in spans:
        for slots in _sentences(text, span, numbers, known):
            found += _corrected(text, slots, known)
    return tuple(found)


def _sentences(text: str, span: Span, numbers: Sequence[tuple[int, int]], known: AccentModel) -> Iterator[list[Slot]]:
    held: list[Slot] = []
    inside = iter([n for n in numbers if n[1] > span.start and n[0] < span.end])
    number = next(inside, None)
    for match in _PIECE.finditer(text, span.start, span.end):
        while number is not None and number[1] <= match.start():
            number = next(inside, None)
        raw = match[0]
        if raw[0].isalnum():
            whole = number is not None and number[0] <= match.start()
            held.append(_slot(match, raw, fixed=whole, known=known))
        if held and (not raw[0].isalnum() or len(held) >= _LONGEST):
            yield held
            held = []
    if held:
        yield held


def _slot(match: re.Match[str], raw: str, *, fixed: bool, known: AccentModel) -> Slot:
    folded = fold(raw)
    word = known.ids.get(folded, UNKNOWN)
    if fixed or not raw.isalpha() or _is_abbreviation(raw):
        ids = [NUMBER if raw[0].isdigit() else word]
        return Slot(match.start(), match.end(), np.asarray(ids, dtype=np.int64))
    return Slot(match.start(), match.end(), np.asarray([word], dtype=np.int64), free=len(raw) > 1)


def _is_abbreviation(raw: str) -> bool:
    """UBND, TTg, CA: capitals that are no syllable, or so few of them without a mark that they need be none."""
    return raw.isupper() and (not is_bare_syllable(raw) or (raw.isascii() and len(raw) <= 3))


def _corrected(text: str, slots: list[Slot], known: AccentModel) -> Iterator[Correction]:
    widened = [_widen(text, slots, at, known) if slot.free else slot for at, slot in enumerate(slots)]
    if all(slot.costs is None for slot in widened):
        return
    path = decode_slots(widened, steps(widened, known, None))
    for slot, chosen, probability in zip(widened, path.ids, path.probabilities, strict=True):
        read = text[slot.start : slot.end]
        if slot.costs is not None and chosen > UNKNOWN and probability >= SURE and known.forms[chosen] != fold(read):
            yield Correction(Span(slot.start, slot.end), _cased(read, known.forms[chosen]))


def _widen(text: str, slots: Sequence[Slot], at: int, known: AccentModel) -> Slot:
    """The slot with the other ways to mark its letters, when it is doubted."""
    slot = slots[at]
    read = fold(text[slot.start : slot.end])
    own = slot.candidates
    beside = [
        float(known.pairs(a, b)[0, 0])
        for a, b in (
            *([(slots[at - 1].candidates, own)] if at else []),
            *([(own, slots[at + 1].candidates)] if at + 1 < len(slots) else []),
        )
    ]
    if own[0] != UNKNOWN and beside and min(beside) >= KNOWN:
        return slot
    others = [i for i in known.candidates(strip_accents(read)) if i != own[0]]
    if not others:
        return slot
    costs = [UNKNOWN_COST if own[0] == UNKNOWN else 0.0, *(_cost(read, known.forms[i]) for i in others)]
    return Slot(slot.start, slot.end, np.asarray([int(own[0]), *others], dtype=np.int64), True, np.asarray(costs))


@lru_cache(maxsize=100_000)
def _cost(read: str, form: str) -> float:
    tone = _tone(read) != _tone(form)
    shape = _shape(read) != _shape(form)
    return BOTH_COST if tone and shape else TONE_COST if tone else SHAPE_COST


def _tone(syllable: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", syllable) if c in _TONES)


def _shape(syllable: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", syllable) if c not in _TONES)


def _cased(read: str, form: str) -> str:
    if read.isupper():
        return form.upper()
    return form[0].upper() + form[1:] if read[0].isupper() else form
