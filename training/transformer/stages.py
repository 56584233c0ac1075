"""The stages in order. Each writes its result and is skipped when that is there, so a training can be cut anywhere."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from training.transformer.contrast import TitlePairs, train_pairs
from training.transformer.export import export_encoder, export_reranker
from training.transformer.loop import Workshop
from training.transformer.mine import SYNTHETIC, HardPairs, Mined, mine
from training.transformer.model import masked_model, read_sentence_model, scoring_model, write_sentence_model
from training.transformer.pack import SETS
from training.transformer.plan import Plan
from training.transformer.pretrain import pretrain
from training.transformer.rerank import train_reranker
from training.transformer.score import Ranked, entries_of, measures, rank
from training.transformer.texts import Pack, read_pack
from training.transformer.windows import encode, windows_of

STAGES = ("pretrain", "contrast", "mine", "sharpen", "rerank", "folds", "final", "export")


class Training:
    """One training in one folder; the methods are the stages."""

    def __init__(self, pack: Pack, plan: Plan, shop: Workshop) -> None:
        self.pack, self.plan, self.shop = pack, plan, shop
        self._mined: Mined | None = None

    # -------------------------------------------------------------------------------------------- shared by all folds

    def pretrain(self) -> None:
        weights = pretrain(self.pack, self.plan, self.shop)
        model = masked_model(self.plan.shape, self.pack.vocabulary, self.plan.seed)
        model.bert.load_state_dict(weights)
        write_sentence_model(self._at("pretrained"), model.bert, self.pack.tokenizer, self.plan.shape)

    def contrast(self) -> None:
        draw = TitlePairs(self.pack, self.plan).draw
        begun = self._at("pretrained")
        model = train_pairs("contrast", self.plan.contrast, draw, begun, self.pack, self.plan, self.shop)
        model.save(str(self._at("contrasted")), create_model_card=False)

    def mine(self) -> None:
        model = read_sentence_model(self._at("contrasted"), self.shop.device)
        count = min(SYNTHETIC, 2 * len(self.pack.texts.bounds))
        mined = mine(model, self.pack, self.plan, self.shop, count)
        _write_mined(self.shop.folder / "mined.npz", mined)
        self.shop.log("mine", rows=len(mined.questions))

    def sharpen(self) -> None:
        pairs = self._hard(self._rows([-1]), self.plan.sharpen.batch, 1)
        begun = self._at("contrasted")
        model = train_pairs("sharpen", self.plan.sharpen, pairs.draw, begun, self.pack, self.plan, self.shop)
        model.save(str(self._at("sharpened")), create_model_card=False)

    def rerank(self) -> None:
        bert = read_sentence_model(self._at("sharpened"), "cpu")[0].auto_model
        model = scoring_model(bert, self.plan.seed)
        pairs = self._hard(self._rows([-1]), self.plan.rerank.batch // 8, self.plan.negatives)
        model = train_reranker("rerank", self.plan.rerank, pairs, model, self.plan, self.shop)
        model.save_pretrained(self._at("reranker"))

    # ------------------------------------------------------------------------------------------ with the dev questions

    def folds(self) -> None:
        """Each fold's questions ranked by models that never read a question about its articles."""
        ranked: dict[str, Ranked] = {name: [] for name in SETS}
        for fold in sorted({a.fold for a in self.pack.questions}):
            others = [f for f in {a.fold for a in self.pack.questions} if f != fold]
            encoder, reranker = self._tuned(f"fold{fold}", others)
            for name in SETS:
                asked = [a for a in self.pack.questions if a.set == name and a.fold == fold]
                if asked:
                    ranked[name] += self._ranked(encoder, reranker, asked, name)
        self._report("folds", ranked)

    def final(self) -> None:
        """The models to be shipped, tuned on all dev questions; their dev figures are those of seen questions."""
        encoder, reranker = self._tuned("final", sorted({a.fold for a in self.pack.questions}))
        encoder.save(str(self._at("final-encoder")), create_model_card=False)
        reranker.save_pretrained(self._at("final-reranker"))

    def export(self) -> None:
        from transformers import AutoModelForSequenceClassification

        plan, out = self.plan, self.shop.folder / "models"
        encoder = read_sentence_model(self._at("final-encoder"), "cpu")
        reranker = AutoModelForSequenceClassification.from_pretrained(self._at("final-reranker"))
        longest, tokenizer = plan.shape.longest, self.pack.tokenizer
        export_encoder(encoder, tokenizer, plan.shipped_dimension, longest, out / "encoder")
        export_reranker(reranker, tokenizer, longest, out / "reranker")
        sizes = {file.name: file.stat().st_size for folder in out.iterdir() for file in folder.iterdir()}
        self.shop.log("export", parameters=plan.shape.parameters(self.pack.vocabulary), bytes=sum(sizes.values()))

    # ------------------------------------------------------------------------------------------------------ pieces

    def _at(self, name: str) -> Path:
        return self.shop.folder / name

    @property
    def mined(self) -> Mined:
        if self._mined is None:
            self._mined = _read_mined(self.shop.folder / "mined.npz")
        return self._mined

    def _rows(self, folds: list[int]) -> NDArray[np.int64]:
        return np.flatnonzero(np.isin(self.mined.folds, folds))

    def _hard(self, rows: NDArray[np.int64], size: int, width: int) -> HardPairs:
        return HardPairs(self.mined, rows, self.pack, size, width, self.plan.seed)

    def _tuned(self, name: str, folds: list[int]) -> tuple[Any, Any]:
        """Encoder and reranker tuned on the dev questions of `folds`."""
        from transformers import AutoModelForSequenceClassification

        plan, rows = self.plan, self._rows(folds)
        pairs = self._hard(rows, plan.tune.batch, 2)
        begun = self._at("sharpened")
        encoder = train_pairs(f"tune-{name}", plan.tune, pairs.draw, begun, self.pack, plan, self.shop)
        lists = self._hard(rows, max(2, plan.retune.batch // 2), plan.negatives)
        reranker = AutoModelForSequenceClassification.from_pretrained(self._at("reranker"))
        return encoder, train_reranker(f"retune-{name}", plan.retune, lists, reranker, plan, self.shop)

    def _ranked(self, encoder: Any, reranker: Any, asked: list[Any], name: str) -> Ranked:
        windows = windows_of(self.pack.texts, entries_of(self.pack, name))
        longest = self.plan.shape.longest
        vectors = encode(encoder, windows.tokens, False, longest, self.shop)
        return rank(encoder, reranker, asked, name, self.pack, longest, self.shop, (windows, vectors))

    def _report(self, title: str, ranked: dict[str, Ranked]) -> None:
        """Figures to the log, and every question's entries with their scores for what is fitted on them later."""
        for name, runs in ranked.items():
            if runs:
                self.shop.log(title, set=name, questions=len(runs), **measures(runs))
                kept = {
                    one.id: [[int(e), round(float(c), 4), None if np.isnan(s) else round(float(s), 3)]
                             for e, c, s in zip(entries, cosines, scores, strict=True)]
                    for one, entries, cosines, scores in runs
                }  # fmt: skip
                (self.shop.folder / f"{title}-{name}.json").write_text(json.dumps(kept), encoding="utf-8")


def train(pack: Path, out: Path, plan: Plan, device: str | None, until: str | None) -> None:
    """Runs the stages that are not done, in order, up to and with `until`; resumes a stage that was cut."""
    out.mkdir(parents=True, exist_ok=True)
    shop = Workshop(out, device or ("cuda" if torch.cuda.is_available() else "cpu"), plan.seed)
    torch.manual_seed(plan.seed)
    training = Training(read_pack(pack), plan, shop)
    stages: dict[str, Callable[[], None]] = {name: getattr(training, name) for name in STAGES}
    for name, run in stages.items():
        done = out / f"{name}.done"
        if not done.exists():
            began = time.monotonic()
            run()
            done.write_text("", encoding="utf-8")
            shop.log(name, done=True, seconds=round(time.monotonic() - began, 1))
        if name == until:
            return
    shutil.copy(out / "log.jsonl", out / "models" / "log.jsonl")


def _write_mined(file: Path, mined: Mined) -> None:
    """Token lists one after another with their lengths: no pickle."""
    columns = [*mined.questions, *mined.passages, *(n for row in mined.negatives for n in row)]
    np.savez(
        file,
        flat=np.concatenate(columns).astype(np.uint16),
        lengths=np.array([len(c) for c in columns], np.int64),
        counts=np.array([len(row) for row in mined.negatives], np.int64),
        folds=mined.folds,
    )


def _read_mined(file: Path) -> Mined:
    held = np.load(file)
    parts = np.split(held["flat"].astype(np.int32), np.cumsum(held["lengths"])[:-1])
    n = len(held["folds"])
    ends = np.cumsum(held["counts"])
    wrong = [parts[2 * n + e - c : 2 * n + e] for e, c in zip(ends.tolist(), held["counts"].tolist(), strict=True)]
    return Mined(parts[:n], parts[n : 2 * n], wrong, held["folds"])
