"""ONNX Runtime and the tokenizer behind a trained folder: token ids in batches of like length, through the graph.

The only module that knows the two libraries; torch and transformers are not needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.encoding.encoder import FloatArray, IntArray
from assistant.encoding.transformer.folder import GRAPH, TOKENIZER, TrainedFolder
from assistant.errors import EncoderError
from assistant.wording import say

TOKENS_AT_ONCE = 512
"""Of a batch, padding counted: its rows stay in a processor's cache, an eighth faster than 4,096 at once."""


@dataclass(frozen=True, slots=True)
class Session:
    """A loaded graph and its tokenizer. Thread-safe: both libraries allow calls from several threads.

    `begin`, `end`: what stands around every sequence; `empty`: tokens that say nothing.
    """

    folder: TrainedFolder
    graph: Any
    tokenizer: Any
    pad: int
    begin: Sequence[int]
    end: Sequence[int]
    empty: frozenset[int]

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """The token ids of prepared texts, uncut."""
        return [found.ids for found in self.tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    def run(self, sequences: Sequence[Sequence[int]]) -> FloatArray:
        """What the graph gives for each sequence, `(n, d)` or `(n,)`; sequences longer than `longest` are cut."""
        width = (self.folder.dimension,) if self.folder.role == "encoder" else ()
        out: FloatArray = np.zeros((len(sequences), *width), np.float32)
        for chosen in _batches([min(len(s), self.folder.longest) for s in sequences]):
            ids, mask = self.padded([sequences[i] for i in chosen])
            out[chosen] = self.graph.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return out

    def padded(self, sequences: Sequence[Sequence[int]]) -> tuple[Any, Any]:
        """Ids and mask `(n, t)` int64, t that of the longest; sequences longer than `longest` are cut."""
        width = min(max(map(len, sequences)), self.folder.longest)
        ids = np.full((len(sequences), width), self.pad, np.int64)
        mask = np.zeros((len(sequences), width), np.int64)
        for row, sequence in enumerate(sequences):
            kept = sequence[:width]
            ids[row, : len(kept)] = kept
            mask[row, : len(kept)] = 1
        return ids, mask


def _batches(lengths: Sequence[int]) -> Iterator[IntArray]:
    """Indices of sequences of like length, the longest first, at most `TOKENS_AT_ONCE` in a batch; empty ones left out.

    What is padded is computed for nothing, and memory is highest at the start, where it fails early if at all.
    """
    order = sorted((i for i, length in enumerate(lengths) if length), key=lambda i: (-lengths[i], i))
    at = 0
    while at < len(order):
        size = max(1, TOKENS_AT_ONCE // lengths[order[at]])
        yield np.array(order[at : at + size], np.int32)
        at += size


def open_session(folder: TrainedFolder, threads: int = 0) -> Session:
    """Loads graph and tokenizer; `threads` of one call (0: all processors). Raises `EncoderError`."""
    try:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # Memory kept for the largest batch ever seen is never given back otherwise.
        options.enable_cpu_mem_arena = False
        graph = onnxruntime.InferenceSession(str(folder.folder / GRAPH), options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(folder.folder / TOKENIZER))
        form = folder.form
        pad = _token(tokenizer, form.pad)
        empty = frozenset(found for mark in form.empty if (found := tokenizer.token_to_id(mark)) is not None)
        begin, end = ([_token(tokenizer, mark)] if mark is not None else [] for mark in (form.begin, form.end))
    except ImportError as error:
        raise EncoderError(
            say("encoders.load.runtime_missing", folder=folder.folder, reason=error),
            say("encoders.load.make_setup"),
        ) from error
    except Exception as error:  # both libraries raise what they like for a file they cannot read
        raise EncoderError(
            say("encoders.load.session_failed", folder=folder.folder, reason=str(error).splitlines()[0][:200]),
            say("encoders.load.install_again"),
        ) from error
    return Session(folder, graph, tokenizer, pad, begin, end, empty)


def _token(tokenizer: Any, name: str) -> int:
    found = tokenizer.token_to_id(name)
    if found is None:
        raise ValueError(f"{TOKENIZER}: no {name}")
    return int(found)
