"""Word files printed by LibreOffice, and where their words stand on the print."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from assistant.reading.pictures import count_pages, drop_prints, find, is_printable, print_pages, read_print
from tests.conftest import needs

REPEATED = "Báo cáo kết quả trước ngày 15 hằng tháng."
LINES = [
    "KẾ HOẠCH",
    "Nuôi ong lấy mật",
    *[REPEATED if n in (3, 60) else f"{n}. Việc thứ {n} của xã." for n in range(1, 70)],
]


def word_file(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    needs("soffice")
    made = print_pages("ong", "docx", lambda: word_file(*LINES), tmp_path_factory.mktemp("in"))
    assert made is not None
    return made


def test_words_are_found_on_their_page(pdf: bytes) -> None:
    assert count_pages(pdf, "pdf") >= 2
    printed = read_print(pdf)
    first, last = find(printed, "5. Việc thứ 5 của xã.", 0.1), find(printed, "69. Việc thứ 69 của xã.", 0.9)
    assert list(first) == [1]
    assert list(last) == [count_pages(pdf, "pdf")]
    (box,) = first[1]
    assert 0 < box.left < box.right < 596
    assert 5 < box.bottom - box.top < 30
    (below,) = find(printed, "6. Việc thứ 6 của xã.", 0.1)[1]
    assert below.top > box.top


def test_of_words_said_twice_those_nearest_are_meant(pdf: bytes) -> None:
    printed = read_print(pdf)
    early, late = find(printed, REPEATED, 0.05), find(printed, REPEATED, 0.85)
    assert early != late
    assert (min(early), early[min(early)][0].top) < (min(late), late[min(late)][0].top)


def test_words_over_two_lines_are_boxed_in_both_and_spaces_do_not_count(pdf: bytes) -> None:
    printed = read_print(pdf)
    found = find(printed, "5.  Việc thứ 5\ncủa xã.\n6. Việc thứ 6 của xã.", 0.1)
    assert len(found[1]) == 2
    assert find(printed, "chữ không có trong tệp này", 0.5) == {}
    assert find(printed, " – ", 0.5) == {}


def test_a_print_is_kept_and_dropped_with_its_document(tmp_path: Path) -> None:
    (tmp_path / "co.pdf").write_bytes(b"%PDF kept")

    def load() -> bytes:
        raise AssertionError("the print is there")

    assert print_pages("co", "docx", load, tmp_path) == b"%PDF kept"
    (tmp_path / "mat.pdf").write_bytes(b"%PDF withdrawn")
    drop_prints(tmp_path, {"co"})
    assert [path.name for path in tmp_path.iterdir()] == ["co.pdf"]


def test_without_libreoffice_there_is_no_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert print_pages("ong", "docx", lambda: word_file("ong"), tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_sheets_are_not_printed() -> None:
    assert [kind for kind in ("docx", "doc", "odt", "pptx", "xlsx", "csv", "html") if is_printable(kind)] == [
        "docx", "doc", "odt", "pptx",
    ]  # fmt: skip
