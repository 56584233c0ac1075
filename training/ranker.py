"""Trains the shipped ranker: `python -m training.ranker --tables DIR --folds DIR` (training only: needs lightgbm).

LambdaMART over the candidates that `training.ranker_features` wrote, all sets together; figures first by folds (nothing
is scored by trees that saw one of its question's articles) and by leaving each whole set out, then fitted on all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.features import NAMES
from assistant.retrieval.trees import SHIPPED, Trees

SETS = ("zalo-phapdien", "drill", "alqac2025")
TYPED = ("keep", "half", "strip")
ROUNDS = 300
# Random thresholds: with the best ones the trees learn the dev questions by heart (docs/experiments.md, "Retrieval").
PLAN: Mapping[str, Any] = {
    "objective": "lambdarank", "learning_rate": 0.05, "num_leaves": 12, "extra_trees": True, "min_data_in_leaf": 100,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 10.0,
    "lambdarank_truncation_level": 15, "verbosity": -1, "num_threads": 1, "seed": 1, "deterministic": True,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """The candidates of one set, typed one way; `fold` and `judged` are by question, the others by row."""

    name: str
    typed: str
    query: NDArray[np.int64]
    relevant: NDArray[np.bool_]
    features: NDArray[np.float32]
    fold: NDArray[np.int64]
    judged: NDArray[np.int64]

    @property
    def rows_of_fold(self) -> NDArray[np.int64]:
        return self.fold[self.query]


def load(tables: Path, folds: Path, name: str, typed: str) -> Part:
    held = np.load(tables / f"{name}-{typed}.npz")
    chosen = json.loads((folds / f"folds-{name}.json").read_text(encoding="utf-8"))
    fold = np.array([chosen[question] for question in held["questions"].tolist()])
    return Part(name, typed, held["query"], held["relevant"] > 0, held["features"], fold, held["judged"])


def fit(parts: Iterable[tuple[Part, NDArray[np.bool_]]], rounds: int = ROUNDS) -> Any:
    """A booster trained on the rows of each part that are wanted (a mask by question)."""
    import lightgbm

    features, relevant, groups = [], [], []
    for part, wanted in parts:
        rows = wanted[part.query]
        features.append(part.features[rows])
        relevant.append(part.relevant[rows])
        groups.append(np.unique(part.query[rows], return_counts=True)[1])
    data = lightgbm.Dataset(
        np.concatenate(features), np.concatenate(relevant).astype(int), group=np.concatenate(groups)
    )
    return lightgbm.train(dict(PLAN), data, rounds)


def flattened(booster: Any) -> Trees:
    """The booster's trees as one table of nodes."""
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    right: list[int] = []
    value: list[float] = []

    def add(node: Mapping[str, Any], depth: int) -> tuple[int, int]:
        at = len(feature)
        leaf = "split_feature" not in node
        feature.append(0 if leaf else node["split_feature"])
        threshold.append(0.0 if leaf else node["threshold"])
        value.append(node["leaf_value"] if leaf else node["internal_value"])
        left.append(at)
        right.append(at)
        if leaf:
            return at, depth
        left[at], a = add(node["left_child"], depth + 1)
        right[at], b = add(node["right_child"], depth + 1)
        return at, max(a, b)

    grown = [add(tree["tree_structure"], 0) for tree in booster.dump_model()["tree_info"]]
    return Trees(
        NAMES, np.array([root for root, _ in grown], np.int32), np.array(feature, np.int16), np.array(threshold),
        np.array(left, np.int32), np.array(right, np.int32), np.array(value), max(depth for _, depth in grown),
    )  # fmt: skip


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


def by_folds(parts: Sequence[Part]) -> dict[tuple[str, str], NDArray[np.float64]]:
    """The scores of each part's candidates by trees that saw none of their question's fold, in any set or spelling."""
    scores = {(p.name, p.typed): np.zeros(len(p.query)) for p in parts}
    for fold in range(int(max(p.fold.max() for p in parts)) + 1):
        booster = fit((p, p.fold != fold) for p in parts)
        for p in parts:
            rows = p.rows_of_fold == fold
            scores[p.name, p.typed][rows] = booster.predict(p.features[rows])
    return scores


def by_sets(parts: Sequence[Part]) -> dict[str, dict[str, float]]:
    """Each set scored by trees that saw none of its questions."""
    out = {}
    for name in dict.fromkeys(p.name for p in parts):
        booster = fit((p, np.ones(len(p.fold), bool)) for p in parts if p.name != name)
        out |= {f"{p.name} {p.typed}": measure(p, booster.predict(p.features)) for p in parts if p.name == name}
    return out


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=Path, required=True, help="SET-TYPED.npz of training.ranker_features")
    parser.add_argument("--folds", type=Path, required=True, help="folds-SET.json of `python -m eval folds`")
    parser.add_argument("--typed", nargs="*", default=TYPED)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--only-fit", action="store_true", help="no figures")
    parser.add_argument("--figures", type=Path, help="a JSON file")
    parser.add_argument("--each", type=Path, help="a JSON file for nDCG@10 of each question by folds, for paired tests")
    arguments = parser.parse_args(argv)
    parts = [load(arguments.tables, arguments.folds, name, typed) for name in SETS for typed in arguments.typed]
    base = NAMES.index("base")
    figures: dict[str, Any] = {
        "formula": {f"{p.name} {p.typed}": measure(p, p.features[:, base].astype(float)) for p in parts}
    }
    booster = fit((p, np.ones(len(p.fold), bool)) for p in parts)
    flattened(booster).save(arguments.out)
    if not arguments.only_fit:
        scores = by_folds(parts)
        figures["folds"] = {f"{p.name} {p.typed}": measure(p, scores[p.name, p.typed]) for p in parts}
        if arguments.each is not None:
            each = {f"{p.name} {p.typed}": measure_each(p, scores[p.name, p.typed])["nDCG@10"] for p in parts}
            arguments.each.write_text(json.dumps(each), encoding="utf-8")
        print(json.dumps(figures), flush=True)
        figures["set left out"] = by_sets(parts)
    figures["seen"] = {f"{p.name} {p.typed}": measure(p, booster.predict(p.features)) for p in parts}
    text = json.dumps(figures, indent=1, ensure_ascii=False)
    if arguments.figures is not None:
        arguments.figures.write_text(f"{text}\n", encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
