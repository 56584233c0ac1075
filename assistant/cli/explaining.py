"""`tracuu search --explain`: why each hit stands where it does."""

from __future__ import annotations

from assistant.types import Explanation, Hit
from assistant.wording import decimal, say

# Terms told for a hit: a long question has 40.
TERMS = 12


def lines(hit: Hit) -> list[str]:
    """Vietnamese sentences without line ends; none when the hit was not explained."""
    why = hit.explanation
    if why is None:
        return []
    told = [
        say("cli.explain.score", score=decimal(hit.score, 2), bm25=decimal(why.bm25, 2), cosine=decimal(why.cosine, 2))
    ]
    if why.terms:
        told.append(say("cli.explain.matching", terms=_terms(why)))
    if why.missing:
        told.append(say("cli.explain.missing", terms=", ".join(map(_shown, why.missing[:TERMS]))))
    for reason in why.reasons:
        moved = f"{'+' if reason.moved >= 0 else '−'}{decimal(abs(reason.moved), 2)}"
        told.append(f"{moved}: {reason.words} ({decimal(reason.value, 2)})")
    return told


def _terms(why: Explanation) -> str:
    shown = []
    for term in why.terms[:TERMS]:
        where = [say("cli.explain.in_section", count=term.text)] if term.text else []
        where += [say("cli.explain.in_title", count=term.title)] if term.title else []
        shown.append(f"{_shown(term.term)} ({', '.join(where)})")
    return "; ".join(shown)


def _shown(term: str) -> str:
    return f"“{term.replace('_', ' ')}”"
