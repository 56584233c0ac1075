"""Whether a difference between two systems over the same questions could be chance."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np


def paired_p(ours: Mapping[str, float], theirs: Mapping[str, float], rounds: int = 10_000, seed: int = 0) -> float:
    """Two-sided p of the paired randomisation test (Smucker, Allan and Carterette 2007) over the same questions."""
    gains = np.array([ours[name] - theirs[name] for name in sorted(ours)])
    seen = abs(gains.mean())
    signs = np.random.default_rng(seed).choice([-1.0, 1.0], size=(rounds, len(gains)))
    return float((np.abs((signs * gains).mean(axis=1)) >= seen - 1e-12).sum() + 1) / (rounds + 1)


def shown_p(p: float) -> str:
    """As a table shows it."""
    return "< 0.001" if p < 0.001 else f"{p:.3f}"
