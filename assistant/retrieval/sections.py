"""Whole sections weighed in memory: an article or a part of a plan says more about a question than one passage of it.

On questions over law articles BM25 of the article beside that of its best passage gains 0.018 nDCG@10 (laws) and 0.028
(citizens' long questions); see docs/experiments.md, "Retrieval".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.index import Snapshot
from assistant.retrieval.lexical import WeighedTerms
from assistant.retrieval.memory import Memory
from assistant.retrieval.ranking import Ranking
from assistant.types import StoredPassage
from assistant.vietnamese.syllables import fold_token, plain_token

SectionKey = tuple[int, tuple[str, ...]]

# A title counts twice in its section, as in the baselines of the data's README.
_TITLE_TIMES = 2


_PIECE = re.compile(r"\d+(?:[.,]\d+)*(?![^\W_])|[^\W_]+|[.,;:?!()\[\]\n…•|]")


_UNWANTED, _BREAK = "", "."


@dataclass(frozen=True, slots=True)
class Wanted:
    """The syllables and pairs ("a_b") to count, in one spelling; `known`: what each printed piece stands for."""

    terms: frozenset[str]
    plain: bool
    known: dict[str, str] = field(default_factory=dict)

    def meant(self, piece: str) -> str:
        """The wanted syllable that a piece of lower-case NFC text is, else `_UNWANTED` or `_BREAK`."""
        if not piece[0].isalnum():
            word = _BREAK
        else:
            word = plain_token(fold_token(piece)) if self.plain else fold_token(piece)
            word = word if word in self.terms else _UNWANTED
        self.known[piece] = word
        return word


def count_terms(text: str, wanted: Wanted) -> tuple[Counter[str], int]:
    """How often each wanted term stands in an NFC `text`, and its length in syllables.

    Splits as `vietnamese.terms` does but leaves document numbers in pieces: a tenth of the time, the same ranking.
    """
    pieces = _PIECE.findall(text.lower())
    known, terms = wanted.known, wanted.terms
    counts: Counter[str] = Counter()
    length = len(pieces)
    before = _BREAK
    for piece in pieces:
        word = known.get(piece)
        if word is None:
            word = wanted.meant(piece)
        if word == _BREAK:
            length -= 1
        elif word:
            counts[word] += 1
            if before > _BREAK and (pair := f"{before}_{word}") in terms:
                counts[pair] += 1
        before = word
    return counts, length


def section_key(stored: StoredPassage, by_document: bool = False) -> SectionKey:
    """What "best passage per section" groups by."""
    return stored.document_id, () if by_document else stored.passage.section_key


def read_sections(
    best: Mapping[SectionKey, StoredPassage], memory: Memory, snapshot: Snapshot, reach: int
) -> dict[SectionKey, list[StoredPassage]]:
    """For each best passage the passages of its section at most `reach` before and after it, in order.

    The ids of a document's passages run in reading order without a gap.
    """
    steps = range(-reach, reach + 1)
    stored_by_id = memory.passages(snapshot, {stored.id + step for stored in best.values() for step in steps})
    sections: dict[SectionKey, list[StoredPassage]] = {}
    for key, stored in best.items():
        by_document = key[1] == ()
        near = [stored_by_id[stored.id + step] for step in steps if stored.id + step in stored_by_id]
        sections[key] = [other for other in near if section_key(other, by_document) == key]
    return sections


def _counts(texts: Iterable[str], wanted: Wanted) -> tuple[Counter[str], int]:
    counts: Counter[str] = Counter()
    length = 0
    for text in texts:
        found, size = count_terms(text, wanted)
        for term, count in found.items():
            counts[term] += count
        length += size
    return counts, length


def section_scores(
    sections: Sequence[tuple[str, Sequence[StoredPassage]]], terms: WeighedTerms, ranking: Ranking
) -> tuple[list[float], list[float], list[float]]:
    """For each `(title, passages)`: BM25 of title and text, BM25 of the title alone, idf-weighed coverage (0 to 1).

    BM25 as Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework", eq. 3.15; lengths are compared
    with the mean of the candidates.
    """
    # A pair counts even where its syllables are too common to be among the kept terms.
    parts = {part for term in terms.weights for part in term.split("_")}
    wanted = Wanted(frozenset(terms.weights.keys() | parts), terms.field.endswith("_plain"))
    whole: list[tuple[Counter[str], int]] = []
    titles: list[tuple[Counter[str], int]] = []
    for title, passages in sections:
        heads = [title, *dict.fromkeys(stored.passage.heading for stored in passages)]
        of_title = _counts(heads[:2], wanted)
        of_text = _counts((stored.passage.text for stored in passages), wanted)
        both = of_text[0] + Counter({term: count * _TITLE_TIMES for term, count in of_title[0].items()})
        whole.append((both, of_text[1] + _TITLE_TIMES * of_title[1]))
        titles.append(of_title)
    total = sum(terms.idf[term] * weight for term, weight in terms.weights.items()) or 1.0
    covered = [sum(terms.idf[t] * terms.weights[t] for t in counts if t in terms.idf) / total for counts, _ in whole]
    return _bm25(whole, terms, ranking), _bm25(titles, terms, ranking), covered


def _bm25(texts: Sequence[tuple[Counter[str], int]], terms: WeighedTerms, ranking: Ranking) -> list[float]:
    mean = sum(length for _, length in texts) / len(texts) if texts else 0.0
    scores = []
    for counts, length in texts:
        norm = ranking.k1 * (1 - ranking.b + ranking.b * length / mean) if mean else ranking.k1
        scores.append(
            sum(
                terms.weights[term] * terms.idf[term] * count * (ranking.k1 + 1) / (count + norm)
                for term, count in counts.items()
                if term in terms.idf
            )
        )
    return scores
