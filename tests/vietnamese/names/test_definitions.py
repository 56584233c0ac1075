from __future__ import annotations

import time

import pytest

from assistant.vietnamese.names.definitions import find_definitions


def test_definitions_of_a_document() -> None:
    text = (
        "Ủy ban nhân dân (sau đây gọi là UBND) tỉnh; thủ tục hành chính (viết tắt là TTHC), "
        "Khoa học và Công nghệ (KH&CN), "
        "đổi mới sáng tạo (gọi tắt là “ĐMST”), họp tại phòng (P.201)"
    )
    assert find_definitions(text) == {
        "UBND": "ủy ban nhân dân",
        "TTHC": "thủ tục hành chính",
        "KH&CN": "khoa học và công nghệ",
        "ĐMST": "đổi mới sáng tạo",
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("chỉ số sẵn sàng ứng dụng (sau đây viết tắt: SSUD) của tỉnh", {"SSUD": "sẵn sàng ứng dụng"}),
        (
            "giao Trung tâm Phục vụ hành chính công (sau đây gọi là Trung tâm PVHCC)",
            {"PVHCC": "phục vụ hành chính công"},
        ),
        ("tổ chức lại Sở Phục vụ hành chính công (sau đây gọi là Trung tâm PVHCC)", {}),
        ("Chỉ số KNST (kết nối sáng tạo) tăng", {"KNST": "kết nối sáng tạo"}),
        ("Viết tắt:\n- CHC: Cất hạ cánh\n2. DH: Dạy học;\n", {"CHC": "cất hạ cánh", "DH": "dạy học"}),
        ("STT | CHC | Cất hạ cánh", {}),
        # What does not fit its initials is somebody's remark, a form, a symbol.
        ("trí tuệ nhân tạo (AI)", {}),
        ("theo mẫu (KH-UBND)", {}),
        ("TỔ CÔNG TÁC (BAN HÀNH KÈM THEO)", {}),
        ("Trung tâm (sau đây gọi là Trung tâm)", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_what_is_a_definition(text: str, found: dict[str, str]) -> None:
    assert find_definitions(text) == found


def test_long_texts_take_time_in_proportion() -> None:
    """The bracket is looked for first: a text of 2,000,000 characters without an end of sentence is no trouble."""
    text = "một hai ba bốn (năm sáu " * 80_000
    began = time.perf_counter()
    assert find_definitions(text + "chuyển đổi số (CĐS)") == {"CĐS": "chuyển đổi số"}
    assert time.perf_counter() - began < 5
