"""The packed folder read back: token ids on hand, batches of them on the device."""

from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from training.static.corpus import Ints, Texts
from training.transformer.vocabulary import PAD, plain_ids


@dataclass(frozen=True, slots=True)
class Asked:
    """A question (or a title asked as one): token ids, right entries, wrong ones found by BM25; fold -1: a title."""

    set: str
    id: str
    ids: Ints
    relevant: tuple[int, ...]
    negatives: tuple[int, ...]
    fold: int


@dataclass(frozen=True, slots=True)
class Pack:
    """`texts` as for the static encoder, its syllables being tokens. `plain` (v,): the id without accents."""

    texts: Texts
    plain: Ints
    questions: list[Asked]
    titles: list[Asked]
    tokenizer: str

    @property
    def vocabulary(self) -> int:
        return len(self.texts.syllables)


def read_pack(folder: Path) -> Pack:
    tokenizer = (folder / "tokenizer.json").read_text(encoding="utf-8")
    vocab: dict[str, int] = json.loads(tokenizer)["model"]["vocab"]
    terms = sorted(vocab, key=vocab.__getitem__)
    held = np.load(folder / "parts.npz")
    flat = np.frombuffer(lzma.decompress((folder / "texts.xz").read_bytes()), np.uint16).astype(np.int32)
    ends = np.concatenate([[0], np.cumsum(held["lengths"].astype(np.int64).reshape(-1))])
    bounds = np.stack([ends[:-1].reshape(-1, 3)[:, p] for p in range(3)] + [ends[3::3]], axis=1)
    texts = Texts(terms, flat, bounds, held["source"].astype(np.int8), held["same"].astype(np.int32))
    return Pack(texts, plain_ids(terms), _asked(folder / "questions.json"), _asked(folder / "titles.json"), tokenizer)


def _asked(file: Path) -> list[Asked]:
    return [
        Asked(item["set"], item.get("id", ""), np.array(item["ids"], np.int32), tuple(item["relevant"]),
              tuple(item["negatives"]), item.get("fold", -1))
        for item in json.loads(file.read_text(encoding="utf-8"))
    ]  # fmt: skip


def padded(sequences: Sequence[NDArray[Any]], first: int, longest: int, device: str) -> dict[str, torch.Tensor]:
    """`input_ids` and `attention_mask` (n, t); each sequence begins with the token `first` and is cut to `longest`."""
    width = min(max(map(len, sequences), default=0) + 1, longest)
    ids = np.full((len(sequences), width), PAD, np.int64)
    mask = np.zeros((len(sequences), width), np.int64)
    for i, sequence in enumerate(sequences):
        kept = sequence[: width - 1]
        ids[i, 0] = first
        ids[i, 1 : len(kept) + 1] = kept
        mask[i, : len(kept) + 1] = 1
    return {"input_ids": torch.from_numpy(ids).to(device), "attention_mask": torch.from_numpy(mask).to(device)}
