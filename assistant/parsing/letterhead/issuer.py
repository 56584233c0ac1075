"""Who issued a document, in words, from the lines at the top left of its first page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.parsing.letterhead.capitals import Forms, readable
from assistant.parsing.letters import LOWER, UPPER
from assistant.parsing.reading_text.text import Paragraph
from assistant.parsing.reading_text.zones import is_rule, is_upper
from assistant.types import Span

MOTTO = re.compile(
    r"C[OỘ]NG\s+H[OÒ][AÀ]\s+X[AÃ]\s+H[OỘ]I\s+CH[UỦ]\s+NG(?:H[IĨ]A|HIÃ)\s+VI[EỆ]T\s+NAM|Đ[oộ]c\s+l[aậ]p\s*[-–—]+\s*T[uự]\s+do\s*[-–—]+\s*H[aạ]nh\s+ph[uú]c"
    r"|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM",
    re.I,
)
_AREA = re.compile(r"(?:TỈNH(?! ỦY)|THÀNH PHỐ|TP\.?|HUYỆN(?! ỦY)|QUẬN|THỊ XÃ|THỊ TRẤN|XÃ|PHƯỜNG|ĐẶC KHU)\s", re.I)
_BODY = re.compile(
    r"(?:ỦY BAN|UỶ BAN|UBND|HĐND|HỘI ĐỒNG|QUỐC HỘI|CHÍNH PHỦ|THỦ TƯỚNG|CHỦ TỊCH|VĂN PHÒNG|BỘ|SỞ"
    r"|BAN|PHÒNG|CỤC|CHI CỤC|TỔNG CỤC|VỤ|"
    r"TRUNG TÂM|VIỆN|TRƯỜNG|ĐẠI HỌC|HỌC VIỆN|TỈNH ỦY|TỈNH UỶ|THÀNH ỦY|HUYỆN ỦY|ĐẢNG ỦY|ĐẢNG BỘ|THANH TRA"
    r"|KIỂM TOÁN|TÒA ÁN|VIỆN KIỂM SÁT|"
    r"NGÂN HÀNG|BẢO HIỂM|TỔNG LIÊN ĐOÀN|LIÊN HIỆP|HIỆP HỘI|QUỸ|BỆNH VIỆN|TRẠM|BQL|QUẬN ỦY|THỊ ỦY|TỈNH ĐOÀN"
    r"|THÀNH ĐOÀN|BỘ TƯ LỆNH|NHÀ XUẤT BẢN|THƯ VIỆN|BẢO TÀNG|CÔNG TY|TỔNG CÔNG TY|TẬP ĐOÀN|LIÊN ĐOÀN|ĐOÀN|HỘI"
    r"|MẶT TRẬN|CÔNG AN|QUÂN KHU"
    r"|BỘ CHỈ HUY|KHO BẠC|ĐÀI|BÁO|CHI NHÁNH|TỔ)(?![^\W_])",
    re.I,
)
_BELOW = re.compile(r"(?<=\S)\s+(?=(?:TỔNG CỤC|CỤC|SỞ|CHI CỤC|VĂN PHÒNG|KHO BẠC) [A-ZĐ])")
"""A body named after its superior on one line ("BỘ TÀI CHÍNH TỔNG CỤC HẢI QUAN")."""
_NOT_ISSUER = re.compile(
    r"(?:VĂN BẢN MẪU|BẢN SAO|SAO Y|SAO LỤC|TRÍCH SAO|HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN|DỰ THẢO|CÔNG BÁO"
    r"|LƯU HÀNH|MẬT|TỐI MẬT|TUYỆT MẬT|BẢN TÓM LƯỢC|V/v|Về việc|Người ký|Email|Thời gian ký|@|Cơ quan\s*:)",
    re.I,
)
_SHORT = ((re.compile(r"\bUBND\b", re.I), "ỦY BAN NHÂN DÂN"), (re.compile(r"\bHĐND\b", re.I), "HỘI ĐỒNG NHÂN DÂN"))


def read_issuer(paragraphs: Sequence[Paragraph], number_at: int, forms: Forms) -> tuple[str, Span] | None:
    """The issuer in words and its span, from the paragraphs before offset `number_at` (where the number stands)."""
    lines: list[tuple[str, Span]] = []
    for paragraph in paragraphs:
        if paragraph.start >= number_at or len(lines) == 5:
            break
        end = min(paragraph.end, number_at)
        text = paragraph.text[: end - paragraph.start]
        motto = MOTTO.search(text)
        if motto is not None:
            text = text[: motto.start()]
        text = re.sub(r"\s*[-_*–—=.]{2,}\s*$|[\s*_]+$", "", text)
        if (spoilt := _SPOILT.match(text)) is not None and is_upper(spoilt[1]):
            text = spoilt[1]  # the figures of the number, which a hand wrote beside the name
        if _stops(text):
            continue
        lines.append((text, Span(paragraph.start, paragraph.start + len(text))))
    if not lines or not any(_BODY.match(line) for line, _ in lines):
        return None
    while not _BODY.match(lines[0][0]):
        lines.pop(0)
    return _compose([line for line, _ in lines], forms), Span(lines[0][1].start, lines[-1][1].end)


_SPOILT = re.compile(rf"((?:{UPPER}+\s+){{2,12}})(?=\S*{LOWER})\S{{1,6}}(?:\s+\S{{1,6}}){{0,3}}\s*$")


def _stops(text: str) -> bool:
    if len(text) < 2 or is_rule(text) or len(text) > 120 or _NOT_ISSUER.match(text):
        return True
    return not is_upper(text) and not _BODY.match(text)


def _compose(lines: Sequence[str], forms: Forms) -> str:
    """One name of the lines: an area or a wrapped line goes on, another body's name is the one below the superior."""
    joint = next((index for index, line in enumerate(lines) if _JOINT.search(line)), None)
    if joint is not None and len(lines) > joint + 1:
        return readable(re.sub(r"\s+", " ", " ".join(lines[joint:])), forms)
    names: list[str] = []
    for line in (part for whole in lines for part in _BELOW.split(whole)):
        for pattern, words in _SHORT:
            line = pattern.sub(words, line)
        line = line.strip(" .,:*-")
        if names and (_AREA.match(line) or not _BODY.match(line)):
            names[-1] = f"{names[-1]} {line}"
        else:
            names.append(line)
    own = _named(readable(names[-1], forms))
    if len(names) > 1:
        area = re.search(r"(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|ĐẶC KHU)\s.*$", names[-2], re.I)
        if (
            area is not None
            and re.match(r"(?:ỦY|UỶ) BAN|HỘI ĐỒNG", names[-2], re.I)
            and not re.search(r"tỉnh|thành phố", own, re.I)
        ):
            committee = re.match(r"(?:ỦY|UỶ) BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN", names[-2], re.I)
            if committee is not None and own.lower() == "văn phòng":
                own += f" {readable(committee[0], forms)}"
            own = f"{own} {readable(area[0], forms, sentence=False)}"
        elif area is not None and re.match(r"ĐẢNG BỘ", names[-2], re.I) and re.fullmatch(r"\S+ (?:ủy|uỷ)", own, re.I):
            own = f"{own} {readable(area[0], forms, sentence=False).split(' ', 1)[1]}"
    own = re.sub(r"\s+", " ", own)
    return own[:1].upper() + own[1:]


_JOINT = re.compile(rf"\s[-–]\s*(?={_BODY.pattern})|\s[-–]$", re.I)
"""Between issuers of one paper ("BỘ NỘI VỤ - BỘ TÀI CHÍNH"); a name's own dash is followed by no body."""
_OWN_NAME = re.compile(
    r"(?<![^\W_])(Phòng|Cục|Vụ|Ban|Chi cục|Tổng cục|Trung tâm|Viện|Trường|Học viện)\s+(?!ủy|uỷ)([^\W\d_])"
)


def _named(issuer: str) -> str:
    """A body's own name begins with a capital after the word for its sort: "Phòng Cải cách hành chính"; a place's name
    has one in each syllable ("Tỉnh ủy Lào Cai")."""
    committee = re.fullmatch(r"((?:Tỉnh|Thành|Huyện|Quận|Thị) (?:ủy|uỷ)) ((?:[^\W\d_]+ ?){1,4})", issuer)
    if committee is not None:
        return f"{committee[1]} " + " ".join(word[:1].upper() + word[1:] for word in committee[2].split())
    return _OWN_NAME.sub(lambda m: f"{m[1]} {m[2].upper()}", issuer, count=1)
