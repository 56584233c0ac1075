"""Trains the shipped ranker: `python -m training.ranker --tables DIR --folds DIR` (training only: needs lightgbm).

LambdaMART over the candidates that `training.ranker_features` wrote, all sets together; figures first by folds (nothing
is scored by weights that saw one of its question's articles) and by leaving each whole set out, then fitted on all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.ranker.features import NAMES
from assistant.retrieval.ranker.learned import LENGTH, SHIPPED, Numbers, Ranker, standardised

SETS = ("zalo-phapdien", "drill", "alqac2025")
TYPED = ("keep", "half", "strip")
LEARNED = ("keep",)
DRAWN = 0.2
FIRST = 40
"""Candidates learned from: the formula's best of each question, this share of the others, and what is relevant."""
BY_LENGTH = (
    "lexical", "lexical_rank", "dense", "dense_rank", "dense_mean", "base", "base_rank", "section", "title",
    "passage_best", "covered", "covered_pairs", "near", "near_pairs", "near_passage_gap", "near_title_gap",
    "title_explained_gap", "title_share", "company_close", "company_wide", "length",
)  # fmt: skip
"""Features whose weight shifts with the length of the question: one of each kind."""
RIDGE = 0.02
ROUNDS = 300


@dataclass(frozen=True, slots=True)
class Part:
    """The candidates of one set, typed one way; `fold` and `judged` are by question, the others by row."""

    name: str
    typed: str
    questions: tuple[str, ...]
    query: NDArray[np.int64]
    relevant: NDArray[np.bool_]
    features: NDArray[np.float32]
    fold: NDArray[np.int64]
    judged: NDArray[np.int64]
    names: tuple[str, ...] = NAMES

    @property
    def rows_of_fold(self) -> NDArray[np.int64]:
        return self.fold[self.query]


def load(tables: Path, folds: Path, name: str, typed: str) -> Part:
    held = np.load(tables / f"{name}-{typed}.npz")
    chosen = json.loads((folds / f"folds-{name}.json").read_text(encoding="utf-8"))
    questions = tuple(held["questions"].tolist())
    fold = np.array([chosen[question] for question in questions])
    return Part(name, typed, questions, held["query"], held["relevant"] > 0, held["features"], fold, held["judged"])


def drawn(part: Part) -> Part:
    """The rows to learn from. Most candidates stand so far behind that they teach nothing."""
    base = part.features[:, NAMES.index("base")]
    place = np.empty(len(base), np.int64)
    for rows in np.split(np.arange(len(base)), np.flatnonzero(np.diff(part.query)) + 1):
        place[rows[np.argsort(-base[rows], kind="stable")]] = np.arange(len(rows))
    chosen = part.relevant | (place < FIRST) | (np.random.default_rng(0).random(len(base)) < DRAWN)
    return replace(part, query=part.query[chosen], relevant=part.relevant[chosen], features=part.features[chosen])


def fit(
    parts: Iterable[tuple[Part, NDArray[np.bool_]]], rounds: int = ROUNDS, shifting: Sequence[str] = BY_LENGTH
) -> Ranker:
    """Learns from the questions of each part that are wanted (a mask by question).

    ListNet's loss with top-one chances (Cao et al. 2007, "Learning to Rank: From Pairwise Approach to Listwise
    Approach") and a ridge: convex, so that nothing depends on a seed. A set counts with the root of its questions:
    neither alike nor by number.
    """
    features, shares, counts, sizes = [], [], [], []
    names: tuple[str, ...] = NAMES
    for part, wanted in parts:
        names = part.names
        kept = wanted[part.query]
        query, relevant = part.query[kept], part.relevant[kept].astype(float)
        starts = np.flatnonzero(np.diff(query, prepend=-1))
        judged, each = np.add.reduceat(relevant, starts), np.diff(starts, append=len(query))
        features.append(part.features[kept])
        shares.append(relevant / np.repeat(np.maximum(judged, 1), each))
        counts.append((judged > 0) / np.sqrt(wanted.sum()))
        sizes.append(each)
    rows, size, count = np.concatenate(features), np.concatenate(sizes), np.concatenate(counts)
    mean, scale = rows.mean(axis=0, dtype=float), rows.std(axis=0, dtype=float) + 1e-6
    standard = standardised(rows, mean, scale)
    columns = [names.index(name) for name in shifting]
    learned = np.hstack([standard, standard[:, columns] * standard[:, [names.index(LENGTH)]]]).astype(np.float32)
    found = _minimised(learned, np.concatenate(shares), size, count / count.sum(), rounds)
    by_length = np.zeros(len(names))
    by_length[columns] = found[len(names) :]
    return Ranker(names, mean, scale, found[: len(names)], by_length)


def _minimised(
    rows: NDArray[np.float32], wanted: Numbers, size: NDArray[np.int64], count: Numbers, rounds: int
) -> Numbers:
    """The weights with the least cross entropy between `wanted` and the softmax of the scores within each question."""
    from scipy.optimize import minimize

    starts, weight = np.cumsum(size) - size, np.repeat(count, size)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = (rows @ weights.astype(np.float32)).astype(float)
        scores -= np.repeat(np.maximum.reduceat(scores, starts), size)
        total = np.repeat(np.add.reduceat(np.exp(scores), starts), size)
        off = weight * (np.exp(scores) / total - wanted)
        value = -float((weight * wanted) @ (scores - np.log(total))) + RIDGE / 2 * float(weights @ weights)
        return value, (rows.T @ off.astype(np.float32)).astype(float) + RIDGE * weights

    begin = np.zeros(rows.shape[1])
    found: Numbers = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x
    return found


def measure_each(part: Part, scores: NDArray[np.float64]) -> dict[str, list[float]]:
    """For each question; what is not among the candidates is not found."""
    values: dict[str, list[float]] = {"nDCG@10": [], "R@10": [], "R@100": [], "MRR@10": [], "acc@1": []}
    ends = np.searchsorted(part.query, np.arange(len(part.fold) + 1))
    discount = 1 / np.log2(np.arange(2, 12))
    for i, judged in enumerate(part.judged):
        rows = slice(ends[i], ends[i + 1])
        hundred = part.relevant[rows][np.argsort(-scores[rows], kind="stable")][:100]
        ranked = hundred[:10]
        first = int(np.argmax(ranked)) + 1 if ranked.any() else 0
        values["nDCG@10"].append(float(discount[: len(ranked)] @ ranked) / float(discount[:judged].sum()))
        values["R@10"].append(float(ranked.sum()) / judged)
        values["R@100"].append(float(hundred.sum()) / judged)
        values["MRR@10"].append(1 / first if first else 0.0)
        values["acc@1"].append(float(first == 1))
    return values


def measure(part: Part, scores: NDArray[np.float64]) -> dict[str, float]:
    return {name: round(float(np.mean(v)), 4) for name, v in measure_each(part, scores).items()}


def by_folds(parts: Sequence[Part], shifting: Sequence[str] = BY_LENGTH) -> dict[tuple[str, str], NDArray[np.float64]]:
    """The scores of each part's candidates by weights that saw none of their question's fold in any set."""
    scores = {(p.name, p.typed): np.zeros(len(p.query)) for p in parts}
    learned = [drawn(p) for p in parts if p.typed in LEARNED]
    for fold in range(int(max(p.fold.max() for p in parts)) + 1):
        ranker = fit(((p, p.fold != fold) for p in learned), shifting=shifting)
        for p in parts:
            rows = p.rows_of_fold == fold
            scores[p.name, p.typed][rows] = ranker.score(p.features[rows])
    return scores


def by_sets(parts: Sequence[Part], shifting: Sequence[str] = BY_LENGTH) -> dict[str, dict[str, float]]:
    """Each set scored by weights that saw none of its questions."""
    out: dict[str, dict[str, float]] = {}
    for name in dict.fromkeys(p.name for p in parts):
        others = [p for p in parts if p.name != name and p.typed in LEARNED]
        ranker = fit(((drawn(p), np.ones(len(p.fold), bool)) for p in others), shifting=shifting)
        out |= {f"{p.name} {p.typed}": measure(p, ranker.score(p.features)) for p in parts if p.name == name}
    return out


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=Path, required=True, help="SET-TYPED.npz of training.ranker_features")
    parser.add_argument("--folds", type=Path, required=True, help="folds-SET.json of `python -m eval folds`")
    parser.add_argument("--typed", nargs="*", default=TYPED)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--only-fit", action="store_true", help="no figures")
    parser.add_argument("--figures", type=Path, help="a JSON file")
    parser.add_argument(
        "--each",
        type=Path,
        help="a JSON file for `python -m eval bm25`: nDCG@10 by folds",
    )
    arguments = parser.parse_args(argv)
    parts = [load(arguments.tables, arguments.folds, name, typed) for name in SETS for typed in arguments.typed]
    base = NAMES.index("base")
    figures: dict[str, Any] = {
        "formula": {f"{p.name} {p.typed}": measure(p, p.features[:, base].astype(float)) for p in parts}
    }
    ranker = fit((drawn(p), np.ones(len(p.fold), bool)) for p in parts if p.typed in LEARNED)
    ranker.save(arguments.out)
    if not arguments.only_fit:
        scores = by_folds(parts)
        figures["folds"] = {f"{p.name} {p.typed}": measure(p, scores[p.name, p.typed]) for p in parts}
        if arguments.each is not None:
            each = {
                f"{p.name} {p.typed}": dict(
                    zip(p.questions, measure_each(p, scores[p.name, p.typed])["nDCG@10"], strict=True)
                )
                for p in parts
            }
            arguments.each.write_text(json.dumps(each), encoding="utf-8")
        print(json.dumps(figures), flush=True)
        figures["set left out"] = by_sets(parts)
    figures["seen"] = {f"{p.name} {p.typed}": measure(p, ranker.score(p.features)) for p in parts}
    text = json.dumps(figures, indent=1, ensure_ascii=False)
    if arguments.figures is not None:
        arguments.figures.write_text(f"{text}\n", encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
