"""What an answer looks like by the kind of thing asked for: an agency, a date, an amount, a definition, a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from assistant.understanding import Sought
from assistant.understanding.sought.answer_types import AnswerType
from assistant.vietnamese.normalise import fold, strip_accents

_ANSWER_FORMS: Mapping[AnswerType, str] = {
    "who": r"ủy ban|ubnd|hội đồng|hđnd|\bsở\b|\bbộ\b|\bban\b|\bcục\b|công an|văn phòng|trung tâm|\bviện\b|đơn vị|"
    r"cơ quan|tổ công tác|chủ tịch|giám đốc|bộ trưởng|thủ tướng|chính phủ|tòa án|trưởng|người (có|được|đứng)|chủ trì",
    "when": r"\d+ ?(ngày|tháng|năm|giờ|tuần|quý)|(ngày|tháng|năm|quý) (\d|[ivx]+\b)|\d{1,2}/\d{4}|"
    r"(h[ằà]ng|mỗi) (năm|tháng|quý|tuần|ngày)|định kỳ|thường xuyên|\d{4}|trước khi|sau khi|kể từ|thời hạn",
    "effective": r"hiệu lực (thi hành )?(từ|kể từ|sau|trong)",
    "where": r"địa điểm|địa chỉ|hội trường|"
    r"tại (trụ sở|văn phòng|phòng|trung tâm|trường|bệnh viện|nhà|số|khu|tầng|thôn)",
    "signer": r"\bký\b",
    "issued_on": r"\bban hành\b|ngày ký",
    "how_much": r"\d",
    "money": r"\d[\d.,]*( ?(tỷ|tỉ|triệu|nghìn|ngàn))? ?(đồng|tỷ|tỉ|triệu|đ\b)|%|mức lương",
    "percent": r"\d ?%|phần trăm",
    "definition": r"^[^.;]{0,90}?(\blà\b|:\s|được hiểu)",
    "document": r"\d+(/\d{4})?/[a-zđ]|\d+-[a-zđ]+/|luật|nghị quyết|nghị định|quyết định|kế hoạch|thông tư|chỉ thị",
}

# Of these a figure alone is no answer.
SPECIFIC: frozenset[AnswerType] = frozenset({"money", "percent"})

ASSIGNMENT: frozenset[AnswerType] = frozenset({"who", "when"})

# Asked so, the answer has a fixed wording that seldom repeats the question's subject.
FORMULAS: frozenset[AnswerType] = frozenset({"effective", "where", "signer", "issued_on"})

# "Dữ liệu chủ là …", "… được hiểu là …": what stands before it is what is defined.
_IS = re.compile(r"\s(?:là|được hiểu là|nghĩa là|có nghĩa là)\s|:\s")
_IS_REACH = 100
# "Ông Nguyễn Văn A"; "… làm Tổ trưởng": what says who holds an office.
_CALLED = re.compile(r"\b(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí)\s+([^\W\d_]+)\s+([^\W\d_]+)")
_HOLDS = re.compile(r"\b(?:làm|giữ chức)\s+(?:tổ trưởng|tổ phó|trưởng|phó|chủ tịch|giám đốc)", re.IGNORECASE)
# "Điều 5.", "2.", "a)", "IV." before a heading's title; a bullet or an item's marker.
MARKER = re.compile(r"^(?:(?:điều|chương|mục|phần|phụ lục)\s+)?(?:[\divxlc]+|[a-zđ])[.):]\s*", re.IGNORECASE)


def fits_type(sought: Sought, text: str, header: str, among: frozenset[AnswerType] = frozenset(_ANSWER_FORMS)) -> bool:
    """Whether `text` (for a row with its `header`) has the form of what is asked: an agency, a date, a figure …"""
    forms = _forms(sought.accented)
    asked = {kind for kind in sought.types if kind in forms and kind in among}
    if asked & SPECIFIC:
        asked.discard("how_much")
    if not asked:
        return False
    subject = f"{header} {text}"
    low = fold(subject) if sought.accented else strip_accents(subject)
    return any(forms[kind].search(low) for kind in asked)


def assigns(sought: Sought, text: str, header: str) -> bool:
    """Whether `text` (for a row with its `header`) says both who and when, where both are asked: half of an assignment
    does not answer for the whole."""
    if not sought.types >= ASSIGNMENT:
        return False
    forms = _forms(sought.accented)
    low = fold(f"{header} {text}") if sought.accented else strip_accents(f"{header} {text}")
    return all(forms[kind].search(low) for kind in ASSIGNMENT)


@lru_cache(maxsize=2)
def _forms(accented: bool) -> Mapping[AnswerType, re.Pattern[str]]:
    return {kind: re.compile(p if accented else strip_accents(p)) for kind, p in _ANSWER_FORMS.items()}


def defines(sought: Sought, text: str) -> bool:
    """Whether `text` opens with what is asked about and says what it is; a prefix of the question ("Theo luật …") may
    be missing, but nothing else may stand before the verb."""
    bare = MARKER.sub("", text.strip())
    found = _IS.search(bare, 0, _IS_REACH)
    if found is None:
        return False
    named = [word for word in sought.terms_of(bare[: found.start()]) if word[0].isalpha()]
    return len(named) > 1 and all(word in sought.weights for word in named)


def names_person(text: str) -> bool:
    """Whether `text` names somebody ("Ông Nguyễn Văn A") or says which office holds the one asked about."""
    called = any(a[0].isupper() and b[0].isupper() for a, b in _CALLED.findall(text))
    return called or _HOLDS.search(text) is not None
