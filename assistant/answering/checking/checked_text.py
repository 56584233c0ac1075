"""A model's text as it streams in, let through sentence by sentence once its markers and figures are checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from assistant.answering.checking.verify import MARKER, unsupported_figures
from assistant.types import Citation
from assistant.vietnamese.words.sentences import sentences
from assistant.wording import say

_GROUP = re.compile(r"\[\s*(?:căn cứ|can cu|số|nguồn)?\s*(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\s*\]", re.IGNORECASE)
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_OPEN_TAG = re.compile(r"<(?:t(?:h(?:i(?:n(?:k)?)?)?)?)?\Z")
_MARKERS_ONLY = re.compile(r"(?:\s*\[\d{1,3}\])+[\s.;,]*\Z")


class CheckedText:
    """Fed with pieces, gives sentences: markers outside the evidence dropped, the others numbered as they appear,
    sentences whose figures do not stand in their cited evidence marked as not checked.

    A sentence without a marker is checked against the markers of its line, a list item also against its lead-in's.
    `text`: what was given so far; `used`: the evidence cited, in the order of its new numbers; `unverified`: sentences.
    """

    def __init__(self, evidence: Sequence[Citation]) -> None:
        self._evidence = evidence
        self._numbers: dict[int, int] = {}
        self._lead_in: frozenset[int] = frozenset()
        self.text = ""
        self.unverified: list[str] = []

    @property
    def used(self) -> tuple[Citation, ...]:
        return tuple(self._evidence[old - 1] for old in self._numbers)

    def feed(self, pieces: Iterable[str]) -> Iterator[str]:
        """Checked text, a line's worth of sentences at most at a time; joined it is `text`."""
        raw = ""
        done = 0
        for piece in pieces:
            raw += piece
            visible = _without_thoughts(raw)
            while (end := _complete(visible, done)) is not None:
                yield from self._emit(visible[done:end])
                done = end
        visible = _without_thoughts(raw, final=True)
        yield from self._emit(visible[done:])

    def _emit(self, chunk: str) -> Iterator[str]:
        checked = self._check(chunk)
        if not self.text:
            checked = checked.lstrip()
        if checked:
            self.text += checked
            yield checked

    def _check(self, chunk: str) -> str:
        """One line, or the beginning of one up to a sentence with a marker."""
        chunk = self._renumber(chunk)
        cited = {int(m[1]) for m in MARKER.finditer(chunk)}
        item = re.match(r"\s*(?:[-–+•*]|\d{1,2}[.)])\s", chunk) is not None
        allowed = cited | (self._lead_in if item or not cited else frozenset())
        texts = [self._words_of(number) for number in sorted(allowed)]
        out = chunk
        for start, end in reversed(_units(chunk)):
            sentence = chunk[start:end]
            if unsupported_figures(sentence, texts):
                self.unverified.append(" ".join(MARKER.sub("", sentence).split()))
                out = f"{out[:end]} {say('answers.unchecked')}{out[end:]}"
        if chunk.rstrip().endswith(":") or MARKER.sub("", chunk).rstrip().endswith(":"):
            self._lead_in = frozenset(cited)
        elif not item and chunk.endswith("\n") and chunk.strip():
            self._lead_in = frozenset()
        return out

    def _words_of(self, number: int) -> str:
        old = next(old for old, new in self._numbers.items() if new == number)
        item = self._evidence[old - 1]
        return f"{item.quote}\n{item.context}\n{item.official}"

    def _renumber(self, chunk: str) -> str:
        def rewritten(match: re.Match[str]) -> str:
            kept: list[str] = []
            for old in (int(digits) for digits in re.findall(r"\d+", match[1])):
                if 1 <= old <= len(self._evidence):
                    kept.append(f"[{self._numbers.setdefault(old, len(self._numbers) + 1)}]")
            return "".join(dict.fromkeys(kept)) or "\0"

        return re.sub(r"[ \t]*\0", "", _GROUP.sub(rewritten, chunk))


def _complete(text: str, start: int) -> int | None:
    """The end of what can be checked from `start` on: a line, or its beginning up to a sentence with a marker that
    another sentence follows; None when more must come first."""
    line_end = text.find("\n", start)
    line = text[start : line_end + 1 if line_end >= 0 else len(text)]
    units = _units(line)
    for (_, end), (after, _) in pairwise(units):
        if MARKER.search(line[:end]) or _GROUP.search(line[:end]):
            return start + after
    return line_end + 1 if line_end >= 0 else None


def _units(text: str) -> list[tuple[int, int]]:
    """Sentences; one that ends with ";" goes on, and markers after the full stop belong to the sentence before."""
    out: list[tuple[int, int]] = []
    for start, end in sentences(text):
        if out and (_MARKERS_ONLY.fullmatch(text[start:end]) or text[out[-1][1] - 1] == ";"):
            out[-1] = (out[-1][0], end)
        elif out and (leading := re.match(r"(?:\[\d{1,3}\]\s*)+", text[start:end])):
            out[-1] = (out[-1][0], start + len(leading[0].rstrip()))
            out.append((start + leading.end(), end))
        else:
            out.append((start, end))
    return [(start, end) for start, end in out if start < end]


def _without_thoughts(raw: str, final: bool = False) -> str:
    """What a model says aloud: `<think>…</think>` is left out, and a tag that may just be beginning waits."""
    visible = _THOUGHT.sub("", raw)
    return visible if final else _OPEN_TAG.sub("", visible)
