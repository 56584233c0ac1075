from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.vietnamese.document_numbers.kinds import INSTRUMENT_ALIASES, KINDS
from assistant.vietnamese.document_numbers.mentions import find_number_mentions
from assistant.vietnamese.document_numbers.numbers import canonical_number, find_numbers, matches, same_number
from assistant.vietnamese.normalise import strip_accents


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Số: 1090 /KH - UBND", ["1090/KH-UBND"]),
        ("Căn cứ Nghị định số 30/2020/NĐ-\nCP ngày 05", ["30/2020/NĐ-CP"]),
        ("Tờ trình số 28/TTr- SKHCN ngày", ["28/TTr-SKHCN"]),
        ("Nghị quyết số 57-NQ/TW, Chỉ thị 11-CT/TU và 15 - KH / TU", ["57-NQ/TW", "11-CT/TU", "15-KH/TU"]),
        ("Nghị quyết số 57-NQ/T.Ư", ["57-NQ/TW"]),
        ("Công văn số 123/UBND-KSTT", ["123/UBND-KSTT"]),
        ("Luật số 202/2025/QH15; 33/2022/NQ-HĐND.", ["202/2025/QH15", "33/2022/NQ-HĐND"]),
        ("66.19/2026/NQ-CP, 17a/2020/NĐ-CP, 23/VBHN-BTC", ["66.19/2026/NQ-CP", "17a/2020/NĐ-CP", "23/VBHN-BTC"]),
        ("06/QĐ-TTg và 6/QĐ-TTg", ["06/QĐ-TTg", "06/QĐ-TTg"]),
        ("12/2024/TT-BTTTT;78/2025/NĐ-CP", ["12/2024/TT-BTTTT", "78/2025/NĐ-CP"]),
        ("05/2010/TTLT-BCA-BQP-BTC-BNN&PTNT ngày", ["05/2010/TTLT-BCA-BQP-BTC-BNN&PTNT"]),
        ("12/QĐ-UBND - KẾ HOẠCH", ["12/QĐ-UBND"]),
        ("Nghị định số 43/CP", ["43/CP"]),
        ("Pháp lệnh 02/2002/PL-UBTVQH10", ["02/2002/PL-UBTVQH10"]),
        ("1234/QĐ-ĐHQGHN", ["1234/QĐ-ĐHQGHN"]),
        ("45/KH-UBND/2025", ["45/KH-UBND"]),
    ],
)
def test_full_numbers(text: str, keys: list[str]) -> None:
    found = find_numbers(text)
    assert [n.key for n in found] == keys
    assert all(text[n.span[0] : n.span[1]] == n.raw for n in found)


@pytest.mark.parametrize(
    "text",
    [
        "bản đồ tỷ lệ 1/500, 1/2000",
        "ngày 06/01/2022",
        "trực 24/7",
        "12/15 Sở",
        "QCVN 01:2009/BYT - Quy chuẩn",
        "mẫu 24/PLI",
        "Số:      /KH-UBND",
        "50/50",
        "100 km/h",
        "20 mg/L",
        "mẫu 9-II/ATBXHN",
        "đạt 85%/năm",
        "5/10 TTHC",
        "3 bộ/TTHC",
        "tháng 12/2025",
        "TCVN 5687:2010/BXD",
        "mẫu số 01/TK-SDDPNN",
        "các mẫu số 01/TB-CNKD, 02/TB-CNKD và 03/TB-CNKD",
        "Biểu mẫu số 43/BB-VPHC",
    ],
)
def test_no_numbers(text: str) -> None:
    assert find_numbers(text) == []


MENTIONS = [
    ("kế hoạch 1090", "1090", None, None, "Kế hoạch"),
    ("KH 1090", "1090", None, None, "Kế hoạch"),
    ("plan no. 1090", "1090", None, None, "Kế hoạch"),
    ("resolution 71", "71", None, None, "Nghị quyết"),
    ("KH-1090", "1090", None, None, "Kế hoạch"),
    ("1090-KH/UBND", "1090", None, "KH-UBND", "Kế hoạch"),
    ("KH1090", "1090", None, None, "Kế hoạch"),
    ("1090/KH-UBND", "1090", None, "KH-UBND", "Kế hoạch"),
    ("KH số 1090 /KH - UBND", "1090", None, "KH-UBND", "Kế hoạch"),
    ("ke hoach so 1090", "1090", None, None, "Kế hoạch"),
    ("ke hoach 1090 noi ve gi", "1090", None, None, "Kế hoạch"),
    ("1090 KH UBND", "1090", None, "KH-UBND", "Kế hoạch"),
    ("1090/kh-ubnd", "1090", None, "KH-UBND", "Kế hoạch"),
    ("kế hoạch 1989 của Bình Thuận", "1989", None, None, "Kế hoạch"),
    ("nghị quyết 71", "71", None, None, "Nghị quyết"),
    ("nq71", "71", None, None, "Nghị quyết"),
    ("nghị quyết 71 có mấy điều", "71", None, None, "Nghị quyết"),
    ("nghị quyết 71 điều 5 quy định gì", "71", None, None, "Nghị quyết"),
    ("NĐ 30/2020", "30", 2020, None, "Nghị định"),
    ("nghị định 30 năm 2020", "30", 2020, None, "Nghị định"),
    ("nghị định 30 ngày 05/3/2020", "30", 2020, None, "Nghị định"),
    ("luật số 202/2025/QH15", "202", 2025, "QH15", None),
    ("luật 57/2020/qh14", "57", 2020, "QH14", None),
    ("33/2022/nq-hdnd", "33", 2022, "NQ-HĐND", "Nghị quyết"),
    ("57-nq/tw", "57", None, "NQ/TW", "Nghị quyết"),
    ("công văn 123/ubnd-kstt", "123", None, "UBND-KSTT", None),
    ("đề án 06", "06", None, "QĐ-TTg", "Quyết định"),
    ("de an 6", "06", None, "QĐ-TTg", "Quyết định"),
    ("thông tư số 5", "05", None, None, "Thông tư"),
    ("nghị quyết 66.19", "66.19", None, None, "Nghị quyết"),
    ("1090/KH nói gì", "1090", None, None, "Kế hoạch"),
    ("quyết định số 06 của Thủ tướng", "06", None, "QĐ-TTg", "Quyết định"),
    ("nghị quyết 71 của Chính phủ", "71", None, "NQ-CP", "Nghị quyết"),
    ("nghị quyết 57 của Bộ Chính trị", "57", None, "NQ/TW", "Nghị quyết"),
    ("kế hoạch 1090 của UBND tỉnh", "1090", None, "KH-UBND", "Kế hoạch"),
    ("nghị định 43/CP", "43", None, "CP", None),
    ("kế hoạch số 2025", "2025", None, None, "Kế hoạch"),
]


@pytest.mark.parametrize(("question", "serial", "year", "symbol", "kind"), MENTIONS)
def test_mentions(question: str, serial: str, year: int | None, symbol: str | None, kind: str | None) -> None:
    for text in (question, question.upper(), unicodedata.normalize("NFD", question), f"Cho tôi hỏi {question}?"):
        found = find_number_mentions(text)
        assert [(n.serial, n.year, n.symbol, n.kind) for n in found] == [(serial, year, symbol, kind)], text
        assert text[found[0].span[0] : found[0].span[1]] == found[0].raw


@pytest.mark.parametrize(
    "question",
    [
        "kế hoạch 2025",
        "nghị quyết năm 2025",
        "kế hoạch 5 năm",
        "kế hoạch 3 tháng",
        "100 % hộ gia đình",
        "nghị quyết 2 nội dung",
        "kế hoạch 2026-2030",
        "kế hoạch 2021 – 2025",
        "báo cáo 6 tháng đầu năm",
        "báo cáo 9 tháng",
        "phương án 2",
        "quy định 5 mức phạt",
        "quyết định 100 % kinh phí",
        "kế hoạch 1.500 tỷ đồng",
        "kế hoạch giai đoạn 2026-2030",
        "ke hoach nam 2026",
        "luật 5 điều",
        "dự án 5 tỷ",
        "hướng dẫn 3 bước",
        "thông báo 15 ngày trước",
        "kế hoạch 12/5/2025",
        "Điều 5 khoản 2",
        "đến năm 2030 đạt 95 %",
        "bản đồ 1/500",
        "chương trình 5G",
        "quyết định 3 vấn đề",
        "ban hành 12 nghị quyết",
        "kế hoạch quý 2",
        "mục 3 kế hoạch",
        "tối đa 30 người",
        "tối đa 30",
        "điểm CV2",
        "BHYT 91 %",
    ],
)
def test_no_mentions(question: str) -> None:
    assert find_number_mentions(question) == []
    assert find_number_mentions(strip_accents(question)) == []


def test_several_in_one_question() -> None:
    found = find_number_mentions("Kế hoạch 1090 thực hiện Đề án 06 và nghị quyết 71/NQ-CP thế nào?")
    assert [n.key for n in found] == ["1090/KH", "06/QĐ-TTg", "71/NQ-CP"]
    assert found[1].alias == "Đề án 06"


def test_decomposed_text_has_the_same_numbers() -> None:
    for text in ("Nghị quyết số 57-NQ/T.Ư và số12/QĐ-UBND", "mẫu số 01/TB-CNKD và Quyết định số 12/QĐ"):
        decomposed = unicodedata.normalize("NFD", text)
        assert [n.key for n in find_numbers(decomposed)] == [n.key for n in find_numbers(text)]
        assert all(decomposed[n.span[0] : n.span[1]] == n.raw for n in find_numbers(decomposed))
    assert [n.key for n in find_numbers("Nghị quyết số 57-NQ/T.Ư và số12/QĐ-UBND")] == ["57-NQ/TW", "12/QĐ-UBND"]


def test_lists_of_numbers() -> None:
    found = find_number_mentions("so sánh kế hoạch 1090, 1259 và 1989 với 3 sở")
    assert [n.key for n in found] == ["1090/KH", "1259/KH", "1989/KH"]
    assert [n.key for n in find_number_mentions("kế hoạch 1090 và 25 nhiệm vụ")] == ["1090/KH"]


def test_a_year_said_beside_the_number_is_no_part_of_it() -> None:
    for text in ("1090/KH-UBND năm 2025", "1090/kh-ubnd ngày 12/5/2025", "1090 KH UBND ngay 12 thang 5 nam 2025"):
        (found,) = find_number_mentions(text)
        assert (found.key, found.year, found.said_year) == ("1090/KH-UBND", None, 2025)
    (found,) = find_number_mentions("kế hoạch 1090 năm 2025")
    assert (found.serial, found.said_year) == ("1090", 2025)
    (found,) = find_number_mentions("33/2022/NQ-HĐND")
    assert (found.year, found.said_year) == (2022, None)


def test_aliases_are_canonical() -> None:
    for (kind, _), number in INSTRUMENT_ALIASES.items():
        assert kind in KINDS
        assert canonical_number(number) == number


def test_canonical_and_same() -> None:
    assert canonical_number("1090 /kh - ubnd") == "1090/KH-UBND"
    assert canonical_number("Số: 30/2020/nd-cp") == "30/2020/NĐ-CP"
    assert canonical_number("57/NQ-TW") == canonical_number("57-nq/tw") == "57-NQ/TW"
    assert canonical_number("1090-KH/UBND") == "1090/KH-UBND", "Party style for a state issuer is a slip"
    assert canonical_number("1/500") is None
    assert canonical_number("06/01/2022") is None
    assert canonical_number("kế hoạch") is None
    assert same_number("6/QĐ-TTg", "06 / QĐ - TTg")
    assert not same_number("71/NQ-CP", "71-NQ/TW")
    assert not same_number("x", "x")


def test_matches_only_what_is_known() -> None:
    (full,) = find_numbers("1090/KH-UBND")
    (mention,) = find_number_mentions("kế hoạch 1090")
    (other,) = find_number_mentions("nghị quyết 1090")
    assert matches(mention, full)
    assert not matches(other, full)


SERIALS = st.integers(1, 9999).map(lambda n: f"{n:02d}")
YEARS = st.integers(1990, 2039)
KIND_ISSUERS = st.sampled_from(
    [
        "KH-UBND",
        "QĐ-UBND",
        "CT-UBND",
        "BC-UBND",
        "TTr-SNV",
        "TB-UBND",
        "QĐ-TTg",
        "NQ-CP",
        "NQ-HĐND",
        "CĐ-TTg",
        "HD-BNV",
        "KH-BTTTT",
    ]
)
NORMATIVE = st.sampled_from(["NĐ-CP", "NQ-HĐND", "TT-BTTTT", "TT-BKHCN", "QĐ-UBND", "NQ-CP", "TTLT-BTC-BNV"])
CANONICAL = st.one_of(
    st.builds("{}/{}".format, SERIALS, KIND_ISSUERS),
    st.builds("{}/{}/{}".format, SERIALS, YEARS, NORMATIVE),
    st.builds("{}-{}".format, SERIALS, st.sampled_from(["NQ/TW", "CT/TU", "KL/TW", "KH/TU"])),
    st.builds("{}/{}/QH{}".format, SERIALS, YEARS, st.integers(11, 16)),
    st.builds("{}/{}".format, SERIALS, st.sampled_from(["UBND-KSTT", "VPCP-KSTT", "BNV-CCHC"])),
)


def spellings(key: str) -> list[str]:
    """Ten ways people type one number."""
    return [
        key,
        key.lower(),
        strip_accents(key),
        key.upper(),
        key.replace("/", " / "),
        key.replace("-", " - "),
        key.replace("/", " /").replace("-", "- "),
        unicodedata.normalize("NFD", key),
        f"văn bản số {key.lower()} nói gì",
        key.lstrip("0") if key[0] == "0" else key.replace("-", "–"),
    ]


@settings(max_examples=300)
@given(CANONICAL)
def test_every_spelling_is_found(key: str) -> None:
    assert canonical_number(key) == key
    for text in spellings(key):
        assert key in [n.key for n in find_number_mentions(text)], text


@given(st.one_of(CANONICAL, st.text(alphabet="0123456789/-KHQĐTgnqub .", max_size=20)))
def test_canonical_is_idempotent(s: str) -> None:
    key = canonical_number(s)
    if key is not None:
        assert canonical_number(key) == key


@given(st.text(alphabet="0123456789/-–KHQĐTgnqubkế hoạch. \n\u0301", max_size=40))
def test_offsets_are_valid(text: str) -> None:
    for find in (find_numbers, find_number_mentions):
        end = 0
        for number in find(text):
            assert end <= number.span[0] < number.span[1] <= len(text)
            assert text[number.span[0] : number.span[1]] == number.raw
            end = number.span[1]
