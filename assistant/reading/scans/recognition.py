"""Recognition of printed text (OCR): what a caller decides about it, and the pages of one file in parallel.

A page is read as it lies; when that gives little or nonsense it is turned. The page is the document's only when its
words are sure enough and can be words of a language; else it stays without text and is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from assistant.reading.limits import step
from assistant.reading.scans.values import RecognisedPage, Recognition, Scan

_LOOK = 1.0
"""Seconds between two signs of life while pages wait for a slot or for tesseract."""


def recognise(count: int, scan: Callable[[int], Scan], recognition: Recognition) -> list[RecognisedPage]:
    """The `count` pages that `scan` draws, in order; `scan` is called from this thread alone.

    Raises `FileUnreadable` when tesseract or its Vietnamese data is missing (the message names the packages) or the
    slots cannot be used. Whatever is raised, no tesseract process is left running.
    """
    from assistant.reading.scans.page import read_page
    from assistant.reading.scans.tesseract import Processes, program

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
