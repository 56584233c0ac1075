"""A text in pieces for the ranking: words, numbers and the marks that part clauses, in lower case and in order.

Document numbers stay in pieces, other than in `terms`: a tenth of the time, the same ranking.
"""

from __future__ import annotations

import re

from assistant.vietnamese.words.syllables import fold_token, plain_token

PIECES_VERSION = 1
"""Raised when the same text would give other pieces: what an index holds of another version is made anew."""

# Breaks as in `terms`.
_PIECE = re.compile(r"\d+(?:[.,]\d+)*(?![^\W_])|[^\W_]+|[.,;:?!()\[\]\n…•|]")


def pieces(text: str) -> list[str]:
    """The pieces of an NFC text in lower case, breaks among them."""
    return _PIECE.findall(text.lower())


def is_word(piece: str) -> bool:
    """False for a break."""
    return piece[0].isalnum()


def spelt(piece: str, plain: bool) -> str:
    """A word among the pieces as the terms spell it."""
    return plain_token(fold_token(piece)) if plain else fold_token(piece)


def syllables(text: str, plain: bool) -> list[str]:
    """The words of an NFC text in order, as the terms spell them."""
    return [spelt(piece, plain) for piece in pieces(text) if is_word(piece)]
