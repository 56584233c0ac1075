"""Entries cut into windows of passages, all of them encoded: what mining and scoring search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from training.static.corpus import BREAK, Ints, Texts
from training.transformer.loop import Workshop
from training.transformer.pretrain import PASSAGE_ID, QUESTION_ID
from training.transformer.texts import padded

WINDOW, MOST_TITLE = 130, 40
"""Tokens of text in a window (about 110 words, as passages of the index have), and of the title before it."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Windows:
    """`tokens[i]` belongs to the entry `entries[i]`; windows of one entry stand together."""

    tokens: list[Ints]
    entries: NDArray[np.int64]


def window(texts: Texts, entry: int, begin: int) -> Ints:
    """The title and `WINDOW` tokens of the text from `begin`."""
    title, body = texts.part(entry, 0)[:MOST_TITLE], texts.part(entry, 2)[begin : begin + WINDOW]
    return np.concatenate([title, [BREAK], body]).astype(np.int32) if len(title) else body


def windows_of(texts: Texts, entries: Iterable[int]) -> Windows:
    tokens: list[Ints] = []
    owners: list[int] = []
    for entry in entries:
        length = int(texts.bounds[entry, 3] - texts.bounds[entry, 2])
        pieces = max(1, round(length / WINDOW))
        for begin in np.linspace(0, max(0, length - WINDOW), pieces).astype(int).tolist():
            tokens.append(window(texts, entry, begin))
            owners.append(entry)
    return Windows(tokens, np.array(owners, np.int64))


def encode(
    model: Any, sequences: Sequence[Ints], question: bool, longest: int, shop: Workshop, size: int = 512
) -> Floats:
    """Unit vectors (n, d) of the sequences, the longest first so that little is padded."""
    order = sorted(range(len(sequences)), key=lambda i: -len(sequences[i]))
    out: Floats | None = None
    model.eval()
    with torch.inference_mode():
        for begin in range(0, len(order), size):
            chosen = order[begin : begin + size]
            rows = [sequences[i] for i in chosen]
            features = padded(rows, QUESTION_ID if question else PASSAGE_ID, longest, shop.device)
            with shop.autocast():
                vectors = model(features)["sentence_embedding"]
            vectors = torch.nn.functional.normalize(vectors.float(), dim=-1).cpu().numpy()
            if out is None:
                out = np.zeros((len(sequences), vectors.shape[1]), np.float32)
            out[chosen] = vectors
    return out if out is not None else np.zeros((0, 1), np.float32)


def best_entries(
    questions: Floats, vectors: Floats, windows: Windows, most: int, shop: Workshop
) -> list[tuple[NDArray[np.int64], Floats, NDArray[np.int64]]]:
    """For each question the `most` best entries, their cosines, and the best window of each, best first."""
    held = torch.from_numpy(vectors).to(shop.device)
    found = []
    for begin in range(0, len(questions), 256):
        scores = torch.from_numpy(questions[begin : begin + 256]).to(shop.device) @ held.T
        values, places = scores.topk(min(4 * most, scores.shape[1]), dim=1)
        for row, at in zip(values.cpu().numpy(), places.cpu().numpy(), strict=True):
            _, first = np.unique(windows.entries[at], return_index=True)
            kept = np.sort(first)[:most]
            found.append((windows.entries[at[kept]], row[kept], at[kept]))
    return found
