"""Text typed in the Vietnamese font encodings of the years before Unicode: TCVN3 (ABC, fonts ".VnTime") and VNI
("VNI-Times").

Such a file stores letters of Latin-1 that only its font draws as Vietnamese. A font named by the file decides for its
run; where the format names none, or the name means nothing, the syllables decide: the reading whose words with accents
are Vietnamese syllables is the right one. Text that is Unicode already, and text in other languages, stays as it is.
The tables are those of viparse (MIT), which were checked against real files of 1998 to 2009.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from assistant.vietnamese.words.syllables import is_vietnamese_syllable

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"(?:\(.*\)|[ ,-]|bold|italic|regular|normal|oblique)+$", re.IGNORECASE)
_BEYOND = "ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300\u0301\u0303\u0309\u0323"
_UNICODE_LETTER = re.compile(f"[{_BEYOND}]")
_UNICODE_WORDS = re.compile(rf"((?:(?<!\S)[^\s{_BEYOND}]*+[{_BEYOND}]\S*+\s*+)++)")
_HIGH = re.compile("[\u0080-\u00ff\u2212\u2219]")
_TOKEN = re.compile(r"[^\s\d.,:;!?()/\"'“”‘’…\[\]{}<>=+*_|-]+")
_ENCODINGS = ("TCVN3", "VNI")
_ASCII_LETTER = re.compile("[A-Za-z]")
_FOREIGN_LETTER = re.compile("[ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþÿ]")
_GAIN = 0.3
"""By how much more of the words must be syllables than before: right tables reach 0.9 and more where the text as
stored has below 0.4 (real files of ../shared/data/documents)."""
_ENOUGH = 0.6
"""Share of syllables below which no table is believed: wrong ones stay below 0.5."""
_FEW = 3
"""Words with accents below which a line is judged by what stands around it."""

# Letters of the VNI table (VNI Software, "Bảng mã VNI Windows") that viparse leaves out, since its corpus has none.
_VNI_RARE = {"aú": "ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ"}


@dataclass(frozen=True, slots=True)
class Run:
    """Letters set in one font; `font` is None where the file does not say."""

    text: str
    font: str | None = None


@lru_cache(maxsize=2_000)
def font_encoding(font: str | None) -> str | None:
    """ "TCVN3" or "VNI" when the name of the font says so (".VnTime", "VnArialH,Bold", "VNI-Helve"), else None."""
    name = _SUBSET.sub("", font or "").upper()
    if name.startswith("VNI"):
        return "VNI"
    return "TCVN3" if re.match(r"\.VN|VN(?:TIME|ARIAL|HELV|AVANT|COURIER|BOOK|CENTURY|UNIVER|SOUTHERN)", name) else None


@lru_cache(maxsize=2_000)
def draws_capitals(font: str | None) -> bool:
    """Whether the font draws small letters as capitals: TCVN3 has no accented capitals, ".VnTimeH" draws them."""
    if font_encoding(font) != "TCVN3":
        return False
    return _STYLE.sub("", _SUBSET.sub("", font or "")).endswith("H")


@lru_cache(maxsize=4)
def _table(encoding: str) -> dict[str, str]:
    from viparse.normalize.encodings import CHARMAPS

    pairs = dict(CHARMAPS[encoding.lower()].pairs)
    return pairs | (_VNI_RARE if encoding == "VNI" else {})


@lru_cache(maxsize=4)
def _pattern(encoding: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(s) for s in sorted(_table(encoding), key=len, reverse=True)))


# What stands in PDF and symbol fonts for a byte of TCVN3: the soft hyphen is the letter "ư", the middle dot "ã".
_LETTER_MINUS = re.compile(r"(?<=[^\W\d_])\u2212|\u2212(?=[^\W\d_]|[¨©«¬®¶¸»])")
# Word has two signs for an optional hyphen, and old files hold both for one "ư"; no syllable has the letter twice.
_DOUBLED = re.compile("\u00ad{2,}")
# Fonts marked as symbol fonts have their letters in the private use area.
_SYMBOLS = {code: chr(code - 0xF000) for code in range(0xF020, 0xF100)}


def convert(text: str, encoding: str) -> str:
    """`text` stored as `encoding` ("TCVN3", "VNI") in Unicode NFC; what the table does not know stays as it is."""
    if encoding == "TCVN3":
        text = _LETTER_MINUS.sub("\u00ad", text).replace("\u2219", "\u00b7")
        text = _DOUBLED.sub("\u00ad", text)
    table = _table(encoding)
    return unicodedata.normalize("NFC", _pattern(encoding).sub(lambda m: table[m[0]], text))


def convert_pair(text: str, encoding: str) -> str | None:
    """The letter that `text` stores as a whole ("aù" in VNI: "á"), None when it is none."""
    return _table(encoding).get(text)


def encoding_name(found: Mapping[str, int]) -> str | None:
    """Encodings by how many letters each had, the commonest first ("TCVN3", "VNI, TCVN3"); strays of below 5 % are not
    named."""
    total = sum(found.values())
    named = sorted((e for e, n in found.items() if n >= 0.05 * total), key=lambda e: -found[e])
    return ", ".join(named) or None


def is_unicode(text: str) -> bool:
    """Whether letters stand in it that neither encoding stores: the text is Unicode already."""
    return _UNICODE_LETTER.search(text) is not None


def _accented(text: str) -> list[str]:
    """The words with an ASCII letter and one beyond: a sign by itself ("£" for a box to tick) tells nothing."""
    return [w for w in _TOKEN.findall(text) if not w.isascii() and _ASCII_LETTER.search(w)]


def _share(text: str) -> float:
    """Share of the words with a letter beyond ASCII that are Vietnamese syllables, 1.0 when there is no such word."""
    words = _accented(text)
    return sum(map(_is_syllable, words)) / len(words) if words else 1.0


def _is_syllable(word: str) -> bool:
    # A tilde on "n" or dots on "a" look like tone marks once a letter is taken apart: only letters of Vietnamese count.
    return not _FOREIGN_LETTER.search(word) and is_vietnamese_syllable(word)


def guess(text: str, *, few: int = _FEW) -> str | None:
    """The encoding that makes Vietnamese of `text`, None when it is Vietnamese already, another language or short."""
    if text.isascii() or not _HIGH.search(text) or is_unicode(text):
        return None
    if len(text.encode("utf-8", "surrogatepass")) < len(text) + few:
        return None  # fewer letters beyond ASCII than there must be words with one
    if len(set(_accented(text))) < few:
        return None
    best = max(_ENCODINGS, key=lambda encoding: _share(convert(text, encoding)))
    share = _share(convert(text, best))
    return best if share >= _ENOUGH and share - _share(text) >= _GAIN else None


class Repair:
    """Puts the text of one file into Unicode, in reading order; `found` counts the letters of each encoding.

    `sample` are lines of the file: what they are as a whole decides for the lines too short to tell, until one before
    them has told.
    """

    def __init__(self, sample: Iterable[str]) -> None:
        self.found: dict[str, int] = {}
        lines: list[str] = []
        size = unicode = 0
        for line in sample:
            if is_unicode(line):
                unicode += len(line)
            elif _HIGH.search(line):
                lines.append(line)
                size += len(line)
                if size > 200_000:
                    break
        self._carried = guess("\n".join(lines))
        self._all_legacy = self._carried is not None and unicode < 0.1 * size

    @property
    def encoding(self) -> str | None:
        """What was repaired, by `encoding_name`."""
        return encoding_name(self.found)

    def runs(self, runs: Sequence[Run]) -> str:
        """The text of one paragraph, each run as its font says, those of other fonts as their words do.

        Neighbouring runs of one encoding are converted together: a VNI letter and its mark may stand in two runs.
        """
        if all(run.text.isascii() for run in runs) and not any(draws_capitals(run.font) for run in runs):
            return "".join(run.text for run in runs)
        out: list[str] = []
        for encoding, group in groupby(runs, key=lambda run: font_encoding(run.font)):
            out.append(self._group(encoding, list(group)))
        return "".join(out)

    def _group(self, encoding: str | None, group: list[Run]) -> str:
        raw = "".join(run.text for run in group)
        if encoding is None:
            return self.line(raw)
        group = [Run(run.text.translate(_SYMBOLS), run.font) for run in group]
        raw = raw.translate(_SYMBOLS)
        fixed = _by_font(raw, encoding)
        if fixed == raw:
            return self.line(raw)  # the font names another encoding than the one typed in it
        self._count(encoding, raw)
        if encoding != "TCVN3" or not any(draws_capitals(run.font) for run in group):
            return fixed
        if fixed != convert(raw, encoding):
            return fixed.upper() if all(draws_capitals(run.font) for run in group) else fixed
        # TCVN3 goes letter by letter, so that each run can be converted for itself.
        pieces = [(convert(run.text, encoding), run.font) for run in group]
        return "".join(piece.upper() if draws_capitals(font) else piece for piece, font in pieces)

    def line(self, text: str) -> str:
        """A line whose font is not known. Of a line that mixes encodings only the stretches that are no Unicode."""
        if text.isascii() or not _HIGH.search(text):
            return text
        if is_unicode(text):
            parts = _UNICODE_WORDS.split(text)
            parts[::2] = map(self._stretch, parts[::2])  # between them stand the words that are Unicode
            return "".join(parts)
        encoding = guess(text)
        if encoding is not None:
            self._carried = encoding
        elif self._carried is not None:
            encoding = self._for_short(text, self._carried)
        return self._told(text, encoding)

    def _stretch(self, text: str) -> str:
        """Words of a line that holds Unicode too, none of them certainly Unicode: from the first to the last word that
        is no syllable they are converted."""
        encoding = guess(text)
        if encoding is None:
            return text
        wrong = [m for m in _TOKEN.finditer(text) if not m[0].isascii() and not _is_syllable(m[0])]
        if not wrong:
            return text
        start, end = wrong[0].start(), wrong[-1].end()
        return text[:start] + self._told(text[start:end], encoding) + text[end:]

    def _for_short(self, text: str, carried: str) -> str | None:
        """For a line too short to tell: what makes more syllables of it; when they are level, what changes it in a
        file that has no Unicode ("Soá" is "Số"), then what stood before."""
        fixed = {e: convert(text, e) for e in _ENCODINGS}
        best = max(fixed, key=lambda e: (_share(fixed[e]), fixed[e] != text, e == carried))
        gain = _share(fixed[best]) - _share(text)
        return best if gain > 0 or (gain == 0 and self._all_legacy) else None

    def _told(self, text: str, encoding: str | None) -> str:
        if encoding is None:
            return text
        self._count(encoding, text)
        return convert(text, encoding)

    def _count(self, encoding: str, text: str) -> None:
        self.found[encoding] = self.found.get(encoding, 0) + len(text)


def _by_font(text: str, encoding: str) -> str:
    """`text` of a legacy font in Unicode; as it is when typed in Unicode, or in the other encoding, after all."""
    if is_unicode(text):
        stored = _as_bytes(text)
        if stored is None or _share(convert(stored, encoding)) <= _share(text):
            return text
        text = stored
    fixed = convert(text, encoding)
    if _share(fixed) < _ENOUGH and guess(text) not in {None, encoding}:
        return text
    return text if _share(text) > _share(fixed) else fixed


def _as_bytes(text: str) -> str | None:
    """The letters as Latin-1 when a converter took the bytes for windows-1258, as RTF files claim; None if not."""
    try:
        return text.encode("windows-1258").decode("latin-1")
    except UnicodeEncodeError:
        return None
