"""How text is given to the trained models, when they are trained and when they are used.

There are two forms. Format 1 reads folded words and marks lines, questions and passages by tokens of their own;
format 2 reads text as it is spelt, as multilingual E5 does (Wang et al. 2024, arXiv 2402.05672).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.vietnamese.normalise import fold, nfc, place_tones

SEPARATOR, QUESTION, PASSAGE = "[SEP]", "[Q]", "[D]"
"""Of format 1: a new line, the beginning of a question and of a passage. Folded text is lower case and holds none."""

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class TextForm:
    """What is done to a text before its tokens are looked up.

    `question`, `passage`: what either begins with; `between`: what stands between two lines; `pad`, `begin`, `end`:
    tokens (the last two may be none); `empty`: tokens that say nothing. `line`: a line in the model's spelling.
    """

    question: str
    passage: str
    between: str
    pad: str
    begin: str | None
    end: str | None
    empty: tuple[str, ...]
    line: Callable[[str], str]

    def lines(self, text: str) -> list[str]:
        """The lines of `text` that hold anything, spelt for the model."""
        spelt = (" ".join(self.line(line).split()) for line in text.splitlines())
        return [line for line in spelt if line]

    def prepare(self, text: str) -> str:
        """All of `text` as the model reads it, without its mark; "" where there is nothing to read."""
        return self.between.join(self.lines(text))

    def parts(self, text: str) -> tuple[str, str]:
        """`prepare(text)` in two: the first line with what ends it, and the rest; a single line is the rest."""
        first, *others = self.lines(text) or [""]
        # A blank at the end would be a piece of its own.
        return ((first + self.between).rstrip(), self.between.join(others)) if others else ("", first)


def _spelt(line: str) -> str:
    """Old and new places of tone marks are one, as are composed and decomposed letters; capitals stay."""
    return place_tones(nfc(line))


FOLDED = TextForm(QUESTION, PASSAGE, f" {SEPARATOR} ", "[PAD]", None, None, ("[UNK]", SEPARATOR), fold)
SPELT = TextForm("query:", "passage:", "\n", "<pad>", "<s>", "</s>", ("<unk>", "▁"), _spelt)
FORMS = {1: FOLDED, 2: SPELT}
"""By the format that a model's folder names."""


def prepare(text: str) -> str:
    """`text` in the first form, its lines joined by the separator."""
    return FOLDED.prepare(text)


def words(text: str) -> list[str]:
    """The words, numbers and signs of a text prepared in the first form, separators left out."""
    return _WORD.findall(text.replace(SEPARATOR, " "))
