"""Reading the folder of a static term model: a stock sentence-transformers `StaticEmbedding`, without its library.

The folder holds `modules.json`, `tokenizer.json` (WordLevel over WhitespaceSplit), `model.safetensors` and
`terms.json`, the only file of ours, which says how text becomes the string of terms the model was trained on.
Tensors: `embedding.weight` (v, d) float; or `embeddings` (v, d) of any number type with `weights` (v,) float, the row
scales, which sentence-transformers folds together on loading (its model2vec form) and which lets rows be int8.
float16 is refused: on a CPU the library sums it in float16 and returns NaN for an empty text.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.encoding.encoder import FloatArray
from assistant.errors import EncoderError
from assistant.vietnamese.words.syllables import plain_token
from assistant.wording import say

TERMS_FILE = "terms.json"
UNKNOWN = "[UNK]"
FORMAT = 1
"""Version of what this program does with a folder and a passage; part of the fingerprint, raised when the vectors of
passages would change."""

_MODEL_FILES = ("model.safetensors", "tokenizer.json", "modules.json", TERMS_FILE)
_DTYPES = {"F32": np.float32, "I8": np.int8}


@dataclass(frozen=True, slots=True)
class TermModel:
    """`rows` (v, d) mapped from disk; the vector of term i is `rows[i] * scales[i]` (`scales` (v,) float32)."""

    vocabulary: dict[str, int]
    unknown: int
    rows: NDArray[Any]
    scales: FloatArray
    fingerprint: str

    def typed(self, terms: Iterable[str]) -> Iterator[str]:
        """The terms of a question, an unknown one in its accent-less form where that one is known: "chuyển_doi", typed
        in haste, is worth "chuyen_doi" and not nothing. Passages are printed with their accents and need it not."""
        for term in terms:
            plain = term if term in self.vocabulary else plain_token(term)
            yield plain if plain in self.vocabulary else term

    def ids(self, terms: Iterable[str]) -> list[int]:
        """The rows of the known terms, in order; the unknown term has none."""
        found = map(self.vocabulary.get, terms)
        return [row for row in found if row is not None and row != self.unknown]


def takes_terms(folder: Path) -> bool:
    """Whether `folder` is a model of this form; any other goes to sentence-transformers."""
    return (folder / TERMS_FILE).is_file()


def read_term_model(folder: Path) -> TermModel:
    """Reads the folder; raises `EncoderError` when a file is missing, damaged or of another form."""
    try:
        _check_format(folder)
        vocabulary, unknown = _read_vocabulary(folder / "tokenizer.json")
        tensors = _map_tensors(folder / "model.safetensors")
        rows, scales = _rows_and_scales(tensors)
        if rows.shape[0] != len(vocabulary) or scales.shape != rows.shape[:1]:
            raise ValueError(f"{rows.shape[0]} rows and {scales.shape[0]} scales for {len(vocabulary)} terms")
        fingerprint = _fingerprint(folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EncoderError(
            say("encoders.load.static_damaged", folder=folder, reason=error),
            say("encoders.load.install_or_choose"),
        ) from error
    return TermModel(vocabulary, unknown, rows, scales, fingerprint)


def _check_format(folder: Path) -> None:
    form = json.loads((folder / TERMS_FILE).read_text(encoding="utf-8"))
    if form["format"] != FORMAT:
        raise ValueError(f"format {form['format']} of {TERMS_FILE} is not {FORMAT}")
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    kinds = [module["type"].rsplit(".", 1)[-1] for module in modules]
    if kinds != ["StaticEmbedding", "Normalize"]:
        raise ValueError(f"modules.json: {kinds}")


def _read_vocabulary(file: Path) -> tuple[dict[str, int], int]:
    tokenizer = json.loads(file.read_text(encoding="utf-8"))
    model = tokenizer["model"]
    splits = (tokenizer.get("pre_tokenizer") or {}).get("type")
    if model["type"] != "WordLevel" or splits != "WhitespaceSplit" or tokenizer.get("normalizer"):
        raise ValueError(f"{file.name}: {model['type']} over {splits}")
    vocabulary: dict[str, int] = model["vocab"]
    return vocabulary, vocabulary[model["unk_token"]]


def _map_tensors(file: Path) -> dict[str, NDArray[Any]]:
    """The tensors as read-only maps of the file: 8 bytes little-endian header length, JSON header, data."""
    with file.open("rb") as stream:
        (length,) = struct.unpack("<Q", stream.read(8).ljust(8, b"\xff"))
        size = file.stat().st_size
        if length > size - 8:
            raise ValueError(f"{file.name} is cut short")
        header = json.loads(stream.read(length))
    tensors: dict[str, NDArray[Any]] = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        dtype = np.dtype(_DTYPES[entry["dtype"]])
        shape = tuple(entry["shape"])
        if end - begin != dtype.itemsize * int(np.prod(shape)) or 8 + length + end > size:
            raise ValueError(f"{file.name} is cut short")
        tensors[name] = np.memmap(file, dtype=dtype, mode="r", offset=8 + length + begin, shape=shape)
    return tensors


def _rows_and_scales(tensors: dict[str, NDArray[Any]]) -> tuple[NDArray[Any], FloatArray]:
    if "embedding.weight" in tensors:
        rows = tensors["embedding.weight"]
        return rows, np.ones(rows.shape[0], dtype=np.float32)
    return tensors["embeddings"], np.asarray(tensors["weights"], dtype=np.float32)


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256(f"static-terms {FORMAT}".encode())
    for name in _MODEL_FILES:
        data = (folder / name).read_bytes()
        digest.update(f"{name} {len(data)} ".encode() + data)
    return f"static-{digest.hexdigest()[:24]}"
