"""Why a hit stands where it does, in words a person can check."""

from __future__ import annotations

from assistant.retrieval.candidates.gathering import Found
from assistant.retrieval.ranker.learned import Ranker
from assistant.retrieval.ranker.weighing import Weighed
from assistant.types import Explanation, MatchedTerm, Reason
from assistant.wording import words

# What a person can be told: more are too small to matter.
REASONS = 6

WORDS = words("search.reasons")


def explanation(found: Found, weighed: Weighed, row: int, ranker: Ranker | None) -> Explanation:
    """Of candidate `row`; `ranker` None: the formula alone ranked it."""
    seen, counts = weighed.seen[row], weighed.matches.counts
    titles = counts[seen.title] + counts[seen.heading]
    texts = counts[seen.passages.start : seen.passages.stop].sum(axis=0)
    terms = [
        MatchedTerm(term, float(value), int(title), int(text))
        for term, value, title, text in zip(weighed.wording.terms, weighed.wording.values, titles, texts, strict=True)
    ]
    terms.sort(key=lambda t: (-t.value, t.term))
    return Explanation(
        tuple(t for t in terms if t.title + t.text),
        tuple(t.term for t in terms if not t.title + t.text),
        found.candidate.lexical,
        found.candidate.cosine,
        _reasons(weighed, row, ranker) if ranker is not None else (),
    )


def _reasons(weighed: Weighed, row: int, ranker: Ranker) -> tuple[Reason, ...]:
    """What moved this candidate most against the mean of the candidates."""
    moved = ranker.contributions(weighed.features)
    against = moved[row] - moved.mean(axis=0)
    order = sorted(range(len(ranker.names)), key=lambda i: (-abs(against[i]), i))[:REASONS]
    names, values = ranker.names, weighed.features[row]
    return tuple(Reason(names[i], WORDS[names[i]], float(values[i]), float(against[i])) for i in order)
