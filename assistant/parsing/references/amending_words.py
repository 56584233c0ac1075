"""What the words around a document's number do to that document: the cues, whose act it is, how much it takes in."""

from __future__ import annotations

import re

from assistant.parsing.letterhead.title import KIND_LINES
from assistant.types import Relation
from assistant.vietnamese.time.dates import parse_date

KIND_WORDS = "|".join(sorted((kind.lower() for kind in KIND_LINES), key=len, reverse=True))
_ACT = r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ|ban hành|phê duyệt|đính chính)"
_PASSIVE = re.compile(
    rf"(?:được|đã|bị)\s+(?:được\s+)?{_ACT}(?:,?\s*(?:và\s+)?{_ACT})*|sửa đổi[^;.]{{0,60}}\s(?:bởi|theo|tại)\s", re.I
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
_AMEND = r"sửa đổi(?:\s*,?\s*(?:và\s+)?bổ sung)?|bổ sung(?!\s+(?:dự toán|kinh phí|nguồn))|đính chính"
_CUES: tuple[tuple[re.Pattern[str], Relation], ...] = (
    (re.compile(r"thay thế(?:\s+cho)?\s", re.I), "thay_the"),
    (re.compile(r"bãi bỏ|hủy bỏ|huỷ bỏ", re.I), "bai_bo"),
    (re.compile(r"(?:hết|chấm dứt) hiệu lực[^:;.]{0,120}:", re.I), "bai_bo"),
    (re.compile(r"(?:ngưng|tạm ngưng|tạm dừng|đình chỉ) hiệu lực", re.I), "ngung_hieu_luc"),
    (re.compile(_AMEND, re.I), "sua_doi"),
    (re.compile(r"hướng dẫn\s+(?:thi hành|thực hiện|áp dụng|một số)|quy định chi tiết", re.I), "huong_dan"),
    (_CARRIED_OUT, "thuc_hien"),
    (_POINTED_AT, "nhac_den"),
)
CHANGES = frozenset({"sua_doi", "thay_the", "bai_bo", "ngung_hieu_luc"})
ACTS = CHANGES | {"huong_dan"}
ENDS = frozenset({"thay_the", "bai_bo"})

_ENDED = re.compile(r"[^\n]*?(?P<how>hết hiệu lực|chấm dứt hiệu lực|ngưng hiệu lực)(?!\s+(?:một phần|bởi))", re.I)
_ENDED_WITHIN = 900
"""Code points between a number and what becomes of it: a law is named with up to a dozen that amended it."""
_NEW_SENTENCE = re.compile(r"\.\s+(?=[A-ZĐÀ-Ỹ])|(?<!\w)này(?!\w)(?=[^;\n]{0,60}hết hiệu lực)")
_CONDITION = re.compile(r"(?:từ ngày|đến khi|khi|trước khi|sau khi|đến ngày|trước ngày)\s*$", re.I)
_PART = re.compile(
    r"cụm từ|(?<!\w)từ [“\"]"
    r"|(?<!\w)(?:một số|các|những)\s+(?:điều|khoản|điểm|chương|mục|nội dung|quy định|phụ lục|mẫu)(?!\w)"
    r"|(?<!\w)(?:điều|khoản|điểm|mục|chương|phần|phụ lục|mẫu)\s+(?:số\s+)?(?:\d|[a-zđ](?!\w)|[IVX]+(?!\w))",
    re.I,
)
"""What of a document is struck out or replaced when the document itself stays: such an act amends it."""
_NUMBER = re.compile(r"\d\s?(?:/\s?\d{4})?\s?[/-]\s?[A-ZĐ][\w/&.-]*")
_VERB_OF_ACT = r"(?:sửa đổi|bổ sung|bãi bỏ|thay thế|hủy bỏ|huỷ bỏ|đính chính|(?:tạm )?ngưng hiệu lực|đình chỉ)"
_OWN_ACT = re.compile(
    rf"này(?:\s+\S+){{0,25}}?\s+(?:và\s+)?(?:{_VERB_OF_ACT}|hướng dẫn|quy định chi tiết)"
    r"|(?:và|;|,)\s+(?:thay thế|bãi bỏ)",
    re.I,
)
_TITLE_OF_ANOTHER = re.compile(rf"(?<!ban hành )(?<![\w“])(?:{KIND_WORDS})\s+$", re.I)
""" "Luật sửa đổi, bổ sung một số điều của Luật …" names another law; "ban hành Luật sửa đổi …" this one."""
_LAST_KIND = re.compile(rf"(?<!\w)(?:{KIND_WORDS})(?!\w)(?:(?!(?<!\w)(?:{KIND_WORDS})(?!\w))[^,;]){{0,80}}$", re.I)
_LABEL = re.compile(r"^[\s\W\d]*(?:Điều \d+\w?\s*[.:]|[a-zđ]\)|[IVX]+\.)?\s*")
_THIS = re.compile(rf"(?<!\w)({KIND_WORDS})\s+này(?!\w)", re.I)
_DAY = re.compile(
    r"(?:từ|kể từ)\s+(?:ngày\s+)?(\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})", re.I
)


def last_cue(clause: str) -> tuple[Relation | None, int]:
    """The relation of the cue nearest to the end of `clause`, and where it ends; what another document did, by a
    passive ("được sửa đổi bởi …"), is a mention."""
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


def passive(clause: str) -> bool:
    """Whether something in the clause is said to have been done by another document."""
    return _PASSIVE.search(clause) is not None


def of_another(clause: str, end_of_cue: int) -> bool:
    """Whether the act is told of a document named before it ("Nghị định số 72/… sửa đổi, bổ sung Nghị định số …")."""
    start = max(
        (m.start() for pattern, _ in _CUES for m in pattern.finditer(clause) if m.end() == end_of_cue), default=0
    )
    if _TITLE_OF_ANOTHER.search(clause[:start]):
        return True
    named = list(_NUMBER.finditer(clause, 0, start))
    if not named:
        return False
    between = clause[named[-1].end() : start]
    return not re.search(r"(?<!\w)này(?!\w)|(?:,|;|\svà|\shoặc)\s*$", between, re.I)


def of_another_kind(clause: str, kind: str | None) -> bool:
    """ "Luật này thay thế …" in a letter tells of a law's act, not of the letter's own."""
    this = _THIS.findall(clause)
    if not this or kind is None:
        return False
    said, own = this[-1].casefold(), kind.casefold()
    return not (own.endswith(said) or said.endswith(own) or said == "văn bản")


def is_part(clause: str, end_of_cue: int) -> bool:
    """Whether the act that ends at `end_of_cue` falls on a part of the document named after `clause`."""
    named = list(_NUMBER.finditer(clause, end_of_cue))
    return _PART.search(clause, named[-1].end() if named else end_of_cue) is not None


def part_before(clause: str) -> bool:
    """Whether a part is named right before the document ("Điều 1 Nghị định số …", "quy định về … trong Luật …")."""
    clause = _LABEL.sub("", clause)
    named = list(_NUMBER.finditer(clause))
    return _PART.search(clause, named[-1].end() if named else 0) is not None


def is_own_act(clause: str) -> bool:
    """ "thay thế", "bãi bỏ", "sửa đổi" act when the clause opens with them or says "Quyết định này …"."""
    head = _LABEL.sub("", clause)
    return re.match(_VERB_OF_ACT, head, re.I) is not None or _OWN_ACT.search(head) is not None


def opens_with_act(clause: str) -> bool:
    """Whether the clause begins with the act itself ("2. Thay thế các Mẫu số 19, 20 …")."""
    head = _LABEL.sub("", clause)
    return (
        re.match(_VERB_OF_ACT, head, re.I) is not None
        or re.match(rf"\S+(?:\s+\S+){{0,3}}\s+này\s+{_VERB_OF_ACT}", head, re.I) is not None
    )


def ended_after(text: str, start: int, end: int, before: str) -> Relation | None:
    """What the rest of the sentence says becomes of the document named at `start`–`end`: it ends, or is suspended."""
    if _CONDITION.search(_LAST_KIND.sub("", before)):
        return None
    match = _ENDED.match(text, end, min(len(text), end + _ENDED_WITHIN))
    if match is None or _NEW_SENTENCE.search(match[0]):
        return None
    if ";" in match[0] and _NUMBER.search(match[0], match[0].index(";")):  # the next item of a list is what ends
        return None
    return "ngung_hieu_luc" if match["how"].lower().startswith("ngưng") else "bai_bo"


def day_of_act(clause: str) -> str | None:
    """The day from which an act holds, where its sentence names one ("hết hiệu lực kể từ ngày 01/7/2025")."""
    match = _DAY.search(clause)
    return parse_date(match[1]) if match else None
