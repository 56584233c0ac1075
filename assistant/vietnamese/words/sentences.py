"""Sentence spans of legal and administrative prose."""

from __future__ import annotations

import re

# A full stop after these ends nothing.
_ABBREVIATIONS = frozenset(
    """
        tp tx tt q p h st ths th ts pgs gs bs ks cn cv tr vd nxb đ/c ông bà mr mrs ms dr vv v.v stt no art đt dđ ths.s
        th.s t.s p.t ubnd.tp
    """.split()  # noqa: SIM905
)
# "Điều 1.", "Mục 2.", "số 5.", and list markers "1.", "1.2.", "a.", "IV." at the start of a line open what follows.
_HEADING = re.compile(
    r"(?:^|\n)[\s\-+–•*]*(?:(?:điều|khoản|mục|chương|phần|phụ lục|tiểu mục|bước)\s+)?"
    r"(?:\d{1,3}(?:\.\d{1,3})*[a-zđ]?|[a-zđ]|[ivxlc]{1,6})$",
    re.IGNORECASE,
)
_END = re.compile(r"\n+|[.!?…]+[\"”’»)\]]*(?=\s|$)|;(?=\s|$)")
_NEXT = re.compile(r" *(.)", re.DOTALL)
_ITEM = re.compile(r" *(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[ivx]{1,4})[.)] ?(?=[^\W\d])|[-–+•*] )")
_ENUMERATION = (
    360  # characters: 95 in 100 sentences of real documents are shorter; behind this much a ";" is an end too
)
_BEFORE = 200
"""Letters before a stop that tell what it is; looking at all of a long line each time took seconds."""
_LAST_WORD = re.compile(r"[^\s(\[\"“]*$")


def _semicolon_is_end(text: str, start: int, match: re.Match[str]) -> bool:
    """A ";" ends an item of a list: at the end of its line, or before the next item's marker; else prose goes on."""
    end = match.end()
    return text[end : end + 1] in ("", "\n") or end - start > _ENUMERATION or _ITEM.match(text, end) is not None


def _stop_is_end(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the mark at `match` ends the sentence that began at `start`."""
    if match[0] == ";":
        return _semicolon_is_end(text, start, match)
    if match[0][0] != ".":
        return True
    before = text[max(start, match.start() - _BEFORE) : match.start()]
    word = _LAST_WORD.search(before)
    last = word[0].lower() if word else ""
    after = _NEXT.match(text, match.end())
    if after is None or after[1] == "\n":
        return True
    following = after[1]
    if last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha() and before[-1:].isupper()):
        return last in {"vv", "v.v"} and following.isupper()
    if last in {"v.v", "vv"}:
        return following.isupper()
    if match[0] == "..." or match[0] == "…":
        return following.isupper()
    line = text[max(start, text.rfind("\n", 0, match.start())) : match.start()]
    if _HEADING.search(line) or re.search(r"(?:^|\s)(?:điều|số|khoản|mục|chương)\s+\d+[a-zđ]?$", before, re.IGNORECASE):
        return False
    return not following.islower()


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans `(start, end)` of the sentences of `text`, in order, without white space at their ends.

    A line end ends a sentence, a ";" at the end of a line or before a list marker too (list items stand alone);
    "TP. Hồ Chí Minh", "ThS.", "v.v.", "1.500", "Điều 1.", list markers, and a ";" within prose do not.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if not _stop_is_end(text, start, match):
            continue
        _add(text, start, match.end(), spans)
        start = match.end()
    _add(text, start, len(text), spans)
    return spans


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if any(char.isalnum() for char in piece[left:right]):
        spans.append((start + left, start + right))
