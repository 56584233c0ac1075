"""Makes `assistant/vietnamese/accents.npz`, the n-gram counts that accent restoration uses, and measures them.

    python training/accents.py build [--data ../shared/data]
    python training/accents.py measure [--data ../shared/data]

Only counts are written, no sentence of the sources. Every source's weight and the pruning stand below.
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
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from assistant.vietnamese.accent_model import BITS, NUMBER, SPECIAL, START, UNKNOWN, pack_counts, pack_keys
from assistant.vietnamese.normalise import fold, strip_accents
from assistant.vietnamese.syllables import is_vietnamese_syllable

OUT = Path(__file__).resolve().parent.parent / "assistant" / "vietnamese" / "accents.npz"
ASKED_WEIGHT = 0.2
"""Statements as questions ("X phải Y" -> "X có phải Y không"): laws ask nothing, so "có" after a noun is rare."""
PHRASE_WEIGHT = 400.0
"""Phrases of questions of our own writing, each counted this often, as in a corpus of questions."""
NEWS_WEIGHT = 0.3
"""News are another style than questions to an office; they add the words of everyday questions."""
MIN_FORM, MIN_FOREIGN = 3, 40
MIN_BIGRAM, MIN_TRIGRAM = 2.0, 2.0
_PIECE = re.compile(r"[^\W_]+|[.;:?!\n]")


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


PHRASES = """
ai chủ trì|ai chịu trách nhiệm|ai là người ký|ai có thẩm quyền|ai được cấp|cho ai|của ai|do ai ban hành
gửi cho ai|cơ quan nào chủ trì|đơn vị nào phối hợp|nói về gì|nói gì về|quy định gì về|quy định những gì
có nội dung gì|gồm những gì|gồm những ai|là gì|là như thế nào|như thế nào|ra sao|thì sao
thì như thế nào|bị phạt bao nhiêu|bị phạt như thế nào|bị xử lý như thế nào|bao nhiêu phần trăm|bao nhiêu
bao lâu|là bao nhiêu|trong bao lâu|mất bao lâu|bao nhiêu ngày|bao nhiêu tiền|bao nhiêu năm tù
bao nhiêu tuổi|từ bao giờ|khi nào|đến khi nào|đến bao giờ|lúc nào|khi nào có hiệu lực|ở đâu|tại đâu
nộp ở đâu|từ đâu|vào đâu|đâu là|đâu không phải là|mấy|có mấy|gồm mấy|mấy năm|mấy loại|vì sao|tại sao
thế nào|tôi muốn hỏi|cho tôi hỏi|cho em hỏi|xin hỏi|xin cho hỏi|tôi có được|tôi có phải|em có được
có được không|có phải không|có cần không|có đúng không|đúng không|đúng hay sai|có bị phạt không
thì có bị|thì có được|không ạ|có hay không|được hay không|làm sao để|làm thế nào để|cần những giấy tờ gì
cần gì|hồ sơ gồm những gì|thủ tục như thế nào|thời hạn là bao lâu|còn thời hạn thì sao|hết hiệu lực chưa
còn hiệu lực không|đã bị thay thế chưa|thay thế văn bản nào|văn bản nào|kế hoạch nào|nghị quyết nào
quyết định nào|mục tiêu đến năm|chỉ tiêu đến năm|đến cuối năm|trong năm|năm nay|kinh phí lấy từ đâu
kinh phí bao nhiêu|nhiệm vụ nào|giải pháp nào|trách nhiệm của ai|liệt kê các|kể tên các|tóm tắt kế hoạch
so sánh|cáp quang|hộ gia đình có cáp quang|kế hoạch số|kế hoạch nói về gì|nghị quyết nói về gì
quyết định nói về gì|đề án nói về gì|nghị định nói về gì|theo kế hoạch|trong kế hoạch|của tỉnh|của xã
chuyển đổi số là gì|sở nào chủ trì|bộ nào chủ trì|tỉnh nào|xã nào|hạn cuối|thời hạn hoàn thành
khi nào xong|bao giờ xong|bao giờ hoàn thành|ai làm|làm gì|phải làm gì|được hưởng gì|được bao nhiêu
"""


def phrase_texts() -> Iterator[str]:
    for phrase in PHRASES.replace("\n", "|").split("|"):
        if phrase.strip():
            yield phrase


def news_texts(data: Path) -> Iterator[str]:
    with gzip.open(data / "news-pairs" / "pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield f"{row['title']}\n{row['abstract']}"


def _encode(texts: Iterator[str], ids: dict[str, int]) -> np.ndarray:
    """Ids of all tokens; new forms get new ids. START stands between sentences."""
    out: list[int] = []
    for text in texts:
        out += [START, START]
        for piece in _PIECE.findall(fold(text)):
            if not piece[0].isalnum():
                if out[-1] != START:
                    out += [START, START]
            elif piece[0].isdigit():
                out.append(NUMBER)
            else:
                out.append(ids.setdefault(piece, len(ids)))
    return np.asarray(out, dtype=np.int64)


def _grams(ids: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    key = ids[: len(ids) - size + 1].copy()
    for at in range(1, size):
        key = (key << BITS) | ids[at : len(ids) - size + 1 + at]
    last_is_start = ids[size - 1 :] == START
    return np.unique(key[~last_is_start] if size > 1 else key, return_counts=True)


def _merged(parts: list[tuple[np.ndarray, np.ndarray, float]]) -> tuple[np.ndarray, np.ndarray]:
    keys, where = np.unique(np.concatenate([part[0] for part in parts]), return_inverse=True)
    counts = np.zeros(len(keys))
    np.add.at(counts, where, np.concatenate([part[1] * part[2] for part in parts]))
    return keys, counts


def count(sources: list[tuple[Iterator[str], float]], min_trigram: float = MIN_TRIGRAM) -> dict[str, np.ndarray]:
    """The packed arrays of the model from weighted sources of texts."""
    ids = {name: at for at, name in enumerate(SPECIAL)}
    streams = [(_encode(texts, ids), weight) for texts, weight in sources]
    print("tokens", [len(stream) for stream, _ in streams], "forms", len(ids), file=sys.stderr)
    totals = sum(np.bincount(stream, minlength=len(ids)) * weight for stream, weight in streams)
    forms = list(ids)
    kept = [at for at in range(len(SPECIAL), len(forms))
            if totals[at] >= (MIN_FORM if is_vietnamese_syllable(forms[at]) else MIN_FOREIGN)]  # fmt: skip
    kept = sorted(kept, key=lambda at: -totals[at])[: (1 << BITS) - len(SPECIAL)]
    renumber = np.full(len(forms), UNKNOWN, dtype=np.int64)
    renumber[: len(SPECIAL)] = range(len(SPECIAL))
    renumber[kept] = np.arange(len(SPECIAL), len(SPECIAL) + len(kept))
    streams = [(renumber[stream], weight) for stream, weight in streams]
    names = [*SPECIAL, *(forms[at] for at in kept)]
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


def build(data: Path, out: Path, min_trigram: float) -> None:
    sources = [
        (legal_texts(data), 1.0),
        (asked_texts(data), ASKED_WEIGHT),
        (news_texts(data), NEWS_WEIGHT),
        (phrase_texts(), PHRASE_WEIGHT),
    ]
    arrays = count(sources, min_trigram)
    np.savez_compressed(out, **arrays)
    print(out, f"{out.stat().st_size / 1e6:.2f} MB", file=sys.stderr)


def questions(data: Path, name: str) -> list[str]:
    with (data / name / "dev" / "queries.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def measure(data: Path) -> None:
    """Syllable accuracy and question-level confidence on questions whose accents were taken away."""
    from assistant.vietnamese.accents import decode, restore_accents

    for name in ("zalo-phapdien", "alqac2025", "drill"):
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
            half_right += sum(a == b for a, b in zip(fold(restore_accents(half).text).split(), want, strict=True)
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
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--min-trigram", type=float, default=MIN_TRIGRAM)
    options = parser.parse_args()
    if options.what == "build":
        build(options.data, options.out, options.min_trigram)
    else:
        measure(options.data)


if __name__ == "__main__":
    main()
