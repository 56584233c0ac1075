"""Durable vectors in the catalog: by the caller's hash of the text and the encoder's fingerprint, as 16-bit floats.

FAISS can be built again from them, and a text that was encoded once is not encoded again.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from assistant.index.catalog import rows as catalog
from assistant.index.catalog.schema import WITH_UNENCODED, schema_version
from assistant.index.contract.values import EncoderInfo, FloatArray


def vector_key(text_hash: str) -> bytes:
    """16 bytes for any text hash: the key stays small whatever the caller's hash is."""
    return hashlib.blake2b(text_hash.encode(), digest_size=16).digest()


def store_vectors(connection: sqlite3.Connection, encoder: EncoderInfo, rows: Mapping[bytes, FloatArray]) -> None:
    """Keeps the vectors `(m, dimension)` of each key that this encoder has none for yet."""
    connection.executemany(
        "INSERT OR IGNORE INTO vector (text_key, fingerprint, data) VALUES (?, ?, ?)",
        [(key, encoder.fingerprint, vectors.astype(np.float16).tobytes()) for key, vectors in rows.items()],
    )


def find_vectors(
    connection: sqlite3.Connection, encoder: EncoderInfo, keys: Sequence[bytes]
) -> dict[bytes, FloatArray]:
    """The durable vectors `(m, dimension)` float32 of these keys; those without any are left out."""
    found: dict[bytes, FloatArray] = {}
    for batch in catalog.batches(keys):
        marks = ", ".join("?" * len(batch))
        for key, data in connection.execute(
            f"SELECT text_key, data FROM vector WHERE fingerprint = ? AND text_key IN ({marks})",
            (encoder.fingerprint, *batch),
        ):
            found[key] = unpack_vectors(data, encoder.dimension)
    return found


def find_by_text(
    connection: sqlite3.Connection, encoder: EncoderInfo | None, text_hashes: Iterable[str]
) -> dict[str, FloatArray]:
    """As `find_vectors`, by the caller's own hashes."""
    if encoder is None:
        return {}
    keys = {vector_key(text_hash): text_hash for text_hash in text_hashes}
    return {keys[key]: rows for key, rows in find_vectors(connection, encoder, list(keys)).items()}


def unencoded(connection: sqlite3.Connection, most: int | None = None) -> list[int]:
    """Ids of passages without vectors, ascending, at most `most` (None: all)."""
    if schema_version(connection) < WITH_UNENCODED:
        return []
    limit = -1 if most is None else most
    found = connection.execute("SELECT id FROM passage WHERE vectors = 0 ORDER BY id LIMIT ?", (limit,))
    return [passage_id for (passage_id,) in found]


def count_unencoded(connection: sqlite3.Connection) -> int:
    """How many passages have no vectors."""
    if schema_version(connection) < WITH_UNENCODED:
        return 0
    return int(connection.execute("SELECT count(*) FROM passage WHERE vectors = 0").fetchone()[0])


def fill_vectors(
    connection: sqlite3.Connection, encoder: EncoderInfo, rows: Mapping[int, FloatArray]
) -> dict[int, FloatArray]:
    """Keeps the vectors `(m, dimension)` of passages that lack them, by passage id; returns what each has from now on.

    One text has one set of vectors, the first that was kept: a network may give it slightly others beside other texts.
    A passage that went meanwhile, or that another process filled, is left out.
    """
    taken: dict[int, FloatArray] = {}
    for batch in catalog.batches(sorted(rows)):
        marks = ", ".join("?" * len(batch))
        keys = connection.execute(
            f"SELECT id, text_key FROM passage WHERE vectors = 0 AND id IN ({marks}) ORDER BY id", batch
        ).fetchall()
        store_vectors(connection, encoder, {key: rows[passage_id] for passage_id, key in reversed(keys)})
        kept = find_vectors(connection, encoder, [key for _, key in keys])
        taken |= {passage_id: kept[key] for passage_id, key in keys}
    connection.executemany("UPDATE passage SET vectors = ? WHERE id = ?", [(len(v), i) for i, v in taken.items()])
    return taken


def unpack_vectors(data: bytes, dimension: int) -> FloatArray:
    return np.frombuffer(data, np.float16).reshape(-1, dimension).astype(np.float32)
