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
from assistant.vietnamese.normalise import plain_words
from eval.data.model import Dataset, Place, Question
from eval.metrics.wording import tokens_of
from eval.questions import patterns
from eval.systems.product import SEPARATOR, cited_path
from eval.systems.store import ensure_store, open_store

LONGEST = 160
"""Characters of what a question is made of: longer tasks and headings make questions that nobody asks."""
FEWEST = 5
"""Syllables below which a task or a heading ("Nhiệm vụ cụ thể") could stand in any document."""
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
    yield from _of_tasks(document)
    yield from _of_definitions(document)
    yield from _of_figures(document)
    yield from _of_headings(document)


def _of_tasks(document: Document) -> Iterator[Made]:
    for task in document.tasks:
        words = " ".join(patterns.DAY.sub("", " ".join(task.task.split())).split()).strip(" .;,:")
        words = patterns.LEADS.sub("", words)
        if len(words) > LONGEST or len(words.split()) < FEWEST:
            continue
        if task.lead and task.lead not in words and not words.startswith(patterns.OVERSEES):
            yield "don_vi", patterns.LEAD.format(task=patterns.lowered(words)), task.span, (task.lead,)
        if task.deadline and task.deadline not in words:
            yield "thoi_han", patterns.DUE.format(task=patterns.lowered(words)), task.span, (task.deadline,)


def _of_definitions(document: Document) -> Iterator[Made]:
    for section in document.sections:
        if patterns.EXPLAINS.search(plain_words(section.title)) is None:
            continue
        for match in patterns.DEFINITION.finditer(document.text, section.span.start, section.span.end):
            meaning = match["meaning"].rstrip(".;")
            text = patterns.MEANS.format(term=match["term"].strip())
            yield "dinh_nghia", text, Span(match.start(), match.end()), (meaning,)


def _of_figures(document: Document) -> Iterator[Made]:
    for match in patterns.FIGURE.finditer(document.text):
        before = patterns.BEGINS.sub("", match["before"].strip())
        counts = patterns.CALENDAR.search(before) is None and patterns.MORE_FIGURES.search(before) is None
        if counts and before[:1].isupper() and len(before.split()) >= FEWEST:
            text = patterns.HOW_MUCH.format(before=before, unit=match["unit"])
            yield (
                "so_lieu",
                text,
                Span(match.start(), match.end()),
                (f"{match['figure']} {match['unit']}{match['each']}",),
            )


def _of_headings(document: Document) -> Iterator[Made]:
    """Of headings that say something by themselves, and name their document where it has a number."""
    head = document.letterhead
    for section in document.sections:
        title = section.title.strip().rstrip(".:;")
        title = title.capitalize() if title.isupper() else title
        if (
            len(title.split()) >= FEWEST
            and len(title) <= LONGEST
            and len(section.span.of(document.text)) > 2 * len(title)
        ):
            if head.number and head.kind:
                kind, about = head.kind.capitalize(), patterns.lowered(title)
                yield "muc", patterns.RULES_IN.format(kind=kind, number=head.number, title=about), section.span, ()
            else:
                yield "muc", patterns.RULES.format(title=title), section.span, ()


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
    return SEPARATOR.join(cited_path(markers))


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
