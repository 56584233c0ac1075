"""Writes a trained term model as a stock sentence-transformers folder with int8 rows."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.encoding.static.folder import FORMAT, TERMS_FILE, UNKNOWN

_MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "",
        "type": "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding",
    },
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.base.modules.normalize.Normalize"},
]


def quantise(rows: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """int8 rows (v, d) and scales (v,) with `rows ≈ int8 * scale`; a zero row has the scale 0."""
    scales = np.abs(rows).max(axis=1) / 127.0
    steps = np.divide(rows, scales[:, None], out=np.zeros_like(rows), where=scales[:, None] > 0)
    return np.rint(steps).astype(np.int8), scales.astype(np.float32)


def write_folder(folder: Path, terms: list[str], rows: NDArray[np.float32]) -> None:
    """`terms[i]` has the vector `rows[i]`; term 0 is the unknown one and must have a zero row."""
    from safetensors.numpy import save_file

    if terms[0] != UNKNOWN or rows[0].any():
        raise ValueError("row 0 must be the unknown term's zero row")
    tokenizer: dict[str, object] = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": None,
        "pre_tokenizer": {"type": "WhitespaceSplit"},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": {term: i for i, term in enumerate(terms)}, "unk_token": UNKNOWN},
    }
    config = {
        "model_type": "SentenceTransformer",
        "prompts": {"query": "", "document": ""},
        "default_prompt_name": None,
        "similarity_fn_name": "cosine",
    }
    terms_file = {"format": FORMAT, "input": "assistant.vietnamese.words.terms.encoder_terms"}
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    _write(folder / "tokenizer.json", tokenizer)
    _write(folder / "modules.json", _MODULES)
    _write(folder / "1_Normalize" / "config.json", {})
    _write(folder / "config_sentence_transformers.json", config)
    _write(folder / TERMS_FILE, terms_file)
    embeddings, weights = quantise(rows)
    save_file({"embeddings": embeddings, "weights": weights}, str(folder / "model.safetensors"))
    (folder / "model.safetensors").chmod(0o644)


def _write(file: Path, value: object) -> None:
    # the vocabulary alone is long: without indentation it loads faster
    compact = isinstance(value, dict) and "model" in value
    text = json.dumps(value, ensure_ascii=False, indent=None if compact else 2)
    file.write_text(text + "\n", encoding="utf-8")
