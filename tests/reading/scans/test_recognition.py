"""Scanned pages and pictures are read by tesseract; text layers that can be trusted never are."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from assistant.errors import FileUnreadable
from assistant.reading import Recognition, Slots, read_file
from assistant.reading.pdf.reader import read_pdf
from assistant.reading.text.text_quality import page_state
from assistant.types import FileText, Line, TableBlock
from tests.conftest import needs
from tests.reading.makers import Sheet, make_pdf
from tests.reading.scans.scanned import A4, BODY, LETTERHEAD, font, letter, pdf_of, sheet

PRINTED = [text for _, _, text in LETTERHEAD] + BODY


@pytest.fixture
def recognition(tmp_path: Path) -> Recognition:
    needs("tesseract")
    return Recognition(slots=Slots(2, tmp_path / "slots"))


def lines(file: FileText, page: int = 0) -> list[str]:
    return [block.text for block in file.pages[page].blocks if isinstance(block, Line)]


def test_a_scan_is_read_line_by_line_with_boxes_in_points(recognition: Recognition) -> None:
    file = read_pdf(pdf_of(letter()), recognition)
    (page,) = file.pages
    found = lines(file)
    assert sorted(found) == sorted(PRINTED)
    assert found[-5:] == BODY
    assert page.state == "text"
    assert page.ocr_confidence is not None
    assert page.ocr_confidence > 0.9
    boxes = {block.text: block.box for block in page.blocks if isinstance(block, Line)}
    issuer, motto = boxes["ỦY BAN NHÂN DÂN"], boxes["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert issuer is not None
    assert motto is not None
    assert (issuer.left, motto.left) == pytest.approx((120 * 0.36, 760 * 0.36), abs=2)
    assert issuer.right < motto.left
    assert file.ocr_note is None


@pytest.mark.parametrize("turn", [180, 90])
def test_a_page_that_lay_wrong_on_the_glass_is_set_upright(recognition: Recognition, turn: int) -> None:
    file = read_pdf(pdf_of(letter().rotate(turn, expand=True)), recognition)
    assert lines(file)[-5:] == BODY
    assert (file.pages[0].width, file.pages[0].height) == pytest.approx((595.4, 842.0), abs=1)


def test_only_pages_without_trustworthy_text_are_recognised(recognition: Recognition) -> None:
    told: list[tuple[int, int]] = []
    scan = letter()
    native = Sheet()
    for n, line in enumerate(BODY * 3):
        native.text(72, 780 - 20 * n, line, 9)
    english = Sheet().paste(0, 0, 595, scan)
    for n in range(20):
        english.text(
            72, 780 - 20 * n, "CQNG HOA XA HQI CHU NGHTA VIET NAM Cdn cil Ludt T6 chirc chinh quyiin dia phuong", 9
        )
    watched = Recognition(slots=recognition.slots, on_page=lambda done, total: told.append((done, total)))
    file = read_pdf(make_pdf([native, english]), watched)
    assert told == [(0, 1), (1, 1)]
    assert [page.ocr_confidence is not None for page in file.pages] == [False, True]
    assert lines(file)[0].startswith("Căn cứ Luật Tổ chức")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in lines(file, 1)
    assert not any("CQNG" in line for line in lines(file, 1))


AS_ENGLISH = (
    "Can cir Luat T6 chirc chinh quyén dia phuong ngay 16 thang 6 nam 2025, Uy ban nhan dan tinh ban hanh ké hoach "
    "chuyén déi nhu sau: Ty 1é hé so duge xir ly truc tuyén dat 80% truéc ngay 31 thang 12, Sé Khoa hoc va Céng nghé "
    "chu tri, phéi hgp véi cac sé, nganh cé lién quan té chirc thuc hién ké hoach nay va bao cao két qua theo quy dinh."
)


def test_the_layer_that_english_ocr_left_on_a_scan_is_not_believed_and_good_layers_are() -> None:
    good = " ".join(BODY) + " " + " ".join(BODY)
    english = "The committee shall report to the council on the plan and the budget of the year. " * 5
    assert page_state(AS_ENGLISH, 1.0, True) == "no_text"
    assert page_state(good, 1.0, True) == "text"
    assert page_state(good, 0.0, True) == "text"
    assert page_state(english, 1.0, True) == "text"


def test_blank_sheets_are_blank_and_pictures_without_text_are_reported(recognition: Recognition) -> None:
    photo = Image.linear_gradient("L").resize(A4).convert("RGB")
    specks = sheet()
    ImageDraw.Draw(specks).ellipse((800, 900, 806, 906), fill="black")
    file = read_pdf(pdf_of(letter(), specks, photo), recognition)
    assert [page.state for page in file.pages] == ["text", "blank", "no_text"]
    assert file.missing_pages == (3,)


def test_black_text_under_a_red_seal_and_red_text_are_both_read(recognition: Recognition) -> None:
    seal = Image.new("RGB", A4, "white")
    pen = ImageDraw.Draw(seal)
    pen.ellipse((500, 600, 900, 1000), outline="red", width=9)
    pen.ellipse((540, 640, 860, 960), outline="red", width=5)
    pen.text((240, 1100), "HỎA TỐC", fill="red", font=font(44))
    found = lines(read_pdf(pdf_of(ImageChops.multiply(letter(), seal)), recognition))
    assert "1. Tỷ lệ hồ sơ được xử lý trực tuyến đạt 80% trước ngày 31 tháng 12 năm 2026." in found
    assert "HỎA TỐC" in found


def test_a_ruled_table_keeps_its_cells(recognition: Recognition) -> None:
    page = letter()
    pen = ImageDraw.Draw(page)
    rows = [("STT", "Nhiệm vụ", "Thời gian"), ("1", "Xây dựng kế hoạch", "Quý II/2026"), ("2", "Tập huấn", "Hằng năm")]
    edges = [240, 360, 960, 1400]
    for n in range(4):
        pen.line((edges[0], 1000 + 90 * n, edges[-1], 1000 + 90 * n), fill="black", width=3)
    for x in edges:
        pen.line((x, 1000, x, 1270), fill="black", width=3)
    for n, row in enumerate(rows):
        for x, text in zip(edges, row, strict=False):
            pen.text((x + 20, 1022 + 90 * n), text, fill="black", font=font(36))
    (table,) = [b for b in read_pdf(pdf_of(page), recognition).pages[0].blocks if isinstance(b, TableBlock)]
    assert table.rows == tuple(rows)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "WEBP", "TIFF"])
def test_image_files_are_documents(recognition: Recognition, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"anh.{kind.lower()}"
    letter("L").save(path, kind, dpi=(200, 200))
    file = read_file(path, recognition)
    assert file.format == "image"
    assert lines(file)[-5:] == BODY


def test_a_tiff_has_its_pages_and_a_photograph_any_size(recognition: Recognition, tmp_path: Path) -> None:
    path = tmp_path / "quet.tif"
    second = sheet(body=["Trang thứ hai của bản quét này có một dòng chữ để nhận dạng cho rõ ràng."])
    letter("L").convert("1").save(path, "TIFF", save_all=True, append_images=[second.convert("1")], dpi=(200, 200))
    file = read_file(path, recognition)
    assert [page.number for page in file.pages] == [1, 2]
    assert lines(file, 1) == ["Trang thứ hai của bản quét này có một dòng chữ để nhận dạng cho rõ ràng."]
    photo = tmp_path / "chup.jpg"
    letter().resize((3300, 4678)).save(photo, "JPEG")
    assert lines(read_file(photo, recognition))[-5:] == BODY


def test_a_damaged_picture_is_unreadable(recognition: Recognition, tmp_path: Path) -> None:
    out = io.BytesIO()
    letter("L").save(out, "PNG")
    path = tmp_path / "hong.png"
    path.write_bytes(out.getvalue()[:400])
    with pytest.raises(FileUnreadable, match="bị hỏng"):
        read_file(path, recognition)


def test_without_tesseract_the_packages_are_named_and_native_pages_stay(
    recognition: Recognition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    native = Sheet()
    for n, line in enumerate(BODY * 3):
        native.text(72, 780 - 20 * n, line, 9)
    data = make_pdf([native, Sheet().paste(0, 0, 595, letter())])
    picture = tmp_path / "anh.png"
    letter("L").save(picture)
    monkeypatch.setenv("PATH", str(tmp_path))
    for file, states in (
        (read_pdf(data, recognition), ["text", "no_text"]),
        (read_file(picture, recognition), ["no_text"]),
    ):
        assert [page.state for page in file.pages] == states
        assert file.ocr_note is not None
        assert "tesseract-ocr tesseract-ocr-vie" in file.ocr_note


def test_recognition_that_is_off_says_so(tmp_path: Path) -> None:
    off = Recognition(enabled=False)
    file = read_pdf(pdf_of(letter()), off)
    assert file.missing_pages == (1,)
    assert file.ocr_note == "Nhận dạng chữ đang tắt. Hãy đặt ocr = true trong tệp tracuu.toml rồi nạp lại."
    picture = tmp_path / "anh.png"
    letter("L").save(picture)
    with pytest.raises(FileUnreadable, match="đang tắt"):
        read_file(picture, off)


def children() -> list[str]:
    """The names of this process's running child processes."""
    out = subprocess.run(["ps", "-o", "comm=", "--ppid", str(os.getpid())], capture_output=True, text=True, check=False)
    return [name for name in out.stdout.split() if name == "tesseract"]


def test_a_cancel_ends_tesseract_at_once_and_leaves_no_file(
    recognition: Recognition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Cancelled(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == 1:
            raise Cancelled

    folder = tmp_path / "tam"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    started = time.monotonic()
    with pytest.raises(Cancelled):
        read_pdf(pdf_of(*[letter()] * 8), Recognition(slots=recognition.slots, on_page=stop))
    assert time.monotonic() - started < 30
    assert children() == []
    assert list(folder.iterdir()) == []


def test_slots_are_shared_and_freed_by_a_kill(tmp_path: Path) -> None:
    hold = (
        "import sys, time; from pathlib import Path; from assistant.reading import Slots\n"
        f"with Slots(1, Path({str(tmp_path)!r})).take():\n    print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with Slots(2, tmp_path).take():
        pass  # the second slot is free
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    with Slots(1, tmp_path).take():
        pass
