"""The wording that a later document gives to what an answer quotes, where the store holds it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.citing.place import section_at
from assistant.answering.citing.quoting import quote
from assistant.answering.force.later_documents import Later
from assistant.answering.store.protocols import Snapshot
from assistant.index.catalog.identity import text_key
from assistant.index.facts.relations import law_names
from assistant.types import Citation, Document, DocumentRecord, Section, Span
from assistant.vietnamese.document_numbers.numbers import same_number

LONGEST = 2_500
"""Code points of a new wording that are quoted; a longer one is cut at the end of a line."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What a later document does to the provision quoted: `place` as administration names it, `citations` its new
    wording; `repealed`: it is struck out."""

    place: str
    citations: tuple[Citation, ...] = ()
    repealed: bool = False


def changed(citation: Citation, record: DocumentRecord, later: Later, snapshot: Snapshot) -> Changed | None:
    """What `later` makes of the article, clause or point that `citation` quotes of `record`; None where it names
    another, or its instructions are not understood."""
    from assistant.parsing import Provision, new_wording  # a tenth of a second, for the few answers that need it

    document = snapshot.document(citation.document_id)
    span = Span(citation.start, citation.end)
    path = document.section_path(section_at(document, span.start))
    labels = {section.kind: section.marker.split()[-1] for section in path if section.marker}
    article = labels.get("dieu")
    if article is None or any(section.kind == "phu_luc" for section in path):
        return None
    provision = Provision(article, labels.get("khoan"), labels.get("diem"))
    other = snapshot.document(later.record.id)
    place = " ".join(reversed([s.label for s in path if s.kind in ("dieu", "khoan", "diem")]))
    for scope in _scopes(other, record):
        found = new_wording(other.text, scope, provision)
        if found is None:
            continue
        if found.text is None:
            return Changed(place, (), True) if found.repealed else None
        lead = " ".join(found.instruction.of(other.text).split())
        return Changed(place, tuple(quote(later.record, other, _cut(other.text, found.text), lead=lead)))
    return None


def _scopes(document: Document, record: DocumentRecord) -> list[Span]:
    """Where a document gives instructions on `record`: the articles whose heading names it; all of the text where its
    title does, or where they name none."""
    number = record.letterhead.number or ""
    named = [r for r in document.references if same_number(r.number, number) and r.relation != "nhac_den"]
    names = {n.span for n in document.named if n.relation != "nhac_den" and _same_law(n.name, n.year, record)}
    scopes: list[Span] = []
    for span in [*(r.span for r in named), *names]:
        index = section_at(document, span.start)
        section = document.sections[index] if index is not None else None
        if section is not None and _heads(section, span, document):
            scopes.append(section.span)
    whole = Span(document.sections[0].span.start if document.sections else 0, len(document.text))
    return [*dict.fromkeys(scopes), *([whole] if not scopes else [])]


def _heads(section: Section, named: Span, document: Document) -> bool:
    """Whether the first line of a section names the paper, so that what follows is about it."""
    end = document.text.find("\n", section.span.start)
    return named.start < (end if end >= 0 else section.span.end)


def _same_law(name: str, year: int | None, record: DocumentRecord) -> bool:
    return (text_key(name), year) in set(law_names(record))


def _cut(text: str, span: Span) -> Span:
    if span.end - span.start <= LONGEST:
        return span
    end = text.rfind("\n", span.start, span.start + LONGEST)
    return Span(span.start, end if end > span.start else span.start + LONGEST)
