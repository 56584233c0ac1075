"""What recognised pages (OCR) most likely print, for finding structure alone; the document's own text stays as read.

Three things are known beforehand: syllables that the language leaves no doubt about (`Document.corrections`), the set
phrases that papers print in capitals (posts, kinds, headings), and that numbered headings count up. All replacements
keep the length, so that every span found in the likely text is a span of the text as it was read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.parsing.letterhead.title import KIND_LINES
from assistant.parsing.letters import CAPITALISED, UPPER
from assistant.parsing.markers import Marker, find_marker, roman
from assistant.parsing.reading_text.text import Paragraph
from assistant.parsing.reading_text.zones import is_upper
from assistant.types import Correction
from assistant.vietnamese.normalise import strip_accents
from assistant.vietnamese.words.roman import to_roman
from assistant.vietnamese.words.syllables import share_foreign

_PHRASES = (
    *KIND_LINES, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "CHÍNH PHỦ", "QUỐC HỘI",
    "THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "BỘ TRƯỞNG", "THỨ TRƯỞNG", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC",
    "CHÁNH VĂN PHÒNG", "TRƯỞNG BAN", "CỤC TRƯỞNG", "BÍ THƯ", "TỈNH ỦY", "THÀNH ỦY", "THÀNH PHỐ", "TỈNH", "QUYẾT NGHỊ",
    "MỤC ĐÍCH", "MỤC TIÊU", "YÊU CẦU", "NỘI DUNG", "NHIỆM VỤ", "GIẢI PHÁP", "TỔ CHỨC THỰC HIỆN", "NGUỒN LỰC",
    "KINH PHÍ", "THỜI GIAN", "THỰC HIỆN", "TRÁCH NHIỆM", "QUY ĐỊNH CHUNG", "ĐIỀU KHOẢN THI HÀNH", "PHỤ LỤC", "HIỆU LỰC",
    "DANH MỤC", "HÀ NỘI", "HỒ CHÍ MINH", "ĐÀ NẴNG", "HẢI PHÒNG", "CẦN THƠ",
)  # fmt: skip
_BY_BARE = {strip_accents(phrase).upper(): phrase for phrase in _PHRASES}
_SET = re.compile(
    r"(?<![^\W_])(?:" + "|".join(sorted(map(re.escape, _BY_BARE), key=len, reverse=True)) + r")(?![^\W_])"
)
_FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
    "Lý", "Trịnh", "Đinh", "Lâm", "Đoàn", "Lương", "Tạ", "Tô", "Thái", "Triệu", "Quách", "Đào", "Hà", "Tống", "Trương",
    "Chu", "Kiều", "Khuất", "Nghiêm", "Vương", "Đậu", "Phùng",
)  # fmt: skip
"""Family names with marks that recognition loses; a name's other syllables are anybody's choice and stay as read."""
_FAMILY_OF = {strip_accents(name): name for name in _FAMILIES}
_NAME = re.compile(rf"{CAPITALISED}(?:\s{CAPITALISED}){{1,4}}")
_NUMERAL = re.compile(rf"(?:([IVXLlH1T|U]{{1,5}})\s?[.,]|([IVXLlH1|]{{1,3}}))\s+(?={UPPER}{{2}})")
_LOST_NUMBER = re.compile(rf"\W?\w?[.,]\s+(?={UPPER})")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LABELLED = re.compile(r"(?:Số|Ngày|Nơi|Kính|Điều|Chương|PHẦN|Phần|Mục)(?![^\W_])|.*\sngày\s")
_NOISE = 30  # characters: what is longer holds words, even if they are misread
_NEAR = 80  # paragraphs in which the number after a lost one must come: the longest item of a real plan has some 30


def likely_text(text: str, paragraphs: Sequence[Paragraph], corrections: Sequence[Correction]) -> str:
    """`text` with sure corrections, set phrases and family names put right; of the same length."""
    letters = list(text)
    for correction in corrections:
        if len(correction.text) == correction.span.end - correction.span.start:
            letters[correction.span.start : correction.span.end] = correction.text
    for paragraph in paragraphs:
        line = "".join(letters[paragraph.start : paragraph.end])
        if paragraph.table is None and _is_noise(line):
            letters[paragraph.start : paragraph.end] = "-" * len(
                line
            )  # as a ruled line, which every finder passes over
        elif len(line) < 200 and is_upper(line):
            letters[paragraph.start : paragraph.end] = _with_phrases(line)
        elif len(line) < 45 and _NAME.fullmatch(line):
            family, rest = line.split(" ", 1)
            if family not in _FAMILIES:
                letters[paragraph.start : paragraph.end] = f"{_FAMILY_OF.get(strip_accents(family), family)} {rest}"
    return "".join(letters)


def _is_noise(line: str) -> bool:
    """Whether a short line is what recognition made of a stamp, a signature or a speck, and no words."""
    if len(line) > _NOISE or "/" in line or _LABELLED.match(line) or find_marker(line) is not None:
        return False
    words = _WORD.findall(line)
    if len(words) == 1 and line.isupper() and len(words[0]) <= 4:
        return line not in KIND_LINES  # the "ĐẾN" of a stamp for incoming mail
    specks = len(line) < 12 and all(len(word) == 2 for word in words)
    return specks or share_foreign(line) >= 0.5


def _with_phrases(line: str) -> str:
    bare = strip_accents(line).upper()
    if len(bare) != len(line):
        return line
    for match in _SET.finditer(bare):
        line = line[: match.start()] + _BY_BARE[match[0]] + line[match.end() :]
    return line


def likely_paragraphs(paragraphs: Sequence[Paragraph], text: str) -> tuple[Paragraph, ...]:
    """`paragraphs` as they read in the likely `text`."""
    return tuple(p if p.text == text[p.start : p.end] else replace(p, text=text[p.start : p.end]) for p in paragraphs)


def likely_markers(paragraphs: Sequence[Paragraph], body: int) -> dict[int, Marker]:
    """Markers that recognition spoilt, by what their list must be counting: "H. NỘI DUNG" after "I." is II, and
    ". Bảo đảm …" between 1. and 3. is 2."""
    found: dict[int, Marker] = {}
    chapter = item = 0
    for index in range(body, len(paragraphs)):
        paragraph = paragraphs[index]
        if paragraph.table is not None:
            continue
        numeral = _NUMERAL.match(paragraph.text)
        if numeral is not None and is_upper(paragraph.text[numeral.end() :]):
            seen = numeral[1] or numeral[2]
            read = roman(seen) if not set(seen) - set("IVXLC") else 0
            chapter = (
                1 if read == 1 and chapter > 1 else chapter + 1 if read in (0, chapter, chapter + 1, 50, 49) else read
            )
            found[index] = Marker("la_ma", "I", chapter, to_roman(chapter), numeral.end())
            item = 0
            continue
        marker = find_marker(paragraph.text)
        if marker is not None and marker.style == "1.":
            item = marker.order
            continue
        lost = _LOST_NUMBER.match(paragraph.text)
        if marker is None and item and lost is not None and _comes_later(paragraphs, index, item + 2):
            item += 1
            found[index] = Marker("so", "1.", item, str(item), lost.end())
    return found


def _next_chapter(read: int, before: int) -> int:
    """The number of a heading read as `read` (0: no numeral) after `before`: II read twice is III, L is I."""
    if read == 1:
        return 1
    misread = read in (0, before, before + 1) or read > before + 2
    return before + 1 if misread else read


def _comes_later(paragraphs: Sequence[Paragraph], index: int, order: int) -> bool:
    for later in paragraphs[index + 1 : index + 1 + _NEAR]:
        marker = find_marker(later.text)
        if marker is not None and marker.style == "1.":
            return marker.order == order
    return False
