"""Pages in columns: sentences whole, one column after the other; what only stands side by side stays as it is."""

from __future__ import annotations

import pytest

from assistant.parsing import parse
from assistant.reading.layout.columns import in_columns
from assistant.reading.pdf.reader import read_pdf
from assistant.types import Box, Line
from tests.reading.makers import Sheet, make_pdf
from tests.reading.pdf import column_papers


@pytest.mark.parametrize("n", range(len(column_papers.SHAPES)))
def test_sentences_of_each_column_are_whole(n: int) -> None:
    paper = column_papers._by_reportlab(n, column_papers.SHAPES[n])
    assert isinstance(paper.source, bytes)
    text = " ".join(parse(read_pdf(paper.source)).text.split("\n"))
    broken = [sentence for sentence in paper.whole if sentence not in text]
    assert broken == []


def test_halves_of_a_letterhead_and_of_a_signature_stay_row_by_row() -> None:
    sheet = Sheet().text(72, 750, "UBND XÃ MẪU").text(300, 750, "CỘNG HÒA XÃ HỘI")
    sheet.text(72, 735, "VĂN PHÒNG").text(300, 735, "Độc lập - Tự do")
    sheet.text(72, 300, "Nơi nhận:").text(300, 300, "CHỦ TỊCH").text(72, 285, "- Như trên;").text(300, 285, "đã ký")
    lines = [b.text for b in read_pdf(make_pdf([sheet])).pages[0].blocks if isinstance(b, Line)]
    assert lines == ["UBND XÃ MẪU", "CỘNG HÒA XÃ HỘI", "VĂN PHÒNG", "Độc lập - Tự do", "Nơi nhận:", "CHỦ TỊCH",
                     "- Như trên;", "đã ký"]  # fmt: skip


def _line(text: str, left: float, top: float, right: float) -> Line:
    return Line(text, Box(left, top, right, top + 11))


def test_where_one_side_alone_is_prose_nothing_is_joined_over_the_gutter() -> None:
    prose = (
        "Người dân gửi hồ sơ tại bộ phận một cửa và",
        "nhận kết quả sau ba ngày làm việc kể từ khi",
        "nộp đủ hồ sơ, trừ",
    )
    rows = [_line(text, 50, 100 + 14 * n, 280) for n, text in enumerate(prose)]
    side = [_line(text, 310, 100 + 14 * n, 400) for n, text in enumerate(("Ghi chú", "Xem thêm", "Liên hệ"))]
    blocks = in_columns([line for pair in zip(rows, side, strict=True) for line in pair])
    assert [line.column < 0 for line in blocks if isinstance(line, Line)] == [True] * 6
    assert len({line.column for line in blocks if isinstance(line, Line)}) == 2


def test_a_table_without_rules_stays_row_by_row() -> None:
    rows = [("Xã An Lạc", "12 máy"), ("Xã Bình Yên", "7 máy"), ("Xã Cát Tường", "21 máy"), ("Xã Đại Đồng", "9 máy")]
    blocks = [
        _line(t, x, 100 + 14 * n, x + 60) for n, row in enumerate(rows) for t, x in zip(row, (50, 300), strict=True)
    ]
    assert in_columns(blocks) == blocks
