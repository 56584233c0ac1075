"""The values of the bench: judgements and rankings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Qrels = Mapping[str, Mapping[str, int]]
"""Query id -> document id -> relevance (0: judged not relevant)."""

Run = Mapping[str, Sequence[tuple[str, float]]]
"""Query id -> `(document id, score)`, best first."""
