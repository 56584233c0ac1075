"""Figures as the language in use writes them, and what a metric is called."""

from __future__ import annotations

import math

from assistant.wording import decimal, grouped
from eval.metrics.scoring import higher_is_better
from eval.statistics.intervals import Mean
from eval.statistics.paired import shown_p
from eval.wording import words


def shown(value: float, digits: int = 3) -> str:
    return "∞" if math.isinf(value) else decimal(value, digits)


def counted(value: float) -> str:
    """A whole number, in groups of three."""
    return grouped(round(value))


def signed(value: float, digits: int = 3) -> str:
    """With a sign, also of what rounds to nothing."""
    return f"{'−' if value < 0 else '+'}{shown(abs(value), digits)}"


def with_interval(mean: Mean) -> str:
    """ "0,828 [0,766; 0,883]"."""
    return f"{shown(mean.mean)} [{shown(mean.low)}; {shown(mean.high)}]"


def probability(p: float) -> str:
    found = shown_p(p)
    return found if found.startswith("<") else shown(p)


def metric_name(metric: str) -> str:
    """What the table calls it; of a metric that it does not know, the name itself. "↓": less is better."""
    name = words("metrics").get(metric, metric)
    return name if higher_is_better(metric) else f"{name} ↓"


def ordered(metrics: list[str]) -> list[str]:
    """In the order of the table of wording, which goes from what matters most to details."""
    known = list(words("metrics"))
    return sorted(metrics, key=lambda metric: known.index(metric) if metric in known else len(known))
