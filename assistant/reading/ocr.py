"""Recognition of printed text (OCR): what a caller decides about it, and the pages of one file in parallel.

A page is read as it lies; when that gives little or nonsense it is turned. The page is the document's only when its
words are sure enough and can be words of a language; else it stays without text and is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.reading.limits import step
from assistant.reading.ocr_slots import Slots

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from assistant.reading.ocr_page import RecognisedPage

_LOOK = 1.0
"""Seconds between two signs of life while pages wait for a slot or for tesseract."""


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


def recognise(count: int, scan: Callable[[int], Scan], recognition: Recognition) -> list[RecognisedPage]:
    """The `count` pages that `scan` draws, in order; `scan` is called from this thread alone.

    Raises `FileUnreadable` when tesseract or its Vietnamese data is missing (the message names the packages) or the
    slots cannot be used. Whatever is raised, no tesseract process is left running.
    """
    from assistant.reading.ocr_page import read_page
    from assistant.reading.tesseract import Processes, program

    found = program()
    tell = recognition.on_page or (lambda done, total: None)
    processes = Processes()
    results: dict[int, RecognisedPage] = {}
    tell(0, count)
    width = max(min(recognition.slots.count, count), 1)
    pool = ThreadPoolExecutor(width)

    def work(page: Scan) -> RecognisedPage:
        with recognition.slots.take():
            return read_page(found, page, processes)

    under_way: dict[Future[RecognisedPage], int] = {}
    try:
        upcoming = 0
        while len(results) < count:
            # One page more than can be read at once is drawn ahead: pictures are large.
            while upcoming < count and len(under_way) <= width:
                under_way[pool.submit(work, scan(upcoming))] = upcoming
                upcoming += 1
            for future in _finished(under_way):
                results[under_way.pop(future)] = future.result()
                tell(len(results), count)
    finally:
        processes.stop()
        pool.shutdown(wait=True, cancel_futures=True)
    return [results[index] for index in range(count)]


def _finished(under_way: dict[Future[RecognisedPage], int]) -> Sequence[Future[RecognisedPage]]:
    while True:
        done, _ = wait(under_way, timeout=_LOOK, return_when=FIRST_COMPLETED)
        step()
        if done:
            return sorted(done, key=lambda future: under_way[future])
