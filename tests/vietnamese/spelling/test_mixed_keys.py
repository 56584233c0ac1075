"""Keys that an input method did not take: a whole question, or single words of one that is typed as it should be."""

from __future__ import annotations

import pytest

from assistant.vietnamese.spelling.mixed_keys import decode_words
from assistant.vietnamese.spelling.typing_keys import decode_keys


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ke hoachj chuyeenr ddooir soos", "ke hoạch chuyển đổi số"),
        ("chuye6n3 d9o6i3 so61", "chuyển đổi số"),
        ("CHUYEENR DDOOIR SOOS TINRH", "CHUYỂN ĐỔI SỐ TỈNH"),
        ("CHUYE6N3 D9O6I3 SO61", "CHUYỂN ĐỔI SỐ"),
        ("nghi quyeets 57-NQ/TW cuar DDangr", "nghi quyết 57-NQ/TW của Đảng"),
        ("baauf cuwr HDDND vaf HD9ND", "bầu cử HĐND và HĐND"),
        ("max soos REX laf gif", "mã số REX là gì"),
        ("ddieemr naof KHOONG ddungs", "điểm nào KHÔNG đúng"),
        ("d9ie63m nao2 KHO6NG d9ung1", "điểm nào KHÔNG đúng"),
        ("NLDd huwowngr BHTN vaf BHYT", "NLĐ hưởng BHTN và BHYT"),
    ],
)
def test_a_question_in_keys(typed: str, meant: str) -> None:
    assert decode_keys(typed).text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kế hoachj chuyển đổi số", "kế hoạch chuyển đổi số"),
        ("kế hoạch chuyeenr ddooir số của tỉnh", "kế hoạch chuyển đổi số của tỉnh"),
        ("Sở Nội vụ chu3 tri2 nhiệm vụ gì", "Sở Nội vụ chủ trì nhiệm vụ gì"),
        ("Nghị quyeest 71-NQ/TW", "Nghị quyết 71-NQ/TW"),
        ("thur tucj hành chính", "thủ tục hành chính"),
        ("có được khoong?", "có được không?"),
        ("KẾ HOACHJ CHUYỂN ĐỔI SỐ", "KẾ HOẠCH CHUYỂN ĐỔI SỐ"),
    ],
)
def test_single_words_in_keys(typed: str, meant: str) -> None:
    assert decode_words(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "dùng AI, app, test, taxi, email và website của sở thế nào",
        "sỹ quan boong tàu",
        "Kế hoạch 5 năm phát triển 5G ở khu A2, mẫu M3",
        "quy chế sử dụng của users và logistics",
        "mã số REX là gì",
        "What is the deadline of this test?",
        "Số 1090/KH-UBND",
        "",
    ],
)
def test_what_is_no_key_stays(text: str) -> None:
    assert decode_words(text) == text
