"""Which provinces a text names, by the province each has been part of since 1 July 2025.

The table has a province a line: its name, then other spellings and the provinces that were merged into it (Nghị quyết
số 202/2025/QH15). What was said of Yên Bái holds for a part of Lào Cai, so both are one here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from assistant.vietnamese.normalise import fold, nfc, strip_accents

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 4
"""Words of the longest name, "Bà Rịa - Vũng Tàu"."""
CAPITAL = "hà nội"
_INTRODUCED = frozenset({"tinh", "pho", "tp"})


def provinces_in(text: str) -> frozenset[str]:
    """Today's names in small letters ("lào cai" for "Yên Bái").

    A name counts with its accents or wholly without; in small letters, where it may be a common word ("hòa bình"), only
    after "tỉnh" or "thành phố".
    """
    printed = _WORD.findall(nfc(text))
    plain = [strip_accents(word) for word in printed]
    found: set[str] = set()
    for first in range(len(printed)):
        for last in range(min(first + _LONGEST, len(printed)), first, -1):
            today = _plain().get(" ".join(plain[first:last]))
            introduced = first > 0 and plain[first - 1] in _INTRODUCED
            if today is not None and _meant(printed[first:last], introduced):
                found.add(today)
                break
    return frozenset(found) or _unlisted(printed)


def _unlisted(printed: Sequence[str]) -> frozenset[str]:
    """A name after "tỉnh" that the table lacks, as in papers written for practice: "tỉnh Mẫu"."""
    for before, name in pairwise(printed):
        if fold(before) == "tỉnh" and name[0].isupper() and not name.isupper():
            return frozenset({fold(name)})
    return frozenset()


def _meant(printed: Sequence[str], introduced: bool) -> bool:
    """Whether these words, which are those of a name without accents, are the name."""
    folded = " ".join(fold(word) for word in printed)
    if folded not in _spellings() and not folded.isascii():
        return False  # other accents: other words
    named = introduced or all(word[0].isupper() for word in printed)
    return named or strip_accents(folded) not in _ALSO_WORDS


_ALSO_WORDS = frozenset({"hoa binh", "thai binh", "long an", "ha nam", "hung yen", "son la", "hue", "dong thap", "hcm"})


@lru_cache(maxsize=1)
def _spellings() -> Mapping[str, str]:
    """Every spelling -> today's name."""
    lines = (files("assistant.vietnamese.names") / "provinces.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return {name: row[0] for row in rows for name in row}


@lru_cache(maxsize=1)
def _plain() -> Mapping[str, str]:
    return {strip_accents(name): today for name, today in _spellings().items()}


def title_of(province: str) -> str:
    """ "lào cai" -> "Lào Cai"."""
    return " ".join(word.capitalize() for word in province.split())
