"""A text cut into sentences, each syllable with what it may stand for, and each sentence read by the counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from assistant.vietnamese.document_numbers.numbers import find_numbers
from assistant.vietnamese.normalise import fold, strip_accents
from assistant.vietnamese.spelling.accent_lattice import Before, Frequencies, Index, Path, Slot, decode_slots, steps
from assistant.vietnamese.spelling.accent_model import FOLLOWING, IN_CAPITALS, NUMBER, START, UNKNOWN, AccentModel
from assistant.vietnamese.spelling.misspelling import widen
from assistant.vietnamese.words.syllables import is_bare_syllable

_PIECE = re.compile(r"[^\W_]+|[.;:?!\n]")
_LONGEST_ABBREVIATION = 3  # that could be read as a syllable: CA, AI, TU


def sentences_of(text: str, known: AccentModel) -> list[list[Slot]]:
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
            ids = [NUMBER if raw[0].isdigit() else known.ids.get(raw if raw in IN_CAPITALS else folded, UNKNOWN)]
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
class Sentence:
    """The slots of one sentence and its best path."""

    slots: Sequence[Slot]
    path: Path

    def readings(self, text: str, known: AccentModel) -> Iterable[tuple[Slot, str, float]]:
        """Each slot with its most probable form, in the capitals of `text`, and its probability."""
        for slot, chosen, probability in zip(self.slots, self.path.ids, self.path.probabilities, strict=True):
            typed = text[slot.start : slot.end]
            open_ = slot.free or slot.costs is not None
            yield slot, _cased(typed, known.forms[chosen]) if open_ and chosen > UNKNOWN else typed, probability


@dataclass(frozen=True, slots=True)
class TextReader:
    """What a text is read by: the counts, the owner's index, and what may have been said before it."""

    known: AccentModel
    frequencies: Frequencies | None
    befores: tuple[Before, ...] = (Before(),)

    def path(self, slots: Sequence[Slot], first: bool) -> Path:
        """The best path of a sentence; the first may follow another question, then the likelier of both counts."""
        index = Index(slots, self.known, self.frequencies) if self.frequencies is not None else None
        befores = self.befores if first else self.befores[:1]
        return max(
            (decode_slots(slots, steps(slots, self.known, index, before)) for before in befores),
            key=lambda path: path.total,
        )


def befores(known: AccentModel, before: str | None) -> tuple[Before, ...]:
    """A question that may follow `before` begins as any other or as a follow-up, and repeats its words."""
    if before is None:
        return (Before(),)
    ids = [known.ids.get(fold(word), UNKNOWN) for word in re.findall(r"[^\W\d_]+", before)]
    said = frozenset(pair for pair in pairwise(ids) if UNKNOWN not in pair)
    return Before(START, said), Before(known.ids.get(FOLLOWING, START), said)


def read_sentence(slots: list[Slot], text: str, reader: TextReader, first: bool) -> Sentence:
    known = reader.known
    corrected = list(slots)
    shouting = text.isupper()
    for at, slot in enumerate(slots):
        typed = text[slot.start : slot.end]
        prose = at == 0 or shouting or typed.islower()
        if not text.isascii() and prose and (slot.free or fold(typed) != strip_accents(typed)):
            corrected[at] = widen(slots, at, fold(typed), known) or slot
    return Sentence(corrected, reader.path(corrected, first))


def typed_score(slots: Sequence[Slot], text: str, reader: TextReader, first: bool) -> float:
    """Log probability of the sentence exactly as typed."""
    known = reader.known
    typed = [
        Slot(s.start, s.end, np.asarray([known.ids.get(fold(text[s.start : s.end]), UNKNOWN)])) if s.free else s
        for s in slots
    ]
    return reader.path(typed, first).score


def _cased(typed: str, form: str) -> str:
    """`form` in the capitals of `typed`."""
    if form in IN_CAPITALS:
        return form
    if typed.isupper() and len(typed) > 1:
        return form.upper()
    return form[0].upper() + form[1:] if typed[0].isupper() else form
