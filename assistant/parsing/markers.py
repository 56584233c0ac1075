"""What a line opens with: "Điều 5.", "II.", "1.2.", "đ)", "Phụ lục III". One paragraph in, one marker out.

The forms are those of Nghị định 30/2020/NĐ-CP (annex I) for administrative documents and Nghị định 78/2025/NĐ-CP for
normative ones, with the variants that real files print ("Điều 5:", "Chương 1:", "a.", "I -").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.parsing.letters import UPPER
from assistant.types import SectionKind
from assistant.vietnamese.words.roman import roman_value

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The order of điểm: Vietnamese has no f, j, w, z, and đ follows d (Nghị định 78/2025/NĐ-CP, annex)."""
_ROMAN = frozenset("IVXLC")
_MOST_PARTS = 120
_ORDINALS = ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"]

_DIEU = re.compile(
    r"(?:Điều|ĐIỀU)\s{0,3}(\d{1,4}[a-zđ]{0,2})(?:\s{0,2}[.:](?!\d)|\s*$|\s*[-–]\s|\s+(?=(?:Sửa đổi"
    r"|Bổ sung|Bãi bỏ|Thay thế)[ ,]|\[))\s*"
)
_CHUONG = re.compile(r"(?:CHƯƠNG|Chương)\s+([IVXLC]{1,7}|\d{1,3})(?![\w/])\s*[.:–-]?\s*")
_MUC = re.compile(r"(TIỂU MỤC|Tiểu mục|MỤC|Mục)\s+([IVXL]{1,6}|\d{1,3}(?:\.\d{1,2})?|[A-ZĐ])(?![\w/])\s*([.:–-]?)\s*")
_PHAN = re.compile(r"(?:PHẦN|Phần)\s+((?:(?:THỨ|thứ)\s+)?[^\W\d]+|\d{1,2})(?![\w/])\s*([.:–-]?)\s*")
_PHU_LUC = re.compile(
    r"(PHỤ LỤC|Phụ lục|MẪU SỐ|Mẫu số|MẪU|Mẫu|BIỂU SỐ|Biểu số|BIỂU MẪU|Biểu mẫu)"
    r"(?:\s+(?:SỐ|số)\s*:?)?\s*(\d{1,3}[a-zA-Z]?(?:[./-]\d{1,3}[a-z]?)?(?![\w])|[IVXLC]{1,7}(?:[.-]\d{1,2}){0,3}[a-z]?(?!\w)"
    r"|[A-Z](?!\w))?\s*([.:–-]?)\s*"
)
_ROMAN_ITEM = re.compile(r"([IVXL]{1,6})\s?[.)/–-]\s*(?=\S)(?![IVXLC]+\s?[.)/-])")
_CAPITAL_ITEM = re.compile(r"([A-HK-UĐ])\s?[.)-]\s+(?=\S)")
_NUMBER_ITEM = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,3})\s?([.)/]?)\s*(?=\S)")
_LETTER_ITEM = re.compile(r"([a-zđ]|([a-zđ])\2|[a-z]\d|[a-zđ]{2})\s?([.)])\s*(?=\S)")
_HEADLINE = re.compile(r"(#{1,6})\s+(?=\S)")
_CONTENTS = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,}|\t)\s*\d{1,4}\s*$")
_DATE_OR_DECIMAL = re.compile(r"\d{1,3}(?:[.,/]\d|\.\s?000(?!\d)|\s?/\s?\d|\s?%)")
_OPENS = re.compile(
    r"[“\"]?(?:(?:Điều|ĐIỀU)\s+\d{1,4}[a-zđ]?\s?[.:]"
    rf"|(?:Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|TIỂU MỤC|PHẦN|PHỤ LỤC)\s+[\dIVXLA-D]{{1,6}}\s*[.:]?\s*(?:$|{UPPER}{{2}})"
    r"|Phụ lục\s*[\dIVXL]{0,6}\s*$|Phần thứ \w+\s*[.:]?\s*(?:$|[A-Z])"
    r"|[IVXL]{1,6}\s?[.)]\s|\d{1,3}(?:\.\d{1,2}){0,3}[.)]\s?(?!\d)|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\s+\S"
    r"|[a-zđ]{1,2}\s?\)\s?|[a-zđ]\.\s|[-–+•*]\s*[^\W\d_]|\(\d{1,2}\)\s|\(?[ivx]{1,4}\)\s"
    r"|Nơi nhận|Căn cứ |Theo đề nghị|Xét )"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """`style` tells lists of one form from another ("1." and "1)"); `order` is the place in its list, from 1."""

    kind: SectionKind
    style: str
    order: int
    name: str
    length: int
    """Characters of the paragraph that the marker takes, with the space after it."""


def opens_item(text: str) -> bool:
    """Whether a visual line opens a new paragraph by the look of its first characters."""
    return _OPENS.match(text) is not None


def roman(text: str) -> int:
    """The value of a Roman numeral, 0 when it is not well formed or greater than any outline counts."""
    value = roman_value(text)
    return value if value < _MOST_PARTS else 0


def letter_order(text: str) -> int:
    """The place of a điểm's letter: a 1, b 2, … đ 5, e 6, g 7; doubled letters follow y (aa 24)."""
    if len(text) == 2 and text[0] == text[1] and text[0] in LETTERS:
        return len(LETTERS) + LETTERS.index(text[0]) + 1
    if len(text) == 1 and text in LETTERS:
        return LETTERS.index(text) + 1
    if len(text) == 1:  # f, j, w, z: printed by those who follow the Latin alphabet
        return 0
    return LETTERS.index(text[0]) + 1 if text[0] in LETTERS else 0


def find_marker(text: str) -> Marker | None:
    """The marker that `text` opens with, `None` for plain prose. Contents lines ("Điều 1 ….. 5") have none."""
    first = text[0]
    if first in "-–—+•*(":
        return None
    marker: Marker | None
    if first.isdigit():
        marker = _number_item(text)
    elif first.islower():
        marker = _letter_item(text)
    elif first == "#":
        marker = _headline(text)
    else:
        marker = _worded(text) or _capital_item(text)
    if marker is not None and _CONTENTS.search(text):
        return None
    return marker


def _number_item(text: str) -> Marker | None:
    match = _NUMBER_ITEM.match(text)
    if match is None:
        return None
    number, sign = match[1], match[2]
    parts = number.split(".")
    rest = text[match.end() :]
    if len(parts) == 1:
        if not sign or sign == "/" or (sign == "." and rest[0].isdigit() and text[match.end(2)] != " "):
            return None
        if sign == "." and _DATE_OR_DECIMAL.match(text):
            return None
        style = f"1{sign}"
    else:
        # "1.2. Tên" and "1.2 Tên", but no quantity: "1.200 tỷ", "2.5 triệu", "12.5%"
        if any(len(part) > 2 for part in parts) or (not sign and not rest[0].isupper()) or sign == "/":
            return None
        style = ".".join("1" * len(parts))
    if rest[0] in "%/,;":
        return None
    return Marker("so", style, int(parts[-1]), number, match.end())


def _letter_item(text: str) -> Marker | None:
    match = _LETTER_ITEM.match(text)
    if match is None:
        return None
    letter, sign = match[1], match[3]
    if sign == "." and (len(letter) > 1 or text[match.end(3) : match.end(3) + 1] not in (" ", "\xa0")):
        return None
    return Marker("chu", f"a{sign}", letter_order(letter), letter, match.end())


def _capital_item(text: str) -> Marker | None:
    match = _ROMAN_ITEM.match(text)
    if match is not None and (value := roman(match[1])):
        sign_at = match.end(1)
        tight = text[sign_at : sign_at + 1] == "-" and text[match.end() - 1] == "-"
        if not (tight and not text[match.end()].isupper()):
            return Marker("la_ma", "I", value, match[1], match.end())
    match = _CAPITAL_ITEM.match(text)
    if match is None:
        return None
    return Marker("phan", "A", letter_order(match[1].lower()) or 1, match[1], match.end())


def _headline(text: str) -> Marker | None:
    match = _HEADLINE.match(text)
    if match is None:
        return None
    return Marker("muc", f"#{len(match[1])}", 0, "", match.end())


def _value(text: str) -> int:
    if text[0].isdigit():
        return int(text.split(".")[-1])
    return (
        roman(text) if all(sign in _ROMAN for sign in text) else (letter_order(text.lower()) if len(text) == 1 else 0)
    )


def _worded(text: str) -> Marker | None:
    match = _DIEU.match(text)
    if match is not None:
        digits = re.match(r"\d+", match[1])
        return Marker("dieu", "Điều", int(digits[0]) if digits else 0, match[1], match.end())
    head = text[:3].lower()
    if head == "chư" and (match := _CHUONG.match(text)) and (value := _value(match[1])):
        return _if_heading(text, Marker("chuong", "Chương", value, match[1], match.end()))
    if head in ("mục", "tiể") and (match := _MUC.match(text)) and (value := _value(match[2])):
        small = match[1][0] in "Tt"
        kind: SectionKind = "tieu_muc" if small else "muc"
        return _if_heading(text, Marker(kind, match[1].capitalize(), value, match[2], match.end()))
    if head == "phầ" and (match := _PHAN.match(text)):
        return _phan(text, match)
    if head in ("phụ", "mẫu", "biể") and (match := _PHU_LUC.match(text)):
        return _phu_luc(text, match)
    return None


def _shouts(text: str) -> bool:
    """Whether `text` begins as a title in capitals; a web copy may print the line below it on the same line."""
    letters = [c for c in text if c.isalpha()][:20]
    return text == text.upper() or (len(letters) == 20 and all(c.isupper() for c in letters))


def _if_heading(text: str, marker: Marker) -> Marker | None:
    """`marker` unless prose follows ("Mục 2 Chương III Luật này quy định …")."""
    rest = text[marker.length :]
    if not rest or text[marker.length - 1] in ".:–-" or text[: marker.length].rstrip()[-1] in ".:–-":
        return marker
    letters = [c for c in rest[:40] if c.isalpha()]
    return marker if letters and sum(c.isupper() for c in letters) * 10 >= 8 * len(letters) else None


def _phan(text: str, match: re.Match[str]) -> Marker | None:
    name = match[1]
    last = name.split()[-1].lower()
    if last in _ORDINALS:
        value = _ORDINALS.index(last) + 1
    elif name.isdigit() or all(sign in _ROMAN for sign in name):
        value = _value(name)
    elif len(name) == 1 and name.isupper():
        value = letter_order(name.lower())
    else:
        return None
    if last in _ORDINALS and "thứ" not in name.lower() and name.islower():
        return None
    return _if_heading(text, Marker("phan", "Phần", value, name, match.end())) if value else None


def _phu_luc(text: str, match: re.Match[str]) -> Marker | None:
    word, name, sign = match[1], match[2] or "", match[3]
    rest = text[match.end() :]
    if not name and (rest or not word.lower().startswith(("phụ lục",))):
        upper = rest and word == "PHỤ LỤC" and ((_shouts(rest) and len(rest) < 200) or rest[0] == "[")
        kem_theo = rest.lower().startswith(("(kèm theo", "(ban hành"))
        if not (upper or (kem_theo and word.lower() == "phụ lục" and len(text) < 250)):
            return None
    if rest and name and not sign and not (rest[0] in "([" or _shouts(rest)):
        return None
    if rest and sign == "-" and not rest[0].isupper():
        return None
    digits = re.match(r"\d+", name)
    value = int(digits[0]) if digits else roman(name) if name and all(c in _ROMAN for c in name) else 0
    style = "Phụ lục" if word.lower() == "phụ lục" else "Mẫu"
    shown = f"{word.capitalize()} {name}".strip()
    return Marker("phu_luc", style, value, shown, match.end())
