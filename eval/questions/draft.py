"""Questions drafted from documents, without a model: assignments, definitions, figures, headings.

A draft holds what answers it, word for word; it is a beginning, in the documents' own words, and nobody should be
measured by it before a person has read and mended it (`review`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.settings import load_settings
from assistant.types import Document, Section, Span
from eval.data.model import Dataset, Place, Question
from eval.metrics.wording import tokens_of
from eval.questions import patterns
from eval.systems.store import ensure_store, open_store

LONGEST = 160
"""Characters of what a question is made of: longer tasks and headings make questions that nobody asks."""
ALIKE = 0.8
"""Share of words in common from which two questions are taken for one."""


@dataclass(frozen=True, slots=True)
class Draft:
    """`kind`: what it was made of; `like`: the id of an earlier draft that asks nearly the same."""

    question: Question
    kind: str
    like: str | None = None


def draft(dataset: Dataset, index: Path, most: int) -> list[Draft]:
    """At most `most` of each kind and document, over the documents of a set; its index goes into `index`.

    Raises `SystemFault` when the folder holds an index of something else.
    """
    settings = replace(load_settings(), index_dir=index)
    ensure_store(dataset, settings)
    store = open_store(dataset, settings)
    found: list[Draft] = []
    try:
        with store.reader.pin() as snapshot:
            for number, name in sorted(store.names.items(), key=lambda item: item[1]):
                counts: dict[str, int] = {}
                for kind, text, span, facts in _made(snapshot.document(number)):
                    counts[kind] = counts.get(kind, 0) + 1
                    if counts[kind] <= most:
                        made = _question(snapshot.document(number), name, kind, text, span, facts, len(found) + 1)
                        found.append(Draft(made, kind))
    finally:
        store.reader.close()
    return told_alike(found)


Made = tuple[str, str, Span, tuple[str, ...]]
"""Kind, words of the question, the span that answers, facts an answer must hold."""


def _made(document: Document) -> Iterator[Made]:
    for task in document.tasks:
        words = " ".join(task.task.split()).rstrip(" .;,:")
        if len(words) > LONGEST:
            continue
        if task.lead:
            yield "don_vi", patterns.LEAD.format(task=patterns.lowered(words)), task.span, (task.lead,)
        if task.deadline:
            yield "thoi_han", patterns.DUE.format(task=patterns.lowered(words)), task.span, (task.deadline,)
    for match in patterns.DEFINITION.finditer(document.text):
        span = Span(match.start(), match.end())
        yield "dinh_nghia", patterns.MEANS.format(term=match["term"].strip()), span, (match["meaning"].rstrip(".;"),)
    for match in patterns.FIGURE.finditer(document.text):
        before = patterns.BEGINS.sub("", match["before"].strip())
        if not patterns.MORE_FIGURES.search(before) and before[:1].isupper():
            text = patterns.HOW_MUCH.format(before=before, unit=match["unit"])
            yield "so_lieu", text, Span(match.start(), match.end()), (f"{match['figure']} {match['unit']}",)
    for section in document.sections:
        title = section.title.strip().rstrip(".:;")
        if 10 <= len(title) <= LONGEST and len(section.span.of(document.text)) > len(title) + 80:
            yield "muc", patterns.RULES.format(title=title.capitalize() if title.isupper() else title), section.span, ()


def _question(
    document: Document, name: str, kind: str, text: str, span: Span, facts: tuple[str, ...], number: int
) -> Question:
    quoted = " ".join(span.of(document.text).split()) if kind != "muc" else ""
    section = _path(document, span.start)
    place = Place(name, section, document.page_at(span.start), (quoted,) if quoted else ())
    return Question(
        id=f"nhap-{number:04}",
        text=text,
        facts=tuple((" ".join(fact.split()),) for fact in facts),
        documents={name: 1},
        places=(place,),
        slices={"type": kind},
    )


def _path(document: Document, offset: int) -> str | None:
    """The markers of the sections over a place, from the top down."""
    inside = [s for s in document.sections if s.span.start <= offset < s.span.end]
    if not inside:
        return None
    here: Section | None = max(inside, key=lambda s: s.span.start)
    markers: list[str] = []
    while here is not None:
        markers.insert(0, here.marker)
        here = document.sections[here.parent] if here.parent is not None else None
    return " › ".join(markers)


def told_alike(drafts: list[Draft]) -> list[Draft]:
    """Each with the first draft before it that asks nearly the same (Jaccard over words)."""
    seen: list[tuple[str, frozenset[str]]] = []
    out: list[Draft] = []
    for one in drafts:
        words = frozenset(tokens_of(one.question.text))
        like = next((name for name, other in seen if alike(words, other)), None)
        seen.append((one.question.id, words))
        out.append(Draft(one.question, one.kind, like))
    return out


def alike(first: frozenset[str], second: frozenset[str]) -> bool:
    return len(first & second) >= ALIKE * len(first | second)
