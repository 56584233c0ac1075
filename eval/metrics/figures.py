"""Figures, units, dates and document numbers of a text, comparable however they are written.

"1,5 tỷ đồng", "1.500 triệu đồng" and "1.500.000.000 đồng" are one; "30/11/2026" and "ngày 30 tháng 11 năm 2026" too.
Numbers in words ("mười hai") are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from assistant.vietnamese.document_numbers.numbers import find_numbers
from assistant.vietnamese.normalise import fold
from assistant.vietnamese.time.dates import find_dates

_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_UNITS = {
    "phần trăm": "%", "đ": "đồng", "vnđ": "đồng", "vnd": "đồng", "h": "giờ", "m²": "m2", "hécta": "ha", "kilômét": "km",
}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\w/.,])(?P<n>\d+(?:[.,]\d+)*)\s*(?P<scale>nghìn|ngàn|triệu|t[ỷỉ](?!\s*(?:lệ|trọng|suất)))?"
    r"(?:\s*(?P<unit>%|phần trăm|đồng|vnđ|vnd|đ|ngày|tháng|năm|giờ|h|phút|người|trang|km|ha|m2|m²|hécta|lượt)"
    r"(?![^\W_]))?"
    r"(?![\w/])"
)
_MARKER = re.compile(r"\[\d{1,3}\]|^\s*\d{1,2}[.)]\s", re.MULTILINE)
"""Markers of citations and numbers of list items claim nothing."""


def value_of(written: str) -> Fraction:
    """As Vietnamese writes numbers: "." between groups of three, "," before decimals; "1.5" can only be a decimal.

    >>> value_of("1.500"), value_of("1,5"), value_of("1.234,50")
    (Fraction(1500, 1), Fraction(3, 2), Fraction(2469, 2))
    """
    whole, comma, decimals = written.rpartition(",")
    if comma and "," not in whole:
        return Fraction(f"{whole.replace('.', '')}.{decimals}")
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", written)
    plain = re.sub(r"[.,]", "", written) if grouped or written.count(".") + written.count(",") > 1 else written
    return Fraction(plain.replace(",", "."))


@lru_cache(maxsize=1_000)  # a check of support reads the same evidence for every statement
def figures_of(text: str) -> frozenset[str]:
    """What `text` claims in figures: "1500000000 đồng", "95 %", "12", "2026-11-30", "45/kh-ubnd"."""
    bare = _MARKER.sub(" ", text)
    dates = find_dates(bare)
    numbers = find_numbers(bare)
    found = {date.iso for date in dates} | {number.key.lower() for number in numbers}
    for start, end in sorted([(d.start, d.end) for d in dates] + [n.span for n in numbers], reverse=True):
        bare = f"{bare[:start]} ; {bare[end:]}"
    for match in _NUMBER.finditer(fold(bare)):
        value = value_of(match["n"]) * _SCALES.get(match["scale"] or "", 1)
        unit = _UNITS.get(match["unit"] or "", match["unit"] or "")
        found.add(f"{_shown(value)} {unit}".strip())
    return frozenset(found)


def _shown(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.12g}"


def recall(said: str, expected: Iterable[str]) -> float | None:
    """The share of the expected figures that were said; None where none is expected. A figure expected without unit is
    said by the same number with any."""
    wanted = {figure for text in expected for figure in figures_of(text)}
    if not wanted:
        return None
    given = figures_of(said)
    bare = given | {figure.split(" ", 1)[0] for figure in given}
    return sum(figure in (given if " " in figure else bare) for figure in wanted) / len(wanted)


def unsupported(said: str, evidence: str) -> frozenset[str]:
    """The figures that are said and stand nowhere in the evidence."""
    held = figures_of(evidence)
    bare = held | {figure.split(" ", 1)[0] for figure in held}
    return frozenset(figure for figure in figures_of(said) if figure not in (held if " " in figure else bare))
