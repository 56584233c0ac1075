"""What a file became, as the index stores it: under the title a person gave it, with the vectors it still lacks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.encoding import Encoder
from assistant.index import IndexWriter, NewDocument, NewPassage
from assistant.ingest.correction import retitled, under_title
from assistant.ingest.messages import Prepared
from assistant.ingest.prepare import rows_of_each
from assistant.passages import embedding_text, searchable, searchable_title
from assistant.settings import Settings
from assistant.vietnamese.words.segment import segmenter


def new_document(prepared: Prepared) -> NewDocument:
    """What the index stores of a file that was read."""
    task = prepared.task
    return NewDocument(
        source=task.source,
        file_name=Path(task.source).name,
        sha256=task.sha256,
        size=task.size,
        access_group=task.access_group,
        state="partial" if prepared.state == "partial" else "ready",
        reason=prepared.reason,
        sketch=prepared.sketch,
        packed=prepared.packed,
        document=prepared.document,
        passages=tuple(NewPassage(p.passage, p.terms, p.vectors, p.text_hash) for p in prepared.passages),
    )


def with_edits(new: NewDocument, writer: IndexWriter, encoder: Encoder | None, settings: Settings) -> NewDocument:
    """`new` searchable under the title a person gave its document; the rest of the edits the catalog applies.
    `encoder` None: its vectors are made later, or never."""
    shown = retitled(new.document, writer.edits_at(new.source))
    if shown is None:
        return new
    words = segmenter() if settings.word_segmentation else None
    passages = [p.passage for p in new.passages]
    return replace(new, passages=under_title(shown, passages, words, encoder, writer.vectors_for))


def with_known_vectors(new: NewDocument, writer: IndexWriter) -> NewDocument:
    """`new` with the vectors of texts that were encoded before; the others are made behind."""
    known = writer.vectors_for([p.text_hash for p in new.passages if p.vectors is None])
    return replace(new, passages=tuple(replace(p, vectors=known.get(p.text_hash, p.vectors)) for p in new.passages))


def with_vectors(new: NewDocument, writer: IndexWriter, encoder: Encoder) -> NewDocument:
    """`new` with the vectors that are missing, taken from the index where the same text was encoded before."""
    if all(passage.vectors is not None for passage in new.passages):
        return new
    title = searchable_title(new.document)
    known = writer.vectors_for([p.text_hash for p in new.passages])
    missing = [p for p in new.passages if p.text_hash not in known]
    texts = [embedding_text(title, searchable(new.document, p.passage)) for p in missing]
    rows = rows_of_each(encoder.encode_passages(texts), len(texts)) if texts else []
    known |= {p.text_hash: row for p, row in zip(missing, rows, strict=True)}
    return replace(new, passages=tuple(replace(p, vectors=known[p.text_hash]) for p in new.passages))
