"""The kind of a document and its trích yếu, over as many lines as it takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.parsing.markers import find_marker
from assistant.parsing.reading_text.text import Paragraph
from assistant.parsing.reading_text.zones import KEM_THEO, is_rule, is_upper
from assistant.types import Span

KIND_LINES = {
    "KẾ HOẠCH": "Kế hoạch", "NGHỊ QUYẾT": "Nghị quyết", "QUYẾT ĐỊNH": "Quyết định", "CHỈ THỊ": "Chỉ thị",
    "THÔNG BÁO": "Thông báo", "BÁO CÁO": "Báo cáo", "TỜ TRÌNH": "Tờ trình", "CHƯƠNG TRÌNH": "Chương trình",
    "BỘ LUẬT": "Bộ luật", "LUẬT": "Luật", "NGHỊ ĐỊNH": "Nghị định", "THÔNG TƯ LIÊN TỊCH": "Thông tư liên tịch",
    "THÔNG TƯ": "Thông tư", "HƯỚNG DẪN": "Hướng dẫn", "QUY CHẾ": "Quy chế", "QUY ĐỊNH": "Quy định",
    "VĂN BẢN HỢP NHẤT": "Văn bản hợp nhất", "CÔNG ĐIỆN": "Công điện", "PHÁP LỆNH": "Pháp lệnh",
    "HIẾN PHÁP": "Hiến pháp", "KẾT LUẬN": "Kết luận", "ĐỀ ÁN": "Đề án", "PHƯƠNG ÁN": "Phương án",
    "GIẤY MỜI": "Giấy mời", "BIÊN BẢN": "Biên bản", "LỆNH": "Lệnh", "THÔNG CÁO": "Thông cáo",
    "CHIẾN LƯỢC": "Chiến lược",
    "NGHỊ QUYẾT LIÊN TỊCH": "Nghị quyết liên tịch", "QUY TRÌNH": "Quy trình", "DỰ ÁN": "Dự án",
}  # fmt: skip
_KIND = re.compile(r"(?<![^\W_])(" + "|".join(sorted(KIND_LINES, key=len, reverse=True)) + r")(?![^\W_])")
_KIND_ALONE = re.compile(_KIND.pattern, re.I)
_STOP = re.compile(
    r"(?:Căn cứ|Theo đề nghị|Xét |Thi hành|Kính gửi|KÍNH GỬI|QUỐC HỘI\b|CHÍNH PHỦ\b|(?:ỦY|UỶ) BAN (?:NHÂN DÂN"
    r"|THƯỜNG VỤ)|HỘI ĐỒNG NHÂN DÂN|KHÓA |KHOÁ |Khóa |KỲ HỌP|THỦ TƯỚNG|"
    r"(?:BỘ |CỤC |VIỆN |VỤ |HIỆU |CHI CỤC |TỔNG CỤC )?TRƯỞNG\b|CHỦ TỊCH|GIÁM ĐỐC|CHỦ NHIỆM|TỔNG |CHÁNH |THỐNG ĐỐC"
    r"|QUYẾT ĐỊNH\s*:|QUYẾT NGHỊ\s*:?|Quốc hội ban hành"
    r"|Nơi nhận|MỤC LỤC|Phần mở đầu|_{3}|-{3}|\*)"
)
# under the kind in older forms: "CỦA CHÍNH PHỦ", "Số 115/2003/NĐ-CP"
_OF = re.compile(r"\s*(?:của|số|ngày|khóa|khoá)\s", re.I)
_BODY_START = re.compile(
    r"(?:Thực hiện|Triển khai|Ngày |Để |Nhằm |Trong |Ủy ban nhân dân|UBND|Sau khi|Qua |Thời gian|Năm )"
)
_NOTE = re.compile(r"\s*\[[^\]]{8,}\]\s*|\[\d{1,3}\]")
_SUBJECT = re.compile(r"(?:^|\s)(?:V/v|V/V|v/v|Về việc)\s*:?\s+")
_NEEDS_NAME = re.compile(r"(?<![^\W_])(?:CỦA|DO|THUỘC|TẠI|BỞI|VỚI|VÀ|CHO)$")
"""After these words the issuer's name is part of the title, not the line below it."""
_MAX_LINES = 9


@dataclass(frozen=True, slots=True)
class Titled:
    """`end` is the first paragraph past the title; `set_apart`: type or centring tells it from the text below."""

    kind: str
    kind_span: Span | None
    title: str
    title_span: Span | None
    end: int
    set_apart: bool = True


def read_title(head: Sequence[Paragraph], after: int, issuer: str | None) -> Titled | None:
    """The line of kind that stands past offset `after` (number, date, motto), and the title under it."""
    for index, paragraph in enumerate(head):
        if paragraph.end <= after or paragraph.table is not None:
            continue
        skip = max(after - paragraph.start, 0)
        match = _KIND.search(paragraph.text, skip) or _KIND_ALONE.fullmatch(paragraph.text)
        if match is None or (match.start() > skip + 3 and skip == 0):
            if skip == 0 and paragraph.text.startswith(("Kính gửi", "Căn cứ", "Điều ")):
                return None
            continue
        rest = paragraph.text[match.end() :]
        if rest and not _title_rest(rest):
            continue
        kind = Span(paragraph.start + match.start(), paragraph.start + match.end())
        return _collect(head, index, KIND_LINES[match[1].upper()], kind, rest, issuer)
    return None


def _title_rest(rest: str) -> bool:
    """What may follow the kind on its line: the title, or a web copy's annotation; not the middle of a name."""
    return rest[0] in " :[" and not re.match(r"\s*:\s*$", rest)


def _collect(
    head: Sequence[Paragraph], index: int, kind: str, kind_span: Span, rest: str, issuer: str | None
) -> Titled:
    clean = "" if _OF.match(rest) else _NOTE.sub(" ", rest).strip(" :")
    start = kind_span.end + (len(rest) - len(rest.lstrip(" :")))
    if clean and clean.split(" ", 1)[0].isupper() and not is_upper(clean):
        clean = _capital_prefix(clean)
        return _finish(kind, kind_span, [clean], start, start + len(clean), index + 1, issuer)
    parts = [clean] if clean else []
    end_offset = kind_span.end + len(rest)
    at = index + 1
    style: Paragraph | None = head[index] if clean else None
    while at < len(head) and at - index <= _MAX_LINES:
        line = head[at]
        if not parts and (is_rule(line.text) or len(line.text) == 1 or _OF.match(line.text)):
            at += 1
            index += 1  # a ruled line, or the noise of a stamp, is no line of the title
            continue
        if _ends_title(line, parts, style) or (issuer and line.text.lower() == issuer.lower()):
            break
        text = _NOTE.sub(" ", line.text).strip()
        if not parts:
            start = line.start
        if text.split(" ", 1)[0].isupper() and not is_upper(text) and len(text) > 200:
            text = _capital_prefix(text)
        parts.append(text)
        end_offset = line.end
        style = line
        at += 1
    return _finish(kind, kind_span, parts, start, end_offset, at, issuer)


def _finish(
    kind: str, kind_span: Span, parts: list[str], start: int, end: int, past: int, issuer: str | None
) -> Titled:
    title = re.sub(r"\s+", " ", " ".join(parts)).strip(" .;")
    title = re.sub(r"^V/[vV]\s*:?\s*", "", title)
    if issuer and title.lower().endswith(" " + issuer.lower()) and is_upper(title):
        without = title[: -len(issuer)].strip()
        title = title if _NEEDS_NAME.search(without) else without
    title = (
        re.sub(r"\s*\d{1,2}$", "", title) if re.search(r"[^\W\d_]\d{1,2}$", title) and not title.isupper() else title
    )
    return Titled(kind, kind_span, title, Span(start, end) if title else None, past)


def _capital_prefix(text: str) -> str:
    """The words in capitals that `text` begins with ("LUẬT TỐ CÁO Căn cứ …" -> "LUẬT TỐ CÁO")."""
    words = text.split(" ")
    kept = 0
    for word in words:
        letters = [c for c in word if c.isalpha()]
        if letters and sum(c.isupper() for c in letters) < 2 and not (len(letters) == 1 and letters[0].isupper()):
            break
        kept += 1
    return " ".join(words[:kept])


def _ends_title(line: Paragraph, parts: Sequence[str], style: Paragraph | None) -> bool:
    text = line.text
    if line.table is not None or _STOP.match(text) or KEM_THEO.match(text) or len(text) > 600:
        return True
    if not parts:
        return find_marker(text) is not None and not line.centred
    if is_rule(text) or (find_marker(text) is not None and not line.centred):
        return True
    assert style is not None
    if is_upper(parts[-1]):
        return not is_upper(text)
    if line.centred or (line.bold and style.bold and not _BODY_START.match(text)):
        return style.centred != line.centred and not line.bold
    if style.centred or (style.bold and not line.bold):
        return True
    return not (text[0].islower() and len(text) < 200) and not parts[-1].endswith((",", " và", " của", " về", " số"))


def read_subject(head: Sequence[Paragraph]) -> Titled | None:
    """The subject of an official letter, which prints no kind: "V/v …" under the number."""
    for index, paragraph in enumerate(head):
        if paragraph.text.startswith("Kính gửi"):
            return None
        match = _SUBJECT.search(paragraph.text)
        if match is None or match.start() > 60:
            continue
        parts = [paragraph.text[match.end() :]]
        start, end, at = paragraph.start + match.end(), paragraph.end, index + 1
        while at < len(head) and at - index < 6 and not _ends_subject(head[at]):
            parts.append(head[at].text)
            end = head[at].end
            at += 1
        return Titled("Công văn", None, re.sub(r"\s+", " ", " ".join(parts)).strip(" .;"), Span(start, end), at)
    return None


def _ends_subject(line: Paragraph) -> bool:
    text = line.text
    return (
        line.table is not None or _STOP.match(text) is not None or is_rule(text) or ("ngày" in text and "tháng" in text)
        or is_upper(text) or re.match(r"Độc lập|Kính", text) is not None or len(text) > 160
    )  # fmt: skip
