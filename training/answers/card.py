"""The card beside the weights: what they are, what they were learned from, how well they do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from assistant.answering.evidence.picker import Picker
from training.answers.figures import Sets
from training.answers.fit import FOLDS, RIDGE, RIDGE_OF_CONFIDENCE

SOURCES = {
    "facts": "officials' questions of ours over 141 real documents (`eval/questions/van-ban-that/phat-trien.jsonl`)",
    "own": "our questions over `corpus/` (`eval/questions/*.jsonl`)",
    "legal": "ALQAC 2022 development questions, the answer a span of an article (`span-qa/alqac2022-dev.jsonl`)",
    "university": "UIT regulation development questions, spans (`span-qa/uit-regulation-dev.jsonl`)",
    "reading": "questions typed into a search engine over web texts, and 186 of ViQuAD (`reading/reading.jsonl`)",
}
SHOWN = 14
"""Weights named in the card: the heaviest."""


def write_card(path: Path, sets: Sets, figures: Mapping[str, Mapping[str, float]], picker: Picker) -> None:
    """Markdown beside the weights."""
    columns = (
        "questions",
        "possible",
        "first_by_hand",
        "first",
        "three_by_hand",
        "three",
        "auroc",
        "ece",
        "own_answered",
        "silent_answered",
        "foreign_answered",
    )
    rows = [f"| `{name}` | " + " | ".join(f"{figures[name][column]:g}" for column in columns) + " |" for name in sets]
    order = np.argsort(-np.abs(picker.weights))[:SHOWN]
    heaviest = ", ".join(f"{picker.names[i]} {picker.weights[i]:+.2f}" for i in order)
    text = f"""# Picker and confidence

`picker.npz`: {len(picker.names)} weights, a softmax over the candidates of one question (ridge {RIDGE}).
`confidence.npz`: a logistic regression over what the picker saw of a candidate (ridge {RIDGE_OF_CONFIDENCE});
it gives the chance that the candidate answers. Both are fitted by `python -m training.answers fit` from rows
that `… rows` writes; the weights here are the fit on all rows, the figures are by {FOLDS} folds of documents.

## Learned from

{chr(10).join(f"- `{name}`: {SOURCES[name]}, {len(of)} askings" for name, of in sets.items())}

Each answerable question was asked twice, once with the documents that answer it left out of the hits; and
questions of another set were asked of each store. The texts are not part of this repository, but for our own.

## Figures by folds

`possible`: all candidates together hold all facts; `by hand`: the weights before; `first`, `three`: the best
one or three hold all; `auroc`: an asking with its answer before one without, by the surest candidate; `ece`:
expected calibration error of the confidence in ten bins; `answered`: at the threshold of the settings, of
questions with their answer (`own`), without (`silent`), and about other things (`foreign`).

| set | {" | ".join(columns)} |
| --- |{" --- |" * len(columns)}
{chr(10).join(rows)}

Expected calibration error over all candidates, weighted as in training: {figures["all"]["ece"]:g}.

Heaviest weights, by standard deviations: {heaviest}.
"""
    path.write_text(text, encoding="utf-8")
