"""One training: float32 master weights over a bfloat16 network, the rate over time, checkpoints, an estimate."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import nn

from training.encoder.plan import Stage

WARM_UP = 0.08
"""Share of a stage in which the rate rises."""
CLIP, DECAY = 1.0, 0.01
SAVED_EVERY = 90.0
"""Seconds between checkpoints: what a kill loses."""
LOGGED_EVERY = 10


def rate_at(progress: float) -> float:
    """The share of the full rate: up in a line, down along a cosine; `progress` 0 to 1."""
    if progress < WARM_UP:
        return max(progress, 1e-3) / WARM_UP
    return 0.5 + 0.5 * math.cos(math.pi * min(1.0, (progress - WARM_UP) / (1 - WARM_UP)))


@dataclass(frozen=True, slots=True)
class Log:
    """Lines of JSON, in a file and on the screen."""

    file: Path

    def say(self, stage: str, **values: Any) -> None:
        line = json.dumps({"stage": stage, **values}, ensure_ascii=False)
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as out:
            out.write(f"{line}\n")
        print(line, flush=True)


class Masters:
    """The float32 copy of a bfloat16 network that AdamW moves: steps of 1e-5 would be lost in 8 bits of mantissa."""

    def __init__(self, network: nn.Module) -> None:
        self.low = [p for p in network.parameters() if p.requires_grad]
        self.full = [p.detach().float().clone() for p in self.low]
        self.frozen = [(p, p.detach().float().clone()) for p in network.parameters() if not p.requires_grad]
        network.bfloat16()
        matrices = [p for p in self.full if p.ndim > 1]
        others = [p for p in self.full if p.ndim <= 1]
        groups = [{"params": matrices, "weight_decay": DECAY}, {"params": others, "weight_decay": 0.0}]
        self.optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)

    def step(self, rate: float) -> bool:
        """Moves the weights against the gradients; False, and nothing moved, where these are not finite."""
        for full, low in zip(self.full, self.low, strict=True):
            full.grad = low.grad.float() if low.grad is not None else torch.zeros_like(full)
            low.grad = None
        norm = torch.nn.utils.clip_grad_norm_(self.full, CLIP)
        if not torch.isfinite(norm):
            return False
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.step()
        self.copy()
        return True

    @torch.no_grad()
    def copy(self) -> None:
        for full, low in zip(self.full, self.low, strict=True):
            low.copy_(full)

    def state(self) -> dict[str, Any]:
        return {"weights": self.full, "optimiser": self.optimiser.state_dict()}

    @torch.no_grad()
    def load(self, state: dict[str, Any]) -> None:
        for full, kept in zip(self.full, state["weights"], strict=True):
            full.copy_(kept)
        self.optimiser.load_state_dict(state["optimiser"])
        self.copy()

    @torch.no_grad()
    def give(self, network: nn.Module) -> None:
        """Makes `network` float32 with the master weights, and the very numbers it came with where it was frozen."""
        network.float()
        for full, p in zip(self.full, (p for p in network.parameters() if p.requires_grad), strict=True):
            p.copy_(full)
        for p, kept in self.frozen:
            p.data = kept


class Held(Protocol):
    """What else a training holds between two steps, and a checkpoint therefore too."""

    def state(self) -> Any: ...

    def load(self, state: Any) -> None: ...


def run_stage(
    name: str, stage: Stage, network: nn.Module, backward: Callable[[int], float], part: Path, log: Log, held: Held
) -> int:
    """Trains for `stage.seconds` of work or `stage.steps`; returns the steps made.

    `backward(step)` adds the gradients of one batch and returns its loss. The rate follows the greater share, so
    that it ends at 0. `part` is the checkpoint while it runs; a run that was killed goes on from there.
    """
    masters = Masters(network)
    step, spent, recent = 0, 0.0, 0.0
    if part.is_file():
        found = torch.load(part, weights_only=True)
        masters.load(found["masters"])
        held.load(found["held"])
        step, spent, recent = found["step"], found["spent"], found["recent"]
    began = saved = time.monotonic()
    while step < stage.steps and (elapsed := spent + time.monotonic() - began) < stage.seconds:
        loss = backward(step)
        progress = max(elapsed / stage.seconds, step / stage.steps)
        if not masters.step(stage.rate * rate_at(progress)):
            log.say(name, step=step, skipped="the gradients are not finite")
        recent = loss if step == 0 else 0.9 * recent + 0.1 * loss
        step += 1
        if step % LOGGED_EVERY == 0:
            rate, ahead = step * stage.batch / max(elapsed, 1e-6), elapsed / max(progress, 1e-9) - elapsed
            log.say(name, step=step, loss=round(recent, 4), pairs_a_second=round(rate, 2),
                    minutes_left=round(ahead / 60, 1))  # fmt: skip
        if time.monotonic() - saved > SAVED_EVERY:
            now = spent + time.monotonic() - began
            save_part(
                {"masters": masters.state(), "held": held.state(), "step": step, "spent": now, "recent": recent}, part
            )
            saved = time.monotonic()
    masters.give(network)
    part.unlink(missing_ok=True)
    return step


def save_part(state: dict[str, Any], part: Path) -> None:
    """Writes beside and renames: a kill while writing leaves the checkpoint before."""
    part.parent.mkdir(parents=True, exist_ok=True)
    beside = part.with_suffix(".writing")
    torch.save(state, beside)
    beside.replace(part)
