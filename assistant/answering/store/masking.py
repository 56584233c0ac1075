"""Masking of personal numbers (`Document.personal`): a layer of display over texts that stay whole.

A masked text is as long as the text, so every span and offset holds: with masking on, a citation's quote equals
`masked(document).text[start:end]`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.types import Document, Hit, Task

SHOWN = 3
"""Digits left at the end, by which a person recognises a number they know already."""


def masked(document: Document) -> Document:
    """`document` as it is shown: every digit but the last three of each personal number is "•"."""
    if not document.personal:
        return document
    out = list(document.text)
    for datum in document.personal:
        digits = [i for i in range(datum.span.start, datum.span.end) if out[i].isdigit()]
        for i in digits[:-SHOWN]:
            out[i] = "•"
    text = "".join(out)
    return replace(document, text=text, tasks=tuple(_masked_task(task, document, text) for task in document.tasks))


def _masked_task(task: Task, document: Document, shown: str) -> Task:
    def hidden(words: str) -> str:
        return _hidden(words, document, shown)

    return replace(
        task,
        task=hidden(task.task),
        lead=hidden(task.lead) if task.lead else task.lead,
        partners=tuple(hidden(name) for name in task.partners),
        product=hidden(task.product) if task.product else task.product,
        group=tuple(hidden(name) for name in task.group),
    )


def masked_words(words: str, document: Document) -> str:
    """A piece of text made from `document` (a context, a cell of an export) with its personal numbers masked."""
    return _hidden(words, document, masked(document).text)


def _hidden(words: str, document: Document, shown: str) -> str:
    for datum in document.personal:
        words = words.replace(datum.span.of(document.text), datum.span.of(shown))
    return words


def masked_hits(hits: Sequence[Hit], document_of: Callable[[int], Document]) -> tuple[Hit, ...]:
    """Hits whose passages are as they are shown."""
    return tuple(_masked(hit, document_of(hit.document.id)) for hit in hits)


def _masked(hit: Hit, document: Document) -> Hit:
    if not document.personal:
        return hit
    passage = hit.stored.passage
    text = passage.span.of(masked(document).text)
    shown = replace(passage, text=text, context=masked_words(passage.context, document))
    return replace(hit, stored=replace(hit.stored, passage=shown))
