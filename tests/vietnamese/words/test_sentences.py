from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.vietnamese.words.sentences import sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["Nghị định này quy định 1.500 đồng tại TP. Hồ Chí Minh.", "Tp. Huế nộp sau."],
        ["Điều 1. Phạm vi điều chỉnh", "Nghị định này áp dụng cho cơ quan.", "Cơ quan khác cũng vậy."],
        ["a) Một;", "b) Hai;", "c) Ba."],
        ["1. Sở Nội vụ chủ trì.", "2. Sở Tài chính phối hợp."],
        ["Gồm máy tính, máy in, v.v. và thiết bị khác.", "Kinh phí do tỉnh cấp."],
        ["ThS. Nguyễn Văn An và Th.S Trần Thị Bình ký.", "TS. Lê Văn Cường họp."],
        ["Theo Kế hoạch số 5. Sở Y tế báo cáo."],
        ["Khi nào xong?", "Trước ngày 15.12.2026!", "Đúng hạn."],
        ["Theo khoản 2 Điều 5. Việc báo cáo"],
    ],
)
def test_cuts(parts: list[str]) -> None:
    for glue in (" ", "\n"):
        text = glue.join(parts)
        if glue == " " and parts[0].startswith("Điều 1."):
            continue
        assert [text[a:b] for a, b in sentences(text)] == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["Chi ngân sách 5 tỷ đồng; vốn khác 2 tỷ đồng; còn lại xã hội hóa.", "Sở Tài chính theo dõi."],
        ["Tổng vốn 19,8 tỷ đồng; 5,4 tỷ đồng giao Sở A."],
        ["a) Rà soát nền tảng; dữ liệu;", "b) Báo cáo."],
        ["Bao gồm: rà soát;", "- Báo cáo;", "- Kiểm tra."],
        ["1) Lập danh mục;", "2) Trình ký;", "(i) Ban hành;", "1.2. Công bố."],
    ],
)
def test_a_semicolon_ends_an_item_and_no_prose(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [text[a:b] for a, b in sentences(text)] == parts


def test_a_very_long_enumeration_is_parted_at_a_semicolon() -> None:
    text = "điều kiện; " * 40 + "hết."
    first, second = sentences(text)
    assert first == (0, 33 * 11 - 1)  # the first ";" behind 360 characters
    assert second == (33 * 11, len(text))


@given(st.text(alphabet='aà Đi.ề;u1\n?v…"”)-', max_size=60))
def test_spans_are_ordered_trimmed_and_lose_no_letter(text: str) -> None:
    spans = sentences(text)
    end = 0
    for a, b in spans:
        assert end <= a < b <= len(text)
        assert text[a:b] == text[a:b].strip()
        assert "\n" not in text[a:b]
        end = b
    covered = {i for a, b in spans for i in range(a, b)}
    assert all(i in covered for i, char in enumerate(text) if char.isalnum())
