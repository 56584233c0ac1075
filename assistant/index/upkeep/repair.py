"""`repair`: FAISS and tantivy built again from the catalog, as one new generation that readers then take."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.index.catalog import rows as catalog
from assistant.index.catalog.codec import current_layout, pack_document, pack_passage, unpack_document, unpack_passage
from assistant.index.catalog.rows import SegmentInfo, State
from assistant.index.catalog.schema import migrate
from assistant.index.catalog.vectors import find_vectors, store_vectors
from assistant.index.contract.values import EncoderInfo, FloatArray, Report
from assistant.index.crash_points import crash_point
from assistant.index.dense import faiss_files as dense
from assistant.index.dense import segments
from assistant.index.facts.definitions import definitions_in, store_definitions
from assistant.index.facts.near_duplicates import has_sketch, store_sketch
from assistant.index.facts.relations import rows_of, store_relations
from assistant.index.facts.tasks import store_tasks, task_rows
from assistant.index.lexical.tantivy_terms import LexicalWriter
from assistant.index.lock import WriteLock
from assistant.index.pieces.cutting import cut_passages
from assistant.index.pieces.store import store_pieces, tidy_vocabulary
from assistant.index.pieces.vocabulary import Vocabulary
from assistant.index.publishing.delta import insert_segment, merge_files
from assistant.index.publishing.manifest import write_manifest
from assistant.index.publishing.opening import clear_files
from assistant.index.storage import Paths, storage_errors
from assistant.index.upkeep.checks import verify
from assistant.passages import embedding_text, searchable, searchable_title
from assistant.types import Document, Passage
from assistant.vietnamese.words.minhash import sketch_of

if TYPE_CHECKING:
    from assistant.encoding import Encoder
    from assistant.vietnamese.words.terms import TermFields

MakeTerms = Callable[[Document, Passage], "TermFields"]


@dataclass(frozen=True, slots=True)
class _Live:
    """One live document with its stored passages `(id, text key)`; `own` is it as parsed, `shown` with the edits."""

    own: Document
    shown: Document
    first: int
    keys: Sequence[tuple[int, bytes]]
    passages: Sequence[Passage]


def repair(
    directory: Path, *, encoder: Encoder | None, terms: MakeTerms, segmenter: str = "", encode: bool = True
) -> Report:
    """Rebuilds FAISS and tantivy from the catalog and returns what `verify` then says.

    `encoder`: what the index shall be searched with from now on. Texts it has encoded before are not encoded again;
    None makes an index without vectors; `encode` False: other texts get theirs later, and until then answers go by
    words alone. `terms` makes the terms of a passage, as ingestion does. `segmenter`: the
    version these are made with ("": taken from the next writer).
    Readers go on with their generation meanwhile. Raises `IndexMissing`, `IndexLocked`, `IndexMismatch` (newer
    schema), `IndexDamaged` (the catalog itself), `StorageError`; the index is then as it was.
    """
    paths = Paths(Path(directory))
    if not paths.catalog.is_file():
        raise catalog.missing(paths)
    lock = WriteLock(paths)
    try:
        with storage_errors(paths.root):
            connection = catalog.connect_for_writing(paths)
            try:
                migrate(connection, paths.root)
                paths.dense.mkdir(exist_ok=True)
                state = catalog.read_state(connection, paths)
                new = replace(
                    state,
                    generation=state.generation + 1,
                    encoder=EncoderInfo(encoder.fingerprint, encoder.dimension) if encoder else None,
                    segmenter=segmenter,
                    lexical=f"lexical-{state.generation + 1}",
                )
                _Rebuild(paths, connection, new, encoder, terms, encode).run()
            finally:
                connection.close()
    finally:
        lock.release()
    return verify(paths.root)


class _Rebuild:
    """One rebuild inside one SQLite transaction; new files beside the old ones until it is published."""

    def __init__(
        self,
        paths: Paths,
        connection: sqlite3.Connection,
        state: State,
        encoder: Encoder | None,
        terms: MakeTerms,
        encode: bool,
    ) -> None:
        self.paths, self.connection, self.state = paths, connection, state
        self.encoder, self.terms, self.encode = encoder, terms, encode
        self.vocabulary = Vocabulary(connection)
        self.vectors: list[FloatArray] = []
        self.ids: list[int] = []
        self.segments: list[SegmentInfo] = []

    @property
    def info(self) -> EncoderInfo:
        assert self.state.encoder is not None  # asked for only where there are vectors
        return self.state.encoder

    def run(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        self.vocabulary.begin()
        try:
            self._build()
            self._publish()
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            self._clear()
            raise
        crash_point("after_publish")
        self._clear()
        write_manifest(self.paths, self.state, self.segments)

    def _clear(self) -> None:
        clear_files(self.connection, self.paths, catalog.read_state(self.connection, self.paths))

    def _build(self) -> None:
        directory = self.paths.lexical(self.state.lexical)
        if directory.exists():
            shutil.rmtree(directory)
        lexical = LexicalWriter(directory, create=True)
        try:
            for live in self._documents():
                for (passage_id, _), passage in zip(live.keys, live.passages, strict=True):
                    lexical.add(passage_id, live.first, self.terms(live.shown, passage))
                self._add_vectors(live)
            self._flush()
            self._merge()
            crash_point("after_faiss_write")
            lexical.commit()
            lexical.close()
        except BaseException:
            lexical.abandon()
            raise
        crash_point("after_lexical_commit")

    def _documents(self) -> Iterator[_Live]:
        from assistant.parsing import with_findings  # not on the way of a question, which loads this room too

        names = current_layout()
        self.connection.execute("INSERT OR IGNORE INTO layout (names) VALUES (?)", (names,))
        layouts = catalog.layouts(self.connection)
        versions = self.connection.execute(
            "SELECT row, document_id, first_passage, passages, layout, path FROM version WHERE live = 1"
            " ORDER BY first_passage, passages"
        ).fetchall()
        for row, document_id, first, count, layout, path in versions:
            data = self.connection.execute("SELECT data FROM content WHERE row = ?", (row,)).fetchone()[0]
            own = unpack_document(data, layouts[layout])
            again = with_findings(own)
            if again != own or layouts[layout] != names:
                self._store_again(row, again, (first, count), layouts[layout])
                own = again
            store_definitions(self.connection, row, definitions_in(own.text))
            store_relations(self.connection, row, rows_of(own))
            store_tasks(self.connection, row, task_rows(own))
            if not path.startswith("beir:") and not has_sketch(self.connection, row):
                store_sketch(self.connection, row, sketch_of(own.text))
            edits = catalog.edits_of(self.connection, document_id)
            shown = replace(own, letterhead=catalog.edited(own.letterhead, edits))
            rows = self.connection.execute(
                "SELECT id, text_key, text, data FROM passage WHERE id BETWEEN ? AND ? ORDER BY id",
                (first, first + count - 1),
            ).fetchall()
            passages = [unpack_passage(text, packed, names) for _, _, text, packed in rows]
            store_pieces(self.connection, self.vocabulary, first, cut_passages(passages))
            yield _Live(own, shown, first, [(i, key) for i, key, _, _ in rows], passages)

    def _store_again(self, row: int, document: Document, passages: tuple[int, int], layout: str) -> None:
        """Writes a document stored by an older version of the program as this one reads it; its text stays."""
        names = current_layout()
        self.connection.execute("UPDATE content SET data = ? WHERE row = ?", (pack_document(document), row))
        self.connection.execute(
            "UPDATE version SET layout = (SELECT id FROM layout WHERE names = ?) WHERE row = ?", (names, row)
        )
        if layout == names:
            return
        first, count = passages
        stored = self.connection.execute(
            "SELECT id, text, data FROM passage WHERE id BETWEEN ? AND ?", (first, first + count - 1)
        ).fetchall()
        packed = [(pack_passage(unpack_passage(text, data, layout)), i) for i, text, data in stored]
        self.connection.executemany("UPDATE passage SET data = ? WHERE id = ?", packed)

    def _add_vectors(self, live: _Live) -> None:
        if self.encoder is None:
            return
        known = find_vectors(self.connection, self.info, [key for _, key in live.keys])
        missing = [n for n, (_, key) in enumerate(live.keys) if key not in known]
        if missing and self.encode:
            known |= self._encode(live, missing)
        for passage_id, key in live.keys:
            rows = known.get(key)
            if rows is not None:
                self.vectors.append(rows)
                self.ids += [passage_id] * len(rows)
            count = len(rows) if rows is not None else 0
            self.connection.execute(
                "UPDATE passage SET vectors = ? WHERE id = ? AND vectors != ?", (count, passage_id, count)
            )
        if len(self.ids) >= segments.FULL:
            self._flush()

    def _encode(self, live: _Live, missing: Sequence[int]) -> dict[bytes, FloatArray]:
        """Encodes what this encoder has not seen, under the title a person may have corrected; keeps it durably."""
        assert self.encoder is not None  # only called with one
        title = searchable_title(live.shown)
        texts = [embedding_text(title, searchable(live.shown, live.passages[n])) for n in missing]
        made = self.encoder.encode_passages(texts)
        found: dict[bytes, FloatArray] = {}
        for i, n in enumerate(missing):
            rows = made.vectors[made.owners == i].astype(np.float16)  # as they are stored
            found[live.keys[n][1]] = rows.astype(np.float32)
        store_vectors(self.connection, self.info, found)
        return found

    def _flush(self) -> None:
        if not self.ids:
            return
        vectors, ids = np.concatenate(self.vectors), np.array(self.ids, np.int64)
        self.segments.append(dense.write_segment(self.paths.dense, self.state.generation, vectors, ids))
        self.vectors, self.ids = [], []

    def _merge(self) -> None:
        """Brings the files together that a writer would have; every row in them is live."""
        for group in segments.to_merge(self.segments):
            merged = merge_files(self.paths, self.state.generation, group, lambda ids: np.ones(len(ids), np.bool_))
            self.segments = [info for info in self.segments if info not in group]
            self.segments += [merged] if merged is not None else []

    def _publish(self) -> None:
        """Swaps the stores, and drops durable vectors and words that no live document has any more."""
        self.connection.execute("DELETE FROM segment")
        for info in self.segments:
            insert_segment(self.connection, info)
        self.connection.execute("DELETE FROM pending_delete")
        self.connection.execute("DELETE FROM vector WHERE text_key NOT IN (SELECT text_key FROM passage)")
        self.connection.execute("DELETE FROM passage_pieces WHERE id NOT IN (SELECT id FROM passage)")
        tidy_vocabulary(self.connection)
        if self.encoder is None:
            self.connection.execute("UPDATE passage SET vectors = 0 WHERE vectors != 0")
        encoder = self.state.encoder
        self.connection.execute(
            "UPDATE state SET generation = ?, fingerprint = ?, dimension = ?, segmenter = ?, lexical = ?",
            (
                self.state.generation,
                encoder and encoder.fingerprint,
                encoder and encoder.dimension,
                self.state.segmenter,
                self.state.lexical,
            ),
        )
        self.connection.execute("COMMIT")
