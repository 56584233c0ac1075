"""Roman numerals both ways."""

from __future__ import annotations

import pytest

from assistant.vietnamese.words.roman import GREATEST, roman_value, to_roman


@pytest.mark.parametrize(("number", "numeral"), [(1, "I"), (14, "XIV"), (49, "XLIX"), (1994, "MCMXCIV"), (0, "")])
def test_numbers_as_numerals(number: int, numeral: str) -> None:
    assert to_roman(number) == numeral


def test_each_numeral_has_one_spelling() -> None:
    assert all(roman_value(to_roman(n)) == n for n in range(1, GREATEST + 1))
    assert [roman_value(wrong) for wrong in ("IIII", "VX", "IIX", "A", "xiv", "")] == [0] * 6
