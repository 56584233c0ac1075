"""Recognition of printed text (OCR): what a caller decides about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.reading.ocr_slots import Slots


@dataclass(frozen=True, slots=True)
class Recognition:
    """How pages without a trustworthy text layer are read. Can be sent to other processes while `on_page` is None.

    `slots` bounds how many pages are recognised at once, over all workers. `on_page(done, total)` is called from the
    thread that called `read_file`: once with `done` 0 before the first page of a file is recognised, then after each.
    An exception it raises (a cancel) stops the tesseract processes and passes through `read_file`.
    """

    enabled: bool = True
    slots: Slots = field(default_factory=Slots)
    on_page: Callable[[int, int], None] | None = None
