"""Text of documents, questions and models as HTML: every character escaped, nothing in it is markup of ours."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from assistant.types import AnswerTable, Citation, Lead, Span
from assistant.vietnamese.words.sentences import sentences
from assistant.wording import say


def words(text: str) -> str:
    """Plain text with its line breaks."""
    return f"<div class='loi'>{html.escape(text)}</div>"


def model_text(text: str) -> str:
    """A language model's text; sentences that were not checked stand out together with the words that say so. Of the
    model's own markup only bold is kept."""
    unchecked = say("answers.unchecked")
    parts = text.split(unchecked)
    out: list[str] = []
    for part in parts[:-1]:
        start = _last_sentence(part)
        out += [_bold(part[:start]), f"<mark class='chua-kiem'>{_bold(part[start:])}{unchecked}</mark>"]
    out.append(_bold(parts[-1]))
    return f"<div class='loi'>{''.join(out)}</div>"


def _bold(text: str) -> str:
    return re.sub(r"\*\*([^*\n]+)\*\*", r"<b>\1</b>", html.escape(text))


def _last_sentence(text: str) -> int:
    """Where the last sentence of `text` begins; 0 when it is one sentence."""
    spans = sentences(text)
    return spans[-1][0] if spans else 0


def lead(shown: Lead) -> str:
    """The line that answers, above the quotations."""
    return f"<div class='loi dap'>{html.escape(shown.text)}</div>"


def citation(shown: Citation, rank: int, bold: Sequence[Span] = ()) -> str:
    """One quotation with its number, its page and its citation in official form; `bold`: spans of the document."""
    page = say("labels.page_after", page=shown.page) if shown.page is not None else ""
    scan = say("labels.recognised") if shown.ocr else ""
    if cells := row_as_table(shown, bold):
        quote = f"<table>{cells}</table>"
    else:
        context = f"<p class='ngu-canh'>{html.escape(shown.context)}</p>" if shown.context else ""
        going_on = f"<p class='ngu-canh'>{say('answers.continued')}</p>" if shown.continues else ""
        quote = f"{context}{going_on}<blockquote>“{_strong(shown.quote, shown.start, bold)}”</blockquote>"
    return f"<div class='trich'>{quote}<p class='dan'>[{rank}] {html.escape(shown.official + page + scan)}</p></div>"


def _strong(text: str, at: int, bold: Sequence[Span]) -> str:
    """`text`, which begins at offset `at` of its document, with the parts inside `bold` spans in bold."""
    out, done = "", 0
    for span in sorted(bold):
        start, end = max(span.start - at, done), min(span.end - at, len(text))
        if start < end:
            out += f"{html.escape(text[done:start])}<b>{html.escape(text[start:end])}</b>"
            done = end
    return out + html.escape(text[done:])


def row_as_table(shown: Citation, bold: Sequence[Span] = ()) -> str:
    """A quoted table row as "header: cell" lines, each cell word for word; "" when cells and header do not pair up."""
    header, cells = shown.context.split(" | "), shown.quote.split(" | ")
    if len(cells) < 3 or len(header) != len(cells):
        return ""
    out, at = "", shown.start
    for name, cell in zip(header, cells, strict=True):
        out += f"<tr><th>{html.escape(name)}</th><td>{_strong(cell, at, bold)}</td></tr>"
        at += len(cell) + len(" | ")
    return out


def answer_table(shown: AnswerTable) -> str:
    """An answer side by side; on a narrow screen each row stands as "column: cell" lines (see the style sheet)."""
    head = "".join(f"<th>{html.escape(name)}</th>" for name in shown.header)
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td data-cot='{html.escape(name, quote=True)}'>{html.escape(cell)}</td>"
            for name, cell in zip(shown.header, row, strict=True)
        )
        + "</tr>"
        for row in shown.rows
    )
    return f"<table class='doi-chieu'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def markdown(text: str) -> str:
    """For labels of widgets, which streamlit reads as Markdown: nothing in `text` is."""
    table = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|$~:"})
    return text.translate(table).replace("\n", " ")


def told_apart(official: str, title: str | None) -> str:
    """The official name of a document, with its title where the name does not hold it."""
    told = re.sub(r"^tóm lược( về)?\s+", "", " ".join((title or "").split()), flags=re.IGNORECASE)
    if not told or told.casefold() in official.casefold():
        return official
    return f"{official} – {told}"
