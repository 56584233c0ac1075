"""`python -m eval encodings FOLDER`: files typed in TCVN3 and VNI against transcripts made by people.

FOLDER holds the files and a folder `ground-truth` with `STEM.txt` for each. Printed for each file: its format, the
encoding found, and the token F1, the harmonic mean of precision and recall over the multisets of words and numbers
(NFKC, lower case, since TCVN3 fonts draw capitals that transcripts give as small letters). Exit code 1 when the median
is below 0.995 or a file below 0.9 does not say why (`KNOWN`).
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.errors import TracuuError
from assistant.reading import read_file
from assistant.types import FileText, Line

MEDIAN, LEAST = 0.995, 0.9
KNOWN: dict[str, str] = {}
"""Files below `LEAST` and the reason."""


@dataclass(frozen=True, slots=True)
class Score:
    """`f1` is 0.0 for a file that cannot be read, whose `reason` says why."""

    file: str
    format: str
    encoding: str | None
    words: int
    f1: float
    seconds: float
    reason: str | None = None


def tokens(text: str) -> Counter[str]:
    """Words and numbers of `text`, each with its count."""
    return Counter(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text.replace("\u00ad", "")).lower()))


def token_f1(found: Counter[str], reference: Counter[str]) -> float:
    """2 * common / (found + reference); 1.0 when both are empty."""
    total = found.total() + reference.total()
    return 2 * (found & reference).total() / total if total else 1.0


def words_of(file: FileText) -> Counter[str]:
    """The words of all pages, merged cells once, and of what stands apart (page numbers, running heads of PDFs)."""
    found: Counter[str] = Counter()
    for page in file.pages:
        for block in page.blocks:
            if isinstance(block, Line):
                found += tokens(block.text)
            else:
                for r, row in enumerate(block.rows):
                    for c, text in enumerate(row):
                        if (r, c) not in block.filled:
                            found += tokens(text)
    return found + tokens("\n".join(file.stamps)) if file.format == "pdf" else found


def measure(folder: Path) -> list[Score]:
    """A score for each file of `folder` that has a transcript, by name."""
    out = []
    for path in sorted(p for p in folder.iterdir() if p.is_file()):
        transcript = folder / "ground-truth" / f"{path.stem}.txt"
        if not transcript.exists():
            continue
        started = time.perf_counter()
        try:
            file = read_file(path)
        except TracuuError as error:
            out.append(Score(path.name, path.suffix.lstrip("."), None, 0, 0.0, 0.0, error.message))
            continue
        seconds = time.perf_counter() - started
        found = words_of(file)
        f1 = token_f1(found, tokens(transcript.read_text(encoding="utf-8")))
        out.append(Score(path.name, file.format, file.encoding, found.total(), round(f1, 4), round(seconds, 2)))
    return out


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m eval encodings", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    scores = measure(options.folder)
    if not scores:
        print("no file with a transcript", file=sys.stderr)
        return 2
    median = statistics.median(score.f1 for score in scores)
    unexplained = [score.file for score in scores if score.f1 < LEAST and score.file not in KNOWN]
    if options.json:
        print(json.dumps({"median": median, "files": [asdict(s) for s in scores]}, ensure_ascii=False, indent=1))
    else:
        for score in scores:
            print(f"{score.f1:.4f}  {score.format:5} {score.encoding or '-':12} {score.words:7}  {score.file}", end="")
            print(f"  ({score.reason or KNOWN[score.file]})" if score.reason or score.file in KNOWN else "")
        print(f"{len(scores)} files, median {median:.4f}, least {min(s.f1 for s in scores):.4f}")
    return 1 if median < MEDIAN or unexplained else 0
