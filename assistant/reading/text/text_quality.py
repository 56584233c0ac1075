"""Whether the text layer of a page says what the page shows: a scan, a foreign OCR layer and a legacy font do not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.types import PageState
from assistant.vietnamese.words.syllables import share_foreign

_BAD = 0.45
"""Share of syllables that are no Vietnamese: measured 0.45 and more for unusable layers, below 0.06 for native ones."""
_SCAN_PICTURE = 0.5
"""Share of the page under pictures from which a page is a scan unless it has text of its own."""
_GUESSED = 0.2
"""The same share for the layer of a page that is a picture: good OCR up to 0.13, OCR in English from 0.4 on."""
_SCAN_LETTERS = 250
"""Letters: signature lines on scans have 40 to 150 characters."""
_FEW = 12
"""Words below which a share says nothing."""
_SOME = 60
"""Words below which a page is judged by the file it stands in."""
_NATIVE = 0.13
"""Share of foreign syllables up to which a whole file is good: native below 0.06, good OCR up to 0.13 (measured)."""
_ENGLISH = frozenset(
    ["the", "of", "and", "to", "in", "is", "for", "with", "by", "on", "are", "be", "or", "as", "that", "this", "from"]
)
_WORD = re.compile(r"[^\W\d_]+")


def looks_foreign(text: str, bad: float = _BAD) -> bool:
    """Whether the text can be no Vietnamese and no English: a broken layer. Figures and a few words decide nothing.

    `bad`: the share of foreign syllables from which it is.
    """
    words = [w.lower() for w in _WORD.findall(text)]
    if len(words) < _FEW:
        return _is_garbled(text)
    if sum(1 for w in words if w in _ENGLISH) >= 0.08 * len(words):
        return False
    return _is_garbled(text) or share_foreign(text) >= bad


def _is_garbled(text: str) -> bool:
    """Letters without a Unicode meaning: private use, replacement signs."""
    printed = [c for c in text if not c.isspace()]
    odd = sum(1 for c in printed if c == "\ufffd" or "\ue000" <= c <= "\uf8ff")
    return len(printed) >= 20 and odd > 0.3 * len(printed)


def page_state(text: str, picture_share: float, drawn: bool, *, native: bool = False) -> PageState:
    """`text` of the page without signatures; `picture_share` of its area; `drawn`: anything but text is on it.

    `native`: the other pages of the file are good Vietnamese, so that a page of few words (the labels of a figure, a
    list of codes) is believed.
    """
    letters = sum(1 for c in text if c.isalnum())
    if letters == 0:
        return "no_text" if drawn else "blank"
    if picture_share >= _SCAN_PICTURE and letters < _SCAN_LETTERS:
        return "no_text"
    if native and picture_share < _SCAN_PICTURE and len(_WORD.findall(text)) < _SOME:
        return "no_text" if _is_garbled(text) else "text"
    bad = _GUESSED if picture_share >= _SCAN_PICTURE else _BAD
    return "no_text" if looks_foreign(text, bad) else "text"


def is_native(texts: Sequence[str]) -> bool:
    """Whether a file with these page texts is Vietnamese as a whole."""
    whole = "\n".join(texts)
    return len(_WORD.findall(whole)) >= 2 * _SOME and share_foreign(whole) < _NATIVE
