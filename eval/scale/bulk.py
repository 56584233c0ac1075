"""Many passages in little time: prepared articles given to the index's writer again and again, each time perturbed.

Saves what the whole chain spends on reading, parsing, splitting, making terms and encoding (two thirds of the processor
time); terms and vectors are as far from the originals as those of `scale_corpus.perturbed` articles.
"""

from __future__ import annotations

import hashlib
import math
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from assistant.encoding import load_encoder
from assistant.index import EncoderInfo, NewDocument, NewPassage, open_writer
from assistant.ingest import terms_version
from assistant.ingest.messages import Prepared, Task
from assistant.ingest.prepare import Equipment, load_tools, prepare
from assistant.ingest.storing import new_document
from assistant.settings import Settings
from assistant.vietnamese.words.terms import TermFields
from eval.scale.corpus import CHANGED, Article, stream

PREPARED = 6_000
"""Articles prepared once, about 18,000 passages."""
COMMIT_PASSAGES = 20_000
"""As `assistant.ingest` commits."""
_LIKENESS = 0.9


def add(articles: Sequence[Article], settings: Settings, start: int, wanted: int) -> int:
    """Adds at least `wanted` passages made of the articles from number `start` on; returns how many."""
    encoder = load_encoder(settings.encoder)
    assert encoder is not None
    tools = load_tools(Equipment(settings.encoder, settings.word_segmentation))
    prepared = []
    for identifier, title, text in islice(stream(articles, start), PREPARED):
        digest = hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()
        result = prepare(Task(f"beir:{identifier}", digest, settings.access_group, len(text), title, text), tools)
        prepared += [new_document(result)] if isinstance(result, Prepared) else []
    bodies = [p.terms.body.split(" ") for new in prepared[:400] for p in new.passages]
    words = [word for body in bodies for word in body]
    info = EncoderInfo(encoder.fingerprint, encoder.dimension)
    added, pending, repetition, began = 0, 0, 0, time.perf_counter()
    with open_writer(settings.index_dir, encoder=info, segmenter=terms_version(settings)) as writer:
        while added < wanted:
            for number, new in enumerate(prepared):
                again = _repeated(new, f"{start}/{repetition}/{number}", words)
                writer.put(again)
                added += len(again.passages)
                pending += len(again.passages)
                if pending >= COMMIT_PASSAGES or added >= wanted:
                    writer.commit()
                    pending = 0
                    rate = added / (time.perf_counter() - began)
                    print(f"{added}/{wanted} passages by the writer, {rate:.0f}/s", file=sys.stderr, flush=True)
                if added >= wanted:
                    break
            repetition += 1
    return added


def _repeated(new: NewDocument, name: str, words: Sequence[str]) -> NewDocument:
    chance = random.Random(name)
    noise = np.random.default_rng(chance.getrandbits(64))
    digest = hashlib.sha256(f"{new.sha256}{name}".encode()).hexdigest()
    passages = tuple(_turned(p, f"{digest}/{i}", chance, noise, words) for i, p in enumerate(new.passages))
    return replace(new, source=f"{new.source}#{name}", sha256=digest, passages=passages)


def _turned(
    passage: NewPassage, key: str, chance: random.Random, noise: np.random.Generator, words: Sequence[str]
) -> NewPassage:
    """`CHANGED` of its terms replaced, its vectors turned away at random to a cosine of about `_LIKENESS`."""
    assert passage.vectors is not None
    shape = passage.vectors.shape
    away = noise.standard_normal(shape, dtype=np.float32) / math.sqrt(shape[1])
    vectors = _LIKENESS * passage.vectors + math.sqrt(1 - _LIKENESS**2) * away
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    terms = _changed(passage.terms, chance, words)
    return replace(passage, terms=terms, vectors=vectors.astype(np.float32), text_hash=key)


def _changed(terms: TermFields, chance: random.Random, words: Sequence[str]) -> TermFields:
    body, plain = terms.body.split(" "), terms.body_plain.split(" ")
    for field in (body, plain):
        for _ in range(round(CHANGED * len(field))):
            field[chance.randrange(len(field))] = chance.choice(words)
    return replace(terms, body=" ".join(body), body_plain=" ".join(plain))
