"""Raised digits: a footnote mark or an exponent must not run into the word or number before it."""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")
_NUMERAL = str.maketrans("ivxlcdm", "ⁱᵛˣˡᶜᵈᵐ")
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kdcmµ]?m|ha)$")


def raised(text: str, before: str) -> str:
    """`text` set as superscript after `before`: digits as Unicode superscripts ("quy định¹", "10⁵").

    After a unit of length they stay plain, as people type and search them ("m2", "km2").
    """
    if not re.fullmatch(r"\s*[\d()+-]+\s*", text) or not re.search(r"\d", text):
        return text
    return text if _UNIT.search(before) else text.translate(_RAISED)


def raised_mark(mark: str) -> str:
    """The mark of a note set as superscript: "3" as "³", "iv" as "ⁱᵛ"; others ("*") as they are."""
    if mark.isdecimal():
        return mark.translate(_RAISED)
    return mark.translate(_NUMERAL) if set(mark) <= set("ivxlcdm") else mark
