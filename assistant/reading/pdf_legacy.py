"""Letters of old Vietnamese fonts on PDF pages, put into Unicode glyph by glyph before lines are made of them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pypdfium2.raw as pdfium

from assistant.reading.legacy_encodings import (
    convert,
    convert_pair,
    draws_capitals,
    font_encoding,
    guess,
    is_unicode,
)
from assistant.reading.pdf_glyphs import Glyph

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

    def font_of(glyph: Glyph) -> str | None:
        return _font_name(text_page, glyph.source)

    named = any(font_encoding(font_of(g)) for g in signs[:: max(1, len(signs) // _SAMPLE)])
    text = "".join((" " if g.space else "") + g.text for g in glyphs)
    whole = None if named else guess(text[:20_000])
    if not named and whole is None:
        return glyphs
    encodings = [font_encoding(font_of(g)) if named else whole for g in glyphs]
    return _converted(glyphs, encodings, font_of if named else lambda _: None, found, text_page)


def _converted(
    glyphs: Sequence[Glyph],
    encodings: Sequence[str | None],
    font_of: Callable[[Glyph], str | None],
    found: dict[str, int],
    text_page: Any,
) -> list[Glyph]:
    out: list[Glyph] = []
    merged = False
    for index, (glyph, encoding) in enumerate(zip(glyphs, encodings, strict=True)):
        if merged:
            merged = False
            continue
        after = glyphs[index + 1] if index + 1 < len(glyphs) else None
        if encoding is None or is_unicode(glyph.text):
            out.append(glyph)
            continue
        pair = None
        if encoding == "VNI" and after is not None and not after.space and encodings[index + 1] == encoding:
            pair = convert_pair(glyph.text + after.text, encoding)
        if pair is not None and after is not None:
            out.append(replace(glyph, text=pair, right=max(glyph.right, after.right)))
            merged = True
        else:
            out.append(
                replace(glyph, text=_single(glyph, after, encoding, text_page, bool(out) and out[-1].text.isalpha()))
            )
        if out[-1].text != glyph.text:
            found[encoding] = found.get(encoding, 0) + 1
        if draws_capitals(font_of(glyph)):
            out[-1] = replace(out[-1], text=out[-1].text.upper())
    return out


def _single(glyph: Glyph, after: Glyph | None, encoding: str, text_page: Any, inner: bool) -> str:
    letter = glyph.text
    if encoding == "TCVN3" and (letter == "\u2212" or (letter == "-" and _soft(text_page, glyph.source))):
        # The byte of "ư" is the soft hyphen's: PDF writers call it a minus, pdfium a hyphen at the end of a line.
        follows = after is not None and not after.space and (after.text.isalpha() or after.text in _SIGNS)
        return "ư" if (inner and not glyph.space) or follows else letter
    return convert(letter, encoding)


def _soft(text_page: Any, source: int) -> bool:
    return pdfium.FPDFText_GetUnicode(text_page.raw, source) in {0x02, 0xFFFE, 0xAD}


def _font_name(text_page: Any, source: int) -> str | None:
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text_page.raw, source, buffer, 128, ctypes.byref(flags))
    return buffer.value.decode("utf-8", errors="replace") if 0 < length <= 128 else None
