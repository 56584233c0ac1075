"""Letters of old Vietnamese fonts on PDF pages, put into Unicode glyph by glyph before lines are made of them."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pypdfium2.raw as pdfium

from assistant.reading.layout.glyphs import Glyph
from assistant.reading.text.legacy_encodings import (
    convert,
    convert_pair,
    draws_capitals,
    font_encoding,
    guess,
    is_unicode,
)

_SIGNS = frozenset("¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶¸¹º»¼½¾¿ÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþ\u2212\u2219")
"""Letters that both encodings use all the time and Unicode Vietnamese hardly ever."""
_SAMPLE = 40
"""Such letters whose fonts are looked at before a page is taken for one of today's."""


def repair_glyphs(glyphs: list[Glyph], text_page: Any, found: dict[str, int]) -> list[Glyph]:
    """The glyphs with those of old fonts in Unicode. `found` counts the letters converted, by encoding.

    The font of a letter decides; on a page whose fonts have no telling names, its words do.
    """
    signs = [g for g in glyphs if g.text in _SIGNS]
    if len(signs) < 3:
        return glyphs

    font_of = _FontNames(text_page)
    if any(font_encoding(font_of(g.source)) for g in signs[:: max(1, len(signs) // _SAMPLE)]):
        fonts = [font_of(g.source) for g in glyphs]
        return _converted(glyphs, [font_encoding(font) for font in fonts], fonts, found, text_page)
    whole = guess("".join((" " if g.space else "") + g.text for g in glyphs)[:20_000])
    if whole is None:
        return glyphs
    return _converted(glyphs, [whole] * len(glyphs), [None] * len(glyphs), found, text_page)


def _converted(
    glyphs: Sequence[Glyph],
    encodings: Sequence[str | None],
    fonts: Sequence[str | None],
    found: dict[str, int],
    text_page: Any,
) -> list[Glyph]:
    out: list[Glyph] = []
    merged = False
    for index, (glyph, encoding) in enumerate(zip(glyphs, encodings, strict=True)):
        if merged:
            merged = False
            continue
        out.append(glyph)
        if encoding is None or is_unicode(glyph.text):
            continue
        after = glyphs[index + 1] if index + 1 < len(glyphs) else None
        letter = None
        if encoding == "VNI" and after is not None and not after.space and encodings[index + 1] == encoding:
            letter = convert_pair(glyph.text + after.text, encoding)
            if letter is not None:
                glyph.right = max(glyph.right, after.right)
                merged = True
        if letter is None:
            letter = _single(glyph, after, encoding, text_page, index > 0 and glyphs[index - 1].text.isalpha())
        if letter != glyph.text:
            found[encoding] = found.get(encoding, 0) + 1
        glyph.text = letter.upper() if draws_capitals(fonts[index]) else letter
    return out


def _single(glyph: Glyph, after: Glyph | None, encoding: str, text_page: Any, inner: bool) -> str:
    letter = glyph.text
    if encoding == "TCVN3" and (letter == "\u2212" or (letter == "-" and _soft(text_page, glyph.source))):
        # The byte of "ư" is the soft hyphen's: PDF writers call it a minus, pdfium a hyphen at the end of a line.
        follows = after is not None and not after.space and (after.text.isalpha() or after.text in _SIGNS)
        return "ư" if (inner and not glyph.space) or follows else letter
    return _letter(letter, encoding)


_letter = lru_cache(maxsize=2_000)(convert)


def _soft(text_page: Any, source: int) -> bool:
    return pdfium.FPDFText_GetUnicode(text_page.raw, source) in {0x02, 0xFFFE, 0xAD}


class _FontNames:
    """The font of a letter of a text page, by the letter's place in it; None where the file does not say."""

    def __init__(self, text_page: Any) -> None:
        self._handle = text_page.raw
        self._buffer = ctypes.create_string_buffer(128)
        self._flags = ctypes.byref(ctypes.c_int())

    def __call__(self, source: int) -> str | None:
        length = pdfium.FPDFText_GetFontInfo(self._handle, source, self._buffer, 128, self._flags)
        return self._buffer.value.decode("utf-8", errors="replace") if 0 < length <= 128 else None
