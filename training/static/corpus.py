"""The texts the encoder learns from, as arrays of syllable numbers: articles of law and news, titles apart."""

from __future__ import annotations

import gzip
import io
import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.vietnamese.words.terms import encoder_terms

Ints = NDArray[np.int32]
Source = Literal["codification", "laws", "news"]
SOURCES: tuple[Source, ...] = ("codification", "laws", "news")

BREAK = 0
"""The id that stands between two runs: no bigram crosses it, and it is no term itself."""

LONGEST = 6_000
"""Syllables kept of one text: a handful of endless annexes must not fill the memory (99 % have under 1,507)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text to learn from: an article with its title and the name of its law, or a news story and its abstract."""

    source: Source
    title: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Texts:
    """All entries as numbers. `flat` holds syllable ids; part p (0 title, 1 name, 2 text) of entry e is
    `flat[bounds[e, p]:bounds[e, p + 1]]`. `same` numbers the titles: entries with equal titles share one.
    """

    syllables: list[str]
    flat: Ints
    bounds: NDArray[np.int64]
    source: NDArray[np.int8]
    same: Ints

    def part(self, entry: int, part: int) -> Ints:
        return self.flat[self.bounds[entry, part] : self.bounds[entry, part + 1]]


def read_entries(data: Path, limit: int | None = None) -> Iterator[Entry]:
    """The entries of all sources under `data`, at most `limit` of each."""
    for entries in (_codification(data), _laws(data), _news(data)):
        yield from islice(entries, limit)


_NAME = re.compile(r"^\(Điều \S+ (.+?) (?:ngày \d|của )")


def _codification(data: Path) -> Iterator[Entry]:
    with gzip.open(data / "zalo-phapdien" / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    names: dict[str, str] = {}
    for article in articles:
        match = _NAME.match(article["source"])
        if match and len(match[1]) > len(names.get(article["law"], "")):
            names[article["law"]] = match[1]
    for article in articles:
        yield Entry("codification", article["title"], names.get(article["law"], ""), article["text"])


_DIEU = re.compile(r"^Điều \d+[a-zđ]?\. ?(.*)$", re.MULTILINE)


def _laws(data: Path) -> Iterator[Entry]:
    """The articles of the full texts, each kind of law once: a consolidation repeats the law it consolidates."""
    seen: set[tuple[str, str]] = set()
    with tarfile.open(data / "laws" / "laws-fulltext.tar.xz") as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.name.endswith(".txt") else None
            if stream is None:
                continue
            text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace").read()
            name = text.split("\n", 1)[0].strip()
            heads = list(_DIEU.finditer(text))
            ends = [head.start() for head in heads[1:]] + [len(text)]
            for head, end in zip(heads, ends, strict=False):
                body = text[head.end() : end].strip()
                key = (head[1].strip().lower(), body[:200].lower())
                if len(body) >= 60 and 3 <= len(head[1]) <= 200 and key not in seen:
                    seen.add(key)
                    yield Entry("laws", head[1].strip(), name, body)


def _news(data: Path) -> Iterator[Entry]:
    with gzip.open(data / "news-pairs" / "pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            yield Entry("news", pair["title"], pair["abstract"], pair["body"])


def runs(text: str) -> list[str]:
    """The syllables of `text` as `encoder_terms` gives them, with "" wherever no bigram joins two neighbours.

    Its string is runs of syllables, each followed by the run's bigrams, one fewer than its syllables.
    """
    out: list[str] = []
    singles: list[str] = []
    pairs = 0
    for term in [*encoder_terms(text).split(), ""]:
        if "_" in term:
            pairs += 1
            continue
        if pairs or not term:
            joined = pairs + 1 if pairs else 0
            for single in singles[: len(singles) - joined]:
                out += [single, ""]
            out += [*singles[len(singles) - joined :], ""] if joined else []
            singles, pairs = [], 0
        singles.append(term)
    return out


def _tokenise(entry: Entry) -> tuple[list[str], list[str], list[str]]:
    return runs(entry.title), runs(entry.name), runs(entry.text[: 10 * LONGEST])[:LONGEST]


def number_texts(entries: Iterable[Entry], processes: int = 2) -> Texts:
    """Tokenises `entries` and numbers their syllables in order of appearance."""
    entries = list(entries)
    ids: dict[str, int] = {"": BREAK}
    titles: dict[str, int] = {}
    flat: list[Ints] = []
    bounds = np.zeros((len(entries), 4), dtype=np.int64)
    at = 0
    with ProcessPoolExecutor(processes) as pool:
        for i, parts in enumerate(pool.map(_tokenise, entries, chunksize=500)):
            for p, part in enumerate(parts):
                bounds[i, p] = at
                at += len(part)
                flat.append(np.array([ids.setdefault(s, len(ids)) for s in part], dtype=np.int32))
            bounds[i, 3] = at
    same = np.array([titles.setdefault(e.title.strip().lower(), len(titles)) for e in entries], dtype=np.int32)
    source = np.array([SOURCES.index(e.source) for e in entries], dtype=np.int8)
    return Texts(list(ids), np.concatenate(flat), bounds, source, same)
