"""How well a model folder finds the article of a dev question: the best of its 80-word passages, by vectors alone."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import ir_measures
import numpy as np
from ir_measures import RR, R, nDCG

from assistant.encoding.encoder import FloatArray
from assistant.encoding.static.encoder import StaticEncoder
from assistant.vietnamese.normalise import fold, strip_accents

WORDS = 80
"""Words in a passage, as in the baseline this is compared with (`../shared/data/README.md`)."""

BLOCK = 64
"""Questions scored at once: the scores of a block against all passages stay under 100 MB."""

MEASURES = [nDCG @ 10, R @ 10, R @ 100, RR @ 10]
ACCENTS = ("keep", "strip", "half")
Figures = dict[str, dict[str, float]]


def typed(text: str, accents: str, seed: str = "") -> str:
    """`text` as typed with all accents, none, or those of each syllable kept with probability one half."""
    if accents == "keep":
        return text
    if accents == "strip":
        return strip_accents(text)
    chance = random.Random(seed)
    return " ".join(strip_accents(word) if chance.random() < 0.5 else word for word in fold(text).split())


def _passages(article: Mapping[str, str]) -> list[str]:
    words = article["text"].split()
    ends = np.linspace(0, len(words), max(1, round(len(words) / WORDS)) + 1).astype(int)
    return [f"{article['title']}\n{' '.join(words[a:b])}" for a, b in pairwise(ends)]


def _ranked(
    questions: Sequence[Mapping[str, str]], scores: FloatArray, articles: Sequence[Mapping[str, str]]
) -> Iterator[ir_measures.ScoredDoc]:
    """The 100 best articles of each question; ties go to the article that stands first."""
    for question, row in zip(questions, scores, strict=True):
        for i in np.argsort(-row, kind="stable")[:100]:
            yield ir_measures.ScoredDoc(question["_id"], articles[i]["_id"], float(row[i]))


def evaluate(encoder: StaticEncoder, folder: Path) -> Figures:
    """The measures over the dev questions of the BEIR folder, for each way of typing accents."""
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    split = [_passages(article) for article in articles]
    first = np.cumsum([0, *map(len, split)])[:-1]
    vectors = encoder.encode_passages([passage for passages in split for passage in passages]).vectors
    questions = [json.loads(line) for line in (folder / "dev" / "queries.jsonl").open(encoding="utf-8")]
    qrels = [
        ir_measures.Qrel(query, document, int(score))
        for query, document, score in (
            line.rstrip("\n").split("\t") for line in (folder / "dev" / "qrels.tsv").open(encoding="utf-8")
        )
        if score != "score"
    ]
    figures: Figures = {}
    for accents in ACCENTS:
        asked = encoder.encode_queries([typed(q["text"], accents, q["_id"]) for q in questions])
        run: list[ir_measures.ScoredDoc] = []
        for begin in range(0, len(questions), BLOCK):
            block = np.maximum.reduceat(vectors @ asked[begin : begin + BLOCK].T, first, axis=0).T
            run += _ranked(questions[begin : begin + BLOCK], block, articles)
        found = ir_measures.calc_aggregate(MEASURES, qrels, run)
        figures[accents] = {str(measure): float(found[measure]) for measure in MEASURES}
    return figures
