"""What is trained, how long, and from which seed. `FULL` fits 20 minutes of one H100, `MINIATURE` minutes of a CPU."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shape:
    """A BERT-like transformer (arXiv 1810.04805). `longest` in tokens; `intermediate` of the feed-forward layers."""

    layers: int = 4
    hidden: int = 384
    heads: int = 6
    intermediate: int = 1536
    longest: int = 320

    def parameters(self, vocabulary: int) -> int:
        """Weights of the encoder without a head: embeddings, then attention, feed-forward and norms of each layer."""
        h, i = self.hidden, self.intermediate
        layer = 4 * (h * h + h) + 2 * h * i + i + h + 4 * h
        return (vocabulary + self.longest + 2) * h + 4 * h + self.layers * layer


@dataclass(frozen=True, slots=True)
class Stage:
    """`steps` optimiser steps of `batch` examples; stopped after `seconds` with the rate brought to 0 by then."""

    steps: int
    batch: int
    rate: float
    seconds: float
    chunk: int = 64
    """Examples whose activations are held at once; the gradient of the whole batch is made of such chunks."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All stages. `dimensions` are those the encoder is trained to be cut to (Matryoshka, arXiv 2205.13147)."""

    shape: Shape = field(default_factory=Shape)
    vocabulary: int = 16_384
    dimensions: tuple[int, ...] = (384, 256, 128)
    shipped_dimension: int = 256
    temperature: float = 0.04
    pretrain: Stage = field(default_factory=lambda: Stage(9_000, 512, 6e-4, 330, 512))
    contrast: Stage = field(default_factory=lambda: Stage(1_500, 4_096, 3e-4, 240, 512))
    sharpen: Stage = field(default_factory=lambda: Stage(400, 1_024, 1e-4, 60, 256))
    tune: Stage = field(default_factory=lambda: Stage(80, 128, 5e-5, 12, 128))
    rerank: Stage = field(default_factory=lambda: Stage(3_000, 64, 2e-4, 240, 64))
    retune: Stage = field(default_factory=lambda: Stage(150, 32, 5e-5, 15, 32))
    negatives: int = 7
    masked: float = 0.3
    """Of the tokens, as arXiv 2202.08005 found best for models this small and smaller rates for none."""
    window: int = 192
    """Tokens of a pretraining sequence."""
    seed: int = 1


FULL = Plan()
MINIATURE = Plan(
    shape=Shape(layers=2, hidden=64, heads=2, intermediate=128, longest=160),
    vocabulary=6_000,
    dimensions=(64, 32),
    shipped_dimension=32,
    pretrain=Stage(120, 32, 2e-3, 60, 32),
    contrast=Stage(150, 128, 2e-3, 90, 64),
    sharpen=Stage(30, 64, 5e-4, 40, 32),
    tune=Stage(8, 32, 2e-4, 8, 32),
    rerank=Stage(80, 16, 1e-3, 60, 16),
    retune=Stage(10, 8, 2e-4, 8, 8),
    window=96,
)
