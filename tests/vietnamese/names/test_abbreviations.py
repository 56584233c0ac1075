from __future__ import annotations

import pytest

from assistant.vietnamese.names.abbreviations import (
    EXPANSIONS,
    GLOSSARY_EN,
    detect_language,
    expand,
    translate_glossary,
)
from assistant.vietnamese.normalise import fold


def test_tables_are_large_and_clean() -> None:
    assert len(EXPANSIONS) >= 80
    assert len(GLOSSARY_EN) >= 80
    for long in [*EXPANSIONS.values(), *GLOSSARY_EN.values()]:
        assert fold(long) == long
    assert EXPANSIONS["UBND"] == "ủy ban nhân dân"
    assert EXPANSIONS["KHCN"] == "khoa học công nghệ"


@pytest.mark.parametrize(
    ("text", "variants"),
    [
        ("UBND tỉnh", ["ủy ban nhân dân tỉnh"]),
        ("ubnd tinh", ["ủy ban nhân dân tinh"]),
        ("cchc", ["cải cách hành chính"]),
        ("cải cách hành chính", ["CCHC"]),
        ("cai cach hanh chinh", ["CCHC"]),
        ("Sở KH&CN", ["Sở khoa học và công nghệ"]),
        ("TTHC của UBND", ["thủ tục hành chính của ủy ban nhân dân"]),
        ("1090/KH-UBND", []),
        ("Uỷ ban nhân dân", ["UBND"]),
        ("bảo hiểm y tế", ["BHYT"]),
        ("kh nào", []),
        ("", []),
    ],
)
def test_expand(text: str, variants: list[str]) -> None:
    assert expand(text) == variants


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What is the deadline of the digital transformation plan?", "en"),
        ("who is responsible for administrative reform", "en"),
        ("Which department leads plan 1090?", "en"),
        ("digital transformation", "en"),
        ("ke hoach 1090 noi ve gi", "vi"),
        ("Kế hoạch 1090 nói về gì?", "vi"),
        ("thoi han hoan thanh la bao lau", "vi"),
        ("con cua benh binh da mat thi co con duoc uu tien khong", "vi"),
        ("VNeID là gì", "vi"),
        ("VNeID", "vi"),
        ("1090/KH-UBND", "vi"),
        ("AI và 5G", "vi"),
        ("Quel est le délai prévu pour cette réforme administrative ?", "other"),
        ("计划 1090 的期限", "other"),
        ("план цифровизации", "other"),
        ("?!", "other"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_glossary_prefers_longer_entries() -> None:
    assert translate_glossary("deadline of the Digital Transformation plan") == [
        "chuyển đổi số",
        "thời hạn",
        "kế hoạch",
    ]
    assert translate_glossary("provincial people’s committee") == ["ủy ban nhân dân tỉnh"]
