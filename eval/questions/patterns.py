"""How questions are made of what stands in a document: the words of Vietnamese they are put in."""

from __future__ import annotations

import re

LEAD = "Cơ quan nào chủ trì {task}?"
DUE = "Thời hạn hoàn thành việc {task} là khi nào?"
WITH = "Cơ quan nào phối hợp {task}?"
RULES = "{title} được quy định như thế nào?"
MEANS = "{term} được hiểu là gì?"
HOW_MUCH = "{before} bao nhiêu {unit}?"

DEFINITION = re.compile(
    r"^(?:\d{1,2}\.|[a-zđ]\)|[-+])?\s*(?P<term>[A-ZĐÀ-Ỹ][^.;:“”\n]{3,60}?) (?:là|được hiểu là)"
    r" (?P<meaning>[^\n]{20,400}?[.;])",
    re.MULTILINE,
)
"""A line that says what a term is: "1. Dữ liệu mở là dữ liệu được …."."""
FIGURE = re.compile(
    r"(?P<before>[^.;:\n]{15,110}?)\s+(?:là\s+|đạt\s+|tối đa\s+|ít nhất\s+|không quá\s+)?"
    r"(?P<figure>\d+(?:[.,]\d+)*)\s*(?P<unit>%|tỷ đồng|triệu đồng|nghìn đồng|đồng|ngày|tháng|năm|giờ|người|máy|trang)"
    r"(?![^\W_])"
)
"""A clause with a figure and what it counts."""
MORE_FIGURES = re.compile(r"\d")
BEGINS = re.compile(r"^(?:\d{1,2}[.)]|[a-zđ]\)|[-–+•])\s*")


def lowered(text: str) -> str:
    """As it goes on inside a sentence: its first letter small, unless the first word is all capitals or a name's."""
    first = text.split(" ", 1)[0]
    return text if not text or (first.isupper() and len(first) > 1) else text[0].lower() + text[1:]
