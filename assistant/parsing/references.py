"""Other documents named in a text, with what this document does to them.

Relations follow the words before the number in the same sentence. A passive ("được sửa đổi bởi …") says what another
document did, so it is a mention.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.parsing.markers import find_marker
from assistant.parsing.title import KIND_LINES
from assistant.types import Letterhead, Reference, Relation, Section, Span
from assistant.vietnamese.dates import parse_date
from assistant.vietnamese.numbers import DocumentNumber, find_numbers

_KIND_WORD = re.compile(
    r"(?<![^\W_])(" + "|".join(sorted((k.lower() for k in KIND_LINES), key=len, reverse=True)) + r")(?![^\W_])", re.I
)
_DATE_AFTER = re.compile(
    r"[,\s(]*(?:ngày\s*)?(\d{1,2}\s*(?:/|-|\.|tháng)\s*\d{1,2}\s*(?:/|-|\.|năm)\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})",
    re.I,
)
_ACT = r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ|ban hành|phê duyệt|đính chính)"
_PASSIVE = re.compile(
    rf"(?:được|đã)\s+(?:được\s+)?{_ACT}(?:,?\s*(?:và\s+)?{_ACT})*|sửa đổi[^;.]{{0,60}}\s(?:bởi|theo|tại)\s", re.I
)
_POINTED_AT = re.compile(
    r"quy định (?:tại|của|trong)|ban hành kèm theo|kèm theo|theo (?:quy định|đề nghị|tờ trình|báo cáo)|phù hợp với"
    r"|tại\s+(?:tờ trình|báo cáo|văn bản)",
    re.I,
)
_CARRIED_OUT = re.compile(
    r"(?<![^\W_])(?<!hướng dẫn )(?<!biện pháp )(?:triển khai|thực hiện|thi hành|quán triệt|cụ thể hóa|cụ thể hoá)"
    r"(?:\s+(?!theo\s)(?:[^\W\d_]+\s+){0,4}?)"
    r"(?:nghị quyết|quyết định|kế hoạch|chỉ thị|chương trình|đề án|kết luận|nghị định|luật|thông báo|công văn|công điện"
    r"|thông tư|văn bản)(?![^\W_])",
    re.I,
)
_CUES: tuple[tuple[re.Pattern[str], Relation], ...] = (
    (re.compile(r"thay thế(?:\s+cho)?\s", re.I), "thay_the"),
    (re.compile(r"bãi bỏ|hủy bỏ|huỷ bỏ", re.I), "bai_bo"),
    (re.compile(r"sửa đổi|bổ sung(?!\s+(?:dự toán|kinh phí|nguồn))|đính chính", re.I), "sua_doi"),
    (re.compile(r"hướng dẫn\s+(?:thi hành|thực hiện|áp dụng|một số)|quy định chi tiết", re.I), "huong_dan"),
    (_CARRIED_OUT, "thuc_hien"),
    (_POINTED_AT, "nhac_den"),
)
_CLAUSE = re.compile(r"[;\n]|\.\s")
_EXPIRES = re.compile(r"\s*(?:[^;.\n]{0,200}?)(?:hết hiệu lực|chấm dứt hiệu lực)")
_PART = re.compile(
    r"cụm từ|(?<!\w)từ [“\"]|(?<!\w)(?:một số|các)\s+(?:điều|khoản|điểm|chương|mục|nội dung|quy định|phụ lục)(?!\w)"
    r"|(?<!\w)(?:điều|khoản|điểm|mục|chương|phần|phụ lục|mẫu)\s+(?:số\s+)?(?:\d|[a-zđ](?!\w)|[IVX]+(?!\w))",
    re.I,
)
"""What of a document is struck out or replaced when the document itself stays: such an act amends it."""
_NUMBER = re.compile(r"\d\s?(?:/\s?\d{4})?\s?[/-]\s?[A-ZĐ][\w/&.-]*")
_CARRIES_OUT = re.compile(r"(?:triển khai |để )?(?:thực hiện|thi hành|triển khai)\s", re.I)
_PROPOSES = frozenset({"Tờ trình", "Báo cáo", "Công văn", "Giấy mời", "Thông báo", "Tóm lược"})
"""Kinds that propose or tell of a change and make none."""
_ACTS = frozenset({"sua_doi", "thay_the", "bai_bo", "huong_dan"})


def read_references(text: str, letterhead: Letterhead, sections: Sequence[Section]) -> tuple[Reference, ...]:
    """Every document number in `text` but this document's own, in order, with its relation, kind and date."""
    numbers = find_numbers(text)
    own = letterhead.spans.get("number")
    title = letterhead.spans.get("title")
    opening = sections[0].span.start if sections else len(text)
    out: list[Reference] = []
    for number in numbers:
        span = Span(*number.span)
        if text[span.start - 1 : span.start] == "/":  # "số: …/2026/TT-BCT", a blank number
            continue
        if number.key == letterhead.number or (own is not None and own.contains(span)):
            continue
        relation = _relation(text, number, opening, title, letterhead.kind)
        date = _DATE_AFTER.match(text, span.end, span.end + 45)
        kind = number.kind or _kind_before(text, span.start)
        out.append(Reference(number.key, relation, span, kind, parse_date(date[0]) if date else None))
    return tuple(out)


def _relation(text: str, number: DocumentNumber, opening: int, title: Span | None, kind: str | None) -> Relation:
    start, end = number.span
    line_start = text.rfind("\n", 0, start) + 1
    line = text[line_start:start]
    clause_start = line_start
    for match in _CLAUSE.finditer(text, max(line_start, start - 400), start):
        if not re.search(r"(?:TP|Điều \d+|^\d+|\n\d+)\.\s$", text[max(line_start, match.start() - 8) : match.end()]):
            clause_start = match.end()
    clause = text[clause_start:start]
    in_title = title is not None and title.start <= start < title.end
    if start < opening and not in_title and line.lstrip("- ").lower().startswith("căn cứ"):
        return "thuc_hien" if clause_start > line_start and _CARRIES_OUT.match(clause.lstrip()) else "can_cu"
    found, end_of_cue = _last_cue(clause)
    part = clause
    if found is None and clause_start == line_start and (lead_in := _lead_in(text, line_start, line)):
        found, end_of_cue = _last_cue(lead_in)
        clause, part = lead_in, f"{lead_in} {line}"
    if found in _ACTS and (kind in _PROPOSES or _of_another(clause, end_of_cue)):
        return "nhac_den"
    if found in _ACTS and title is not None and start >= opening and not _own_act(clause):
        found = "nhac_den"
    if found in ("bai_bo", "thay_the") and _is_part(part, end_of_cue):
        return "sua_doi"
    if found is None and _EXPIRES.match(text, end, min(len(text), end + 260)):
        return "bai_bo"
    return found or "nhac_den"


def _of_another(clause: str, end_of_cue: int) -> bool:
    """Whether the act is told of a document named before it ("Nghị định số 72/… sửa đổi, bổ sung Nghị định số …")."""
    start = max(
        (m.start() for pattern, _ in _CUES for m in pattern.finditer(clause) if m.end() == end_of_cue), default=0
    )
    named = list(_NUMBER.finditer(clause, 0, start))
    if not named:
        return False
    between = clause[named[-1].end() : start]
    return not re.search(r"(?<!\w)này(?!\w)|(?:,|;|\svà|\shoặc)\s*$", between, re.I)


def _is_part(clause: str, end_of_cue: int) -> bool:
    """Whether the act that ends at `end_of_cue` falls on a part of the document named after `clause`."""
    named = list(_NUMBER.finditer(clause, end_of_cue))
    return _PART.search(clause, named[-1].end() if named else end_of_cue) is not None


def _kind_before(text: str, start: int) -> str | None:
    """The kind named nearest before a number whose symbol names none ("Luật … số 54/2024/QH15")."""
    line = text.rfind("\n", 0, start) + 1
    found = [m[1] for m in _KIND_WORD.finditer(text, max(line, start - 120), start)]
    return found[-1].capitalize() if found else None


def _last_cue(clause: str) -> tuple[Relation | None, int]:
    """The relation of the cue nearest to the number, and where it ends; what another document did is a mention."""
    best: tuple[int, int, Relation] | None = None
    passive = [match.span() for match in _PASSIVE.finditer(clause)]
    if passive:
        best = (*passive[-1], "nhac_den")
    for pattern, relation in _CUES:
        for match in pattern.finditer(clause):
            if any(start <= match.start() < end for start, end in passive):
                continue
            if best is None or match.start() > best[0]:
                best = (*match.span(), relation)
    return (best[2], best[1]) if best else (None, 0)


def _own_act(clause: str) -> bool:
    """ "thay thế", "bãi bỏ", "sửa đổi" act when the clause opens with them or says "Quyết định này …"."""
    head = re.sub(r"^[\s\W\d]*(?:Điều \d+\w?\s*[.:]|[a-zđ]\)|[IVX]+\.)?\s*", "", clause)
    return (
        re.match(r"(?:sửa đổi|bổ sung|bãi bỏ|thay thế|hủy bỏ|huỷ bỏ|đính chính)", head, re.I) is not None
        or re.search(
            r"này(?:\s+\S+){0,25}?\s+(?:và\s+)?(?:thay thế|bãi bỏ|sửa đổi|bổ sung|hướng dẫn|quy định chi tiết)"
            r"|và\s+(?:thay thế|bãi bỏ)",
            head,
            re.I,
        )
        is not None
    )


def _lead_in(text: str, line_start: int, line: str) -> str | None:
    """ "2. Bãi bỏ các quyết định sau:" governs the lines of its list."""
    if not re.match(r"\s*(?:[a-zđ]{1,2}\)|[-–+]|\d{1,2}[.)])", line):
        return None
    at = line_start - 1
    for _ in range(12):
        before = text.rfind("\n", 0, max(at, 0)) + 1
        previous = text[before:at]
        if previous.endswith(":"):
            return None if _same_list(previous, line) else previous
        if before <= 0:
            return None
        at = before - 1
    return None


def _same_list(one: str, other: str) -> bool:
    """Whether two lines are items of one list ("2. … sau đây:" does not govern "3. …")."""
    first, second = find_marker(one), find_marker(f"{other} …")
    return first is not None and second is not None and first.style == second.style
