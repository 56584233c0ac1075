"""Provinces in questions and heads, however they are typed; those merged in 2025 are one."""

from __future__ import annotations

import pytest

from assistant.vietnamese.names.provinces import provinces_in, title_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lệ phí ở tỉnh Lạng Sơn", {"lạng sơn"}),
        ("o Cao Bang xin giay", {"cao bằng"}),
        ("moi nam lao cai phấn đấu", {"lào cai"}),
        ("UBND tỉnh Yên Bái và Lào Cai", {"lào cai"}),
        ("giữ gìn hòa bình thế giới", set()),
        ("giu gin hoa binh", set()),
        ("tinh hoa binh", {"phú thọ"}),
        ("tỉnh Hoà Bình", {"phú thọ"}),
        ("TP.HCM phải gửi", {"hồ chí minh"}),
        ("TP. Hồ Chí Minh", {"hồ chí minh"}),
        ("tỉnh Bà Rịa - Vũng Tàu", {"hồ chí minh"}),
        ("Thừa Thiên - Huế", {"huế"}),
        ("THÀNH PHỐ HÀ NỘI", {"hà nội"}),
        ("ủy ban nhân dân tỉnh Mẫu", {"mẫu"}),
        ("Chủ tịch Ủy ban nhân dân tỉnh quyết định", set()),
        ("Công an tỉnh được giao bao nhiêu", set()),
        ("từ Đồng Tháp đến An Giang", {"đồng tháp", "an giang"}),
        ("đồng thấp nhất", set()),
        ("", set()),
    ],
)
def test_provinces_by_todays_names(text: str, found: set[str]) -> None:
    assert provinces_in(text) == found


def test_a_name_is_written_with_capitals() -> None:
    assert title_of("hồ chí minh") == "Hồ Chí Minh"
