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
            letterhead(),
            centre("KẾ HOẠCH"),
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
