"""Capitals read as words: "ỦY BAN NHÂN DÂN TỈNH LÀO CAI" is "Ủy ban nhân dân tỉnh Lào Cai".

How a word is written in the running text of the same document decides; a small reviewed list of names of ministries'
fields and the units of administration help where the text does not say.
"""

from __future__ import annotations

import re
from functools import cached_property

_WORD = re.compile(r"[^\W\d_]+(?:[-/][^\W_]+)*|\d[\w/.-]*")
_UNITS = frozenset({"tỉnh", "phố", "huyện", "xã", "phường", "quận", "khu", "trấn"})
_FIELDS = [
    "Khoa học và Công nghệ",
    "Nông nghiệp và Môi trường",
    "Tài nguyên và Môi trường",
    "Kế hoạch và Đầu tư",
    "Lao động - Thương binh và Xã hội",
    "Giáo dục và Đào tạo",
    "Văn hóa, Thể thao và Du lịch",
    "Văn hoá, Thể thao và Du lịch",
    "Thông tin và Truyền thông",
    "Nông nghiệp và Phát triển nông thôn",
    "Giao thông vận tải",
    "Công Thương",
    "Xây dựng",
    "Tài chính",
    "Tư pháp",
    "Nội vụ",
    "Y tế",
    "Quốc phòng",
    "Công an",
    "Ngoại giao",
    "Dân tộc và Tôn giáo",
    "Dân tộc",
]
_NAMES = [
    "Chính phủ",
    "Quốc hội",
    "Việt Nam",
    "Trung ương",
    "Mặt trận Tổ quốc",
    "Nhà nước",
    "Hà Nội",
    "Hồ Chí Minh",
    "Đà Nẵng",
    "Hải Phòng",
    "Cần Thơ",
    "Huế",
    "Hội đồng nhân dân",
    "Ủy ban nhân dân",
    "Uỷ ban nhân dân",
    "Ủy ban Thường vụ Quốc hội",
    "Ban Chấp hành",
    "Ban Thường vụ",
    "Ban Bí thư",
    "Bộ Chính trị",
    "Đoàn Chủ tịch",
    "Ủy ban Trung ương",
    "Cải cách hành chính",
]
_BY_FOLD = {name.lower(): name for name in (*_FIELDS, *_NAMES)}
_KNOWN = re.compile(
    r"(?<![^\W_])(?:(?P<body>bộ|sở|phòng|bộ trưởng|giám đốc sở)\s+(?P<field>"
    + "|".join(sorted(map(re.escape, _FIELDS), key=len, reverse=True))
    + ")|(?P<name>"
    + "|".join(map(re.escape, _NAMES))
    + r"))(?![^\W_])",
    re.I,
)
_COMMITTEE = re.compile(r"\s+[UỦ][YỶ](?![^\W_])", re.I)
"""After "tỉnh": the Party's committee (tỉnh ủy), no name."""
_SAMPLE = 40_000  # characters of running text looked at: enough for every name a head prints, and quick


class Forms:
    """How the running text of one document writes its words; counted when a word in capitals first asks."""

    def __init__(self, text: str) -> None:
        self._text = text

    def of(self, before: str, word: str) -> str | None:
        """How `word` is written after `before`, both in lower case; `before` "": after any word. None: not seen."""
        return self._commonest.get((before, word))

    @cached_property
    def _commonest(self) -> dict[tuple[str, str], str]:
        counts: dict[tuple[str, str], dict[str, int]] = {}
        for line in self._text[:_SAMPLE].split("\n"):
            if line.upper() == line:
                continue
            before = ""
            for match in _WORD.finditer(line):
                word = match[0]
                low = word.lower()
                heading = word.isupper() and len(word) > 1 and low.isalpha() and len(line) < 60
                if before and not heading:  # a line's first word has its capital from the line
                    for key in ((before, low), ("", low)):
                        forms = counts.setdefault(key, {})
                        forms[word] = forms.get(word, 0) + 1
                before = low if line[match.end() : match.end() + 1] not in ".:" else ""
        return {key: max(forms, key=forms.__getitem__) for key, forms in counts.items()}  # of equals the first seen


def readable(text: str, forms: Forms, sentence: bool = True) -> str:
    """`text` as running text writes it when it is in capitals, else unchanged; `sentence`: begins with a capital."""
    letters = [c for c in text if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.9 * len(letters):
        return text
    out: list[str] = []
    at = 0
    before = ""
    name = 0
    for match in _WORD.finditer(text):
        out.append(text[at : match.start()])
        word = match[0]
        low = word.lower()
        known = forms.of(before, low) or (None if name else forms.of("", low))
        if any(c.isdigit() for c in word) or "/" in word or not any(c.isalpha() for c in word):
            shown = word
        elif known is not None:
            shown = known if not (known.isupper() and len(known) > 1 and _spoken(known)) else known.lower()
        elif name:
            shown = word.capitalize()
        else:
            shown = low if _spoken(low) else word
        out.append(shown)
        if low in _UNITS and not _COMMITTEE.match(text, match.end()):
            name = 3  # syllables of a place's name at most
        else:
            name = max(name - 1, 0) if text[match.end() : match.end() + 1] == " " else 0
        at = match.end()
        before = low
    result = "".join(out) + text[at:]
    result = _KNOWN.sub(_name, result)
    return result[:1].upper() + result[1:] if sentence else result


def _name(match: re.Match[str]) -> str:
    if match["name"]:
        return _BY_FOLD[match["name"].lower()]
    return f"{match['body'].capitalize()} {_BY_FOLD[match['field'].lower()]}"


_VOWEL = re.compile(r"[aeiouyăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.I)


def _spoken(word: str) -> bool:
    """Whether a word in capitals is a word rather than an abbreviation ("TỈNH" and not "UBND")."""
    return _VOWEL.search(word) is not None and not re.fullmatch(r"U?BND|HĐND|QĐ|NĐ|CP|TTG|UBMTTQ", word, re.I)
