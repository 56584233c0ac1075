"""What a document says of others: the relation follows the words, and a passive is another's act."""

from __future__ import annotations

from itertools import pairwise

import pytest

from assistant.parsing import parse
from tests.parsing.make import centre, letterhead, whole


@pytest.mark.parametrize(
    ("sentence", "relation", "number"),
    [
        ("Quyết định này thay thế Quyết định số 5/QĐ-UBND ngày 01/02/2024.", "thay_the", "05/QĐ-UBND"),
        ("Bãi bỏ Quyết định số 33/2021/QĐ-UBND ngày 03 tháng 4 năm 2021.", "bai_bo", "33/2021/QĐ-UBND"),
        ("Sửa đổi, bổ sung Điều 5 Nghị quyết số 8/2026/NQ-HĐND.", "sua_doi", "08/2026/NQ-HĐND"),
        ("Triển khai thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị.", "thuc_hien", "57-NQ/TW"),
        ("Thông tư này hướng dẫn thi hành Nghị định số 98/2025/NĐ-CP.", "huong_dan", "98/2025/NĐ-CP"),
        ("Bãi bỏ khoản 2 Điều 5 Nghị định số 98/2025/NĐ-CP.", "sua_doi", "98/2025/NĐ-CP"),
        ("Thay thế cụm từ “45 tỷ đồng” tại Nghị quyết số 8/2026/NQ-HĐND.", "sua_doi", "08/2026/NQ-HĐND"),
        ("Thay thế, bãi bỏ một số cụm từ, khoản của Nghị quyết số 8/2026/NQ-HĐND", "sua_doi", "08/2026/NQ-HĐND"),
        ("Bãi bỏ khoản 2 Nghị định số 1/2025/NĐ-CP và Nghị định số 2/2025/NĐ-CP.", "bai_bo", "02/2025/NĐ-CP"),
        ("Quyết định này thay thế Quyết định số 5/QĐ-UBND và bãi bỏ Quyết định số 6/QĐ-UBND.", "bai_bo", "06/QĐ-UBND"),
        ("Bãi bỏ Nghị định số 72/2019/NĐ-CP sửa đổi Nghị định số 37/2010/NĐ-CP.", "nhac_den", "37/2010/NĐ-CP"),
        ("Hồ sơ theo quy định tại Nghị định số 98/2025/NĐ-CP.", "nhac_den", "98/2025/NĐ-CP"),
        ("Luật số 10/2020/QH14 được sửa đổi, bổ sung bởi Luật số 11/2024/QH15.", "nhac_den", "11/2024/QH15"),
        ("Quyết định số 12/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", "bai_bo", "12/QĐ-UBND"),
    ],
)
def test_relations(sentence: str, relation: str, number: str) -> None:
    document = parse(
        whole(letterhead(number="Số: 7/QĐ-UBND"), centre("QUYẾT ĐỊNH"), centre("Về thử nghiệm"), f"Điều 1. {sentence}")
    )
    found = document.references[-1]
    assert (found.number, found.relation) == (number, relation)
    spans = [reference.span for reference in document.references]
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_bases_kinds_and_dates() -> None:
    document = parse(
        whole(
            letterhead(number="Số: 7/QĐ-UBND"),
            centre("QUYẾT ĐỊNH"),
            centre("Về việc giao kế hoạch theo Nghị quyết số 3/NQ-HĐND"),
            "Căn cứ Luật Ngân sách nhà nước số 89/2025/QH15 ngày 25 tháng 6 năm 2025;",
            "Căn cứ Nghị định số 78/2025/NĐ-CP ngày 01/4/2025 của Chính phủ;",
            "Điều 1. Bãi bỏ các văn bản sau:",
            "a) Quyết định số 1/QĐ-UBND ngày 02/01/2020;",
            "b) Quyết định số 2/QĐ-UBND.",
            "Điều 2. Tỷ lệ bản đồ 1/500; tổ trực 24/7; năm 2026/QĐ.",
        )
    )
    assert [(r.number, r.relation, r.kind, r.date) for r in document.references] == [
        ("03/NQ-HĐND", "nhac_den", "Nghị quyết", None),
        ("89/2025/QH15", "can_cu", "Luật", "2025-06-25"),
        ("78/2025/NĐ-CP", "can_cu", "Nghị định", "2025-04-01"),
        ("01/QĐ-UBND", "bai_bo", "Quyết định", "2020-01-02"),
        ("02/QĐ-UBND", "bai_bo", "Quyết định", None),
    ]


def test_a_base_that_is_carried_out_and_a_list_that_ends() -> None:
    document = parse(
        whole(
            letterhead(number="Số: 7/QĐ-UBND"),
            centre("QUYẾT ĐỊNH"),
            centre("Về thử nghiệm"),
            "Căn cứ Luật Dữ liệu số 60/2024/QH15; thực hiện Quyết định số 15/2026/QĐ-UBND, Ủy ban nhân dân ban hành:",
            "Điều 1. Hiệu lực",
            "1. Bãi bỏ các khoản sau đây:",
            "a) Khoản 1 Điều 2 Quyết định số 1/QĐ-UBND;",
            "2. Quyết định số 2/QĐ-UBND tiếp tục được áp dụng.",
        )
    )
    assert [(r.number, r.relation) for r in document.references] == [
        ("60/2024/QH15", "can_cu"),
        ("15/2026/QĐ-UBND", "thuc_hien"),
        ("01/QĐ-UBND", "sua_doi"),
        ("02/QĐ-UBND", "nhac_den"),
    ]


def _acts(*paragraphs: str, number: str = "Số: 7/QĐ-UBND", kind: str = "QUYẾT ĐỊNH") -> list[tuple[str, ...]]:
    document = parse(whole(letterhead(number=number), centre(kind), centre("Về thử nghiệm"), *paragraphs))
    return [(r.number, r.relation, r.extent or "", r.effective or "") for r in document.references]


@pytest.mark.parametrize(
    ("sentence", "relation", "extent"),
    [
        ("Quyết định này thay thế Quyết định số 5/QĐ-UBND.", "thay_the", "toan_bo"),
        ("Bãi bỏ khoản 3 Điều 5 Nghị định số 98/2025/NĐ-CP.", "sua_doi", "mot_phan"),
        ("Thay thế cụm từ “cấp huyện” tại Điều 4 Nghị định số 98/2025/NĐ-CP.", "sua_doi", "mot_phan"),
        ("Sửa đổi, bổ sung một số điều của Nghị định số 98/2025/NĐ-CP.", "sua_doi", "mot_phan"),
        ("Thay thế các Mẫu số 1, 2 Phụ lục I ban hành kèm theo Nghị định số 98/2025/NĐ-CP.", "sua_doi", "mot_phan"),
        (
            "Quyết định này bãi bỏ khoản 3 Điều 1 Quy định ban hành kèm theo Nghị quyết số 7/2016/NQ-HĐND.",
            "sua_doi",
            "mot_phan",
        ),
        (
            "Thông tư liên tịch này thay thế các nội dung về phí quy định tại Thông tư số 84/2013/TT-BTC.",
            "nhac_den",
            "",
        ),
        ("Ngưng hiệu lực thi hành Điều 12 của Nghị định số 98/2025/NĐ-CP.", "ngung_hieu_luc", "mot_phan"),
        (
            "Nghị định số 98/2025/NĐ-CP ngưng hiệu lực kể từ ngày Quyết định này có hiệu lực.",
            "ngung_hieu_luc",
            "toan_bo",
        ),
        ("Điều 3 Nghị định số 98/2025/NĐ-CP hết hiệu lực từ ngày Quyết định này có hiệu lực.", "sua_doi", "mot_phan"),
    ],
)
def test_how_much_of_the_other_document_is_meant(sentence: str, relation: str, extent: str) -> None:
    assert _acts(f"Điều 1. {sentence}")[-1][1:3] == (relation, extent)


def test_a_list_of_what_ends_and_the_day_it_ends() -> None:
    assert _acts(
        "Điều 1. Hiệu lực",
        "1. Các quyết định sau đây hết hiệu lực kể từ ngày Quyết định này có hiệu lực:",
        "a) Quyết định số 1/QĐ-UBND ngày 02/01/2020 sửa đổi Quyết định số 9/QĐ-UBND;",
        "b) Điều 4 Quyết định số 2/QĐ-UBND.",
        "2. Quyết định số 3/QĐ-UBND hết hiệu lực kể từ ngày 01 tháng 7 năm 2026.",
        "3. Quyết định số 4/QĐ-UBND đã được sửa đổi theo Quyết định số 5/QĐ-UBND hết hiệu lực từ ngày 01/8/2026.",
    ) == [
        ("01/QĐ-UBND", "bai_bo", "toan_bo", ""),
        ("09/QĐ-UBND", "nhac_den", "", ""),
        ("02/QĐ-UBND", "sua_doi", "mot_phan", ""),
        ("03/QĐ-UBND", "bai_bo", "toan_bo", "2026-07-01"),
        ("04/QĐ-UBND", "bai_bo", "toan_bo", "2026-08-01"),
        ("05/QĐ-UBND", "nhac_den", "", ""),
    ]


def test_what_others_say_is_a_mention() -> None:
    """A quoted article, a web site's note, a condition, another kind of document, a draft, a letter."""
    assert {
        relation
        for _, relation, _, _ in _acts(
            "Điều 1. Sửa đổi Điều 5 như sau:",
            "“Điều 5. Hiệu lực",
            "Quyết định số 1/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.”.",
            "Điều 2. Áp dụng [Điều này bị bãi bỏ bởi Điều 6 Nghị định 2/2025/NĐ-CP có hiệu lực từ ngày 01/01/2025]",
            "Khoản 1 Điều 6 của Quyết định này có hiệu lực từ ngày Nghị quyết số 3/2022/QH15 hết hiệu lực.",
            "Thông tư này thay thế Thông tư số 4/2020/TT-BTC.",
        )
    } == {"nhac_den"}
    assert _acts("Nghị quyết này thay thế Nghị quyết số 4/NQ-HĐND.", kind="TỜ TRÌNH")[0][1] == "nhac_den"
    assert _acts("DỰ THẢO", "Điều 1. Bãi bỏ Quyết định số 4/QĐ-UBND.", number="Số:      /QĐ-UBND")[-1][1] == "nhac_den"


def test_laws_named_without_a_number() -> None:
    document = parse(
        whole(
            letterhead(number="Số: 7/QĐ-UBND"),
            centre("QUYẾT ĐỊNH"),
            centre("Về thử nghiệm"),
            "Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;",
            "Căn cứ Luật Giá số 16/2023/QH15;",
            "Điều 1. Thực hiện Luật Xây dựng năm 2025 và Bộ luật Dân sự 2015; Luật này có hiệu lực năm 2026.",
        )
    )
    assert [(r.name, r.year, r.relation) for r in document.named] == [
        ("Luật Đất đai", 2024, "can_cu"),
        ("Luật Xây dựng", 2025, "thuc_hien"),
        ("Bộ luật Dân sự", 2015, "thuc_hien"),
    ]
    assert document.named[0].span.of(document.text) == "Luật Đất đai ngày 18 tháng 01 năm 2024"
