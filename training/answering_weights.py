"""Counts in how many law articles each syllable and each pair of neighbouring syllables stands, as idf.

    python training/answering_weights.py CORPUS.jsonl.gz assistant/understanding/sought/weights.tsv

The table holds counts alone, no text. One line a term: term, tab, idf in tenths (natural logarithm of all articles /
articles with the term). Single syllables seen in 8 articles or more, pairs in 60 or more. Takes about a minute.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

from assistant.vietnamese.words.syllables import tokens

FEWEST = 8
FEWEST_PAIRS = 60


def count(corpus: Path) -> tuple[Counter[str], int]:
    """Document frequencies over title and text of each article, and the number of articles."""
    seen: Counter[str] = Counter()
    articles = 0
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            words = [token.text for token in tokens(f"{article['title']} . {article['text'][:20_000]}")]
            seen.update(set(words) | {f"{a}_{b}" for a, b in pairwise(words)})
            articles += 1
    return seen, articles


def main() -> None:
    corpus, out = Path(sys.argv[1]), Path(sys.argv[2])
    seen, articles = count(corpus)
    kept = sorted(
        (term, round(10 * math.log(articles / n)))
        for term, n in seen.items()
        if n >= (FEWEST_PAIRS if "_" in term else FEWEST) and not any(c.isdigit() for c in term)
    )
    out.write_text("".join(f"{term}\t{tenths}\n" for term, tenths in kept), encoding="utf-8")


if __name__ == "__main__":
    main()
