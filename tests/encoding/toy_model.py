"""Writes folders of static term models whose vectors a person can compute."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "",
        "type": "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding",
    },
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.base.modules.normalize.Normalize"},
]


def write_safetensors(file: Path, tensors: dict[str, NDArray[np.generic]]) -> None:
    kinds = {"float32": "F32", "float16": "F16", "int8": "I8"}
    header, data = {}, b""
    for name, tensor in tensors.items():
        block = tensor.tobytes()
        header[name] = {
            "dtype": kinds[tensor.dtype.name],
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(block)],
        }
        data += block
    text = json.dumps(header).encode()
    file.write_bytes(struct.pack("<Q", len(text)) + text + data)


def write_model(folder: Path, terms: Sequence[str], tensors: dict[str, NDArray[np.generic]]) -> Path:
    """A model folder: term i has row i + 1, row 0 is "[UNK]"."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "1_Normalize").mkdir(exist_ok=True)
    vocabulary = {"[UNK]": 0} | {term: i + 1 for i, term in enumerate(terms)}
    tokenizer: dict[str, Any] = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": None,
        "pre_tokenizer": {"type": "WhitespaceSplit"},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"},
    }
    for name, value in {
        "tokenizer.json": tokenizer,
        "modules.json": MODULES,
        "1_Normalize/config.json": {},
        "config_sentence_transformers.json": {"prompts": {}, "similarity_fn_name": "cosine"},
        "terms.json": {"format": 1},
    }.items():
        (folder / name).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    write_safetensors(folder / "model.safetensors", tensors)
    return folder


def int8_tensors(rows: Sequence[Sequence[int]], scales: Sequence[float]) -> dict[str, NDArray[np.generic]]:
    return {"embeddings": np.array(rows, dtype=np.int8), "weights": np.array(scales, dtype=np.float32)}
