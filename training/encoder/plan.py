"""The settings of the whole pipeline, in one place."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shape:
    """A BERT encoder: layers, width, heads, width of the inner layer, positions."""

    layers: int = 12
    hidden: int = 384
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    epsilon: float = 1e-12


@dataclass(frozen=True, slots=True)
class Stage:
    """One training: seconds of work, pairs in a batch, the highest rate, hard negatives a pair.

    It ends with its seconds or its steps, whichever are spent first. With endless seconds it is the same to the bit
    wherever it was interrupted; with endless steps it ends on time on whatever machine.
    """

    seconds: float
    batch: int
    rate: float
    negatives: int = 0
    memory: int = 0
    """Passages of earlier batches that serve as further negatives (cross-batch memory, arXiv 1912.06798)."""
    steps: int = 1_000_000
    frozen: int = 0
    """Lower layers that stay as they are, with the table of pieces: their part of the backward pass is saved."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Lengths are in tokens with the prefix and both marks; seconds are of one core."""

    seed: int = 12
    threads: int = 1
    shape: Shape = field(default_factory=Shape)
    question_tokens: int = 80
    """99 % of the questions of the development sets fit; longer ones keep their beginning while training."""
    passage_tokens: int = 112
    """A passage of the index has at most 120 words, about 150 pieces; the last words cost a quarter of the time."""
    longest: int = 256
    """What the exported model reads at once: passages of the index with their title and headings, whole."""
    temperature: float = 0.02
    bare: float = 0.33
    """Of questions, those typed without accents while training."""
    folds: int = 2
    candidates: int = 24
    """First of the product's ranking that are weighed as hard negatives."""
    hardest: int = 8
    blend: float = 0.5
    """Of what was learned, in the weights that are shipped; the rest is the network as it came."""
    pretrain: Stage = field(default_factory=lambda: Stage(1620, 48, 4e-5, memory=512))
    labelled: Stage = field(default_factory=lambda: Stage(1800, 24, 4e-5, negatives=1, steps=60, frozen=6))


MINIATURE_SHAPE = Shape(layers=2, hidden=32, heads=2, inner=64, positions=64)
"""For tests: the same code in a second."""
