"""Trains the bundled encoder and writes its folder and card: `python -m training.static` (about 20 minutes).

The texts are those of `../shared/data` (see the card); no dev question is read before the figures are taken.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from assistant.encoding.load import BUNDLED
from assistant.encoding.static.encoder import load_static
from assistant.encoding.static.export import write_folder
from training.static.card import write_card
from training.static.corpus import SOURCES, number_texts, read_entries
from training.static.eval import evaluate
from training.static.terms import build_vocabulary
from training.static.train import Plan, train

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

ACCENTED, PLAIN = 60_000, 30_000
"""Terms as printed and without accents: with 256 int8 numbers each, 23 MB and 1.8 MB of vocabulary."""

COUNTED = np.array([1.0, 1.0, 0.25])
"""What an occurrence counts for the vocabulary, by source: the language of administration before that of news."""

TESTS = ("zalo-phapdien", "drill", "alqac2025")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.static", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the shared data")
    parser.add_argument("--out", type=Path, default=BUNDLED, help="folder to write the model to")
    parser.add_argument("--steps", type=int, default=Plan().steps)
    parser.add_argument("--threads", type=int, default=Plan().threads)
    parser.add_argument("--limit", type=int, help="entries of each source, for a trial run")
    parser.add_argument("--measure", action="store_true", help="only measure the model in --out and write its card")
    given = parser.parse_args()
    plan = replace(Plan(), steps=given.steps, threads=given.threads)
    began = time.monotonic()
    counts: dict[str, int] = {}
    if not given.measure:
        entries = list(read_entries(given.data, given.limit))
        counts = {source: sum(entry.source == source for entry in entries) for source in SOURCES}
        print(f"entries {counts}", file=sys.stderr)
        texts = number_texts(entries, plan.threads)
        vocabulary = build_vocabulary(texts, ACCENTED, PLAIN, COUNTED)
        print(f"{texts.flat.size} syllables, {len(vocabulary.terms)} terms", file=sys.stderr)
        write_folder(given.out, vocabulary.terms, train(texts, vocabulary, plan))
    minutes = (time.monotonic() - began) / 60
    encoder = load_static(given.out)
    figures = {name: evaluate(encoder, given.data / name) for name in TESTS}
    for name, by_accents in figures.items():
        print(name, by_accents)
    write_card(given.out, asdict(plan), counts, encoder, figures, minutes)


if __name__ == "__main__":
    main()
