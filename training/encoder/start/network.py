"""The network while it is trained: BERT with the parameter names of transformers' `BertModel`, attention written out.

Matmul, softmax, matmul trains almost twice as fast on these processors as the fused kernel, whose backward pass is
slow there. Everything is computed in the type of the parameters (bfloat16 while training); pooling is in float32.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional as F

from training.encoder.plan import Shape

PAD = 1
"""The id of `<pad>` in the tokenizer of XLM-R, and in the trimmed one."""
TOGETHER = 16
"""Sequences computed at once: of like length, so that little is padded; larger blocks were no faster."""


class _Embeddings(nn.Module):
    def __init__(self, shape: Shape, vocabulary: int) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(vocabulary, shape.hidden)
        self.position_embeddings = nn.Embedding(shape.positions, shape.hidden)
        self.token_type_embeddings = nn.Embedding(1, shape.hidden)
        self.LayerNorm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        places = self.position_embeddings.weight[: ids.shape[1]] + self.token_type_embeddings.weight[0]
        found: torch.Tensor = self.LayerNorm(self.word_embeddings(ids) + places)
        return found


class _Out(nn.Module):
    """A projection added to what it was made from, and normalised."""

    def __init__(self, inside: int, shape: Shape) -> None:
        super().__init__()
        self.dense = nn.Linear(inside, shape.hidden)
        self.LayerNorm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)

    def forward(self, made: torch.Tensor, before: torch.Tensor) -> torch.Tensor:
        found: torch.Tensor = self.LayerNorm(self.dense(made) + before)
        return found


class _Self(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query, self.key, self.value = (nn.Linear(shape.hidden, shape.hidden) for _ in range(3))

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        n, t, d = x.shape
        query, key, value = (
            part(x).view(n, t, self.heads, d // self.heads).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        weights = torch.matmul(query * (d // self.heads) ** -0.5, key.transpose(-1, -2)) + bias
        return torch.matmul(weights.softmax(-1), value).transpose(1, 2).reshape(n, t, d)


class _Layer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention = nn.Module()
        self.attention.self = _Self(shape)
        self.attention.output = _Out(shape.hidden, shape)
        self.intermediate = nn.Module()
        self.intermediate.dense = nn.Linear(shape.hidden, shape.inner)
        self.output = _Out(shape.inner, shape)

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        x = self.attention.output(self.attention.self(x, bias), x)  # type: ignore[operator]
        found: torch.Tensor = self.output(F.gelu(self.intermediate.dense(x)), x)  # type: ignore[operator]
        return found


class Network(nn.Module):
    """`forward(ids, mask)`, both (n, t): unit vectors (n, hidden), the mean of the tokens that are not padding."""

    def __init__(self, shape: Shape, vocabulary: int) -> None:
        super().__init__()
        self.shape, self.vocabulary = shape, vocabulary
        self.embeddings = _Embeddings(shape, vocabulary)
        self.encoder = nn.Module()
        self.encoder.layer = nn.ModuleList(_Layer(shape) for _ in range(shape.layers))

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        x = self.embeddings(input_ids)
        mask = attention_mask.to(x.dtype)
        bias = (1 - mask)[:, None, None, :] * -1e4
        for layer in self.encoder.layer:  # type: ignore[union-attr]
            x = layer(x, bias)
        wide = mask.float().unsqueeze(-1)
        mean = (x.float() * wide).sum(1) / wide.sum(1).clamp(min=1e-9)
        return F.normalize(mean, dim=-1)


def freeze(network: Network, layers: int) -> None:
    """The embeddings and the first `layers` layers learn nothing; 0: everything learns."""
    parts = [network.embeddings, *list(network.encoder.layer)[:layers]] if layers else []  # type: ignore[arg-type]
    for part in parts:
        part.requires_grad_(False)


def vectors(network: nn.Module, sequences: Sequence[Sequence[int]], together: int = TOGETHER) -> torch.Tensor:
    """Unit vectors (n, hidden) float32 of token sequences, computed in blocks of like length; gradients flow."""
    order = sorted(range(len(sequences)), key=lambda i: (-len(sequences[i]), i))
    parts = []
    for begin in range(0, len(order), together):
        rows = [sequences[i] for i in order[begin : begin + together]]
        width = len(rows[0])
        ids = torch.full((len(rows), width), PAD, dtype=torch.long)
        mask = torch.zeros((len(rows), width), dtype=torch.long)
        for row, sequence in enumerate(rows):
            ids[row, : len(sequence)] = torch.tensor(sequence)
            mask[row, : len(sequence)] = 1
        parts.append(network(ids, mask))
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    return torch.cat(parts)[back]


def encode(network: Network, sequences: Sequence[Sequence[int]]) -> NDArray[np.float32]:
    """The same without gradients, as an array; (0, hidden) for nothing."""
    if not sequences:
        return np.zeros((0, network.shape.hidden), np.float32)
    with torch.inference_mode():
        found: NDArray[np.float32] = vectors(network, sequences).numpy()
    return found


def save_network(network: nn.Module, file: Path) -> None:
    """Float32 weights beside the shape they have, written whole or not at all."""
    from dataclasses import asdict

    from safetensors.torch import save_file

    state: dict[str, Any] = {name: p.detach().float().contiguous() for name, p in network.state_dict().items()}
    shape = {key: str(value) for key, value in asdict(network.shape).items()}  # type: ignore[call-overload]
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    save_file(state, part, metadata=shape | {"vocabulary": str(network.vocabulary)})
    part.replace(file)


def load_network(file: Path) -> Network:
    """The network of `save_network`, in float32."""
    from safetensors import safe_open
    from safetensors.torch import load_file

    with safe_open(file, "pt") as held:
        facts = held.metadata()
    vocabulary = int(facts.pop("vocabulary"))
    epsilon = float(facts.pop("epsilon"))
    network = Network(Shape(epsilon=epsilon, **{key: int(value) for key, value in facts.items()}), vocabulary)
    network.load_state_dict(load_file(file))
    return network.eval()
