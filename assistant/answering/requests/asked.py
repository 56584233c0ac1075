"""Which questions ask for a summary or a comparison, and of what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.understanding.follow_up.parts import parts

_PLEASE = r"^\W*(?:(?:hãy|xin|vui lòng|giúp tôi|cho tôi|làm ơn|giúp) )*"
_SUMMARY = re.compile(
    _PLEASE + r"(?:tóm tắt|tóm lược|tổng hợp|nêu (?:tóm tắt|khái quát|tổng quan))(?: (?:lại|ngắn gọn|nhanh))?"
    r"(?: (?:các |những )?(?:nội dung|ý|điểm)(?: chính| chủ yếu| cơ bản)?)?(?: của| về| trong)? (?P<what>\S.*)$",
    re.IGNORECASE,
)
_COMPARISON = re.compile(_PLEASE + r"(?:so sánh|đối chiếu)(?: giữa)? (?P<what>\S.*)$", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s*(?:,\s*)?(?:và|với|so với|hay|hoặc)\s+(?:của |ở |cho |tại |trong |đối với )?$", re.IGNORECASE
)
_AND = re.compile(r"\s+(?:và|với|so với)\s+", re.IGNORECASE)
_TOPIC = re.compile(r"\s+về\s+(?P<topic>\S.*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two things to set side by side: what each is called, and the question about each. `topic`: what of them."""

    names: tuple[str, str]
    questions: tuple[str, str]
    topic: str


def asked_summary(text: str) -> str | None:
    """What is to be summarised; None for any other question. `text`: the question with its accents."""
    match = _SUMMARY.match(text)
    return match["what"].strip(" ?.!") if match is not None else None


def asked_comparison(text: str) -> Comparison | None:
    """What is to be compared; None for any other question, and where it does not show what the two are."""
    match = _COMPARISON.match(text)
    if match is None:
        return None
    what = match["what"].strip(" ?.!")
    for one, other in pairwise(parts(what)):
        if one.kind == other.kind and _BETWEEN.match(what[one.end : other.start]):
            before, after = what[: one.start], what[other.end :]
            names = what[one.start : one.end], what[other.start : other.end]
            topic = re.sub(r"\b(?:của|cho|ở|tại|trong|đối với|giữa|về)\b\s*$", "", before.strip())
            questions = f"{before}{names[0]}{after}", f"{before}{names[1]}{after}"
            return Comparison(names, questions, _first(topic, re.sub(r"^\s*về\b", "", after)))
    about = _TOPIC.search(what)
    sides = _AND.split(what[: about.start()] if about is not None else what)
    if len(sides) != 2:
        return None
    topic = about["topic"] if about is not None else ""
    both = f"{sides[0]} {topic}".strip(), f"{sides[1]} {topic}".strip()
    return Comparison((sides[0], sides[1]), both, topic)


def _first(*choices: str) -> str:
    return next((words for choice in choices if (words := choice.strip(" ,"))), "")
