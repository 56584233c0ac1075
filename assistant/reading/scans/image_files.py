"""Image files (PNG, JPEG, TIFF with its pages, BMP, WebP, GIF): each frame is a page to be recognised."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.reading.limits import allowed, unreadable
from assistant.reading.scans.scanned_pages import read_scans
from assistant.reading.scans.values import Recognition, Scan
from assistant.types import FileText, Page
from assistant.wording import say

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_T = TypeVar("_T")
_DPI = 200
_LONG_SIDE = 2339
"""Pixels of an A4 page's long side at 200 dpi: photographs are brought to this size, for their dpi means nothing."""
_SHORT_SIDE = 1000
"""Pixels: a picture smaller than this on its long side was cut from a screen (96 dpi) and is doubled."""
_MOST_PIXELS = 200_000_000
"""Unpacked, an image of this size takes 0.6 GB; a small file can claim any size."""
_RESOLUTIONS = range(100, 1201)
"""What scanners write; 72 and 96 are written by programs that know nothing of paper."""


def read_image(data: bytes, recognition: Recognition | None) -> FileText:
    """The frames of an image as pages. Raises `FileUnreadable`: damaged, too large, or recognition is not to be had."""
    from PIL import Image

    if recognition is None or not recognition.enabled:
        raise unreadable(
            say("files.image.not_read", reason=say("files.recognition.off")), say("files.recognition.switch_on")
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes that are checked here
            image = Image.open(io.BytesIO(data))
            frames = _frames(image)
            if frames > (most := allowed().pages):
                raise unreadable(say("files.image.too_many", count=frames, most=most), say("files.image.split"))
            pages = [_page(image, number) for number in range(frames)]
            read = read_scans(pages, lambda index: _draw(image, index), recognition)
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, Image.DecompressionBombError) as error:
        raise unreadable(say("files.image.damaged"), say("files.check_original")) from error
    return FileText("image", read.pages, True, read.stamps, ocr_note=read.note)


def count_frames(data: bytes) -> int:
    """How many pages the image file has. Raises `FileUnreadable` when it is damaged."""
    return _opened(data, _frames)


def draw_frame(data: bytes, index: int) -> Scan:
    """Frame `index` as recognition sees it: in its place of `Page.width` and `Page.height`.

    Raises `FileUnreadable` when it is damaged or too large, `IndexError` when there is no such frame.
    """

    def drawn(image: Any) -> Scan:
        _page(image, index)  # seeks, and refuses what is too large
        return _draw(image, index)

    if index >= count_frames(data):
        raise IndexError(index)
    return _opened(data, drawn)


def _opened(data: bytes, use: Callable[[Any], _T]) -> _T:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes that are checked here
            return use(Image.open(io.BytesIO(data)))
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise unreadable(say("files.image.damaged"), say("files.check_original")) from error


def _frames(image: Any) -> int:
    """Pages of the image: the other frames of a photograph (MPO) are previews, of an animation they are no pages."""
    return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def _page(image: Any, index: int) -> Page:
    image.seek(index)
    width, height = image.size
    if width * height > _MOST_PIXELS:
        raise unreadable(say("files.image.too_large", width=width, height=height), say("files.image.reduce"))
    points = 72 / _DPI * _zoom(image)
    return Page(index + 1, (), "no_text", round(width * points, 1), round(height * points, 1))


def _zoom(image: Any) -> float:
    """By how much the frame is enlarged so that it has the 200 dpi of a page."""
    long_side = int(max(image.size))
    said = float(image.info.get("dpi", (0, 0))[0])
    if round(said) in _RESOLUTIONS and long_side / said >= 4:
        return min(_DPI / said, 2.0)
    if long_side > _LONG_SIDE:
        return _LONG_SIDE / long_side
    return 2.0 if long_side < _SHORT_SIDE else 1.0


def _draw(image: Any, index: int) -> Scan:
    import numpy as np
    from PIL import Image, ImageOps

    image.seek(index)
    zoom = _zoom(image)
    frame = ImageOps.exif_transpose(image.copy())
    if frame.mode in {"RGBA", "LA", "PA"} or "transparency" in frame.info:
        colours = frame.convert("RGBA")
        frame = Image.new("RGBA", colours.size, "white")
        frame.alpha_composite(colours)
    if frame.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off and not scale
        frame = Image.fromarray((np.asarray(frame).astype(np.uint32) >> 8).astype(np.uint8))
    frame = frame.convert("L" if frame.mode in {"1", "L"} else "RGB")
    if zoom != 1.0:
        size = (max(round(frame.width * zoom), 1), max(round(frame.height * zoom), 1))
        frame = frame.resize(size, Image.Resampling.LANCZOS)
    array: npt.NDArray[np.uint8] = np.asarray(frame, dtype=np.uint8)
    return Scan(array, _DPI, first=index == 0)
