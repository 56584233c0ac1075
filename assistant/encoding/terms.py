"""Stands in for `assistant.vietnamese.terms.encoder_terms` until that module is there."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_TERM = re.compile(r"[^\W_]+(?:[/.-][^\W_]+)*")


def encoder_terms(text: str) -> str:
    """The lower-case syllables and numbers of `text`, then the pairs "a_b" of neighbours, joined by spaces."""
    terms = _TERM.findall(unicodedata.normalize("NFC", text).lower())
    return " ".join(terms + [f"{a}_{b}" for a, b in pairwise(terms)])
