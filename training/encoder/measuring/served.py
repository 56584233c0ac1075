"""The exported folder as the program runs it: tokenizer and ONNX Runtime, no torch. What figures are taken with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

GRAPH, TOKENIZER, SETTINGS = "model.onnx", "tokenizer.json", "trained.json"
TOKENS_AT_ONCE = 4_096
"""Of a batch, padding counted."""


@dataclass(frozen=True, slots=True)
class Served:
    """`encode` takes texts with their prefix and gives unit vectors (n, dimension)."""

    graph: Any
    tokenizer: Any
    dimension: int
    longest: int
    pad: int

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """With both marks, cut to `longest`, the last being the end mark."""
        rows = [found.ids for found in self.tokenizer.encode_batch(list(texts))]
        return [row if len(row) <= self.longest else [*row[: self.longest - 1], row[-1]] for row in rows]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = self.ids(texts)
        order = sorted(range(len(rows)), key=lambda i: (-len(rows[i]), i))
        out = np.zeros((len(rows), self.dimension), np.float32)
        at = 0
        while at < len(order):
            width = len(rows[order[at]])
            chosen = order[at : at + max(1, TOKENS_AT_ONCE // width)]
            ids = np.full((len(chosen), width), self.pad, np.int64)
            mask = np.zeros((len(chosen), width), np.int64)
            for place, i in enumerate(chosen):
                ids[place, : len(rows[i])] = rows[i]
                mask[place, : len(rows[i])] = 1
            out[chosen] = self.graph.run(None, {"input_ids": ids, "attention_mask": mask})[0]
            at += len(chosen)
        return out


def open_served(folder: Path, threads: int = 1) -> Served:
    import onnxruntime
    from tokenizers import Tokenizer

    facts = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    graph = onnxruntime.InferenceSession(str(folder / GRAPH), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    return Served(graph, tokenizer, facts["dimension"], facts["longest"], int(tokenizer.token_to_id(facts["pad"]) or 0))
