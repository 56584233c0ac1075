"""One page recognised: set upright, judged, with what its red ink says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.reading.scans.askew_stamps import SCATTERED, askew_marks, lines_of
from assistant.reading.scans.layout import page_blocks
from assistant.reading.scans.picture import PagePicture, page_picture
from assistant.reading.scans.tesseract import Processes, Word, words
from assistant.reading.scans.values import RecognisedPage, Scan
from assistant.reading.secrecy import as_mark, mark_of
from assistant.reading.text.text_quality import looks_foreign
from assistant.types import PageState

_SURE = 0.5
"""Mean confidence under which a page is not read: pages lying wrong have 0.2 to 0.45, bad copies 0.6, good ones 0.9."""
_GOOD = 0.75
"""Mean confidence from which no other way of laying the page is tried."""
_FEW = 10
"""Words: fewer on a page with much ink are a reason to try it turned."""
_LONG_WORD = 4
"""Letters of a word that is wider than high when it stands upright."""
_CLEARLY = 1.3
"""Tesseract reads some text that stands on its side by itself: a page turned must be read better by this much."""
_SPECK_SURE, _SPECK_LETTERS = 0.5, 3
"""A line of so few letters and less than this confidence is a speck, a pen stroke or a part of a seal."""
_STAMP_SURE = 0.6
"""Confidence of a word printed in red for it to be read: what stands around a seal stays below 0.5."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    picture: PagePicture
    words: Sequence[Word]

    @property
    def confidence(self) -> float:
        """Mean over the letters and figures: a speck must not weigh as much as a word."""
        weights = [sum(c.isalnum() for c in w.text) for w in self.words]
        total = sum(weights)
        return sum(w.confidence * n for w, n in zip(self.words, weights, strict=True)) / total if total else 0.0

    @property
    def letters(self) -> int:
        return sum(c.isalnum() for w in self.words for c in w.text)

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @property
    def good(self) -> bool:
        if self.picture.blank:
            return True
        enough = len(self.words) >= _FEW and self.confidence >= _GOOD
        return enough and not self.sideways and not looks_foreign(self.text)

    @property
    def sideways(self) -> bool:
        """Whether most words are higher than wide: tesseract reads such lines too, but their order is lost."""
        long = [w for w in self.words if len(w.text) >= _LONG_WORD]
        return sum(w.bottom - w.top > w.right - w.left for w in long) * 2 > len(long)

    @property
    def worth(self) -> float:
        doubt = (0.3 if looks_foreign(self.text) else 1.0) * (0.1 if self.sideways else 1.0)
        return self.confidence * self.letters * doubt


def read_page(program: str, scan: Scan, processes: Processes) -> RecognisedPage:
    """The page of `scan`. Raises `Stopped` when the work is given up meanwhile."""
    best = _attempt(program, scan, 0, processes)
    for turn in (180, 90, 270) if not best.good else ():
        other = _attempt(program, scan, turn, processes)
        if other.worth > _CLEARLY * best.worth:
            best = other
        if other.good:
            break
    stamped = _stamp_words(program, best, processes)
    stamps = lines_of(stamped, 0.0)
    if scan.first and best.picture.red is not None and not any(map(mark_of, map(as_mark, stamps))):
        stamps += askew_marks(program, best.picture.red, processes)
    picture, read = best.picture, [*best.words, *stamped]
    if not any(c.isalnum() for w in read for c in w.text):
        state: PageState = "blank" if picture.blank else "no_text"
    else:
        state = "text" if best.confidence >= _SURE and not looks_foreign(best.text) else "no_text"
    blocks = page_blocks(read, picture.rules, picture.black.dpi, picture.width) if state == "text" else []
    return RecognisedPage(
        tuple(blocks),
        state,
        round(best.confidence, 3),
        round(picture.width, 1),
        round(picture.height, 1),
        tuple(stamps),
    )


def _attempt(program: str, scan: Scan, turn: int, processes: Processes) -> _Attempt:
    picture = page_picture(scan.image, scan.dpi, turn)
    return _Attempt(picture, _without_specks(words(program, picture.black, processes)))


def _without_specks(found: Sequence[Word]) -> list[Word]:
    out: list[Word] = []
    for _, group in groupby(found, key=lambda w: w.line):
        line = list(group)
        letters = sum(c.isalnum() for w in line for c in w.text)
        if letters > _SPECK_LETTERS or max(w.confidence for w in line) >= _SPECK_SURE:
            out += line
    return out


def _stamp_words(program: str, attempt: _Attempt, processes: Processes) -> list[Word]:
    """The sure words in red ink, which the black picture does not show."""
    if attempt.picture.red is None:
        return []
    found = words(program, attempt.picture.red, processes, SCATTERED)
    last = max((w.line[0] for w in attempt.words), default=0)
    return [
        Word(w.text, w.left, w.top, w.right, w.bottom, w.confidence, (last + w.line[0], w.line[1], w.line[2]))
        for w in found
        if w.confidence >= _STAMP_SURE and any(c.isalnum() for c in w.text)
    ]
