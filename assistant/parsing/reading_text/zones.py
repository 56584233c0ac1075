"""Which paragraphs are body, signature block or annex, and which stand inside a quotation of another text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.parsing.letters import CAPITALISED, LOWER, UPPER
from assistant.parsing.markers import Marker
from assistant.parsing.reading_text.text import Paragraph

RECIPIENTS = re.compile(r"(?:Nơi nhận|NƠI NHẬN|Nơi gửi)\s*[:.]?")
_POST = (
    r"(?:PHÓ |THỨ |QUYỀN |Q\. ?)?(?:CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|TRƯỞNG|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CHỦ NHIỆM|TỔNG BÍ THƯ"
    r"|BÍ THƯ|CHÁNH|CỤC TRƯỞNG|VỤ TRƯỞNG|HIỆU TRƯỞNG|VIỆN TRƯỞNG|TỔNG CỤC TRƯỞNG|TỔNG THANH TRA|TỔNG KIỂM TOÁN"
    r"|THỐNG ĐỐC|CHI CỤC TRƯỞNG|TỔNG THƯ KÝ|TRƯỞNG BAN|TRƯỞNG PHÒNG|THƯỜNG TRỰC|ĐỒNG CHỦ TỊCH)"
)
SIGNATURE = re.compile(
    rf"(?:XÁC THỰC VĂN BẢN HỢP NHẤT\s*(?:$|{UPPER}{{2}})|(?:TM|KT|TL|TUQ|T/M|K/T|T/L|Q|TUN)(?:\.\s?|\s){UPPER}"
    rf"|{_POST}(?:\s(?:{UPPER}|[ ,\-–]){{2,60}})?\s*(?:\(|$|(?={UPPER}{LOWER})))"
)
KEM_THEO = re.compile(r"[(\[]?\s*(?:được\s+)?(?:(?:ban hành\s+)?kèm\s+theo|ban hành theo)\s+\S+", re.I)
_MOTTO = re.compile(r"CỘNG H[OÒ][AÀ] XÃ HỘI CHỦ NGHĨA|Độc lập\s*[-–]\s*Tự do|ĐẢNG CỘNG SẢN VIỆT NAM")
ATTACHED = re.compile(
    r"(QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|ĐỀ ÁN|CHƯƠNG TRÌNH|KẾ HOẠCH|DANH MỤC|NỘI QUY|PHƯƠNG ÁN|CHIẾN LƯỢC|HƯỚNG DẪN|QUY TRÌNH"
    r"|BỘ TIÊU CHÍ|ĐỊNH MỨC|BẢNG|BIỂU)\b"
)
_ENACTS = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|Căn cứ|Xét )")
_INSTRUCTION = re.compile(
    r"(?:Điều\s+\d+[a-zđ]?\.|\d{1,3}\.|[a-zđ]{1,2}\))\s*(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay thế)"
    r"(?:,| bổ sung| một số| cụm từ|\s+(?:tên\s+)?(?:điểm|khoản|điều|mục|chương|phụ lục|đoạn))",
    re.I,
)
_RULE = re.compile(r"[\W_]{2,}$")
_MANY = 6
"""Articles: an amending text gives each amended one an article of its own, and few pass this number."""


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex that is named by its title and "(Kèm theo …)" rather than by a marker. `end`: past its title lines."""

    start: int
    end: int
    name: str
    title: str


def is_upper(text: str) -> bool:
    """Whether `text` is printed in capitals: letters, and nine of ten of them capital."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 2 and sum(c.isupper() for c in letters) * 10 >= 9 * len(letters)


def is_rule(text: str) -> bool:
    """A line drawn with characters ("-----", "____", "* * *")."""
    return _RULE.match(text) is not None


def annexes(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], inside: Sequence[bool], body: int
) -> dict[int, Annex]:
    """Regulations and annexes attached without a "Phụ lục" line, by the paragraph they start at; none in quotations."""
    found: dict[int, Annex] = {}
    for index, paragraph in enumerate(paragraphs):
        if (
            index <= body
            or paragraph.table is not None
            or len(paragraph.text) > 400
            or not KEM_THEO.match(paragraph.text)
        ):
            continue
        if paragraph.text[0] not in "([" and not paragraph.centred:
            continue
        start = index
        while start > body + 1 and index - start < 7 and _goes_up(paragraphs, markers, start):
            start -= 1
        if (
            start == index
            or paragraphs[start].text[0] in '“"'
            or any(m is not None and m.kind == "phu_luc" for m in markers[max(body, start - 1) : index])
        ):
            continue
        title = " ".join(p.text for p in paragraphs[start:index])
        match = ATTACHED.match(paragraphs[start].text)
        name = "Phụ lục"
        if match is not None:
            name = match[1].capitalize()
            title = title[match.end() :].strip(" :.–-") or title
        found[start] = Annex(start, index, name, title)
    return found


def _goes_up(paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], start: int) -> bool:
    """Whether the line above `start` is a title line too; one in small letters is when "QUY CHẾ" stands above it."""
    if _title_line(paragraphs[start - 1], markers[start - 1]):
        return True
    line, above = paragraphs[start - 1], paragraphs[start - 2]
    return (
        markers[start - 1] is None
        and line.table is None
        and len(line.text) < 250
        and line.text[-1] not in ".;:"
        and is_upper(above.text)
        and ATTACHED.fullmatch(above.text) is not None
    )


def _title_line(paragraph: Paragraph, marker: Marker | None) -> bool:
    if marker is not None and marker.kind != "phan":
        return False
    text = paragraph.text
    if paragraph.table is not None or paragraph.layout or _MOTTO.search(text) or is_rule(text) or len(text) > 300:
        return False
    return (is_upper(text) or paragraph.centred) and not RECIPIENTS.match(text) and not SIGNATURE.match(text)


def feet(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], body: int, annex_starts: frozenset[int]
) -> list[tuple[int, int]]:
    """Ranges of paragraphs that are a signature block with its list of recipients."""
    out: list[tuple[int, int]] = []
    index = body
    while index < len(paragraphs):
        if _starts_foot(paragraphs, markers, index):
            end = index + 1
            while end < len(paragraphs) and not _ends_foot(paragraphs[end], markers[end], end, annex_starts):
                end += 1
            out.append((index, end))
            index = end
        index += 1
    return out


def _starts_foot(paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], index: int) -> bool:
    paragraph = paragraphs[index]
    if paragraph.table is not None:
        return False
    if RECIPIENTS.match(paragraph.text):
        return True
    if not SIGNATURE.match(paragraph.text) or len(paragraph.text) > 200 or paragraph.text[-1] in ";,":
        return False
    if any(_ENACTS.match(p.text) for p in paragraphs[index + 1 : index + 3]):
        return False  # "CHỦ TỊCH ỦY BAN NHÂN DÂN" above "QUYẾT ĐỊNH:" enacts, it does not sign
    after = markers[index + 1 : index + 4]
    if any(m is not None and m.kind in ("so", "chu", "la_ma") for m in after):
        return False
    near = paragraphs[max(index - 3, 0) : index + 25]
    return (
        any(RECIPIENTS.match(p.text) for p in near)
        or any(len(p.text) < 60 and NAME.fullmatch(p.text.strip()) for p in paragraphs[index + 1 : index + 8])
        or (NAME_AT_END.search(paragraph.text) is not None and (paragraph.layout or len(paragraph.text) < 120))
    )


def _ends_foot(paragraph: Paragraph, marker: Marker | None, index: int, annex_starts: frozenset[int]) -> bool:
    if index in annex_starts or (
        marker is not None and marker.kind in ("phu_luc", "dieu", "chuong", "phan") and marker.style != "A"
    ):
        return True
    if _MOTTO.search(paragraph.text):
        return True
    return paragraph.table is not None and len(paragraph.cells) > 1


_RANKS = r"(?:[A-Z]{2,3}\.?\s?){0,3}(?:Thượng tướng|Đại tướng|Trung tướng|Thiếu tướng|Đại tá)?\s*"
NAME = re.compile(rf"(?:{_RANKS})?({CAPITALISED}(?:\s{CAPITALISED}){{1,5}})")
"""A person's name: two to six capitalised syllables, a rank or degree before it left out."""
NAME_AT_END = re.compile(rf"{UPPER}{{3,}}\s+({CAPITALISED}(?:\s{CAPITALISED}){{1,5}})\s*$")


def quoted(paragraphs: Sequence[Paragraph], body: int, markers: Sequence[Marker | None]) -> list[bool]:
    """For each paragraph whether it starts inside a quotation that an amending text opened ("… như sau: “Điều 5. …”").

    A quotation that never closes within 400 paragraphs is taken for a stray mark. One that was not closed ends where
    the amending text goes on with its next instruction ("2. Sửa đổi, bổ sung khoản 4 …"), or where the text's own
    articles go on: a stray mark in Điều 131 must not take Điều 132 to 171 for a quotation.
    """
    inside = [False] * len(paragraphs)
    index = body
    article = 0
    while index < len(paragraphs):
        text = paragraphs[index].text
        marker = markers[index]
        if marker is not None and marker.kind == "dieu":
            article = marker.order
        opened = text[0] in '“"' or "“" in text
        if opened and (depth := _balance(text, 0)) > 0:
            end = index + 1
            while end < min(len(paragraphs), index + 400) and depth > 0:
                if _INSTRUCTION.match(paragraphs[end].text) or _goes_on(markers, end, article):
                    depth = 0
                    break
                depth = _balance(paragraphs[end].text, depth)
                end += 1
            if depth == 0:
                for inner in range(index + 1, end):
                    inside[inner] = True
                index = end
                continue
        index += 1
    return inside


def _goes_on(markers: Sequence[Marker | None], index: int, article: int) -> bool:
    """Whether the article at `index` follows `article` of the text itself, which has too many to be an amending one."""
    marker = markers[index]
    if marker is None or marker.kind != "dieu" or article < _MANY or marker.order != article + 1:
        return False
    later = (m for m in markers[index + 1 : index + 300] if m is not None and m.kind == "dieu")
    return next(later, marker).order in (article + 1, article + 2) and not any(m.order == article + 1 for m in later)


def _balance(text: str, depth: int) -> int:
    """Open quotations after `text`: typographic marks nest, straight ones open at the start and close at the end."""
    if depth == 0:
        if text[0] == '"':
            return 1 if text.count('"') % 2 else 0
        return max(text.count("“") - text.count("”"), 0)
    if "“" not in text and "”" not in text:
        return 0 if text.count('"') % 2 and re.search(r'"[.;,]?\s*(?:và|hoặc)?$', text) else depth
    return max(depth + text.count("“") - text.count("”"), 0)
