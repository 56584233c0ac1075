"""`tracuu search --explain`: why each hit stands where it does."""

from __future__ import annotations

from assistant.types import Explanation, Hit

# Terms told for a hit: a long question has 40.
TERMS = 12


def lines(hit: Hit) -> list[str]:
    """Vietnamese sentences without line ends; none when the hit was not explained."""
    why = hit.explanation
    if why is None:
        return []
    told = [f"Điểm {_number(hit.score)}: từ khóa (BM25) {_number(why.bm25)}, gần nghĩa {_number(why.cosine)}."]
    if why.terms:
        told.append(f"Từ khớp, hiếm trước: {_terms(why)}.")
    if why.missing:
        told.append(f"Từ không có: {', '.join(map(_shown, why.missing[:TERMS]))}.")
    told += [
        f"{'+' if reason.moved >= 0 else '−'}{_number(abs(reason.moved))}: {reason.words} ({_number(reason.value)})"
        for reason in why.reasons
    ]
    return told


def _terms(why: Explanation) -> str:
    shown = []
    for term in why.terms[:TERMS]:
        where = [f"{term.text} lần trong mục"] if term.text else []
        where += [f"{term.title} lần trong tiêu đề"] if term.title else []
        shown.append(f"{_shown(term.term)} ({', '.join(where)})")
    return "; ".join(shown)


def _shown(term: str) -> str:
    return f"“{term.replace('_', ' ')}”"


def _number(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
