"""Markdown without its signs: headings, emphasis, links, lists, quotations, pipe tables."""

from __future__ import annotations

import html
import re

from assistant.types import Line, TableBlock

_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s++(.*)")
_BREAK = re.compile(r"\s*(?:[-*_]\s*){3,}")
_FENCE = re.compile(r"\s*(```|~~~)")
_QUOTE = re.compile(r"\s*(?:>\s?)+")
_STAR_ITEM = re.compile(r"\s*[*+]\s+(?=\S)")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1")
_SINGLE = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?![\w_])"
)
_TAG = re.compile(r"</?(?:b|i|u|em|strong|sup|sub|span|div|p|center|font|a|mark|br)\b[^<>]*>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")


def markdown_blocks(lines: list[str]) -> list[Line | TableBlock]:
    """The blocks of a Markdown text given as lines."""
    out: list[Line | TableBlock] = []
    at = 0
    while at < len(lines):
        if "|" in lines[at] and at + 1 < len(lines) and "|" in lines[at + 1] and _RULE.fullmatch(lines[at + 1]):
            end = at + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            out.append(_table([lines[at], *lines[at + 2 : end]]))
            at = end
            continue
        if not _FENCE.match(lines[at]) and not _BREAK.fullmatch(lines[at]):
            out += _lines(lines[at])
        at += 1
    return out


def _lines(raw: str) -> list[Line]:
    heading = _HEADING.fullmatch(raw)
    centred = "<center" in raw.lower() or 'align="center"' in raw.lower()
    if heading:
        body = heading.group(2).rstrip().rstrip("#").rstrip()
    else:
        body = _QUOTE.sub("", raw, count=1) if _QUOTE.match(raw) else raw
    bold = heading is not None or bool(re.fullmatch(r"\s*(\*\*|__)(?!\s).+(?<!\s)\1\s*", body))
    body = _STAR_ITEM.sub("- ", body, count=1) if _STAR_ITEM.match(body) else body
    parts = re.split(r"<br\s*/?>", body, flags=re.IGNORECASE)
    return [Line(text, None, bold, centred) for part in parts if (text := plain(part))]


def plain(text: str) -> str:
    """One line without the signs of emphasis, links and HTML."""
    text = _LINK.sub(r"\1", text)
    for _ in range(3):
        text = _EMPHASIS.sub(r"\2", text)
    text = _SINGLE.sub(lambda m: m[1] or m[2], text)
    text = re.sub(r"`([^`]*)`", r"\1", text)
    return html.unescape(_ESCAPE.sub(r"\1", _TAG.sub("", text))).strip()


def _table(lines: list[str]) -> TableBlock:
    rows = [[plain(re.sub(r"<br\s*/?>", " ", cell)) for cell in _split(line)] for line in lines]
    width = max(len(row) for row in rows)
    return TableBlock(tuple(tuple(row + [""] * (width - len(row))) for row in rows))


def _split(line: str) -> list[str]:
    cells = re.split(r"(?<!\\)\|", line.strip())
    return cells[1 if not cells[0].strip() else 0 : -1 if len(cells) > 1 and not cells[-1].strip() else None]
