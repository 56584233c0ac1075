"""A stretch too long for one passage in pieces, between sentences where they allow."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.passages.sizes import FULL, MOST, SCANT
from assistant.types import Span
from assistant.vietnamese.words.sentences import sentences


def cut(text: str, span: Span) -> list[Span]:
    """`span` in pieces of at most `MOST` words, between sentences where they allow, else at ";" or a space."""
    atoms: list[Span] = []
    body = text[span.start : span.end]
    starts = [start for start, _ in sentences(body)] or [0]
    starts[0] = 0
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        atoms.extend(_halves(text, Span(span.start + start, span.start + end)))
    out: list[Span] = []
    held: Span | None = None
    for atom in atoms:
        if held is not None and text.count(" ", held.start, atom.end) < FULL:
            held = Span(held.start, atom.end)
            continue
        if held is not None:
            out.append(_trim(text, held))
        held = atom
    if held is not None:
        last = Span(out[-1].start, held.end) if out else held
        if out and text.count(" ", held.start, held.end) < SCANT and text.count(" ", last.start, last.end) < MOST:
            out[-1] = _trim(text, last)
        else:
            out.append(_trim(text, held))
    return [piece for piece in out if piece.end > piece.start]


def _halves(text: str, span: Span) -> Iterator[Span]:
    """A sentence of more than `MOST` words in parts of about `FULL`, after ";", "," or any space."""
    start = span.start
    while text.count(" ", start, span.end) >= MOST:
        limit = start
        for _ in range(FULL):
            limit = text.find(" ", limit + 1, span.end)
        middle = start + (limit - start) // 2
        at = max(text.rfind(";", middle, limit), text.rfind("\n", middle, limit))
        at = at if at > 0 else text.rfind(",", middle, limit)
        at = at + 1 if at > 0 else limit + 1
        yield Span(start, at)
        start = at
    yield Span(start, span.end)


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
