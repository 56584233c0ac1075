"""Image files (PNG, JPEG, TIFF with its pages, BMP, WebP, GIF): each frame is a page to be recognised."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

from assistant.reading.limits import allowed, unreadable
from assistant.reading.scans.scanned_pages import read_scans
from assistant.reading.scans.values import Recognition, Scan
from assistant.types import FileText, Page
from assistant.wording import say

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

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
            frames = int(getattr(image, "n_frames", 1)) if image.format in {"TIFF", "MPO"} else 1
            if frames > (most := allowed().pages):
                raise unreadable(say("files.image.too_many", count=frames, most=most), say("files.image.split"))
            frames = 1 if image.format == "MPO" else frames  # the other frames of a photograph are previews
            pages = [_page(image, number) for number in range(frames)]
            read = read_scans(pages, lambda index: _draw(image, index), recognition)
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, Image.DecompressionBombError) as error:
        raise unreadable(say("files.image.damaged"), say("files.check_original")) from error
    return FileText("image", read.pages, True, read.stamps, ocr_note=read.note)


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
