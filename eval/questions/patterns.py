"""How questions are made of what stands in a document: the words of Vietnamese they are put in."""

from __future__ import annotations

import re

LEAD = "Cơ quan nào chủ trì {task}?"
DUE = "Thời hạn hoàn thành việc {task} là khi nào?"
WITH = "Cơ quan nào phối hợp {task}?"
RULES = "{title} được quy định như thế nào?"
RULES_IN = "{kind} số {number} quy định thế nào về {title}?"
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
    r"(?P<each>(?:/[^\W\d_]+)*)(?![^\W_])"
)
"""A clause with a figure and what it counts."""
CALENDAR = re.compile(r"\b(?:ngày|tháng|năm|quý|số|điều|khoản|mục|lần|đợt)$", re.IGNORECASE)
"""What a number after it is no count of."""
EXPLAINS = re.compile(r"giai thich|tu ngu|khai niem|dinh nghia")
"""Headings, without accents, under which terms are explained."""
DAY = re.compile(
    r",?\s*(?:hoàn thành\s+)?(?:xong\s+)?trước ngày\s+\d{1,2}[/.]\d{1,2}[/.]\d{4}\b|,?\s*hằng (?:năm|quý|tháng)\b"
)
"""A deadline inside the words of a task, which would give the answer away."""
MORE_FIGURES = re.compile(r"\d")
BEGINS = re.compile(r"^(?:\d{1,2}[.)]|[a-zđ]\)|[-–+•])\s*")


LEADS = re.compile(r"^chủ trì,?\s+(?:và\s+)?", re.IGNORECASE)
"""What a task begins with in prose; the question says it already."""
OVERSEES = "là "
"""A task that begins so says what an agency is, not what it does."""


def lowered(text: str) -> str:
    """As it goes on inside a sentence: its first letter small, unless the first word is all capitals or a name's."""
    first = text.split(" ", 1)[0]
    return text if not text or (first.isupper() and len(first) > 1) else text[0].lower() + text[1:]
