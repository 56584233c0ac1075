"""The words by which a paper acts on others: verbs, predicates, and what the words around them make of them."""

from __future__ import annotations

import re

from assistant.parsing.letterhead.title import KIND_LINES
from assistant.types import Relation
from assistant.vietnamese.time.dates import parse_date

KIND_WORDS = "|".join(sorted((kind.lower() for kind in KIND_LINES), key=len, reverse=True))
CHANGES = frozenset({"sua_doi", "thay_the", "bai_bo", "ngung_hieu_luc"})
ENDS = frozenset({"thay_the", "bai_bo"})

_SUSPEND = (
    r"(?:(?:tạm )?ngưng|tạm dừng|tạm đình chỉ|đình chỉ)\s+(?:việc\s+)?(?:hiệu lực|áp dụng|thi hành)(?:\s+thi hành)?"
)
_END = r"chấm dứt\s+hiệu lực(?:\s+thi hành)?"
_VERB = (
    rf"(?:sửa đổi|bổ sung(?!\s+(?:dự toán|kinh phí|nguồn))|thay thế|bãi bỏ|hủy bỏ|huỷ bỏ|đính chính"
    rf"|bỏ(?=\s+(?:(?:một số|các)\s+)?(?:cụm từ|từ|nội dung|điều|khoản|điểm)(?!\w))|{_SUSPEND}|{_END})"
)
GROUP = re.compile(
    rf"(?<!\w){_VERB}(?:\s*(?:,\s*(?:và\s+)?|và\s+|hoặc\s+)?(?:điều chỉnh|{_VERB}))*(?:\s+cho(?!\w))?(?!\w)", re.I
)
"""A verb, or several that share one object: "sửa đổi, bổ sung và bãi bỏ"."""
_SAID = (
    "sửa đổi",
    "bổ sung",
    "thay thế",
    "bãi bỏ",
    "hủy bỏ",
    "huỷ bỏ",
    "bỏ ",
    "đính chính",
    "hiệu lực",
    "tạm dừng",
    "đình chỉ",
    "ngưng ",
)
ENDED = re.compile(
    r"(?P<how>(?:hết|chấm dứt|ngưng|không còn)\s+hiệu lực)(?!\s+(?:bởi|được))(?:\s+thi hành)?"
    r"|(?:(?:đều\s+)?(?P<past>đã\s+)?(?:được|bị)|đều)\s+(?P<act>bãi bỏ|hủy bỏ|huỷ bỏ|thay thế)(?!\w)",
    re.I,
)
"""What a sentence says becomes of the papers named before it."""
DONE_BY = re.compile(
    r"\s+(?:bởi|bằng|theo|tại)\s+(?P<who>[^\W\d_]+(?:\s+[^\W\d_]+){0,3}?)\s+(?P<this>này|số)(?!\w)", re.I
)
""" "… thay thế bởi Quyết định này / Quyết định số …"."""
_GOES_ON = re.compile(r"\s*(?:$|[.,;/]|(?:kể\s+)?từ\s)", re.I)
STANDS = re.compile(
    r"tiếp tục|còn hiệu lực(?<!không còn hiệu lực)|có hiệu lực|được\s+(?:áp dụng|thực hiện|thi hành)", re.I
)
"""A predicate that says the opposite: what stands before it does not share the one after."""
_DAY = re.compile(
    r"(?:kể\s+từ|từ)\s+(?:ngày\s+)?(\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4})",
    re.I,
)
_OF_THE_TITLE = re.compile(r"(?:hiệu lực(?:\s+thi hành)?|áp dụng|thực hiện|thu|tính)\s*,?\s*$", re.I)
EXCEPT = re.compile(
    r"(?:(?<=[,(;])|(?<=[,(;] )|(?<=hiệu lực )|(?<=thi hành )|(?<=này )|(?<=năm \d{4} )|(?<=/\d{4} ))"
    r"(?:ngoại\s+)?trừ\s+(?:(?:các|những)\s+)?"
    r"(?:trường hợp|quy định|qui định|nội dung|điều|khoản|điểm|mục|chương|phần|phụ lục|mẫu|quyết định|nghị định)(?!\w)",
    re.I,
)
""" "…, trừ khoản 3 Điều 2"; not the trừ of "khấu trừ" and "phòng trừ"."""
_PASSIVE = re.compile(r"(?:được|đã|bị)\s+(?:(?:được|bị)\s+)?$", re.I)
_TITLE_OF_ANOTHER = re.compile(rf"(?<!ban hành )(?<![\w“])(?:{KIND_WORDS})\s+(?:về\s+(?:việc\s+)?)?$", re.I)
""" "Luật sửa đổi, bổ sung một số điều của Luật …" names another law; "ban hành Luật sửa đổi …" this one."""
THIS = re.compile(rf"(?<!\w)({KIND_WORDS}|văn bản)\s+này(?!\w)", re.I)
_DECIDES = re.compile(
    rf"(?<!đã )ban hành\s+(?:{KIND_WORDS})\s+(?:về\s+(?:việc\s+)?)?$"
    r"|(?:^|\s)(?:nay|đồng thời|quyết nghị|quyết định|thống nhất|đồng ý)\s*[:,]?\s*(?:việc\s+)?$"
    r"|sử dụng\s+(?:cụm\s+)?từ[^.;]*\sđể\s+$",
    re.I,
)
_FROM_A_DAY = re.compile(r"^(?:kể\s+)?từ\s+(?:ngày|khi|thời điểm)\s[^;]{2,120},\s*$", re.I)
_NOT_SUBJECT = re.compile(r"(?:(?<!kèm )(?<!ban hành )theo|tại|của|trong|với|ngày|khi|\d\w?|điểm \w)\s+$", re.I)
""" "theo khoản 1 Điều 7 Thông tư này, người khai … bổ sung …": the paper does nothing there."""
_JOINED = re.compile(r"(?:[;,:]|(?<!\w)và|đồng thời)\s*$", re.I)


def says_an_act(line: str) -> bool:
    """Whether a line holds any of the words without which no act stands in it."""
    said = line.casefold()
    return any(word in said for word in _SAID)


def relation_of(group: str) -> Relation:
    """What a group of verbs does to a whole document: one that also amends does not end it."""
    said = group.casefold()
    if "ngưng" in said or "dừng" in said or "đình chỉ" in said:
        return "ngung_hieu_luc"
    if any(verb in said for verb in ("sửa đổi", "bổ sung", "đính chính", "điều chỉnh")):
        return "sua_doi"
    return "bai_bo" if any(verb in said for verb in ("bỏ", "chấm dứt")) else "thay_the"


def passive(before: str) -> bool:
    """Whether the verb after `before` tells what was done ("được sửa đổi")."""
    return _PASSIVE.search(before) is not None


def titles_another(before: str) -> bool:
    """Whether the verb after `before` belongs to the name of a paper ("Nghị định sửa đổi …")."""
    return _TITLE_OF_ANOTHER.search(before) is not None


def opens_an_act(before: str) -> bool:
    """Whether the verb after `before` (from the start of its sentence, without its label) is the paper's own act."""
    plain = re.sub(r"“[^”]*”", "", before).strip(" (")
    if not plain or _FROM_A_DAY.match(f"{plain} ") or _DECIDES.search(before):
        return True
    this = [match for match in THIS.finditer(before) if not _NOT_SUBJECT.search(before, 0, match.start())]
    return bool(this) and len(before[this[-1].end() :].split()) <= 25


def joins_an_act(between: str) -> bool:
    """Whether a verb after `between`, which follows a paper acted on, begins a second act ("… và bãi bỏ …")."""
    return _JOINED.search(between) is not None


def ended_at(match: re.Match[str], text: str) -> Relation | None:
    """What a predicate does to the papers before it; None where it only tells of such acts in general."""
    if match["how"]:
        return "ngung_hieu_luc" if match["how"].lower().startswith("ngưng") else "bai_bo"
    done = DONE_BY.match(text, match.end())
    if (done is None or done["this"] != "này") and (match["past"] or not _GOES_ON.match(text, match.end())):
        return None
    return "thay_the" if match["act"].lower() == "thay thế" else "bai_bo"


def day_of_act(words: str) -> str | None:
    """The day from which an act holds, where `words` name one ("kể từ ngày 01/7/2025"); not that of a title."""
    for match in _DAY.finditer(words):
        if not _OF_THE_TITLE.search(words, 0, match.start()) or re.search(r"(?:hết|ngưng|dứt) hiệu lực", words, re.I):
            return parse_date(match[1])
    return None
