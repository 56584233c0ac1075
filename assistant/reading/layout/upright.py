"""Header cells whose letters stand one under the other, as people type them to keep a column narrow."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.vietnamese.words.syllables import is_vietnamese_syllable

_LONGEST = 7
"""Letters of the longest Vietnamese syllable ("nghiêng")."""


def upright(lines: Sequence[str]) -> str | None:
    """The words that a column of single letters spells ("M", "á", "y" is "Máy"); None when it is no such column.

    Where one syllable ends and the next begins is not written: the fewest syllables that use up all letters are taken.
    """
    if len(lines) < 2 or any(len(line) != 1 or not line.isalpha() for line in lines):
        return None
    letters = "".join(lines)
    if len(lines) < 3 and not is_vietnamese_syllable(letters.lower()):
        return None
    return _words(letters)


def _words(letters: str) -> str:
    best: list[list[str] | None] = [[]]
    for end in range(1, len(letters) + 1):
        found: list[str] | None = None
        for start in range(max(0, end - _LONGEST), end):
            before, piece = best[start], letters[start:end]
            if (
                before is not None
                and is_vietnamese_syllable(piece.lower())
                and (found is None or len(before) < len(found) - 1)
            ):
                found = [*before, piece]
        best.append(found)
    whole = best[-1]
    return " ".join(whole) if whole is not None else letters
