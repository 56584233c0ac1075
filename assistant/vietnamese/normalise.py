"""Unicode and tone placement: the text of truth (`nfc`), and the forms used for matching (`fold`, `strip_accents`)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029\x1c\x1d\x1e"
# Invisible characters that PDF and Word files leave inside words; they would split or hide a word.
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u202a\u202b\u202c\u202d\u202e\x7f"
)
_CONTROL = "".join(chr(code) for code in [*range(0x00, 0x09), *range(0x0E, 0x1C), 0x1F, *range(0x80, 0x85)])
_CLEAN = str.maketrans(
    dict.fromkeys(_SPACES, " ") | dict.fromkeys(_LINE_ENDS, "\n") | dict.fromkeys(_INVISIBLE + _CONTROL, None)
)
_UNCLEAN = re.compile(f"[{re.escape(''.join(map(chr, _CLEAN)))}]")

_TONES = {"\u0300": 0, "\u0301": 1, "\u0309": 2, "\u0303": 3, "\u0323": 4}
_TONED = {base: [unicodedata.normalize("NFC", base + tone) for tone in _TONES] for base in "aeouyAEOUY"}

# A tone typed before the circumflex, breve or horn ("a" + grave + circumflex) does not compose in NFC: put it after.
_TONE_BEFORE_SHAPE = re.compile(r"([aeoAEO])([\u0300\u0301\u0303\u0309])([\u0302\u0306\u031b])")


def nfc(s: str) -> str:
    """`s` in NFC, odd spaces and tabs as ' ', line ends as '\\n', invisible and control characters removed.

    This gives the text of truth when a file is read; it is idempotent.
    """
    s = s.replace("\r\n", "\n").replace("\r", "\n")
    if _UNCLEAN.search(s):  # looking is 15 times faster than translating, and most texts are clean
        s = s.translate(_CLEAN)
    if s.isascii() or (unicodedata.is_normalized("NFC", s) and not _TONE_BEFORE_SHAPE.search(s)):
        return s
    decomposed = _TONE_BEFORE_SHAPE.sub(r"\1\3\2", unicodedata.normalize("NFD", s))
    return unicodedata.normalize("NFC", decomposed)


def nfc_with_places(text: str) -> tuple[str, list[int]]:
    """Unicode NFC of `text`, nothing removed, and for each of its characters, and its end, the place in `text`."""
    if unicodedata.is_normalized("NFC", text):
        return text, list(range(len(text) + 1))
    normal: list[str] = []
    places: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        cluster = unicodedata.normalize("NFC", text[start:end])
        normal.append(cluster)
        places += [start] * len(cluster)
        start = end
    return "".join(normal), [*places, len(text)]


def _class(bases: str) -> str:
    return "".join(toned for base in bases for toned in _TONED[base])


_MARK = "\u0300-\u036f"
# Old placement at the end of an open syllable (hoà, hoè, uỷ; not quý), and the misplacements that old typing
# software left behind (tòan, họat, khỏang, hùynh, qúy). Lower case only: folding comes first.
_MISPLACED = re.compile(
    rf"o([{_class('ae')}])(?![\w{_MARK}])"
    rf"|(?<!q)u([{_class('y')}])(?![\w{_MARK}])"
    rf"|([{_class('o')}])([ae])(?=[nmcptiyu])"
    rf"|(?<=[^\Wq])([{_class('u')}])y(?=[nptu])"
    rf"|(?<=q)([{_class('u')}])([aeoy])"
)


def _toned(base: str, like: str) -> str:
    """`base` with the tone that `like` carries."""
    for plain in "aeouy":
        if like in _TONED[plain]:
            return _TONED[base][_TONED[plain].index(like)]
    raise AssertionError(like)


def _replace(match: re.Match[str]) -> str:
    end_ae, end_y, o_toned, after_o, u_toned, qu_toned, after_qu = match.groups()
    if end_ae:
        base = "a" if end_ae in _TONED["a"] else "e"
        return _toned("o", end_ae) + base
    if end_y:
        return _toned("u", end_y) + "y"
    if o_toned:
        return "o" + _toned(after_o, o_toned)
    if u_toned:
        return "u" + _toned("y", u_toned)
    return "u" + _toned(after_qu, qu_toned)


def place_tones(s: str) -> str:
    """Lower-case NFC text with the tone where modern spelling puts it: hoà -> hòa, uỷ -> ủy, tòan -> toàn."""
    return _MISPLACED.sub(_replace, s)


def fold(s: str) -> str:
    """The form two spellings of one word share: NFC, lower case, one tone placement; đ is kept. Idempotent.

    The letter Eth (Ð, U+00D0), which old fonts print for Đ, becomes đ. The length may differ from `s`.
    """
    return _fold_short(s) if len(s) <= _SHORT else _fold(s)


def _fold(s: str) -> str:
    low = nfc(nfc(s).lower()).replace("ð", "đ")
    return low if low.isascii() else place_tones(low)


_SHORT = 24
"""Characters of a text that is kept with its form: the same syllables and phrases come again and again; reading one
question folds some 500 of them, of which 40 are new."""
_fold_short = lru_cache(maxsize=10_000)(_fold)


_SHAPES = {
    "a": ["", "\u0306", "\u0302"],
    "e": ["", "\u0302"],
    "i": [""],
    "o": ["", "\u0302", "\u031b"],
    "u": ["", "\u031b"],
    "y": [""],
}
_PLAIN = str.maketrans(
    {
        unicodedata.normalize("NFC", base + shape + tone): base
        for base, shapes in _SHAPES.items()
        for shape in shapes
        for tone in ["", *_TONES]
        if shape or tone
    }
    | {"đ": "d"}
)  # fmt: skip


def strip_accents(s: str) -> str:
    """`fold(s)` without any mark and with đ as d: what is typed without accents. Idempotent."""
    return _strip_short(s) if len(s) <= _SHORT else _strip_accents(s)


def _strip_accents(s: str) -> str:
    plain = fold(s).translate(_PLAIN)
    if plain.isascii():
        return plain
    bare = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


_strip_short = lru_cache(maxsize=10_000)(_strip_accents)


def plain_words(text: str) -> str:
    """Accent-less, single spaces: for looking for names inside a question."""
    return " ".join(strip_accents(text).split())
