"""What a drawn page shows, and where: pixels are looked at, not only counted."""

from __future__ import annotations

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from assistant.errors import FileUnreadable
from assistant.reading.pictures import PagePicture, count_pages, draw
from tests.reading.makers import Sheet, make_pdf


def pixels(picture: PagePicture) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(picture.data)).convert("L"))


def dark(picture: PagePicture, left: float, top: float, right: float, bottom: float) -> float:
    """The share of dark pixels in a box given in points."""
    image = pixels(picture)
    scale = image.shape[1] / picture.width
    part = image[round(top * scale) : round(bottom * scale), round(left * scale) : round(right * scale)]
    return float((part < 128).mean())


def test_a_page_is_drawn_to_scale_with_the_origin_at_the_top() -> None:
    sheet = Sheet().rule(100, 700, 300, 700)  # 142 points below the upper edge
    picture = draw(make_pdf([sheet]), "pdf", 1, pixels=1190)
    assert (picture.width, picture.height) == (595, 842)
    assert pixels(picture).shape == (1684, 1190)
    assert dark(picture, 150, 141, 250, 143) > 0.2
    assert dark(picture, 150, 100, 250, 138) == 0
    assert dark(picture, 320, 141, 500, 143) == 0


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_is_drawn_as_it_is_shown(rotate: int) -> None:
    sheet = Sheet(rotate=rotate).rule(100, 700, 300, 700)
    picture = draw(make_pdf([sheet]), "pdf", 1)
    shown = {
        0: (100, 140, 300, 144),
        90: (698, 100, 702, 300),
        180: (295, 698, 495, 702),
        270: (140, 295, 144, 495),
    }[rotate]
    assert (picture.width > picture.height) == (rotate in (90, 270))
    assert dark(picture, *shown) > 0.05
    assert dark(picture, 20, 20, 90, 90) == 0


def test_text_that_stands_on_its_side_is_set_upright() -> None:
    lines = [Sheet().text(100 + 20 * n, 100, "Nội dung của trang nằm ngang", angle=90) for n in range(1)]
    picture = draw(make_pdf(lines), "pdf", 1)
    assert picture.width > picture.height  # as the reader turned it, in whose points the boxes are


def test_pages_are_counted_and_a_wrong_number_is_an_error() -> None:
    data = make_pdf([Sheet(), Sheet()])
    assert count_pages(data, "pdf") == 2
    for number in (0, -1, 3):
        with pytest.raises(IndexError):
            draw(data, "pdf", number)


def test_a_damaged_file_is_said_to_be_one() -> None:
    with pytest.raises(FileUnreadable):
        draw(b"%PDF-1.4 nothing more", "pdf", 1)
    with pytest.raises(FileUnreadable):
        count_pages(b"\x89PNG and no more", "image")


def test_a_picture_file_has_the_points_its_boxes_are_given_in() -> None:
    image = Image.new("L", (1654, 2339), 255)
    image.paste(0, (827, 1169, 1000, 1300))
    data = io.BytesIO()
    image.save(data, "PNG", dpi=(200, 200))
    assert count_pages(data.getvalue(), "image") == 1
    picture = draw(data.getvalue(), "image", 1)
    assert picture.width == pytest.approx(1654 * 72 / 200)
    assert dark(picture, 300, 425, 355, 465) == 1.0
    assert dark(picture, 20, 20, 290, 410) == 0.0
    with pytest.raises(IndexError):
        draw(data.getvalue(), "image", 2)


def test_a_tiff_has_a_page_for_each_frame() -> None:
    frames = [Image.new("L", (1654, 2339), shade) for shade in (255, 0)]
    data = io.BytesIO()
    frames[0].save(data, "TIFF", save_all=True, append_images=frames[1:], dpi=(200, 200))
    assert count_pages(data.getvalue(), "image") == 2
    assert dark(draw(data.getvalue(), "image", 1), 0, 0, 500, 800) == 0.0
    assert dark(draw(data.getvalue(), "image", 2), 0, 0, 500, 800) == 1.0
