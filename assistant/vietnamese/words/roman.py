"""Roman numerals, as outlines number their parts."""

from __future__ import annotations

from itertools import zip_longest

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_SIGNS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
GREATEST = 4999
"""The greatest number that is written: a thousand has no more than four signs."""


def to_roman(value: int) -> str:
    """14 -> "XIV"; "" below 1."""
    out = ""
    for size, signs in _SIGNS:
        while value >= size:
            out += signs
            value -= size
    return out


def roman_value(text: str) -> int:
    """ "XIV" -> 14; 0 when it is not well formed ("IIX", "A", "xiv")."""
    total = 0
    for sign, after in zip_longest(text, text[1:], fillvalue=""):
        value = _VALUES.get(sign, 0)
        total += -value if after and _VALUES.get(after, 0) > value else value
    return total if 0 < total <= GREATEST and to_roman(total) == text else 0
