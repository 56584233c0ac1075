"""Whether evidence supports a statement, without a network: by its words and figures, or by a language model asked.

The check by words is measured on labelled pairs of our own (`support_pairs.jsonl`); its agreement with the labels goes
with every figure it yields.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

from assistant.vietnamese.normalise import fold, plain_words
from eval.metrics.figures import unsupported
from eval.metrics.wording import tokens_of
from eval.statistics.agreement import kappa

PAIRS = Path(__file__).with_name("support_pairs.jsonl")
LEAST_SHARE = 0.79
"""The share of a statement's words that must stand in the evidence: `fitted_share` of the labelled pairs. Fitted on
four fifths of the evidence and tried on the rest, kappa was 0.89 (54 of 57 pairs); one person labelled them."""

_EMPTY = frozenset({
    "là", "và", "của", "các", "những", "được", "có", "trong", "cho", "với", "theo", "tại", "này", "đó", "thì",
    "mà", "về", "do", "từ", "đến", "để", "khi", "như", "cũng", "đã", "sẽ", "một", "số", "phải", "việc", "bị",
    "ở", "ra", "vào", "trên", "dưới",
})  # fmt: skip
"""Syllables that say nothing by themselves; a statement is not supported by them."""
_NEGATION = re.compile(r"\b(?:không|chưa|chẳng|cấm|trừ|miễn(?! phí))\b")


class SupportCheck(Protocol):
    """`name` and `agreement` (Cohen's kappa with labelled pairs, None: not measured) are printed beside its figures."""

    @property
    def name(self) -> str: ...

    @property
    def agreement(self) -> float | None: ...

    def supports(self, statement: str, evidence: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class ByWords:
    """Supported: every figure and enough words stand in the evidence, and what is denied is denied there too."""

    least: float = LEAST_SHARE

    @property
    def name(self) -> str:
        return "words and figures"

    @property
    def agreement(self) -> float | None:
        return agreement(self)

    def supports(self, statement: str, evidence: str) -> bool:
        if not evidence.strip() or unsupported(statement, evidence):
            return False
        if (denies(statement) and not denies(evidence)) or denies_around(statement, evidence):
            return False
        return share(statement, evidence) >= self.least


def share(statement: str, evidence: str) -> float:
    """Of the statement's telling words those that stand in the evidence; 0.0 where it has none."""
    wanted = _telling(statement)
    held = _words(evidence)
    return sum(token in held for token in wanted) / len(wanted) if wanted else 0.0


# The same evidence is read for every statement, the same statement for every sentence of its evidence.
@lru_cache(maxsize=10_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(tokens_of(text))


@lru_cache(maxsize=1_000)
def _telling(statement: str) -> tuple[str, ...]:
    return tuple(token for token in tokens_of(statement) if token not in _EMPTY)


def denies(text: str) -> bool:
    return _NEGATION.search(fold(text)) is not None


def denies_around(statement: str, evidence: str) -> bool:
    """Whether the sentence of the evidence that is nearest to the statement denies and the statement does not."""
    if denies(statement):
        return False
    sentences = [s for s in re.split(r"(?<=[.;!?])\s+|\n", evidence) if s.strip()]
    return bool(sentences) and denies(max(sentences, key=lambda sentence: share(statement, sentence)))


@dataclass(frozen=True, slots=True)
class ByModel:
    """A language model as judge: `ask` takes a prompt and gives its words (any chat model's `invoke`)."""

    name: str
    ask: Callable[[str], str]
    agreement: float | None = None

    def supports(self, statement: str, evidence: str) -> bool:
        """Anything but a clear "có" or "yes" is no."""
        said = plain_words(self.ask(PROMPT.format(statement=statement, evidence=evidence)))
        return re.match(r"\W*(?:co|yes|true|dung)\b", said) is not None


PROMPT = (
    "Đoạn văn:\n{evidence}\n\nNhận định:\n{statement}\n\n"
    "Đoạn văn trên có đủ để khẳng định nhận định là đúng hay không? Chỉ trả lời “có” hoặc “không”."
)


@dataclass(frozen=True, slots=True)
class Pair:
    statement: str
    evidence: str
    supported: bool
    kind: str


@cache
def labelled_pairs() -> tuple[Pair, ...]:
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    return tuple(Pair(**json.loads(line)) for line in lines)


@cache
def agreement(check: SupportCheck) -> float:
    """Cohen's kappa of a check with the labels."""
    pairs = labelled_pairs()
    return kappa([check.supports(p.statement, p.evidence) for p in pairs], [p.supported for p in pairs])


def fitted_share(pairs: Sequence[Pair]) -> float:
    """The middle of the shares, in steps of 0.01, at which agreement with `pairs` is greatest."""
    steps = [step / 100 for step in range(40, 101)]
    labels = [pair.supported for pair in pairs]
    found = {s: kappa([ByWords(s).supports(p.statement, p.evidence) for p in pairs], labels) for s in steps}
    best = [s for s in steps if found[s] == max(found.values())]
    return best[len(best) // 2]
