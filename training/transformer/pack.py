"""Packs what a training needs into one small folder: a machine with an accelerator may hold nothing else.

`texts.xz` (token ids, uint16), `parts.npz` (where each text stands), `tokenizer.json`, `questions.json` (dev questions
with their articles, fold and BM25 negatives as entries) and `titles.json` (titles with BM25 negatives).
"""

from __future__ import annotations

import gzip
import json
import lzma
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.encoding.transformer.model_text import prepare
from eval.data.beir import read_qrels
from eval.data.folds import folds
from training.static.corpus import SOURCES, Entry, read_entries
from training.transformer.negatives import bm25_negatives
from training.transformer.plan import Plan
from training.transformer.vocabulary import build_tokenizer, choose_vocabulary, count_words

SETS = ("zalo-phapdien", "drill", "alqac2025")
PACKED_SOURCES = (*SOURCES, *SETS[1:])
"""What `source` numbers: as in `training.static.corpus`, then the articles of the smaller sets."""

LONGEST = 6_000
"""Tokens kept of one text, as for the static encoder."""

XZ = 6
"""Preset of xz: 9 packs token ids 1 % smaller and takes four times the memory."""

TITLES = 4_000
"""Titles that get BM25 negatives, drawn at random from the codification."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Entries in the order of their ids, and the article id of those that questions may name, by set."""

    entries: list[tuple[int, Entry]]
    articles: dict[str, dict[str, int]]


def collect(data: Path, limit: int | None) -> Packed:
    """Every text once: an article of the full texts that the codification holds too is left out. News come last."""
    found: list[tuple[int, Entry]] = []
    articles: dict[str, dict[str, int]] = {name: {} for name in SETS}
    seen: set[tuple[str, str]] = set()
    for entry in read_entries(data, limit):
        key = (entry.title.strip().lower(), " ".join(entry.text[:300].lower().split())[:150])
        if entry.source == "laws" and key in seen:
            continue
        seen.add(key)
        found.append((SOURCES.index(entry.source), entry))
    law = [item for item in found if item[0] != SOURCES.index("news")]
    news = [item for item in found if item[0] == SOURCES.index("news")]
    articles[SETS[0]] = {article["_id"]: i for i, article in enumerate(_articles(data / SETS[0], limit))}
    for name in SETS[1:]:
        for article in _articles(data / name, limit):
            articles[name][article["_id"]] = len(law)
            law.append((PACKED_SOURCES.index(name), Entry("laws", article["title"], "", article["text"])))
    return Packed([*law, *news], articles)


def _articles(folder: Path, limit: int | None) -> Iterator[dict[str, str]]:
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from islice((json.loads(line) for line in lines), limit)


def encode(tokenizer: Any, entries: Sequence[Entry]) -> tuple[list[NDArray[np.uint16]], NDArray[np.uint32]]:
    """Token ids of title, name and text of each entry, and their lengths `(n, 3)`."""
    flat: list[NDArray[np.uint16]] = []
    lengths = np.zeros((len(entries), 3), np.uint32)
    for begin in range(0, len(entries), 1_000):
        block = entries[begin : begin + 1_000]
        texts = [prepare(part) for e in block for part in (e.title, e.name, e.text[: 8 * LONGEST])]
        for i, found in enumerate(tokenizer.encode_batch(texts)):
            ids = np.array(found.ids[:LONGEST], np.uint16)
            lengths[begin + i // 3, i % 3] = len(ids)
            flat.append(ids)
    return flat, lengths


def _questions(data: Path, tokenizer: Any, articles: dict[str, dict[str, int]]) -> Iterator[dict[str, Any]]:
    for name in SETS:
        lines = (data / name / "dev" / "queries.jsonl").read_text(encoding="utf-8").splitlines()
        texts = {q["_id"]: q["text"] for q in map(json.loads, lines)}
        qrels = read_qrels(data / name / "dev" / "qrels.tsv")
        parts = folds(qrels)
        for question, judged in qrels.items():
            relevant = [articles[name][d] for d, grade in judged.items() if grade > 0 and d in articles[name]]
            if relevant:
                ids = tokenizer.encode(prepare(texts[question])).ids
                yield {"set": name, "id": question, "text": texts[question], "ids": ids, "fold": parts[question],
                       "relevant": relevant}  # fmt: skip


def pack(
    data: Path, out: Path, plan: Plan, megabytes: float, indexes: dict[str, Path], limit: int | None, titles: int
) -> dict[str, Any]:
    """Writes the folder `out`, at most `megabytes` of texts (news are left out first). Returns the counts."""
    out.mkdir(parents=True, exist_ok=True)
    packed = collect(data, limit)
    counts = count_words(prepare(part) for _, e in packed.entries for part in (e.title, e.name, e.text))
    tokenizer = build_tokenizer(choose_vocabulary(counts, plan.vocabulary))
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    flat, lengths = encode(tokenizer, [e for _, e in packed.entries])
    sources = np.array([source for source, _ in packed.entries], np.uint8)
    kept, size = _fit(flat, sources, int(megabytes * 1e6))
    names: dict[str, int] = {}
    same = [names.setdefault(e.title.strip().lower(), len(names)) for _, e in packed.entries[:kept]]
    np.savez_compressed(
        out / "parts.npz", lengths=lengths[:kept], source=sources[:kept], same=np.array(same, np.uint32)
    )
    (out / "texts.xz").write_bytes(
        lzma.compress(np.concatenate([np.zeros(0, np.uint16), *flat[: 3 * kept]]).tobytes(), preset=XZ)
    )
    questions = list(_questions(data, tokenizer, packed.articles))
    asked = _titles(packed, tokenizer, min(titles, kept)) if indexes else []
    bm25_negatives(questions, asked, packed.articles, indexes)
    for name, items in (("questions", questions), ("titles", asked)):
        (out / f"{name}.json").write_text(json.dumps(_without_text(items)), encoding="utf-8")
    return {"entries": kept, "of": len(packed.entries), "megabytes": size / 1e6, "questions": len(questions),
            "titles": len(asked), "vocabulary": tokenizer.get_vocab_size()}  # fmt: skip


def _without_text(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in item.items() if key != "text"} for item in items]


def _titles(packed: Packed, tokenizer: Any, count: int) -> list[dict[str, Any]]:
    chosen = random.Random(1).sample(
        sorted(packed.articles[SETS[0]].values()), min(count, len(packed.articles[SETS[0]]))
    )
    entries = [packed.entries[i][1] for i in chosen]
    return [
        {"set": SETS[0], "text": e.title, "ids": tokenizer.encode(prepare(e.title)).ids, "relevant": [i]}
        for i, e in zip(chosen, entries, strict=True)
        if e.title
    ]


def _fit(flat: Sequence[NDArray[np.uint16]], sources: NDArray[np.uint8], most: int) -> tuple[int, int]:
    """How many entries fit in `most` bytes, all but news always, and the size measured on the way."""
    first_news = (
        int(np.argmax(sources == SOURCES.index("news"))) if (sources == SOURCES.index("news")).any() else len(sources)
    )
    size = len(lzma.compress(np.concatenate([np.zeros(0, np.uint16), *flat[: 3 * first_news]]).tobytes(), preset=1))
    kept = first_news
    while kept < len(sources) and size < most:
        block = flat[3 * kept : 3 * (kept + 2_000)]
        size += len(lzma.compress(np.concatenate(block).tobytes(), preset=1))
        kept = min(kept + 2_000, len(sources))
    return kept, size
