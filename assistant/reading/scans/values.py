"""What recognition is given and what it gives back: the settings, the picture of a page, the page read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.reading.scans.slots import Slots
from assistant.types import Line, PageState, TableBlock

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


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


@dataclass(frozen=True, slots=True)
class Scan:
    """The picture of one page, grey (h, w) or RGB (h, w, 3), `dpi` pixels to the inch of the page. `first`: the page
    bears the letterhead, where the mark of secrecy stands."""

    image: npt.NDArray[np.uint8]
    dpi: float
    first: bool = False


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """What was read of a page. `stamps`: the words in red ink, which may carry a secrecy mark. Boxes, `width` and
    `height` in points of the page set upright; `confidence` 0 to 1."""

    blocks: tuple[Line | TableBlock, ...]
    state: PageState
    confidence: float
    width: float
    height: float
    stamps: tuple[str, ...] = ()
