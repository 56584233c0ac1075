"""Abbreviations a document defines itself: "Ủy ban nhân dân (sau đây gọi là UBND)", "chuyển đổi số (CĐS)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.vietnamese.normalise import fold, strip_accents

_SHORT = r"[A-ZĐ](?:[A-ZĐ]|[&\-](?=[A-ZĐ])){1,11}"
_QUOTES = "\"“”'‘’"
# What stands in the bracket: "CĐS", "sau đây gọi tắt là CĐS", "viết tắt: Trung tâm PVHCC"; a few plain words may come
# before the abbreviation, they are repeated from the long form.
_BRACKET = re.compile(
    r"\((?:[Ss]au đây\s+)?(?:(?:được|xin|gọi|chung|tắt|viết)\s+)*(?:là|tắt:|:)?\s*"
    rf"[{_QUOTES}]?(?P<name>(?:[^\W\d_]+\s+){{0,3}}{_SHORT})[{_QUOTES}]?\s*\)"
)
# "CĐS (chuyển đổi số)"; "- CĐS: Chuyển đổi số;" on a line of its own, as lists of abbreviations print it.
_EXPLAINED = re.compile(rf"(?<![\w&\-/])(?P<short>{_SHORT})\s*\((?P<long>[^()\n]{{4,120}})\)")
_LISTED = re.compile(
    rf"^[ \t]*(?:[-–+•*]|\d{{1,2}}[.)])?\s*(?P<short>{_SHORT})\s*[:=|]\s*(?P<long>[^\n]{{4,120}})$", re.M
)
# Characters before a bracket in which its long form is looked for: the longest of 12 initials has about 90.
_REACH = 160
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(r"[\n.;:()]")
_SKIPPED = frozenset({"và", "các", "của", "về"})
# Further words that a long form may have beside those its initials stand for.
_BESIDE = 4


def find_definitions(text: str) -> dict[str, str]:
    """Abbreviation as printed -> its long form in lower case: {"UBND": "ủy ban nhân dân"}; the first of several counts.

    The long form is as many syllables as the initials need; what does not fit them is none.
    """
    found: dict[str, str] = {}
    for match in _BRACKET.finditer(text):
        before = _CLAUSE.split(text[max(0, match.start() - _REACH) : match.start()])[-1]
        own, short = match["name"].split()[:-1], match["name"].split()[-1]
        if (long := _last_fitting(short, _WORD.findall(before), [fold(word) for word in own])) is not None:
            found.setdefault(short, long)
    for pattern in (_EXPLAINED, _LISTED):
        for match in pattern.finditer(text):
            words = _WORD.findall(match["long"])
            if words and _fits(_initials(match["short"]), words):
                found.setdefault(match["short"], fold(" ".join(words)))
    return found


def _initials(short: str) -> str:
    return re.sub(r"[^A-ZĐ]", "", short)


def _last_fitting(short: str, words: Sequence[str], own: Sequence[str]) -> str | None:
    """The last words whose initials are `short`, standing behind the plain words `own` ("Trung tâm" PVHCC)."""
    initials = _initials(short)
    for size in range(len(initials), len(initials) + _BESIDE + 1):
        tail, before = words[-size:], [fold(word) for word in words[:-size]]
        if len(tail) == size and _fits(initials, tail) and (not own or before[-len(own) :] == list(own)):
            return fold(" ".join(tail))
    return None


def _fits(initials: str, words: Sequence[str]) -> bool:
    """Whether the initials are those of the words in order; words like "và" may be skipped, the first may not."""
    heads = [re.sub(r"[^đ]", lambda m: strip_accents(m[0]), fold(word)[0]).upper() for word in words]
    if heads[0] != initials[0]:
        return False
    at = 0
    for head, word in zip(heads, words, strict=True):
        if at < len(initials) and head == initials[at]:
            at += 1
        elif fold(word) not in _SKIPPED:
            return False
    return at == len(initials)
