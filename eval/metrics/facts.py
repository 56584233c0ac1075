"""Whether a text holds facts: words and figures of their own, never parts of others ("12" is not in "2012")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.vietnamese.normalise import nfc


def plain(text: str) -> str:
    """Small letters, single spaces, none before "%", hyphens of one kind."""
    spaced = re.sub(r"\s+", " ", nfc(text).casefold().replace("–", "-"))
    return re.sub(r" (?=%)", "", spaced)


def holds(text: str, fact: str) -> bool:
    """Whether `fact` stands in `text` as words of its own: "12" not in "2012", "1,5%" not in "11,5%" or "1,5%0"."""
    wanted = re.escape(plain(fact).strip())
    return re.search(rf"(?<![\w/])(?<!\d[.,]){wanted}(?![\w/])(?![.,]\d)", plain(text)) is not None


def held(text: str, facts: Sequence[Sequence[str]]) -> list[bool]:
    """Of each fact, whether `text` holds any of its wordings."""
    return [any(holds(text, wording) for wording in fact) for fact in facts]


def stands_verbatim(text: str, words: str) -> bool:
    """Whether `words` stand in `text` letter for letter but for white space, and neither end cuts a word or figure:
    "12" is not in "12/KH-UBND", but "800.000 đồng" is in "800.000 đồng/người"."""
    wanted = " ".join(words.split())
    begin = r"(?<![\w/])(?<!\d[.,])" if wanted[:1].isalnum() else ""
    end = r"(?!\w)(?![.,]\d)" if wanted[-1:].isalnum() else ""
    end += "(?!/)" if wanted[-1:].isdigit() else ""
    return re.search(f"{begin}{re.escape(wanted)}{end}", " ".join(text.split())) is not None
