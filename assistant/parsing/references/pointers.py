"""What a paper is named for where nothing is done to it: a legal base, to be carried out, guided, or only mentioned."""

from __future__ import annotations

import re

from assistant.parsing.references.amending_words import KIND_WORDS
from assistant.types import Relation

_KIND_WORD = re.compile(rf"(?<![^\W_])({KIND_WORDS})(?![^\W_])", re.I)
_PASSIVE = re.compile(
    r"(?:được|đã|bị)\s+(?:được\s+)?(?:sửa đổi|bổ sung|thay thế|bãi bỏ|ban hành|phê duyệt|đính chính)"
    r"|sửa đổi[^;.]{0,60}\s(?:bởi|theo|tại)\s",
    re.I,
)
_POINTED_AT = re.compile(
    r"quy định (?:tại|của|trong)|ban hành kèm theo|kèm theo|theo (?:quy định|đề nghị|tờ trình|báo cáo)|phù hợp với"
    r"|tại\s+(?:tờ trình|báo cáo|văn bản)",
    re.I,
)
_CARRIED_OUT = re.compile(
    r"(?<![^\W_])(?<!hướng dẫn )(?<!biện pháp )(?:triển khai|thực hiện|thi hành|quán triệt|cụ thể hóa|cụ thể hoá)"
    r"(?:\s+(?!theo\s|từ\s|kể\s)(?:[^\W\d_]+\s+){0,4}?)"
    r"(?:nghị quyết|quyết định|kế hoạch|chỉ thị|chương trình|đề án|kết luận|nghị định|luật|thông báo|công văn|công điện"
    r"|thông tư|văn bản)(?![^\W_])",
    re.I,
)
_CUES: tuple[tuple[re.Pattern[str], Relation], ...] = (
    (re.compile(r"thay thế|bãi bỏ|hủy bỏ|huỷ bỏ|hiệu lực|đình chỉ|sửa đổi|bổ sung|đính chính", re.I), "nhac_den"),
    (re.compile(r"hướng dẫn\s+(?:thi hành|thực hiện|áp dụng|một số)|quy định chi tiết", re.I), "huong_dan"),
    (_CARRIED_OUT, "thuc_hien"),
    (_POINTED_AT, "nhac_den"),
)
_GUIDES = re.compile(
    r"(?:hướng dẫn|quy định chi tiết)"
    r"|\S+(?:\s+\S+){0,3}\s+này(?:\s+\S+){0,25}?\s+(?:và\s+)?(?:hướng dẫn|quy định chi tiết)",
    re.I,
)
_LABEL = re.compile(r"^[\s\W\d]*(?:Điều \d+\w?\s*[.:]|[a-zđ]\)|[IVX]+\.)?\s*")
_NUMBER = re.compile(r"\d\s?(?:/\s?\d{4})?\s?[/-]\s?[A-ZĐ][\w/&.-]*")
_CARRIES_OUT = re.compile(r"(?:triển khai |để )?(?:thực hiện|thi hành|triển khai)\s", re.I)
_BASE = re.compile(r"^[\s\-–]*[Cc]ăn cứ\s|(?<!\w)Căn cứ\s")
_CLAUSE = re.compile(r"[;\n]|\.\s")
_ABBREVIATED = re.compile(r"(?:TP|Điều \d+|^\s*\d+|\n\s*\d+)\.\s$")
_ONE_LINE = re.compile(r"\n(?=[a-zđà-ỹ])")
_REACH = 600


def is_base(line: str, before_the_text: bool) -> bool:
    """Whether a line of the preamble names legal bases."""
    return before_the_text and _BASE.search(line) is not None


def relation_by_words(text: str, start: int, *, before_the_text: bool, in_text: bool, proposes: bool) -> Relation:
    """The relation to the paper named at `start`, by the words before it; `proposes`: the paper guides no other."""
    line_start = text.rfind("\n", 0, start) + 1
    if line_start > 1 and text[line_start].islower() and text[line_start - 2].isalpha():
        line_start = text.rfind("\n", 0, line_start - 1) + 1
    line = _ONE_LINE.sub(" ", text[line_start:start])
    clause_start = _clause_start(text, max(line_start, start - _REACH), start, line_start)
    clause = _ONE_LINE.sub(" ", text[clause_start:start])
    if before_the_text and _BASE.search(line):
        carries = clause_start > line_start and _CARRIES_OUT.match(clause.lstrip())
        return "thuc_hien" if carries else "can_cu"
    relation, at = _last_cue(clause)
    if relation == "huong_dan":
        other = _NUMBER.search(clause, 0, at) is not None and "này" not in clause
        own = _GUIDES.match(clause[_label_end(clause) :]) is not None
        return "nhac_den" if proposes or other or (in_text and not own) else "huong_dan"
    return relation


def _last_cue(clause: str) -> tuple[Relation, int]:
    """The relation of the cue nearest to the end of `clause`, and where it stands; a passive is a mention."""
    best: tuple[int, Relation] = (-1, "nhac_den")
    passive = [match.span() for match in _PASSIVE.finditer(clause)]
    if passive:
        best = (passive[-1][0], "nhac_den")
    for pattern, relation in _CUES:
        for match in pattern.finditer(clause):
            inside = any(start <= match.start() < end for start, end in passive)
            if not inside and match.start() > best[0]:
                best = (match.start(), relation)
    return best[1], best[0]


def _label_end(clause: str) -> int:
    label = _LABEL.match(clause)
    return label.end() if label else 0


def _clause_start(text: str, start: int, end: int, default: int) -> int:
    found = default
    for match in _CLAUSE.finditer(text, start, end):
        if match[0] == "\n" and text[match.end() : match.end() + 1].islower():
            continue
        if _ABBREVIATED.search(text[max(start, match.start() - 8) : match.end()]):
            continue
        found = match.end()
    return found


def kind_before(text: str, start: int) -> str | None:
    """The kind named nearest before a number whose symbol names none ("Luật … số 54/2024/QH15")."""
    line = text.rfind("\n", 0, start) + 1
    found = [m[1] for m in _KIND_WORD.finditer(text, max(line, start - 120), start)]
    return found[-1].capitalize() if found else None
