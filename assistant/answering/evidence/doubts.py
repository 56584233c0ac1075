"""What keeps the best candidate from being given as the answer, however well it fits by its words.

A person who asks for a sum, or for Lạng Sơn, is not answered by a duty without a sum, or by Cao Bằng; both look alike
to counts of words. What is doubted is still shown, as what may be related, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.evidence.candidates import Candidate
from assistant.answering.evidence.places import elsewhere
from assistant.answering.evidence.support import Support
from assistant.understanding import Sought
from assistant.vietnamese.names.provinces import provinces_in, title_of
from assistant.vietnamese.normalise import strip_accents
from assistant.wording import say

# "phạt bao nhiêu (tiền)", "mức hỗ trợ là bao nhiêu", "lệ phí … bao nhiêu"; not "học phí nộp khi nào".
_ASKS_SUM = re.compile(
    r"\b(?:bao nhieu|may) (?:tien|dong|trieu|ty|ti|nghin|ngan)\b"
    r"|\b(?:phat|le phi|hoc phi|phi|kinh phi|luong|phu cap|muc (?:phat|thu|chi|ho tro|phi|dong|luong|gia))\b[^?.]{0,60}"
    r"\bbao nhieu(?! (?:ngay|thang|nam|nguoi|lan|gio))"
)
_SUM = re.compile(
    r"\d[\d.,]*(?: ?(?:ty|ti|trieu|nghin|ngan))? ?(?:dong|ty|ti|trieu|nghin|ngan|d|vnd|usd)\b|\d ?%|phan tram"
    r"|he so \d|muc luong|\d+(?:[.,]\d+)? lan\b"
)

NEARLY = 0.3
"""Share of the best candidate's chance."""


def undoubted_first(sought: Sought, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates (best first) with the first that answers in kind and place put first, where it is nearly as likely
    as the best: of two rows on one task the one with the sum answers "how much"."""
    for at, candidate in enumerate(candidates):
        if candidate.score < NEARLY * candidates[0].score:
            break
        if not _against(sought, candidate):
            return [candidate, *candidates[:at], *candidates[at + 1 :]]
    return list(candidates)


def doubts(sought: Sought, best: Candidate, support: Support) -> tuple[bool, list[str]]:
    """Whether anything speaks against `best`, and what the reader is told of it."""
    said = _against(sought, best)
    # That the store has no such document is said by the search already.
    return bool(said) or _number_missing(sought, best, support), said


def _against(sought: Sought, candidate: Candidate) -> list[str]:
    said = []
    others = elsewhere(sought, [candidate])[0]
    if others:
        asked, found = _names(provinces_in(sought.text)), _names(others)
        said.append(say("answers.notes.elsewhere", asked=asked, found=found))
    if lacks_sum(sought.text, f"{candidate.context}\n{candidate.text}"):
        said.append(say("answers.notes.no_sum"))
    return said


def _number_missing(sought: Sought, best: Candidate, support: Support) -> bool:
    """Whether a document is named that neither the section nor the name of the file knows: numbers are often read from
    neither, because a clerk adds them at signing."""
    if not support.features.get("missing_number"):
        return False
    digits = re.findall(r"\d+", best.hit.document.file)
    return not any(number.split("/")[0].lstrip("0") in (d.lstrip("0") for d in digits) for number in sought.named)


def lacks_sum(question: str, text: str) -> bool:
    """Whether a sum of money (or a rate) is asked for and `text` names none."""
    return _ASKS_SUM.search(strip_accents(question)) is not None and _SUM.search(strip_accents(text)) is None


def _names(provinces: frozenset[str]) -> str:
    return ", ".join(title_of(name) for name in sorted(provinces))
