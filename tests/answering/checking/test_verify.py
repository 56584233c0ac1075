"""What is compared before a quotation or a figure is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering import Assistant, verify_quotes
from assistant.answering.checking.verify import unsupported_figures
from assistant.settings import Settings
from tests.answering.desk import PLAN, SCOPE, Desk


@pytest.mark.parametrize(
    ("sentence", "evidence", "missing"),
    [
        ("Đạt 95% hộ gia đình [1].", "trên 95 % hộ gia đình", ()),
        ("Đạt 95 phần trăm.", "trên 95% hộ gia đình", ()),
        ("Đạt 95%.", "có 95 hộ gia đình", ("95 %",)),
        ("Đạt 95%.", "năm 1995", ("95", "95 %")),
        ("Kinh phí 1.500 triệu đồng.", "kinh phí 1500 triệu đồng", ()),
        ("Kinh phí 1.500 tỷ đồng.", "kinh phí 1.500 triệu đồng", ("1500 tỷ",)),
        ("Ngày 06/01/2022.", "ngày 6 tháng 1 năm 2022", ()),
        ("Ngày 01/06/2022.", "ngày 6 tháng 1 năm 2022", ("2022-06-01",)),
        ("Xong trong quý III.", "Quý II/2026", ("quý 3",)),
        ("Xong trong quý 2 năm 2026.", "Quý II/2026", ()),
        ("Theo Quyết định số 06/QĐ-TTg.", "Quyết định 06/QĐ - TTg", ()),
        ("Theo Quyết định số 06/QĐ-TTg.", "Quyết định 06/QĐ-UBND", ("06/qđ-ttg",)),
        ("1. Sở Nội vụ chủ trì [2].", "Sở Nội vụ chủ trì", ()),
        ("Không có số nào.", "", ()),
    ],
)
def test_figures_are_found_as_a_reader_would_find_them(sentence: str, evidence: str, missing: tuple[str, ...]) -> None:
    assert unsupported_figures(sentence, [evidence]) == missing


def test_a_citation_that_differs_from_its_document_is_dropped_and_said() -> None:
    desk = Desk({1: PLAN})
    answer = Assistant(desk, desk, Settings()).ask("Ai chủ trì mua sắm máy chủ đồ họa?", SCOPE)
    true = answer.citations[0]
    assert verify_quotes(answer, desk) is answer
    wrong = [
        replace(true, quote=true.quote.replace("Tài chính", "Nội vụ")),
        replace(true, start=true.start + 1),
        replace(true, page=3),
        replace(true, version=2),
        replace(true, document_id=9),
        replace(true, quote="", end=true.start),
    ]
    checked = verify_quotes(replace(answer, citations=(true, *wrong)), desk)
    assert checked.citations == (true,)
    assert checked.notes[-1] == "Đã bỏ 6 trích dẫn vì không còn khớp từng chữ với văn bản gốc."
