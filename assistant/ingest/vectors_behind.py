"""Vectors behind the terms: passages stored without them are encoded afterwards, while the store answers already.

What is done is durable passage by passage: a run that is killed, or stopped by Ctrl+C, is gone on with by the next.
The write lock is held only for the moments of writing, so that other files can be taken in meanwhile.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence

from assistant.encoding import Encoder, FloatArray
from assistant.errors import IndexLocked
from assistant.index import EncoderInfo, Snapshot, open_reader, open_writer
from assistant.ingest.prepare import rows_of_each
from assistant.ingest.processes.interrupt import uninterrupted
from assistant.ingest.report import OnVectors, VectorEvent
from assistant.passages import embedding_text, searchable, searchable_title
from assistant.settings import Settings

log = logging.getLogger(__name__)

AT_ONCE = 512
"""Passages looked up and written together: some ten seconds of work on a slow core, which is what a crash can lose;
enough of them that batches of like length waste little on padding."""
BATCH = 32
"""Passages given to the encoder together: progress moves every second, and its memory stays small."""
WAITING = 2.0
"""Seconds between two tries while another process writes."""


def encode_behind(
    settings: Settings,
    encoder: Encoder,
    on_vectors: OnVectors | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> int:
    """Makes the vectors that the index of the settings still lacks; returns of how many passages.

    Raises `IndexMissing`, `IndexMismatch` (an index of another encoder), `StorageError`; what was made is kept.
    """
    done, refused = 0, None
    began = time.perf_counter()
    with open_reader(settings.index_dir, fingerprint=encoder.fingerprint) as reader:
        while True:
            with reader.pin() as snapshot:
                ids, lacking = snapshot.unencoded(AT_ONCE), snapshot.stats.unencoded
                texts = _texts(snapshot, ids)
            if not texts or ids == refused:  # nothing is left, or the index does not take what is
                return done
            owners: dict[str, list[int]] = {}
            for passage_id, text in texts.items():
                owners.setdefault(text, []).append(passage_id)
            vectors: dict[int, FloatArray] = {}
            # Of like length, the longest first: what is padded is computed for nothing. A text that recurs, once.
            order = sorted(owners, key=lambda text: (-len(text), owners[text]))
            for batch in (order[at : at + BATCH] for at in range(0, len(order), BATCH)):
                rows = rows_of_each(encoder.encode_passages(batch), len(batch))
                vectors |= {i: row for text, row in zip(batch, rows, strict=True) for i in owners[text]}
                if on_vectors is not None:
                    on_vectors(_event(done + len(vectors), done + lacking, time.perf_counter() - began))
            taken = _write(settings, encoder, vectors, pause)
            refused = ids if not taken else None
            done += taken


def _event(made: int, total: int, seconds: float) -> VectorEvent:
    return VectorEvent(made, total, seconds / made * max(total - made, 0) if made else None)


def _texts(snapshot: Snapshot, ids: Sequence[int]) -> dict[int, str]:
    """What is encoded of each passage, as when it was read: with its document's title and headings."""
    out: dict[int, str] = {}
    stored = snapshot.passages(ids)
    for document_id in dict.fromkeys(one.document_id for one in stored.values()):
        document = snapshot.document(document_id)
        title = searchable_title(document)
        for one in stored.values():
            if one.document_id == document_id:
                out[one.id] = embedding_text(title, searchable(document, one.passage))
    return out


def _write(
    settings: Settings, encoder: Encoder, vectors: Mapping[int, FloatArray], pause: Callable[[float], None]
) -> int:
    info = EncoderInfo(encoder.fingerprint, encoder.dimension)
    while True:
        try:
            with uninterrupted(), open_writer(settings.index_dir, encoder=info) as writer:
                return writer.add_vectors(vectors)
        except IndexLocked:
            log.info("another process writes; the vectors wait")
            pause(WAITING)
