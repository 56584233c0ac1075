"""`python -m eval pace`: how fast encoders and the reranker are here, the MiniLM model of a tutorial beside them.

One run, one machine: seconds a question, passages a second, seconds for fifty candidates; medians of several rounds.
`python -m training.transformer untrained` writes networks of the planned shape, to measure before they are trained.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from assistant.encoding import Encoder, Reranker, load_encoder, load_reranker
from assistant.encoding.sentence_model import load_sentence_model
from assistant.errors import EncoderError
from eval.data.problems import DatasetError
from eval.runs.files import write_json
from eval.systems.tutorial import minilm_folder

QUESTION = "Ủy ban nhân dân tỉnh giao cơ quan nào chủ trì thực hiện kế hoạch chuyển đổi số năm 2026?"
SENTENCE = "Các sở, ban, ngành, Ủy ban nhân dân các xã, phường và cơ quan liên quan tổ chức thực hiện kế hoạch này."
SYLLABLES = (60, 80, 100, 120)
"""Lengths of the passages, as those of an index vary about 80 words."""
CANDIDATES = 50


def passages(count: int) -> list[str]:
    """`count` passages, no two alike, of `SYLLABLES` in turn."""
    words = SENTENCE.split()
    return [
        " ".join([f"{i}.", *(words[(i + j) % len(words)] for j in range(SYLLABLES[i % len(SYLLABLES)]))])
        for i in range(count)
    ]


def _seconds(call: Callable[[], object], rounds: int) -> float:
    call()
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
    return median(taken)


def encoder_pace(encoder: Encoder, rounds: int, count: int) -> dict[str, float]:
    texts = passages(count)
    return {
        "question_ms": 1000 * _seconds(lambda: encoder.encode_queries([QUESTION]), 3 * rounds),
        "passages_per_second": count / _seconds(lambda: encoder.encode_passages(texts), rounds),
    }


def reranker_pace(reranker: Reranker, rounds: int) -> dict[str, float]:
    texts = passages(CANDIDATES)
    return {"fifty_candidates_ms": 1000 * _seconds(lambda: reranker.score(QUESTION, texts), rounds)}


def main(argv: Sequence[str]) -> int:
    """Prints and with `--out` writes the figures; 2 when a model cannot be loaded."""
    parser = argparse.ArgumentParser(prog="python -m eval pace", description=__doc__)
    parser.add_argument("--encoder", action="append", default=[], help="a name or folder; may be given several times")
    parser.add_argument("--reranker", help="the folder of a reranker")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--passages", type=int, default=64)
    parser.add_argument("--out", type=Path, help="folder to write pace.json to")
    arguments = parser.parse_args(argv)
    figures: dict[str, Mapping[str, Any]] = {}
    try:
        for name in arguments.encoder or ["bundled"]:
            if (encoder := load_encoder(name)) is not None:
                figures[name] = encoder_pace(encoder, arguments.rounds, arguments.passages)
        reranker = load_reranker(arguments.reranker) if arguments.reranker else None
        if reranker is not None:
            figures["reranker"] = reranker_pace(reranker, arguments.rounds)
        minilm = load_sentence_model("all-MiniLM-L6-v2", minilm_folder())
        figures["MiniLM (sentence-transformers)"] = encoder_pace(minilm, arguments.rounds, arguments.passages)
    except (EncoderError, DatasetError) as error:
        print(error, file=sys.stderr)
        return 2
    for name, values in figures.items():
        print(f"{name}: " + ", ".join(f"{key} {value:.1f}" for key, value in values.items()))
    if arguments.out:
        arguments.out.mkdir(parents=True, exist_ok=True)
        write_json(arguments.out / "pace.json", figures)
    return 0
