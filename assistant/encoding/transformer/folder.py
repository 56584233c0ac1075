"""The folder of a trained model: an ONNX graph, its tokenizer, and what must be known of them.

`model.onnx` takes `input_ids` and `attention_mask` (n, t) and gives `out`: unit vectors (n, dimension) for an encoder,
scores (n,) for a reranker. `trained.json` says which, how many tokens fit, and the graph's SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.encoding.transformer.model_text import FORMS, TextForm
from assistant.errors import EncoderError
from assistant.wording import say

GRAPH, TOKENIZER, SETTINGS = "model.onnx", "tokenizer.json", "trained.json"
FORMAT = 1
"""Of the folders that `training.transformer` makes; see `model_text.FORMS`, of whose key the fingerprint knows too."""

Role = Literal["encoder", "reranker"]


@dataclass(frozen=True, slots=True)
class TrainedFolder:
    """A checked folder. `longest`: tokens the graph was trained to read; `fingerprint`: of graph, tokenizer, format;
    `form`: how it is given text."""

    folder: Path
    role: Role
    dimension: int
    longest: int
    fingerprint: str
    form: TextForm


def is_trained(folder: Path) -> bool:
    """Whether `folder` holds a model of this form."""
    return (folder / SETTINGS).is_file() and (folder / GRAPH).is_file()


def read_trained(folder: Path, role: Role) -> TrainedFolder:
    """Reads and checks the folder; raises `EncoderError` when a file is missing, damaged or of another form."""
    try:
        facts: dict[str, Any] = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        graph = (folder / GRAPH).read_bytes()
        tokenizer = (folder / TOKENIZER).read_bytes()
        if (form := FORMS.get(facts["format"])) is None or facts["role"] != role:
            raise ValueError(f"{SETTINGS}: {facts['role']}, format {facts['format']}")
        if hashlib.sha256(graph).hexdigest() != facts["sha256"]:
            raise ValueError(f"{GRAPH} is damaged")
        digest = hashlib.sha256(f"trained {facts['format']} ".encode() + graph + tokenizer).hexdigest()
        fingerprint = f"trained-{digest[:24]}"
        return TrainedFolder(folder, role, int(facts["dimension"]), int(facts["longest"]), fingerprint, form)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EncoderError(
            say("encoders.load.folder_damaged", folder=folder, reason=error),
            say("encoders.load.install_again"),
        ) from error
