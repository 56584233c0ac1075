"""Pages without a trustworthy text layer put in the place of what recognition reads of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.errors import FileUnreadable
from assistant.reading.layout.furniture import page_number
from assistant.reading.scans.recognition import recognise
from assistant.reading.scans.values import Recognition, Scan
from assistant.reading.secrecy import as_mark
from assistant.types import Line, Page
from assistant.wording import say

if TYPE_CHECKING:
    from assistant.reading.scans.values import RecognisedPage


@dataclass(frozen=True, slots=True)
class Recognised:
    """`note`: why pages without text were not recognised, None when they were or none needed it."""

    pages: tuple[Page, ...]
    stamps: tuple[str, ...] = ()
    note: str | None = None


def read_scans(pages: Sequence[Page], scan: Callable[[int], Scan], recognition: Recognition | None) -> Recognised:
    """`pages` with those in the state `no_text` recognised; `scan(index)` draws `pages[index]`.

    A missing program loses nothing: the pages stay `no_text` and the note names the packages.
    """
    wanted = [index for index, page in enumerate(pages) if page.state == "no_text"]
    if not wanted or recognition is None:
        return Recognised(tuple(pages))
    if not recognition.enabled:
        return Recognised(tuple(pages), note=f"{say('files.recognition.off')} {say('files.recognition.switch_on')}")
    try:
        found = recognise(len(wanted), lambda place: scan(wanted[place]), recognition)
    except FileUnreadable as error:
        return Recognised(tuple(pages), note=f"{error.message} {error.action}")
    out = list(pages)
    stamps: list[str] = []
    for index, read in zip(wanted, found, strict=True):
        out[index] = _page(pages[index], read)
        stamps += map(as_mark, read.stamps)
    return Recognised(tuple(out), tuple(stamps))


def _page(page: Page, read: RecognisedPage) -> Page:
    texts = [block.text for block in read.blocks if isinstance(block, Line)]
    if read.state == "text" and len(texts) == len(read.blocks) == 1 and page_number(texts[0]) is not None:
        return replace(page, state="blank", blocks=())
    confidence = read.confidence if read.state == "text" else None
    return replace(
        page, blocks=read.blocks, state=read.state, width=read.width, height=read.height, ocr_confidence=confidence
    )
