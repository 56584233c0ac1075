"""The words for a digital signature: what was checked, never more."""

from __future__ import annotations

from assistant.answering.citing.signature_words import signature_words
from assistant.types import DigitalSignature

OFFICE = DigitalSignature("VĂN PHÒNG", "ỦY BAN NHÂN DÂN TỈNH MẪU", "2026-03-05T09:30:00+07:00", True, True, 1)


def test_the_words_of_each_state() -> None:
    cut = DigitalSignature("Trần Văn Mẫu", None, None, False, True, None)
    assert signature_words([cut, OFFICE]) == [
        "Trần Văn Mẫu – phần được ký toàn vẹn, có phần được thêm sau khi ký (chữ ký sau cùng bao trùm cả phần này), "
        "chưa kiểm tra chứng thư",
        "VĂN PHÒNG (ỦY BAN NHÂN DÂN TỈNH MẪU), ký lúc 09:30 ngày 05/03/2026, dấu ở trang 1 – toàn vẹn, "
        "chưa kiểm tra chứng thư",
    ]
    assert signature_words([cut]) == [
        "Trần Văn Mẫu – phần được ký toàn vẹn, có phần được thêm sau khi ký, chưa kiểm tra chứng thư"
    ]
    assert signature_words([DigitalSignature("Trần Văn Mẫu", "TRẦN VĂN MẪU", intact=False)]) == [
        "Trần Văn Mẫu – nội dung đã bị thay đổi sau khi ký, chưa kiểm tra chứng thư"
    ]
    assert signature_words([DigitalSignature(None)]) == [
        "không đọc được tên người ký – không kiểm tra được tính toàn vẹn, chưa kiểm tra chứng thư"
    ]


def test_no_signature_is_ever_called_valid() -> None:
    states = [DigitalSignature("A", intact=i, covers_whole_file=c) for i in (True, False, None) for c in (True, False)]
    assert not any("hợp lệ" in line or "hợp pháp" in line for line in signature_words(states))
