"""Pages as a scanner gives them, drawn here, so that the tests can state exactly what must be read from them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

DPI = 200
A4 = (1654, 2339)
FONT = Path("/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf")

LETTERHEAD = [
    (120, 150, "ỦY BAN NHÂN DÂN"),
    (150, 200, "TỈNH MẪU"),
    (760, 150, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (880, 200, "Độc lập - Tự do - Hạnh phúc"),
    (150, 270, "Số: 12/KH-UBND"),
    (800, 270, "Tỉnh Mẫu, ngày 05 tháng 3 năm 2026"),
    (700, 380, "KẾ HOẠCH"),
    (520, 430, "Chuyển đổi số năm 2026 của tỉnh Mẫu"),
]
BODY = [
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025, Ủy ban",
    "nhân dân tỉnh ban hành kế hoạch chuyển đổi số như sau:",
    "1. Tỷ lệ hồ sơ được xử lý trực tuyến đạt 80% trước ngày 31 tháng 12 năm 2026.",
    "2. Sở Khoa học và Công nghệ chủ trì, phối hợp với các sở, ngành có liên quan tổ",
    "chức thực hiện kế hoạch này và báo cáo kết quả theo quy định hiện hành.",
]


def font(size: int) -> ImageFont.FreeTypeFont:
    """Tinos, as wide as Times and with Vietnamese letters; see `needs`."""
    if not FONT.is_file():
        pytest.skip("needs the Debian package fonts-croscore")
    return ImageFont.truetype(str(FONT), size)


def sheet(
    texts: Sequence[tuple[int, int, str]] = (), body: Sequence[str] = (), *, colour: str = "RGB", top: int = 560
) -> Image.Image:
    """An A4 page at 200 dpi: `texts` at their pixels, `body` from `top` down, 14 points high."""
    image = Image.new(colour, A4, "white")
    pen = ImageDraw.Draw(image)
    for x, y, text in texts:
        pen.text((x, y), text, fill="black", font=font(36))
    for number, line in enumerate(body):
        pen.text((240, top + 60 * number), line, fill="black", font=font(38))
    return image


def letter(colour: str = "RGB") -> Image.Image:
    return sheet(LETTERHEAD, BODY, colour=colour)


def stamped(image: Image.Image, text: str, at: tuple[int, int], ink: str = "red", size: int = 52) -> Image.Image:
    """`image` with a framed stamp, as marks of secrecy are."""
    image = image.copy()
    pen = ImageDraw.Draw(image)
    width = int(pen.textlength(text, font=font(size)))
    pen.rectangle((at[0] - 16, at[1] - 10, at[0] + width + 16, at[1] + size + 16), outline=ink, width=4)
    pen.text(at, text, fill=ink, font=font(size))
    return image


def pdf_of(*images: Image.Image) -> bytes:
    """A PDF of these pictures and nothing else, at 200 dpi."""
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=list(images[1:]), resolution=DPI, quality=90)
    return out.getvalue()
