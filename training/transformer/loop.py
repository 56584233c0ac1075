"""One stage of training: the rate over time, gradients, the log, and a checkpoint to go on from."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from training.transformer.plan import Stage

WARM_UP = 0.06
"""Share of a stage in which the rate rises."""
CLIP = 1.0
DECAY = 0.01
LOGGED_EVERY = 25
SAVED_EVERY = 60.0
"""Seconds between checkpoints: what a machine taken back loses."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where a training writes, and what it computes on ("cuda" or "cpu")."""

    folder: Path
    device: str
    seed: int

    def log(self, stage: str, **values: Any) -> None:
        line = json.dumps({"stage": stage, **values})
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as out:
            out.write(line + "\n")
        print(line, flush=True)

    def autocast(self) -> Any:
        """bfloat16 where the machine is made for it; a CPU computes in float32."""
        return torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.device == "cuda")


def rate_at(progress: float) -> float:
    """The share of the full rate: up in a line, down along a cosine; `progress` 0 to 1."""
    if progress < WARM_UP:
        return max(progress, 1e-3) / WARM_UP
    return 0.5 + 0.5 * math.cos(math.pi * min(1.0, (progress - WARM_UP) / (1 - WARM_UP)))


def optimiser_of(model: torch.nn.Module, rate: float) -> torch.optim.Optimizer:
    """AdamW; norms and biases do not decay."""
    matrices = [p for p in model.parameters() if p.requires_grad and p.ndim > 1]
    others = [p for p in model.parameters() if p.requires_grad and p.ndim <= 1]
    groups = [{"params": matrices, "weight_decay": DECAY}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98), eps=1e-6)


def run_stage(
    shop: Workshop, name: str, stage: Stage, model: torch.nn.Module, backward: Callable[[int], float]
) -> None:
    """Runs `backward(step)` (which adds the gradients of one batch and returns its loss) for the steps of `stage`.

    The rate follows whichever is further, steps or seconds, so a slow machine ends in time with the rate at 0. Goes on
    from the checkpoint `NAME.part.pt` where there is one; removes it at the end.
    """
    optimiser = optimiser_of(model, stage.rate)
    part = shop.folder / f"{name}.part.pt"
    first, spent = _resume(part, model, optimiser, shop.device)
    began = saved = time.monotonic()
    model.train()
    for step in range(first, stage.steps):
        elapsed = spent + time.monotonic() - began
        progress = max(step / stage.steps, elapsed / stage.seconds)
        if progress >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = stage.rate * rate_at(progress)
        optimiser.zero_grad(set_to_none=True)
        loss = backward(step)
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        if math.isfinite(loss) and bool(torch.isfinite(norm)):
            optimiser.step()
        if step % LOGGED_EVERY == 0 or step == stage.steps - 1:
            shop.log(name, step=step, loss=round(loss, 4), seconds=round(elapsed, 1))
        if time.monotonic() - saved > SAVED_EVERY:
            state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1}
            torch.save(state | {"spent": spent + time.monotonic() - began}, part)
            saved = time.monotonic()
    part.unlink(missing_ok=True)
    model.eval()


def _resume(part: Path, model: torch.nn.Module, optimiser: torch.optim.Optimizer, device: str) -> tuple[int, float]:
    if not part.is_file():
        return 0, 0.0
    state = torch.load(part, map_location=device, weights_only=True)
    model.load_state_dict(state["model"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"]), float(state["spent"])
