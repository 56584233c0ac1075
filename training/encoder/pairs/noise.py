"""How questions and recognised pages really look: without accents, half typed, misread."""

from __future__ import annotations

import random
import re

from eval.data.noise import half, some, strip, telex, wrong_tone

_WORD = re.compile(r"\S+")
_MISREAD = {
    "ấ": "á",
    "ầ": "à",
    "ễ": "ê",
    "ộ": "ô",
    "ợ": "ơ",
    "ữ": "ư",
    "ị": "i",
    "l": "1",
    "o": "0",
    "đ": "d",
    "rn": "m",
}
"""What recognition makes of Vietnamese letters at 150 dpi, counted on recognised pages: marks over marks go first."""


def typed(question: str, bare: float, rng: random.Random) -> str:
    """`question` as people type: `bare` of them without accents; a few half, in telex keys, or with a wrong tone."""
    chance = rng.random()
    if chance < bare:
        return strip(question)
    for share, change in ((0.04, half), (0.03, some), (0.02, wrong_tone)):
        bare += share
        if chance < bare:
            return change(question, rng)
    if chance < bare + 0.02:
        return telex(question)
    return question.lower() if chance > 0.9 else question


def recognised(text: str, rng: random.Random, share: float = 0.05) -> str:
    """`text` with `share` of its words misread in one letter."""

    def misread(match: re.Match[str]) -> str:
        word = match[0]
        found = [letters for letters in _MISREAD if letters in word]
        if not found or rng.random() >= share:
            return word
        letters = rng.choice(found)
        return word.replace(letters, _MISREAD[letters], 1)

    return _WORD.sub(misread, text)
