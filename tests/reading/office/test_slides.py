"""Slides made by python-pptx, and the same saved by LibreOffice in PowerPoint's old format."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.util import Cm

from assistant.errors import FileUnreadable
from assistant.reading import check_secrecy, read_file
from assistant.reading.office.slides import NOTES, read_pptx
from assistant.types import FileText, Line, TableBlock
from tests.conftest import needs


def saved(deck: Any) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def texts(file: FileText, page: int) -> list[str]:
    return [b.text for b in file.pages[page].blocks if isinstance(b, Line)]


def deck() -> Any:
    made = pptx.Presentation()
    first = made.slides.add_slide(made.slide_layouts[1])
    first.shapes.title.text = "Kế hoạch chuyển đổi số"
    first.placeholders[1].text = "Mục tiêu\nNhiệm vụ"
    first.notes_slide.notes_text_frame.text = "Nói chậm ở phần này"
    second = made.slides.add_slide(made.slide_layouts[6])
    # Made right to left and bottom to top; read as it stands.
    for left, top, text in ((12, 8, "bốn"), (1, 8, "ba"), (12, 2, "hai"), (1, 2, "một")):
        second.shapes.add_textbox(Cm(left), Cm(top), Cm(5), Cm(2)).text_frame.text = text
    grid = second.shapes.add_table(3, 2, Cm(1), Cm(12), Cm(15), Cm(4)).table
    for at, text in enumerate(["STT", "Nhiệm vụ", "1", "Họp", "", "Báo cáo"]):
        grid.cell(at // 2, at % 2).text = text
    grid.cell(1, 0).merge(grid.cell(2, 0))
    hidden = made.slides.add_slide(made.slide_layouts[5])
    hidden.shapes.title.text = "Ẩn"
    hidden._element.set("show", "0")
    return made


def test_slides_are_pages_with_title_text_tables_and_notes_apart() -> None:
    file = read_pptx(saved(deck()))
    assert [page.number for page in file.pages] == [1, 2]
    assert texts(file, 0) == ["Kế hoạch chuyển đổi số", "Mục tiêu", "Nhiệm vụ", NOTES, "Nói chậm ở phần này"]
    assert file.pages[0].blocks[0] == Line("Kế hoạch chuyển đổi số", None, True, True)
    assert texts(file, 1) == ["một", "hai", "ba", "bốn"]
    assert [b for b in file.pages[1].blocks if isinstance(b, TableBlock)] == [
        TableBlock((("STT", "Nhiệm vụ"), ("1", "Họp"), ("1", "Báo cáo")), filled=frozenset({(2, 0)}))
    ]
    assert file.notes == ("Không đọc 1 trang chiếu ẩn: trang 3.",)


def test_automatic_numbers_restart_after_a_plain_paragraph() -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    frame = slide.shapes.add_textbox(0, 0, Cm(5), Cm(5)).text_frame
    frame.text = "một\nhai\nxen\nba"
    for index in (0, 1, 3):
        properties = frame.paragraphs[index]._p.get_or_add_pPr()
        number = properties.makeelement(
            "{http://schemas.openxmlformats.org/drawingml/2006/main}buAutoNum", {"type": "alphaLcParenR"}
        )
        properties.append(number)
    assert texts(read_pptx(saved(made)), 0) == ["a) một", "b) hai", "xen", "a) ba"]


def test_a_slide_of_pictures_gave_no_text_and_an_empty_one_is_blank(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (40, 40), "red").save(tmp_path / "a.png")
    made = deck()
    made.slides.add_slide(made.slide_layouts[6]).shapes.add_picture(str(tmp_path / "a.png"), 0, 0)
    made.slides.add_slide(made.slide_layouts[6])
    file = read_pptx(saved(made))
    assert [(page.number, page.state) for page in file.pages] == [
        (1, "text"),
        (2, "text"),
        (4, "no_text"),
        (5, "blank"),
    ]
    assert file.missing_pages == (4,)


def test_old_fonts_on_slides() -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "ñeà aùn phaùt trieån"
    slide.shapes.title.text_frame.paragraphs[0].runs[0].font.name = "VNI-Times"
    file = read_pptx(saved(made))
    assert texts(file, 0) == ["đề án phát triển"]
    assert file.encoding == "VNI"


def test_a_mark_in_a_box_is_seen() -> None:
    from assistant.errors import FileRefused

    made = deck()
    made.slides[0].shapes.add_textbox(0, 0, Cm(3), Cm(1)).text_frame.text = "TỐI MẬT"
    with pytest.raises(FileRefused):
        check_secrecy(read_pptx(saved(made)))


def test_files_that_are_none() -> None:
    with pytest.raises(FileUnreadable, match="không có chữ"):
        read_pptx(saved(pptx.Presentation()))
    with pytest.raises(FileUnreadable, match="hỏng"):
        read_pptx(saved(deck())[:5000])


def test_old_powerpoint_files_are_converted(tmp_path: Path) -> None:
    program = needs("soffice")
    (tmp_path / "a.pptx").write_bytes(saved(deck()))
    command = [program, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "ppt"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "a.pptx")], check=True, timeout=120)
    file = read_file(tmp_path / "a.ppt")
    assert file.format == "ppt"
    assert [page.number for page in file.pages] == [1, 2]
    assert texts(file, 0)[:3] == ["Kế hoạch chuyển đổi số", "Mục tiêu", "Nhiệm vụ"]
    assert texts(file, 1) == ["một", "hai", "ba", "bốn"]
