"""Answers beside reference answers, as SQuAD and ROUGE do it, on Vietnamese syllables.

Normalisation: NFC, small letters, the tone where modern spelling puts it, punctuation dropped, "1.500" as 1500, "06" as
6, a document number as one token. SQuAD's script drops English articles and keeps no accents apart; here neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from assistant.vietnamese.words.syllables import tokens


def tokens_of(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


def exact(said: str, reference: str) -> float:
    """1.0 where both are the same tokens in the same order."""
    return float(tokens_of(said) == tokens_of(reference))


def f1(said: str, reference: str) -> float:
    """Token F1 (Rajpurkar et al. 2016): of the tokens both have, counted as often as both have them. Two texts without
    tokens are equal; one is worth nothing."""
    ours, theirs = tokens_of(said), tokens_of(reference)
    if not ours or not theirs:
        return float(ours == theirs)
    common = sum((Counter(ours) & Counter(theirs)).values())
    return _harmonic(common / len(ours), common / len(theirs))


def rouge_l(said: str, reference: str) -> float:
    """F of the longest common subsequence of tokens (Lin 2004), precision and recall weighed alike."""
    ours, theirs = tokens_of(said), tokens_of(reference)
    if not ours or not theirs:
        return float(ours == theirs)
    common = longest_common(ours, theirs)
    return _harmonic(common / len(ours), common / len(theirs))


def longest_common(first: Sequence[str], second: Sequence[str]) -> int:
    """Length of the longest common subsequence; O(len · len) time, one row in memory."""
    row = [0] * (len(second) + 1)
    for one in first:
        before = 0
        for at, other in enumerate(second, 1):
            above = row[at]
            row[at] = before + 1 if one == other else max(above, row[at - 1])
            before = above
    return row[-1]


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def contains(said: str, reference: str) -> float:
    """1.0 where the tokens of the reference stand in a row in what was said: for long answers to short questions."""
    wanted = tokens_of(reference)
    held = tokens_of(said)
    return float(any(held[at : at + len(wanted)] == wanted for at in range(len(held) - len(wanted) + 1)))


def best(measure: Callable[[str, str], float], said: str, references: Iterable[str]) -> float:
    """The greatest over the references, any of which is right."""
    return max((measure(said, reference) for reference in references), default=0.0)
