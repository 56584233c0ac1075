"""`python -m training.encoder STAGE`, or `all`; see the package's README."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import torch

from assistant.encoding.automatic_choice import TRAINED
from assistant.retrieval.ranker.learned import SHIPPED_MEANT
from training.encoder.card import write_card
from training.encoder.export import compare, write_folder, write_sentence_folder
from training.encoder.judged import run_blend, run_checkpoint, run_figures, run_labelled, run_mine, run_rank, run_score
from training.encoder.learning.loop import Log
from training.encoder.measuring.refit import refit, tried
from training.encoder.pairs.corpora import SETS
from training.encoder.plan import Plan
from training.encoder.stages import Workshop, once, run_convert, run_fetch, run_pretrain, run_trim, sample
from training.encoder.start.network import load_network

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
OUT = Path("out/encoder")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.encoder", description=__doc__)
    parser.add_argument("stage", choices=[*stages(Path(), Path()), "all"])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--out", type=Path, default=OUT, help="where the stages write")
    parser.add_argument("--wheels", type=Path, help="a folder with the two packages, if they were downloaded before")
    parser.add_argument("--tables", type=Path, default=Path("out/tables"), help="of training.ranker_features")
    parser.add_argument("--folder", type=Path, default=TRAINED, help="where export writes the int8 model")
    parser.add_argument("--fold", type=int, help="of `folds` and `score` this one alone, so that both may run at once")
    parser.add_argument("--sets", nargs="*", default=SETS, help="of `score` these alone")
    parser.add_argument("--threads", type=int, default=Plan().threads)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    shop = Workshop(given.data, given.out, Plan(threads=given.threads), Log(given.out / "log.jsonl"))
    for name, run in stages(given.tables, given.folder, given.wheels, given.fold, given.sets).items():
        if given.stage == name and given.fold is not None:
            run(shop)
        elif given.stage in (name, "all"):
            once(shop, name, lambda run=run: run(shop))  # type: ignore[misc]


def stages(
    tables: Path, folder: Path, wheels: Path | None = None, fold: int | None = None, sets: Sequence[str] = SETS
) -> dict[str, Callable[[Workshop], None]]:
    """Every stage by its name, in order."""
    return {
        "fetch": lambda shop: run_fetch(shop, wheels),
        "convert": run_convert,
        "trim": run_trim,
        "pretrain": run_pretrain,
        "rank": lambda shop: run_rank(shop, tables),
        "mine": lambda shop: run_mine(shop, tables),
        "folds": lambda shop: _each_fold(shop, "fold", run_labelled, fold),
        "labelled": lambda shop: run_labelled(shop, None),
        "blend": lambda shop: run_blend(shop, [*(f"fold-{i}" for i in range(shop.plan.folds)), "full"]),
        "score": lambda shop: _each_fold(
            shop, _named("score", sets), lambda s, fold: run_score(s, tables, fold, sets), fold
        ),
        "checkpoint": lambda shop: run_checkpoint(shop, shop.data / "encoder"),
        "export": lambda shop: run_export(shop, folder),
        "measure": lambda shop: run_measure(shop, tables),
        "card": lambda shop: write_card(folder, shop),
    }


def _named(stage: str, sets: Sequence[str]) -> str:
    """Some sets alone are not the whole stage."""
    return stage if tuple(sets) == SETS else "-".join((stage, *sets))


def _each_fold(shop: Workshop, name: str, run: Callable[[Workshop, int], None], only: int | None) -> None:
    for fold in range(shop.plan.folds) if only is None else (only,):
        once(shop, f"{name}-{fold}", lambda fold=fold: run(shop, fold))  # type: ignore[misc]


def run_export(shop: Workshop, folder: Path) -> None:
    """The int8 folder, the sentence-transformers folder, and how far the first is from the network."""
    network, tokenizer = load_network(shop.path("shipped.safetensors")), shop.path("shipped-tokenizer.json")
    write_folder(network, tokenizer, folder, shop.plan.longest)
    write_sentence_folder(network, tokenizer, shop.path("sentence"), shop.plan.longest)
    shop.log.say("export", **compare(network, folder, shop.path("sentence"), sample(shop)))


def run_measure(shop: Workshop, tables: Path) -> None:
    """`figures.json`: today's ranking, its sum with the cosine, the cosine alone, the ranker fitted again."""
    found = run_figures(shop, tables)
    again = refit(tables, shop.path("cosines"), SETS, SHIPPED_MEANT)
    held = {
        "mixed": {name: asdict(figures) for name, figures in found.items()},
        "refitted": again,
        "tried": tried(tables, shop.path("cosines"), SETS),
    }
    shop.path("figures.json").write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
