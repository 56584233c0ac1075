"""The documents a text names, each with the place where its name begins: the kind, for a law its subject too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.parsing.references.amending_words import KIND_WORDS
from assistant.types import Span
from assistant.vietnamese.document_numbers.numbers import DocumentNumber, find_numbers

_NO_NAME = r"năm|số|ngày|được|đã|hết|có hiệu lực|nhưng|ban hành|kể từ|này|quy định|và (?:Luật|Bộ luật|Nghị)"
_LAW = re.compile(
    rf"(?<![^\W_])((?:Bộ luật|Luật|Pháp lệnh)\s+(?!(?:sửa đổi|{_NO_NAME})\s)[^\W\d_]+"
    rf"(?:,?\s+(?!(?:{_NO_NAME})(?!\w))[^\W\d_]+){{0,9}}?)"
    r"\s+(?:ban hành\s+)?(?:(?:ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+)?năm\s+)?((?:19|20)\d\d)(?![\d/])"
)
""" "Luật Đất đai năm 2024", "Luật Đất đai ngày 18 tháng 01 năm 2024": kind and name, then the year it was passed."""
_KIND_AND_SO = re.compile(rf"(?<![^\W_])({KIND_WORDS}|văn bản)\s*(?:số\s*:?\s*)?$", re.I)
_LAW_KINDS = r"Bộ luật|Luật|Pháp lệnh|Nghị quyết|Hiến pháp|BỘ LUẬT|LUẬT|PHÁP LỆNH|NGHỊ QUYẾT"
_LAW_AND_SO = re.compile(rf"(?<![^\W_])({_LAW_KINDS})\s[^;:.()\d“”]{{1,160}}\s(?:số|SỐ)\s*:?\s*$")
_LAW_WORD = re.compile(rf"(?<![^\W_])(?:{_LAW_KINDS})\s")
_SO = re.compile(r"số\s*:?\s*$", re.I)
_AMENDING = re.compile(
    r"(?<!ban hành )(?<![^\W_])(Bộ luật|Luật|Pháp lệnh)\s+sửa đổi(?:,?\s+(?:và\s+)?bổ sung)?\s+"
    r"(?:một số\s+(?:điều|quy định|nội dung)|(?:các\s+)?[Đđ]iều\s+[\d, và]+)\s+của\s+(?:các\s+)?$"
)
""" "Luật sửa đổi, bổ sung một số điều của Luật … số …": the number is the amending law's."""
_REACH = 240


@dataclass(frozen=True, slots=True)
class Target:
    """A document named at `span` (its number, or a law's name with the year); `begins` is where its name begins, with
    the kind. `number` None: a law known by `name` and `year`."""

    span: Span
    begins: int
    kind: str | None
    number: DocumentNumber | None = None
    name: str | None = None
    year: int | None = None


def find_targets(text: str, plain: str) -> list[Target]:
    """Every document number and every law named with its year, in order. `plain`: `text` with publishers' notes blanked
    out, which may stand inside a name ("Nghị quyết số […] 132/2020/QH14")."""
    found = [_numbered(plain, number) for number in find_numbers(text)]
    found += list(_laws(text))
    return sorted(found, key=lambda target: target.span.start)


def _numbered(plain: str, number: DocumentNumber) -> Target:
    start = number.span[0]
    line = plain.rfind("\n", 0, start) + 1
    end = max(line, line + len(plain[line:start].rstrip()))
    before = max(line, end - _REACH)
    cut = start == line and plain[max(0, line - 4) : line - 1] == " số"
    if cut or plain[line : line + 1].islower():  # a web copy broke the line
        end = line - 1 if cut else end
        before = max(plain.rfind("\n", 0, max(line - 1, 0)) + 1, end - _REACH)
    ahead = f"{plain[before:end]} "
    if match := _KIND_AND_SO.search(ahead):
        kind: str | None = match[1]
        begins = before + match.start()
    elif laws := list(_LAW_WORD.finditer(ahead)):
        match = next((m for law in reversed(laws) if (m := _LAW_AND_SO.match(ahead, law.start()))), None)
        kind, begins = (match[1], before + match.start()) if match else _unnamed(ahead, before, start)
    else:
        kind, begins = _unnamed(ahead, before, start)
    if amending := _AMENDING.search(plain[max(before, begins - _REACH) : begins]):
        begins = max(before, begins - _REACH) + amending.start()
    return Target(Span(*number.span), begins, kind.casefold() if kind else None, number)


def _unnamed(ahead: str, before: int, start: int) -> tuple[str | None, int]:
    so = _SO.search(ahead)
    return None, before + so.start() if so else start


def _laws(text: str) -> Iterator[Target]:
    for match in _LAW.finditer(text):
        start, name = match.start(1), match[1]
        if amending := _AMENDING.search(text[max(0, start - _REACH) : start]):
            start = max(0, start - _REACH) + amending.start()
            name = text[start : match.end(1)]
        name = " ".join(name.split()).rstrip(",")
        yield Target(Span(start, match.end(2)), start, name.split()[0].casefold(), None, name, int(match[2]))
