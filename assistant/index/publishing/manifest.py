"""`manifest.json`: a copy of the catalog's state for people and for a quick look; the catalog is the truth."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from assistant.index.catalog.rows import SegmentInfo, State
from assistant.index.catalog.schema import SCHEMA
from assistant.index.storage import Paths, write_durably


def manifest_of(state: State, segments: Iterable[SegmentInfo]) -> dict[str, Any]:
    """`inverted_lists`: the files of vectors that are not looked through one by one, with the recall measured."""
    encoder = state.encoder
    listed = [info for info in segments if info.lists]
    return {
        "schema": SCHEMA,
        "generation": state.generation,
        "encoder": encoder.fingerprint if encoder else None,
        "dimension": encoder.dimension if encoder else None,
        "segmenter": state.segmenter,
        "corpus_hash": state.corpus_hash,
        "lexical": state.lexical,
        "inverted_lists": [
            {"file": s.name, "vectors": s.rows, "lists": s.lists, "probes": s.probes, "recall@100": s.recall}
            for s in listed
        ],
    }


def write_manifest(paths: Paths, state: State, segments: Iterable[SegmentInfo]) -> None:
    write_durably(paths.manifest, (json.dumps(manifest_of(state, segments), indent=2) + "\n").encode())


def read_manifest(paths: Paths) -> dict[str, Any] | None:
    """The manifest, None when it is missing or not JSON."""
    try:
        found = json.loads(paths.manifest.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return found if isinstance(found, dict) else None
