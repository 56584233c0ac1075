"""Leaves out the pieces that Vietnamese texts do not use: 250,037 rows of embeddings become some twenty thousand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from training.encoder.start.network import Network, encode

SPECIAL = 4
"""`<s>`, `<pad>`, `</s>`, `<unk>`: ids 0 to 3, before and after."""
WORD = "▁"
LAST_SCRIPT = 0x2E80
"""Single characters below it are kept (Latin, Vietnamese, Greek, signs); beyond begin the scripts of East Asia."""
FEWEST = 2
"""Texts a piece must stand in: pieces of one slip of the keyboard are spelled out instead."""


def count_pieces(tokenizer: Any, texts: Iterable[str], vocabulary: int, together: int = 2_000) -> NDArray[np.int64]:
    """In how many texts each piece stands, `(vocabulary,)`."""
    counts = np.zeros(vocabulary, np.int64)
    rest = iter(texts)
    while some := list(islice(rest, together)):
        for found in tokenizer.encode_batch(some, add_special_tokens=False):
            counts[np.unique(np.array(found.ids, np.int64))] += 1
    return counts


def kept_pieces(vocab: Sequence[Sequence[Any]], counts: NDArray[np.int64]) -> list[int]:
    """Ids kept, in their order: special ones, those seen, single characters and digits, with and without a space."""
    kept = []
    for i, (piece, _) in enumerate(vocab):
        bare = str(piece).removeprefix(WORD)
        single = len(bare) <= 1 and all(ord(letter) < LAST_SCRIPT for letter in bare)
        if i < SPECIAL or single or (counts[i] >= FEWEST and piece != "<mask>"):
            kept.append(i)
    return kept


def trimmed_tokenizer(source: str, kept: Sequence[int]) -> str:
    """The tokenizer file with the kept pieces alone, renumbered from 0; no mask."""
    facts: dict[str, Any] = json.loads(source)
    vocab = facts["model"]["vocab"]
    facts["model"]["vocab"] = [vocab[i] for i in kept]
    facts["added_tokens"] = [token for token in facts["added_tokens"] if token["id"] < SPECIAL]
    return json.dumps(facts, ensure_ascii=False)


def trimmed_network(network: Network, kept: Sequence[int]) -> Network:
    out = Network(network.shape, len(kept))
    state = network.state_dict()
    name = "embeddings.word_embeddings.weight"
    out.load_state_dict(state | {name: state[name][torch.tensor(kept)].clone()})
    return out.eval()


def parity(
    before: tuple[Network, Any], after: tuple[Network, Any], texts: Sequence[str], longest: int
) -> dict[str, float]:
    """Share of texts with the same pieces, and the least and mean cosine over all."""
    (old, old_pieces), (new, new_pieces) = before, after
    was, now = (t.encode_batch(list(texts)) for t in (old_pieces, new_pieces))
    same = [a.tokens == b.tokens for a, b in zip(was, now, strict=True)]
    cosines = (encode(old, [e.ids[:longest] for e in was]) * encode(new, [e.ids[:longest] for e in now])).sum(1)
    return {"same": float(np.mean(same)), "least": float(cosines.min()), "mean": float(cosines.mean())}


def read_vocab(file: Path) -> list[list[Any]]:
    found: list[list[Any]] = json.loads(file.read_text(encoding="utf-8"))["model"]["vocab"]
    return found
