"""Pairs of a question and the passage that answers it, made from texts alone: titles, names of laws and stretches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.vietnamese.words.terms import encoder_terms
from training.static.corpus import BREAK, SOURCES, Ints, Texts

ASKING = (
    "được quy định như thế nào?",
    "quy định như thế nào?",
    "là gì?",
    "là bao nhiêu?",
    "là bao lâu?",
    "bao gồm những gì?",
    "gồm những nội dung nào?",
    "như thế nào?",
    "ra sao?",
    "có đúng không?",
    "có được không?",
    "có phải không?",
    "thế nào theo quy định của pháp luật?",
    "theo quy định hiện hành",
    "được thực hiện như thế nào?",
    "do ai thực hiện?",
    "thuộc thẩm quyền của ai?",
    "cơ quan nào có trách nhiệm?",
    "khi nào?",
    "ở đâu?",
    "cần những giấy tờ gì?",
    "bị xử lý thế nào?",
    "bị phạt bao nhiêu tiền?",
    "được hiểu là gì?",
    "phải làm thế nào?",
    "trong trường hợp nào?",
    "đúng hay sai?",
)
"""Ways of asking, written for this list: heard at random, they teach the vectors that such words say nothing."""

OPENING = (
    "quy định về",
    "cho tôi hỏi",
    "xin hỏi",
    "cho hỏi về",
    "pháp luật quy định thế nào về",
    "tôi muốn hỏi",
    "thưa luật sư",
    "hãy cho biết",
    "làm thế nào để",
    "ai có trách nhiệm",
    "khi nào thì",
    "thế nào là",
    "trường hợp nào",
    "những ai",
    "mức",
)


@dataclass(frozen=True, slots=True)
class Mix:
    """How pairs are drawn: shares (0 to 1) and lengths in syllables."""

    news: float = 0.15
    stretch: float = 0.45
    """Of legal pairs: a stretch of the article asks for another part of it; the rest are titles."""
    name: float = 0.3
    elsewhere: float = 0.7
    """Of stretches: those taken from outside the passage where the article is long enough."""
    asking: float = 0.5
    dropped: float = 0.1
    """Of a question's syllables, left out."""
    bare: float = 0.3
    half_bare: float = 0.2
    titled: float = 0.55
    """Of passages: those that begin with their title, as passages of the index do."""
    near: float = 0.25
    """Of legal pairs: those drawn in eights from one neighbourhood of a law, as hard negatives for each other."""
    shortest: int = 50
    longest: int = 160


@dataclass(frozen=True, slots=True)
class Batch:
    """n questions and their n passages as syllable ids; `article` and `same` number their entries and titles."""

    questions: list[Ints]
    passages: list[Ints]
    article: Ints
    same: Ints


class Pairs:
    """Draws batches. The n-th batch of a seed is the same whoever draws it, so workers may share the drawing."""

    def __init__(self, texts: Texts, plain: Ints, mix: Mix, seed: int) -> None:
        self.texts, self.plain, self.mix, self.seed = texts, plain, mix, seed
        ids = {syllable: i for i, syllable in enumerate(texts.syllables)}
        self.asking = [_ids(ids, phrase) for phrase in ASKING]
        self.opening = [_ids(ids, phrase) for phrase in OPENING]
        lengths = texts.bounds[:, 3] - texts.bounds[:, 2]
        usable = lengths >= 12
        news = texts.source == SOURCES.index("news")
        self.news = np.flatnonzero(usable & news)
        self.law = np.flatnonzero(usable & ~news)
        # a long article is drawn more often, as it holds more passages, but less than in proportion
        chances = np.sqrt(np.minimum(lengths[self.law], 1500))
        self.chances = np.cumsum(chances / chances.sum())
        self.repeated = np.bincount(texts.same)[texts.same] >= 5

    def draw(self, number: int, size: int) -> Batch:
        rng = np.random.default_rng([self.seed, number])
        n_news = round(size * self.mix.news)
        law = self._law(size - n_news, rng)
        entries = np.concatenate([law, rng.choice(self.news, n_news)]) if n_news else law
        pairs = [self._pair(int(entry), rng) for entry in entries]
        return Batch([q for q, _ in pairs], [p for _, p in pairs], entries.astype(np.int32), self.texts.same[entries])

    def _law(self, size: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """Legal entries; those of a neighbourhood lie within 40 entries, which is most often the same law."""
        at: NDArray[np.int64] = np.searchsorted(self.chances, rng.random(size)).clip(max=len(self.law) - 1)
        near = int(size * self.mix.near) // 8 * 8
        at[:near] = np.repeat(at[: near // 8], 8) + rng.integers(-40, 41, near)
        chosen: NDArray[np.int64] = self.law[at.clip(0, len(self.law) - 1)]
        return chosen

    def _pair(self, entry: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
        title, name, text = (self.texts.part(entry, part) for part in range(3))
        mix = self.mix
        length = int(rng.integers(mix.shortest, mix.longest + 1))
        begin = int(rng.integers(0, max(len(text) - length, 0) + 1))
        passage = text[begin : begin + length]
        if self.texts.source[entry] == SOURCES.index("news"):
            question = name[:40] if rng.random() < 0.4 else title
            return self._asked(question, rng), passage
        if rng.random() < mix.stretch or len(title) == 0:
            question = self._stretch(text, begin, begin + len(passage), rng)
        elif len(name) and (self.repeated[entry] or rng.random() < mix.name):
            question = np.concatenate([title, _BREAK, name[:25]])
        else:
            question = title
        if rng.random() < mix.titled:
            passage = np.concatenate([title, _BREAK, passage])
        return self._asked(question, rng), passage

    def _stretch(self, text: Ints, begin: int, end: int, rng: np.random.Generator) -> Ints:
        """6 to 24 syllables of `text`, mostly from outside [begin, end)."""
        length = int(rng.integers(6, 25))
        if rng.random() < self.mix.elsewhere and begin + len(text) - end >= 2 * length:
            text = text[:begin] if rng.random() < begin / (begin + len(text) - end) else text[end:]
        start = int(rng.integers(0, max(len(text) - length, 0) + 1))
        return text[start : start + length]

    def _asked(self, question: Ints, rng: np.random.Generator) -> Ints:
        mix = self.mix
        if mix.dropped and len(question) > 5:
            question = question[rng.random(len(question)) >= mix.dropped]
        if rng.random() < mix.asking:
            if rng.random() < 0.6:
                question = np.concatenate([question, self.asking[rng.integers(len(self.asking))]])
            else:
                question = np.concatenate([self.opening[rng.integers(len(self.opening))], question])
        chance = rng.random()
        if chance < mix.bare:
            return self.plain[question]
        if chance < mix.bare + mix.half_bare:
            return np.where(rng.random(len(question)) < 0.5, self.plain[question], question)
        return question


_BREAK = np.array([BREAK], dtype=np.int32)


def _ids(ids: dict[str, int], phrase: str) -> Ints:
    known = [ids[s] for s in encoder_terms(phrase).split() if s in ids]
    return np.array(known, dtype=np.int32)
