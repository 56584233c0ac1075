"""Marks that recognition misreads are put right where the neighbours leave no doubt; everything else stays."""

from __future__ import annotations

import pytest

from assistant.types import Correction, Span
from assistant.vietnamese.spelling.ocr_correction import corrections


def put_right(text: str) -> str:
    out, at = [], 0
    for found in corrections(text, [Span(0, len(text))]):
        out += [text[at : found.span.start], found.text]
        at = found.span.end
    return "".join(out) + text[at:]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("kinh doanh vật liệu nỗ công nghiệp", "kinh doanh vật liệu nổ công nghiệp"),
        ("QUYÉT ĐỊNH:", "QUYẾT ĐỊNH:"),
        ("xử phạt vị phạm hành chính trong lĩnh vực hóa chât", "xử phạt vi phạm hành chính trong lĩnh vực hóa chất"),
        ("Bộ trưởng quy định chỉ tiết Điêu này", "Bộ trưởng quy định chi tiết Điều này"),
        ("địch vụ công trực tuyến", "dịch vụ công trực tuyến"),
    ],
)
def test_misread_marks_are_put_right(read: str, printed: str) -> None:
    assert put_right(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "kinh doanh vật liệu nổ công nghiệp",
        "Căn cứ Nghị định số 71/2019/NĐ-CP của Chính phủ",
        "UBND tỉnh, HĐND tỉnh và các đơn vị có liên quan",
        "d) Phạt tiền từ 5.000.000 đồng đến 10.000.000 đồng",
        "Ông Nguyễn Tổ, bà Trần Thị Nổ",
        "",
    ],
)
def test_what_reads_well_stays(text: str) -> None:
    assert corrections(text, [Span(0, len(text))]) == ()


def test_only_the_given_spans_are_touched() -> None:
    text = "vật liệu nỗ công nghiệp\nvật liệu nỗ công nghiệp"
    assert corrections(text, [Span(24, len(text))]) == (Correction(Span(33, 35), "nổ"),)
