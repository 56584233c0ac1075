"""What an amending text puts in the place of an article, a clause or a point."""

from __future__ import annotations

import pytest

from assistant.parsing import Provision, new_wording
from assistant.types import Span

TEXT = """Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 12/2020/NĐ-CP
1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau:
“2. Bến khách có từ 50 chỗ phải có nhà chờ:
a) Nhà chờ có mái che;
b) Nhà chờ có nước uống.”.
2. Sửa đổi, bổ sung Điều 7 như sau:
“Điều 7. Phí bến
1. Phí mỗi lượt là 12.000 đồng.
2. Học sinh không phải nộp phí.”.
3. Sửa đổi, bổ sung một số khoản của Điều 9 như sau:
a) Sửa đổi khoản 1 như sau:
“1. Bến mở cửa từ 05 giờ.”;
b) Bãi bỏ khoản 3.
4. Bãi bỏ điểm b khoản 4 Điều 11; sửa đổi khoản 2, khoản 3 Điều 12 như sau:
“2. Chủ bến lập sổ theo Điều 5 của Nghị định này.
3. Sổ giữ 05 năm.”.
5. Bổ sung khoản 2a vào sau khoản 2 Điều 13 như sau:
“2a. Bến phà có đèn.”.
6. Thay thế cụm từ “đò” bằng cụm từ “phà” tại khoản 1 Điều 14.
Điều 2. Hiệu lực
Nghị định này có hiệu lực từ ngày 01/7/2026."""
ALL = Span(0, len(TEXT))


@pytest.mark.parametrize(
    ("provision", "wording"),
    [
        (Provision("5", "2"), TEXT[TEXT.index("2. Bến") : TEXT.index("”.\n2. Sửa")]),
        (Provision("5", "2", "b"), "b) Nhà chờ có nước uống."),
        (Provision("7", "2"), "2. Học sinh không phải nộp phí."),
        (Provision("9", "1"), "1. Bến mở cửa từ 05 giờ"),
        (Provision("12", "3"), "3. Sổ giữ 05 năm."),
    ],
)
def test_the_new_text_of_a_provision(provision: Provision, wording: str) -> None:
    found = new_wording(TEXT, ALL, provision)
    assert found is not None
    assert found.text is not None
    assert found.text.of(TEXT).rstrip(".") == wording.rstrip(".")


@pytest.mark.parametrize(
    "provision",
    [
        Provision("5", "1"),
        Provision("5", "3"),
        Provision("6"),
        Provision("9", "2"),
        Provision("12", "1"),
        Provision("13", "2"),
    ],
)
def test_what_no_instruction_names_is_as_it_was(provision: Provision) -> None:
    assert new_wording(TEXT, ALL, provision) is None


def test_what_is_struck_out_has_no_new_text() -> None:
    for provision in (Provision("9", "3"), Provision("11", "4", "b")):
        found = new_wording(TEXT, ALL, provision)
        assert found is not None
        assert (found.text, found.repealed) == (None, True)
    words_only = new_wording(TEXT, ALL, Provision("14", "1"))
    assert words_only is not None
    assert (words_only.text, words_only.repealed) == (None, False)
