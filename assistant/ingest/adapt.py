"""Adapts the encoder to the documents of an index, and encodes the index again when that pays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import numpy as np

from assistant.encoding import load_encoder
from assistant.encoding.adapted_folder import ADAPTED_FOLDER, base_name, clear_adapted
from assistant.encoding.adapting.adapt import Adaptation, adapt
from assistant.encoding.adapting.lessons import TitledText
from assistant.encoding.static.encoder import StaticEncoder
from assistant.errors import EncoderError
from assistant.index import Snapshot, open_reader, repair
from assistant.ingest.prepare import passage_terms, terms_version
from assistant.settings import Settings
from assistant.types import Document, StoredPassage
from assistant.vietnamese.words.segment import segmenter
from assistant.wording import say

MOST_PASSAGES = 60_000
"""Passages learnt from at most: some minutes of work; of a larger store whole documents are drawn at random."""

LONGEST_HEADING = 40
"""Words: what is longer is a paragraph with a number, not a heading."""
LEAST_TEXT = 8
"""Words a text needs to be told from others."""

OnStep = Callable[[int, int], None]


def adapt_index(settings: Settings, on_step: OnStep = lambda done, total: None) -> Adaptation:
    """Refits the encoder of the settings to the index of the settings; see `assistant.encoding.adapting.adapt`.

    The index is encoded again only when the refitted encoder found held-out headings better; until the moment this is
    published, index and settings stay as they were, whatever interrupts. An index adapted before starts anew from the
    encoder of the settings. Raises `IndexMissing`, `IndexLocked`, `EncoderError` (no static encoder), `StorageError`.
    """
    name = base_name(settings.encoder, settings.index_dir)
    base = load_encoder(name)
    if not isinstance(base, StaticEncoder):
        raise EncoderError(
            say("encoders.adapt.not_this_one", encoder=name),
            say("encoders.adapt.set_bundled"),
        )
    _need_torch()
    parent = settings.index_dir / ADAPTED_FOLDER
    with open_reader(settings.index_dir) as reader, reader.pin() as snapshot:
        sections = titled_texts(snapshot)
        current = reader.encoder
    clear_adapted(settings.index_dir, keep=current.fingerprint if current else None)
    result = adapt(base, name, sections, parent, on_step)
    if result.folder is not None:
        words = segmenter() if settings.word_segmentation else None
        made = load_encoder(str(result.folder))
        repair(
            settings.index_dir,
            encoder=made,
            terms=lambda document, passage: passage_terms(document, passage, words),
            segmenter=terms_version(settings),
        )
        clear_adapted(settings.index_dir, keep=result.folder.name)
    return result


def _need_torch() -> None:
    from importlib.util import find_spec

    if find_spec("torch") is None:
        raise EncoderError(
            say("encoders.adapt.needs_torch"),
            say("encoders.adapt.install_torch"),
        )


def titled_texts(snapshot: Snapshot) -> list[TitledText]:
    """The texts under each heading of all searchable documents of a snapshot, in a fixed order."""
    records = snapshot.records(states={"ready", "partial"})
    if sum(record.passages for record in records) > MOST_PASSAGES:
        records = [records[i] for i in np.random.default_rng(0).permutation(len(records))]
    found: list[TitledText] = []
    passages = 0
    for record in records:
        found += _of_document(snapshot.document(record.id), snapshot.passages_of(record.id))
        passages += record.passages
        if passages >= MOST_PASSAGES:
            break
    return found


def _of_document(document: Document, passages: Sequence[StoredPassage]) -> Iterator[TitledText]:
    title = document.letterhead.title or ""
    prose = [stored.passage for stored in passages if stored.passage.kind != "head"]
    owners = [(_titled(document, passage.section), passage) for passage in prose]
    for path, members in groupby(owners, key=lambda owner: owner[0]):
        lines = [title, *(document.sections[section].title for section in path)]
        *above, heading = [line for line in lines if line] or [""]
        texts = []
        for _, passage in members:
            text = passage.text
            if path:
                own = document.sections[path[-1]].heading
                inside = max(0, min(own.end, passage.span.end) - passage.span.start)
                text = text[inside:] if own.start <= passage.span.start < own.end else text
            if len(text.split()) >= LEAST_TEXT:
                texts.append(text.strip())
        if texts and 2 <= len(heading.split()) <= LONGEST_HEADING:
            yield TitledText(heading, tuple(above), tuple(texts))


def _titled(document: Document, section: int | None) -> tuple[int, ...]:
    """The headed sections from the top of the outline down to `section`."""
    found = []
    while section is not None:
        if 2 <= len(document.sections[section].title.split()) <= LONGEST_HEADING:
            found.append(section)
        section = document.sections[section].parent
    return tuple(reversed(found))
