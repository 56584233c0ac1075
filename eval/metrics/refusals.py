"""Refusals: told from the words of systems that do not say so themselves, and what confidence is worth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.vietnamese.normalise import plain_words

_REFUSES = re.compile(
    r"\b(?:khong (?:tim thay|tim duoc|co|du|thay|the tra loi|the xac dinh|the tim|biet|ro|nam trong)\b"
    r"[^.;,]{0,40}?\b(?:thong tin|can cu|cau tra loi|du lieu|tai lieu|noi dung|de tra loi|van ban|ngu canh)"
    r"|(?:toi|minh|em) (?:khong biet|khong ro|khong the tra loi)|khong the tra loi|chua co (?:thong tin|can cu|du lieu)"
    r"|nam ngoai (?:pham vi|kha nang)"
    r"|i (?:do not|don't|cannot|can't) (?:know|answer|find)|no (?:relevant )?information"
    r"|not (?:mentioned|provided|found)"
    r"|insufficient (?:information|context))\b"
)


def says_it_cannot(answer: str) -> bool:
    """Whether the first sentence refuses; an empty answer does. What follows an answer ("không có thông tin về …") is a
    remark. The words are those of language models asked in Vietnamese and English."""
    plain = plain_words(answer)
    first = re.split(r"(?<=[.!?])\s", plain, maxsplit=1)[0]
    return not plain or _REFUSES.search(first) is not None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Answering the surest `coverage` of the questions, this share of the answers is wrong."""

    coverage: float
    risk: float


def risk_coverage(confidence: Sequence[float | None], right: Sequence[bool]) -> list[Coverage]:
    """El-Yaniv and Wiener (2010): from the surest answer to the least sure; None was refused and is never covered. Ties
    are covered together: nothing tells them apart."""
    answered = sorted(
        ((c, r) for c, r in zip(confidence, right, strict=True) if c is not None), key=lambda one: -one[0]
    )
    curve: list[Coverage] = []
    wrong = 0
    for at, (value, good) in enumerate(answered, 1):
        wrong += not good
        if at == len(answered) or answered[at][0] != value:
            curve.append(Coverage(at / len(right), wrong / at))
    return curve


def area_under_risk(confidence: Sequence[float | None], right: Sequence[bool]) -> float | None:
    """AURC (Geifman et al. 2019): the mean risk over the covered part, each answer one step; None where none answered.

    Lower is better. Of answers tied in confidence each takes the risk of the tie.
    """
    curve = risk_coverage(confidence, right)
    if not curve:
        return None
    before, area = 0.0, 0.0
    for point in curve:
        area += (point.coverage - before) * point.risk
        before = point.coverage
    return area / before


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: how many, how sure on average, how many right."""

    count: int
    confidence: float
    right: float


def calibration(confidence: Sequence[float], right: Sequence[bool], bins: int = 10) -> tuple[list[Bin], float]:
    """Bins of equal width over [0, 1] and the expected calibration error (Naeini et al. 2015)."""
    parts: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for value, good in zip(confidence, right, strict=True):
        parts[min(int(value * bins), bins - 1)].append((value, good))
    found = [Bin(len(p), sum(v for v, _ in p) / len(p), sum(g for _, g in p) / len(p)) for p in parts if p]
    total = sum(b.count for b in found)
    return found, sum(b.count * abs(b.confidence - b.right) for b in found) / total if total else 0.0
