"""The stages that need judged questions: hard negatives, networks of folds and of all, held-out cosines, figures."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from assistant.encoding import load_encoder
from assistant.vietnamese.spelling.accents import restore_accents
from eval.data.noise import strip
from training.encoder.export import write_folder
from training.encoder.learning.contrast import Contrast
from training.encoder.learning.loop import run_stage
from training.encoder.measuring.measure import Figures, Judged, figures
from training.encoder.measuring.score import Asked, Encode, join_scores, score, write_scores
from training.encoder.measuring.served import SETTINGS, open_served
from training.encoder.pairs.candidates import read_candidates
from training.encoder.pairs.corpora import SETS, Article, Question, read_articles, read_questions
from training.encoder.pairs.labelled import LabelledDrawing, question_folds, read_rows, write_rows
from training.encoder.pairs.mine import mine
from training.encoder.stages import Workshop
from training.encoder.start.checkpoint import mean_of, read_checkpoint, start_of
from training.encoder.start.network import freeze, load_network, save_network
from training.encoder.start.trim import read_vocab
from training.ranker import by_folds, load, measure

DEPTH = {"zalo-phapdien": 10, "drill": 30, "alqac2025": 8}
"""First of the product's ranking that are encoded for each question."""
ACCENTS = ("keep", "strip")


def run_rank(shop: Workshop, tables: Path) -> None:
    """Today's learned ranking, cross-fitted: `ranking/SET-ACCENTS.npy`, a score for each row of the tables by weights
    that saw none of its question's fold."""
    parts = [load(tables, tables, name, accents) for name in SETS for accents in ACCENTS]
    shop.path("ranking").mkdir(parents=True, exist_ok=True)
    for (name, accents), scores in by_folds(parts).items():
        np.save(shop.path(f"ranking/{name}-{accents}.npy"), scores)
    for part in parts:
        scores = ranking_of(shop)[part.name, part.typed]
        shop.log.say("rank", set=f"{part.name} {part.typed}", **measure(part, scores))


def ranking_of(shop: Workshop) -> dict[tuple[str, str], Any]:
    return {
        (name, accents): np.load(shop.path(f"ranking/{name}-{accents}.npy")) for name in SETS for accents in ACCENTS
    }


def run_mine(shop: Workshop, tables: Path) -> None:
    """The bundled static encoder judges beside the search: it learned no judgement, and takes seconds, not minutes."""
    encoder = load_encoder("bundled")
    assert encoder is not None
    articles, questions, ranking = _articles(shop), _questions(shop), ranking_of(shop)
    found = {
        (name, question): one
        for name in SETS
        for question, one in read_candidates(tables, name, "keep", shop.plan.candidates, ranking[name, "keep"]).items()
    }
    questions = [q for q in questions if (q.set, q.id) in found]
    parts = question_folds(questions, articles, shop.plan.folds)
    rows = mine(encoder, shop.plan, questions, articles, found, parts)
    shop.log.say("mine", questions=len(rows), negatives=round(float(np.mean([len(r.wrong) for r in rows])), 2),
                 folds=np.bincount(parts).tolist())  # fmt: skip
    write_rows(rows, shop.path("mined.jsonl"))


def _articles(shop: Workshop) -> dict[tuple[str, str], Article]:
    return {(a.set, a.id): a for name in SETS for a in read_articles(shop.data, name)}


def _questions(shop: Workshop) -> list[Question]:
    return [q for name in SETS for q in read_questions(shop.data, name)]


def run_labelled(shop: Workshop, fold: int | None) -> None:
    """Trains on the questions outside `fold`, or on all of them; writes `fold-N.safetensors` or `full.safetensors`."""
    plan = shop.plan
    name = "full" if fold is None else f"fold-{fold}"
    whole = read_rows(shop.path("mined.jsonl"))
    rows = [row for row in whole if row.fold != fold]
    # With all questions as many more steps as there are more: the passes stay what the folds were judged by.
    more = plan.folds / (plan.folds - 1) if fold is None else 1.0
    stage = replace(plan.labelled, steps=round(plan.labelled.steps * more), seconds=plan.labelled.seconds * more)
    torch.manual_seed(plan.seed)
    network = load_network(shop.path("pretrained.safetensors")).train()
    freeze(network, plan.labelled.frozen)
    contrast = Contrast(network, shop.tokenizer(), plan.question_tokens, plan.passage_tokens, plan.temperature)
    drawing = LabelledDrawing(rows, plan.labelled.negatives, plan.bare, plan.seed)

    def backward(step: int) -> float:
        return contrast.backward(drawing.draw(step, plan.labelled.batch))

    steps = run_stage(name, stage, network, backward, shop.path(f"{name}.part"), shop.log, contrast)
    shop.log.say(name, steps=steps, questions=len(rows), passes=round(steps * plan.labelled.batch / len(rows), 2))
    save_network(network, shop.path(f"{name}.safetensors"))


def run_blend(shop: Workshop, names: Sequence[str]) -> None:
    """The mean of what was learned and what the network was before (Wortsman et al. 2022, "Robust fine-tuning of
    zero-shot models"): a short training on few pairs gains on its own kind of question and loses on others."""
    before = load_network(shop.path("trimmed/model.safetensors")).state_dict()
    for name in names:
        network = load_network(shop.path(f"{name}.safetensors"))
        network.load_state_dict(blended(before, network.state_dict(), shop.plan.blend))
        save_network(network, shop.path(f"blended-{name}.safetensors"))


def run_checkpoint(shop: Workshop, folder: Path) -> None:
    """What is shipped: the mean of the checkpoint in `folder` and the network as it came, with the checkpoint's pieces
    and tokenizer. Better on questions neither saw than either, and than the blend of what was trained here."""
    (whole,) = shop.path("packages").rglob("tokenizer.json")
    pieces, known = ([str(piece) for piece, _ in read_vocab(file)] for file in (folder / "tokenizer.json", whole))
    start = start_of(load_network(shop.path("e5.safetensors")), pieces, known)
    save_network(mean_of(read_checkpoint(folder), start, shop.plan.blend), shop.path("shipped.safetensors"))
    shutil.copy(folder / "tokenizer.json", shop.path("shipped-tokenizer.json"))


def blended(before: Mapping[str, torch.Tensor], after: Mapping[str, torch.Tensor], share: float) -> dict[str, Any]:
    """`share` of what was learned."""
    return {name: (1 - share) * before[name] + share * learned for name, learned in after.items()}


def encoder_of(shop: Workshop, file: Path) -> Encode:
    """Texts with their prefix to vectors, by the int8 graph as it is shipped: what is measured is what is used."""
    folder = shop.path("int8") / file.stem
    if not (folder / SETTINGS).is_file():
        write_folder(load_network(file), shop.path("trimmed/tokenizer.json"), folder, shop.plan.longest)
    return open_served(folder, shop.plan.threads).encode


def asked_of(
    tables: Path, name: str, accents: str, parts: Mapping[str, int], fold: int, texts: Mapping[str, str], scores: Any
) -> list[Asked]:
    """The questions of a fold with their candidates; without accents the restored text is read."""
    found = read_candidates(tables, name, accents, DEPTH[name], scores)
    out = []
    for question, one in found.items():
        if parts.get(question) != fold:
            continue
        typed = strip(texts[question]) if accents == "strip" else texts[question]
        read = (restore_accents(typed).best or typed) if accents == "strip" else typed
        out.append(Asked(name, accents, typed, read, one))
    return out


def run_score(shop: Workshop, tables: Path, fold: int, sets: Sequence[str] = SETS) -> None:
    """Writes `cosines/fold-N-SET-ACCENTS.npz`: a fold's questions by the network that did not learn them."""
    rows = read_rows(shop.path("mined.jsonl"))
    articles, ranking = _articles(shop), ranking_of(shop)
    run = encoder_of(shop, shop.path(f"blended-fold-{fold}.safetensors"))
    for name in sets:
        file = shop.path(f"cosines/fold-{fold}-{name}-{ACCENTS[-1]}.npz")
        if file.is_file():
            continue
        parts = {row.id: row.fold for row in rows if row.set == name}
        texts = {row.id: row.question for row in rows if row.set == name}
        asked = [
            one
            for accents in ACCENTS
            for one in asked_of(tables, name, accents, parts, fold, texts, ranking[name, accents])
        ]
        found = score(asked, articles, run)
        for accents in ACCENTS:
            chosen = [i for i, one in enumerate(asked) if one.accents == accents]
            write_scores(
                shop.path(f"cosines/fold-{fold}-{name}-{accents}.npz"), [asked[i] for i in chosen],
                [found[i] for i in chosen], [fold] * len(chosen),
            )  # fmt: skip
        shop.log.say(f"score-{fold}", set=name, questions=len(parts))


def run_join(shop: Workshop) -> Path:
    """The folds together: `cosines/SET-ACCENTS.npz`."""
    folder = shop.path("cosines")
    for name in SETS:
        for accents in ACCENTS:
            files = [folder / f"fold-{fold}-{name}-{accents}.npz" for fold in range(shop.plan.folds)]
            join_scores(files, folder / f"{name}-{accents}.npz")
    return folder


def run_figures(shop: Workshop, tables: Path) -> dict[str, Figures]:
    """Figures of each set, with accents and without."""
    out, folder, ranking = {}, run_join(shop), ranking_of(shop)
    for name in SETS:
        for accents in ACCENTS:
            for column in ("best",) if accents == "keep" else ("best", "typed"):
                file = f"{name}-{accents}.npz"
                found = figures(_judged(folder / file, tables / file, ranking[name, accents], column))
                shown = f"{name} {accents}" + (" as typed" if column == "typed" else "")
                out[shown] = found
                shop.log.say("figures", set=shown, **asdict(found))
    return out


def _judged(file: Path, table: Path, scores: Any, column: str) -> list[Judged]:
    held, whole = np.load(file), np.load(table)
    numbers = {question: i for i, question in enumerate(whole["questions"].tolist())}
    cosine = np.full(len(scores), np.nan)
    cosine[held["row"]] = held[column]
    out = []
    for question, fold in zip(held["questions"].tolist(), held["fold"].tolist(), strict=True):
        rows = np.flatnonzero(whole["query"] == numbers[question])
        judged = int(whole["judged"][numbers[question]])
        out.append(Judged(whole["relevant"][rows] > 0, scores[rows], cosine[rows], judged, fold))
    return out
