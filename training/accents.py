"""Makes `assistant/vietnamese/spelling/accents.npz`, the n-gram counts that accent restoration uses, and measures them.

    python training/accents.py build --index INDEX [--data ../shared/data]
    python training/accents.py measure [--data ../shared/data]

INDEX: an index of ../shared/data/documents (`tracuu ingest`). Only counts are written, no sentence of the sources.
Every source's weight and the pruning stand below.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import random
import re
import sys
import tarfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from assistant.vietnamese.normalise import fold, nfc, strip_accents
from assistant.vietnamese.spelling.accent_model import (
    BITS,
    FOLLOWING,
    IN_CAPITALS,
    NUMBER,
    SPECIAL,
    START,
    UNKNOWN,
    pack_counts,
    pack_keys,
)
from assistant.vietnamese.words.syllables import is_vietnamese_syllable

ROOT = Path(__file__).resolve().parent.parent
PHRASES = Path(__file__).with_name("accent_phrases.txt")
OUT = ROOT / "assistant" / "vietnamese" / "spelling" / "accents.npz"
ASKED_WEIGHT = 0.2
"""Statements as questions ("X phải Y" -> "X có phải Y không"): laws ask nothing, so "có" after a noun is rare."""
PHRASE_WEIGHT, TERM_WEIGHT, PATTERN_WEIGHT, FOLLOW_UP_WEIGHT = 400.0, 200.0, 30.0, 30.0
"""Phrases of questions of our own writing, each counted this often, as in a corpus of questions."""
CROSSED_WEIGHT = 10.0
"""The long lists crossed with their patterns: with 30 they speak over the laws ("thì điểm" for "thí điểm")."""
PROJECT_WEIGHT = 5.0
"""The project's own texts, few beside 28 million syllables of laws."""
PAPERS_WEIGHT = 2.0
"""Real papers of offices, few beside the laws and nearer to what is asked."""
TYPED_WEIGHT, READ_WEIGHT = 5.0, 0.3
"""Questions people typed into a search engine, and the texts that were found for them."""
NEWS_WEIGHT = 0.3
"""News are another style than questions to an office; they add the words of everyday questions."""
MIN_FORM, MIN_FOREIGN = 3, 40
MIN_BIGRAM, MIN_TRIGRAM = 2.0, 2.0
_PIECE = re.compile(r"[^\W_]+|[.;:?!\n]")
_CAPITALS = re.compile(rf"\b({'|'.join(sorted(IN_CAPITALS))})\b")
FOLLOWING_ID = len(SPECIAL)
"""The first id after the special ones is that of `FOLLOWING`."""


def legal_texts(data: Path) -> Iterator[str]:
    """Titles and texts of the state codification, then the laws as a web site prints them."""
    with gzip.open(data / "zalo-phapdien" / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield f"{row['title']}\n{row['text']}"
    with lzma.open(data / "laws" / "laws-fulltext.tar.xz") as raw, tarfile.open(fileobj=raw) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None:
                yield file.read().decode("utf-8", errors="replace")


_CLAUSE = re.compile(r"[^.;:?!\n]{12,240}")
_VERB = re.compile(r" (?=(?:được|phải|bị|cần|thể|quyền|trách nhiệm|nghĩa vụ)\b)")


def asked_texts(data: Path) -> Iterator[str]:
    """Clauses of the codification as yes/no questions, from their own words."""
    with gzip.open(data / "zalo-phapdien" / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            for clause in _CLAUSE.findall(fold(json.loads(line)["text"])):
                parts = _VERB.split(clause.replace(" có ", " "), maxsplit=1)
                if len(parts) == 2 and len(parts[0].split()) <= 12:
                    yield f"{parts[0]} có {' '.join(parts[1].split()[:6])} không"


def phrases(section: str) -> list[str]:
    """The items of one list of accent_phrases.txt, which the project wrote."""
    text = re.sub(r"^#.*\n", "", PHRASES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    body = text.split(f"[{section}]\n")[1].split("\n[")[0]
    return [item.strip() for item in body.replace("\n", "|").split("|") if item.strip()]


CROSSED = (
    ("units", "unit patterns"),
    ("heads", "head patterns"),
    ("verbs", "verb patterns"),
    ("agencies", "agency patterns"),
    ("provinces", "province patterns"),
    ("labels", "label patterns"),
)


def crossed_texts() -> Iterator[str]:
    """Each question pattern about each of its subjects."""
    for subjects, patterns in CROSSED:
        yield from _filled(patterns, phrases(subjects))


def crossed_follow_ups() -> Iterator[str]:
    """What is asked after another question, by patterns and what they are about."""
    for subjects in ("follow-up subjects", "agencies", "heads", "provinces"):
        yield from _filled("follow-up patterns", phrases(subjects))
    yield from _filled("label patterns", phrases("labels"))


def _filled(patterns: str, subjects: list[str]) -> Iterator[str]:
    return (pattern.replace("{}", subject) for pattern in phrases(patterns) for subject in subjects)


def paper_texts(index: Path) -> Iterator[str]:
    """The papers of an index of ../shared/data/documents but what was recognised, here or (by its name) elsewhere, for
    recognition misreads accents."""
    from assistant.index import open_reader

    with open_reader(index) as reader, reader.pin() as snapshot:
        for record in snapshot.records(states=frozenset({"ready", "partial"})):
            document = snapshot.document(record.id)
            if not document.ocr_pages and "OCR" not in record.file:
                yield document.text


def typed_texts(data: Path) -> tuple[list[str], list[str]]:
    """Questions typed into a search engine, each once, and the texts beside them."""
    with (data / "reading" / "reading.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return list(dict.fromkeys(row["question"] for row in rows)), list(dict.fromkeys(row["context"] for row in rows))


def project_texts(root: Path) -> Iterator[str]:
    """The sample corpus in its readable sources, and the digests: what the product's own examples ask about."""
    for path in sorted((root / "training" / "tinh_mau" / "sources").glob("*.txt")):
        yield re.sub(r"^\w+: *|\|", "\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for path in sorted((root / "corpus" / "tom-luoc").glob("*.md")):
        yield path.read_text(encoding="utf-8")


def news_texts(data: Path) -> Iterator[str]:
    with gzip.open(data / "news-pairs" / "pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield f"{row['title']}\n{row['abstract']}\n{row['body']}"


def _encode(texts: Iterable[str], ids: dict[str, int], start: int = START) -> np.ndarray:
    """Ids of all tokens; new forms get new ids. `start` stands, twice, between sentences."""
    out: list[int] = []
    for text in texts:
        if not out or out[-1] != start:
            out += [start, start]
        for piece in _pieces(text):
            if piece[0].isdigit():
                out.append(NUMBER)
            elif piece[0].isalnum():
                out.append(ids.setdefault(piece, len(ids)))
            elif out[-1] != start:
                out += [start, start]
    return np.asarray(out, dtype=np.int64)


def _pieces(text: str) -> Iterator[str]:
    """Folded tokens, but for those of `IN_CAPITALS`."""
    for at, part in enumerate(_CAPITALS.split(nfc(text))):
        if at % 2:
            yield part
        else:
            yield from _PIECE.findall(fold(part))


def _grams(ids: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    key = ids[: len(ids) - size + 1].copy()
    for at in range(1, size):
        key = (key << BITS) | ids[at : len(ids) - size + 1 + at]
    skipped = np.isin(ids[size - 1 :], (START, FOLLOWING_ID))
    if size == 2:  # two starts are what the first syllable comes after: their count is that of the sentences
        skipped &= ids[:-1] != ids[1:]
    return np.unique(key[~skipped] if size > 1 else key, return_counts=True)


def _merged(parts: list[tuple[np.ndarray, np.ndarray, float]]) -> tuple[np.ndarray, np.ndarray]:
    keys, where = np.unique(np.concatenate([part[0] for part in parts]), return_inverse=True)
    counts = np.zeros(len(keys))
    np.add.at(counts, where, np.concatenate([part[1] * part[2] for part in parts]))
    return keys, counts


def count(
    sources: list[tuple[Iterable[str], float]],
    following: list[tuple[Iterable[str], float]],
    min_trigram: float = MIN_TRIGRAM,
) -> dict[str, np.ndarray]:
    """The packed arrays of the model from weighted sources of texts, and from what follows another question."""
    fixed = (*SPECIAL, FOLLOWING)
    ids = {name: at for at, name in enumerate(fixed)}
    streams = [(_encode(texts, ids), weight) for texts, weight in sources]
    streams += [(_encode(texts, ids, FOLLOWING_ID), weight) for texts, weight in following]
    print("tokens", [len(stream) for stream, _ in streams], "forms", len(ids), file=sys.stderr)
    totals = sum(np.bincount(stream, minlength=len(ids)) * weight for stream, weight in streams)
    forms = list(ids)
    kept = [at for at in range(len(fixed), len(forms))
            if totals[at] >= (MIN_FORM if is_vietnamese_syllable(forms[at]) else MIN_FOREIGN)]  # fmt: skip
    kept = sorted(kept, key=lambda at: -totals[at])[: (1 << BITS) - len(fixed)]
    renumber = np.full(len(forms), UNKNOWN, dtype=np.int64)
    renumber[: len(fixed)] = range(len(fixed))
    renumber[kept] = np.arange(len(fixed), len(fixed) + len(kept))
    streams = [(renumber[stream], weight) for stream, weight in streams]
    names = [*fixed, *(forms[at] for at in kept)]
    unigrams = sum(np.bincount(stream, minlength=len(names)) * weight for stream, weight in streams)
    two = _merged([(*_grams(stream, 2), weight) for stream, weight in streams])
    three = _merged([(*_grams(stream, 3), weight) for stream, weight in streams])
    two_kept, three_kept = two[1] >= MIN_BIGRAM, three[1] >= min_trigram
    print(
        "bigrams", two_kept.sum(), "of", len(two[0]), "trigrams", three_kept.sum(), "of", len(three[0]), file=sys.stderr
    )
    return {
        "forms": np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        "unigrams": pack_counts(np.maximum(unigrams, 1.0)),
        "bigram_keys": pack_keys(two[0][two_kept]),
        "bigram_counts": pack_counts(two[1][two_kept]),
        "trigram_keys": pack_keys(three[0][three_kept]),
        "trigram_counts": pack_counts(three[1][three_kept]),
    }


def build(data: Path, index: Path, out: Path, min_trigram: float) -> None:
    typed, found = typed_texts(data)
    sources: list[tuple[Iterable[str], float]] = [
        (legal_texts(data), 1.0),
        (asked_texts(data), ASKED_WEIGHT),
        (news_texts(data), NEWS_WEIGHT),
        (paper_texts(index), PAPERS_WEIGHT),
        (typed, TYPED_WEIGHT),
        (found, READ_WEIGHT),
        (phrases("phrases"), PHRASE_WEIGHT),
        (phrases("terms"), TERM_WEIGHT),
        (phrases("artificial intelligence"), TERM_WEIGHT),
        (_filled("patterns", phrases("subjects")), PATTERN_WEIGHT),
        (crossed_texts(), CROSSED_WEIGHT),
        (project_texts(ROOT), PROJECT_WEIGHT),
    ]
    following = [(phrases("follow-ups"), FOLLOW_UP_WEIGHT), (crossed_follow_ups(), CROSSED_WEIGHT)]
    arrays = count(sources, following, min_trigram)
    np.savez_compressed(out, **arrays)
    print(out, f"{out.stat().st_size / 1e6:.2f} MB", file=sys.stderr)


def questions(data: Path, name: str) -> list[str]:
    """Dev questions of one set; "project": the accented ones of eval/questions, over the corpus (seen)."""
    if name == "project":
        rows = [json.loads(line) for path in sorted((ROOT / "eval" / "questions").glob("*.jsonl"))
                for line in path.read_text(encoding="utf-8").splitlines()]  # fmt: skip
        return [row["question"] for row in rows if strip_accents(row["question"]) != fold(row["question"])]
    with (data / name / "dev" / "queries.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def measure(data: Path) -> None:
    """Syllable accuracy and question-level confidence on questions whose accents were taken away."""
    from assistant.vietnamese.spelling.accents import decode, restore_accents

    for name in ("zalo-phapdien", "alqac2025", "drill", "project"):
        right = total = exact = kept = kept_exact = touched = half_right = 0
        rows: list[tuple[float, bool]] = []
        asked = questions(data, name)
        random.seed(7)
        started = time.perf_counter()
        for question in asked:
            want = fold(question).split()
            bare = " ".join(strip_accents(word) for word in question.split())
            got = decode(bare)
            words = fold(got.text).split()
            agree = [a == b for a, b in zip(words, want, strict=True) if any(c.isalpha() for c in b)]
            right += sum(agree)
            total += len(agree)
            exact += all(agree)
            rows.append((got.confidence, all(agree)))
            if restore_accents(bare).changed:
                kept += 1
                kept_exact += all(agree)
            touched += restore_accents(question).changed
            half = " ".join(w if random.random() < 0.5 else strip_accents(w) for w in question.split())
            half_right += sum(a == b for a, b in zip(fold(restore_accents(half).best).split(), want, strict=True)
                              if any(c.isalpha() for c in b))  # fmt: skip
        spent = (time.perf_counter() - started) / len(asked) / 4
        print(f"{name}: {len(asked)} questions, syllables right {right / total:.4f}, "
            f"questions all right {exact / len(asked):.3f}; "
              f"kept {kept} ({kept_exact} all right); half-accented syllables right {half_right / total:.4f}; "
              f"fully accented changed {touched}; {spent * 1e3:.1f} ms a call")  # fmt: skip
        for low, high in ((0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01)):
            inside = [(c, r) for c, r in rows if low <= c < high]
            if inside:
                said = sum(c for c, _ in inside) / len(inside)
                print(
                    f"  confidence {low:.1f}-{min(high, 1):.1f}: {len(inside)} questions, "
                    f"said {said:.2f}, right {sum(r for _, r in inside) / len(inside):.2f}"
                )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["build", "measure"])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--index", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--min-trigram", type=float, default=MIN_TRIGRAM)
    options = parser.parse_args()
    if options.what == "build":
        build(options.data, options.index, options.out, options.min_trigram)
    else:
        measure(options.data)


if __name__ == "__main__":
    main()
