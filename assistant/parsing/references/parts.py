"""What of a document an act falls on: what stands between verb and number is the whole of it, a part, or other."""

from __future__ import annotations

import re

from assistant.parsing.references.amending_words import EXCEPT
from assistant.types import Span

_LABEL = r"(?:\d[\w.]*|[a-zđ](?!\w)|[IVX]+(?:\.\w+)?(?!\w)|[A-ZĐ](?:\.\w+)?(?!\w))"
_UNIT = r"(?:điều|khoản|điểm|tiết|mục|tiểu mục|chương|phần|phụ lục|mẫu|biểu mẫu|biểu|bảng|số thứ tự)"
_NO_UNIT = r"(?!\s+(?:kiện|hành|chỉnh|lệ|tra|ước|động|khiển|trị|phối|mềm|tiêu|đích|đến|giá|ngày|mã|trình|thu|chi|vay))"
_NAMED = rf"{_UNIT}(?:\s+(?:số|thứ))?\s+{_LABEL}"
_SOME = rf"(?:một số|một|các|những)\s+(?:{_UNIT}|nội dung|quy định|qui định|cụm từ|từ)(?!\w){_NO_UNIT}"
_PROVISION = r"(?:quy|qui) định(?!\w)|nội dung(?!\w)"
_WORDS = r"cụm từ(?!\w)|từ ngữ(?!\w)|(?<!\w)từ\s*“|“|cách hiểu(?!\w)|đoạn(?!\w)"
_LEAD = r"(?:(?:các|những|toàn bộ|một phần|một số)\s+)*"
_PART = re.compile(rf"\s*{_LEAD}(?:{_NAMED}|{_SOME}|{_PROVISION}|{_WORDS})", re.I)
_OBJECT = re.compile(
    rf"\s*{_LEAD}(?:{_UNIT}(?!\w){_NO_UNIT}|quy chế|điều lệ|danh mục|định mức|đơn giá|mức|tên|việc|tiêu chí|số)(?!\w)",
    re.I,
)
""" After a verb the object may also be a thing the paper contains, without its label."""
_AT_A_PART = re.compile(rf"[^;]{{3,200}}(?<!theo quy định)\s(?:tại|vào|sau|thuộc)\s+{_LEAD}{_NAMED}", re.I)
""" "lĩnh vực hoạt động tại mục 3.5 Phụ lục VII"."""
_LISTED = rf"(?:{_UNIT}|{_LABEL}|và|hoặc|của|tại|thuộc|các|những|một số|số|thứ|toàn bộ|cụm từ|từ|bằng|thành|“[^”]*”)"
_ONLY_PART = re.compile(rf"[\s,;]*(?:{_LISTED}[\s,;]*)*", re.I)
_WHOLE = re.compile(
    r"[\s:,]*(?:(?:toàn bộ|các|những|cho|đối với|và|gồm|sau đây|sau|như sau|văn bản(?:\s+quy phạm pháp luật)?"
    r"|quyết định|nghị định|nghị quyết|thông tư(?:\s+liên tịch)?|chỉ thị|luật|pháp lệnh|kế hoạch|quy chế|công văn)"
    r"[\s:,]*)*",
    re.I,
)
_PAPERS = re.compile(r"\s*(?:các\s+|những\s+)?văn bản\s[^;]*\s(?:tại|theo)\s+(?:các\s+)?$", re.I)
_PAPERS_ONLY = re.compile(
    r"\s*(?:(?:một số|các|những|toàn bộ)\s+)*(?:văn bản|quyết định|nghị định|nghị quyết|thông tư|chỉ thị|luật)(?!\w)",
    re.I,
)
_POINTER = re.compile(
    r"[\s,:]*(?<!\w)(?:(?:ban hành\s+)?kèm theo|tại|của|trong|thuộc|ở|theo|vào|các|những)?[\s,:]*$", re.I
)
_SET_DOWN = re.compile(
    r"(?<=\w)(?<!các)(?<!những)(?<!một số)[\s,]+(?:được\s+|đã\s+)?(?:quy định|qui định|ban hành|nêu)\s*$", re.I
)
""" "… quy định tại", "… ban hành kèm theo": where the part is set down, no more of it."""
_BARE_POINTER = re.compile(r"(?<!kèm )(?<!ban hành )(?<!quy định )(?<!qui định )theo\s+(?:các\s+)?$", re.I)
""" "giấy phép cấp theo Nghị định …": what was done under a paper is no part of it."""


def whole(words: str) -> bool:
    """Whether nothing but list words stands between an act and the number: all of the document is meant."""
    return _WHOLE.fullmatch(words) is not None or _PAPERS.fullmatch(words) is not None


def part(text: str, start: int, end: int, after_a_verb: bool) -> Span | None:
    """The part that `text[start:end]` names right before a document's number, without the words that point at it.

    `after_a_verb`: the stretch follows the verb itself, so that its object may be any thing a document contains; else
    only what can be nothing but a part of one.
    """
    words = text[start:end]
    opens = _PART.match(words) if not _PAPERS_ONLY.match(words) else None
    if after_a_verb and opens is None:
        opens = _OBJECT.match(words) or _AT_A_PART.search(words)
    if opens is None or _BARE_POINTER.search(words):
        return None
    stop = start + len(_without_pointer(words))
    begin = start + len(words) - len(words.lstrip(" ,;:"))
    return Span(begin, stop) if begin < stop else None


def _without_pointer(words: str) -> str:
    """`words` without what only leads from a part to its document ("ban hành kèm theo", "quy định tại", "của")."""
    while (pointer := _POINTER.search(words)) and 0 < pointer.start() < len(words):
        words = words[: pointer.start()]
        if down := _SET_DOWN.search(words):
            words = words[: down.start()]
    return words


def parts_listed(said: str) -> bool:
    """Whether a lead-in announces parts of papers ("một số điều của các nghị định sau"), not papers: "các quy định sau
    đây" may be either, which its items tell."""
    return re.match(rf"\s*(?:{_LEAD}(?:{_NAMED}|nội dung)|{_SOME})", said, re.I) is not None and not re.match(
        r"\s*(?:các|những)\s+(?:quy|qui) định", said, re.I
    )


def shared(named: str) -> bool:
    """Whether a part is told by its subject ("quy định về …", "cụm từ …") and so may stand in several papers."""
    return re.match(rf"\s*{_LEAD}(?:{_PROVISION}|{_WORDS}|{_SOME})", named, re.I) is not None


def joined_part(text: str, start: int, end: int) -> int | None:
    """Where a part begins that ends at `end` and is joined by a comma or "và" to what stands before it; `end` where
    the number itself is joined; None where the number hangs on the words before it."""
    for match in re.finditer(r"[,;]\s*(?:và\s+)?|(?<!\w)(?:và|hoặc|cùng với)\s+", text[start:end]):
        at = start + match.end()
        rest = text[at:end]
        if re.fullmatch(r"\s*(?:các\s+|những\s+)?", rest):
            return end
        if _PART.match(rest) and _ONLY_PART.fullmatch(_without_pointer(rest)):
            return at
    return None


def excepted(line: str, start: int, end: int) -> Span | None:
    """What `line[start:end]` lets go on all the same ("trừ khoản 3 Điều 2")."""
    match = EXCEPT.search(line, start, end)
    if match is None:
        return None
    said = line[match.start() : end].rstrip(" .;:,/)")
    return Span(match.start(), match.start() + len(said))


def says_all(named: str) -> bool:
    """ "Các quy định tại Thông tư số …" are the whole of it."""
    return re.fullmatch(r"\s*(?:(?:các|những|mọi)\s+)?(?:quy|qui) định\s*", named, re.I) is not None
