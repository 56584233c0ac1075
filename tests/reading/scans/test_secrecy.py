"""Marks of secrecy on scanned pages, and on pages with text where the mark is a picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from assistant.errors import FileRefused
from assistant.reading import Recognition, Slots, check_secrecy
from assistant.reading.pdf.reader import read_pdf
from assistant.reading.secrecy import as_mark
from tests.conftest import needs
from tests.reading.makers import Sheet, make_pdf
from tests.reading.scans.scanned import BODY, letter, pdf_of, stamped


@pytest.fixture
def recognition(tmp_path: Path) -> Recognition:
    needs("tesseract")
    return Recognition(slots=Slots(2, tmp_path / "slots"))


@pytest.mark.parametrize(
    ("text", "stands_for"),
    [
        ("MẠT", "MẬT"),
        ("MÂT", "MẬT"),
        ("TÓI MẶT", "TỐI MẬT"),
        ("TUYET MAT", "TUYỆT MẬT"),
        ("Mặt trận", "Mặt trận"),
        ("mặt", "mặt"),
        ("MẶT TRẬN TỔ QUỐC", "MẶT TRẬN TỔ QUỐC"),
        ("", ""),
    ],
)
def test_misread_marks_of_stamps(text: str, stands_for: str) -> None:
    assert as_mark(text) == stands_for


@pytest.mark.parametrize(("mark", "ink"), [("MẬT", "red"), ("TỐI MẬT", "black"), ("TUYỆT MẬT", "red")])
def test_a_mark_stamped_on_a_scan_is_refused(recognition: Recognition, mark: str, ink: str) -> None:
    page = stamped(letter(), mark, (180, 330), ink)
    with pytest.raises(FileRefused, match=mark):
        check_secrecy(read_pdf(pdf_of(page), recognition))


def test_a_mark_set_askew_is_refused(recognition: Recognition) -> None:
    stamp = stamped(Image.new("RGB", (520, 160), "white"), "TỐI MẬT", (60, 50))
    page = letter()
    page.paste(stamp.rotate(9, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC), (80, 320))
    with pytest.raises(FileRefused, match="TỐI MẬT"):
        check_secrecy(read_pdf(pdf_of(page), recognition))


def digital(stamp: Image.Image | None, y: float = 690) -> bytes:
    page = (
        Sheet()
        .text(72, 780, "UBND TỈNH MẪU")
        .text(300, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        .text(72, 600, BODY[0], 8)
    )
    return make_pdf([page.paste(72, y, 100, stamp) if stamp is not None else page])


@pytest.mark.parametrize("ink", ["red", "black"])
def test_a_mark_that_is_a_picture_on_a_page_with_text_is_refused(recognition: Recognition, ink: str) -> None:
    stamp = stamped(Image.new("RGB", (420, 100), "white"), "TUYỆT MẬT", (30, 15), ink)
    with pytest.raises(FileRefused, match="TUYỆT MẬT"):
        check_secrecy(read_pdf(digital(stamp), recognition))


def test_other_stamps_refuse_nothing_and_pages_without_pictures_cost_nothing(
    recognition: Recognition, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = stamped(Image.new("RGB", (420, 100), "white"), "CÔNG VĂN ĐẾN", (30, 15))
    check_secrecy(read_pdf(digital(seal), recognition))
    monkeypatch.setattr("assistant.reading.scans.tesseract.words", None)  # called, it would raise
    check_secrecy(read_pdf(digital(None), recognition))
    low = stamped(Image.new("RGB", (420, 100), "white"), "MẬT", (30, 15))
    check_secrecy(read_pdf(digital(low, y=60), recognition))
