"""How much of an independent extraction stands in what was read: multisets of syllables and numbers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from assistant.types import FileText, Line


def syllables(text: str) -> Counter[str]:
    """Words and numbers, lower case, NFKC (so that "định¹" and "định1" are the same)."""
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).lower()
    return Counter(re.findall(r"[^\W_]+", plain))


def stored(file: FileText, *, furniture: bool = True) -> Counter[str]:
    """The syllables of all blocks, merged cells once, and (with `furniture`) of the stamps."""
    found: Counter[str] = Counter()
    for page in file.pages:
        for block in page.blocks:
            if isinstance(block, Line):
                found += syllables(block.text)
            else:
                for r, row in enumerate(block.rows):
                    for c, text in enumerate(row):
                        if (r, c) not in block.filled:
                            found += syllables(text)
    return found + syllables("\n".join(file.stamps)) if furniture else found


def recall(reference: Counter[str], found: Counter[str]) -> float:
    """Share (0 to 1) of the reference that was found; 1.0 when there is none."""
    total = sum(reference.values())
    return sum((reference & found).values()) / total if total else 1.0
