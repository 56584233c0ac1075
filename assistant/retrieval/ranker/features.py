"""What the ranker looks at: for each candidate section a row of numbers that are cheap to compute for a question.

Scores are given as shares of the best candidate's, so that they mean the same in a corpus of ten plans and of
60,000 articles, with this encoder and with another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.pieces.lexicon import FloatArray
from assistant.retrieval.ranker.matching import Matches
from assistant.retrieval.ranker.nearness import Nearness
from assistant.retrieval.ranking import Ranking

BoolArray = NDArray[np.bool_]
Columns = dict[str, NDArray[np.floating]]

NAMES = (
    "lexical", "lexical_rank", "lexical_second", "lexical_found", "dense", "dense_gap", "dense_rank", "dense_second",
    "dense_found", "fused", "fused_rank", "base", "base_rank", "section", "section_rank", "title", "passage_best",
    "passage_second", "passage_sum", "covered", "covered_pairs", "title_covered", "title_share", "passage_covered",
    "passage_covered_pairs", "rarest", "rarest_pair", "stretch", "stretch_title", "company_close", "company_wide",
    "density", "length", "passages", "first_match", "title_length", "asked_length", "fits", "opening",
    "depth", "kind_named", "dense_mean", "near", "near_pairs", "near_passage", "near_shown", "near_title",
    "title_explained", "near_gap", "near_pairs_gap", "near_passage_gap", "near_shown_gap", "near_title_gap",
    "title_explained_gap",
)  # fmt: skip
"""The columns, in order; `WORDS` of `explanation.py` says them in words."""
MEANT = ("cosine", "cosine_mean")
"""And those of a network that reads whole passages: of the best passage, and the mean of the best two. As they are: its
cosines mean the same for every question. The margin and the title alone gained nothing beside them."""

# What an answer to such a question holds; accent-less, so that scans and old spellings count too.
FORMS = {
    "when": re.compile(r"\bngày\b|\btháng\b|\bnăm\b|\bthời hạn\b|\bquý\b|\d+/\d+/\d{4}", re.IGNORECASE),
    "how_much": re.compile(r"\d[\d.,]*\s*(?:%|đồng|triệu|tỷ|lần|năm|tháng|m2|km|người)", re.IGNORECASE),
    "who": re.compile(
        r"\b(?:ủy ban|uỷ ban|sở|bộ|cơ quan|thủ tướng|chính phủ|tòa án|chủ tịch|giám đốc)\b", re.IGNORECASE
    ),
    "procedure": re.compile(r"\b(?:hồ sơ|thủ tục|trình tự|đơn|giấy)\b", re.IGNORECASE),
    "definition": re.compile(r"\blà\b|được hiểu", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One candidate section as the two searches found it, and where its texts stand among those matched.

    `lexical`, `dense`: scores of its passages, best first (`lexical`: of those that the search found; `dense`: of all);
    `dense_found`: how many the search found; `lexical_rank`, `dense_rank`: the place of the first of them. `fused`: the
    first stage's score. `title`, `heading`, `passages`: rows of the `Matches`; `best`: which of `passages` is the one
    shown, `text` its text. `meant`: cosines of its passages by a network, best first; None without one.
    """

    lexical: Sequence[float]
    dense: Sequence[float]
    lexical_rank: int
    dense_rank: int
    dense_found: int
    fused: float
    title: int
    heading: int
    passages: range
    best: int
    text: str
    opening: bool
    depth: int
    kind_named: bool
    meant: Sequence[float] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the values of the wording's terms, which of them are pairs, how long the question is."""

    values: FloatArray
    pairs: FloatArray
    syllables: int
    question_type: str | None


def bm25(counts: FloatArray, lengths: FloatArray, values: FloatArray, ranking: Ranking) -> FloatArray:
    """Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework", eq. 3.15; `values` are idf times weight.

    Lengths are compared with the mean of the rows.
    """
    mean = float(lengths.mean()) if len(lengths) else 0.0
    norm = ranking.k1 * (1 - ranking.b + ranking.b * lengths / (mean or 1.0))
    saturated = counts * (ranking.k1 + 1) / (counts + norm[:, None])
    return np.asarray(saturated @ values, np.float32)


def compute(
    seen: Sequence[Seen], matches: Matches, nearness: Nearness, asked: Asked, base: FloatArray, ranking: Ranking
) -> FloatArray:
    """`(len(seen), len(names_of(seen)))`; `base`: the formula's scores. What the vectors did not find is as far as the
    last."""
    names = names_of(seen)
    if not seen:
        return np.zeros((0, len(names)), np.float32)
    columns: Columns = {}
    columns["base"], columns["base_rank"] = _share(base), _ranks(base)
    _searches(columns, seen)
    _texts(columns, seen, matches, asked, ranking)
    _nearness(columns, seen, matches, nearness, asked)
    form = FORMS.get(asked.question_type or "")
    columns["fits"] = _column([float(bool(form and form.search(s.text))) for s in seen])
    columns["opening"] = _column([float(s.opening) for s in seen])
    columns["depth"] = _column([float(s.depth) for s in seen])
    columns["kind_named"] = _column([float(s.kind_named) for s in seen])
    if len(names) > len(NAMES):
        _meant(columns, seen)
    return np.stack([columns[name] for name in names], axis=1).astype(np.float32)


def names_of(seen: Sequence[Seen]) -> tuple[str, ...]:
    """The columns of these candidates: those of `MEANT` too where a network read them."""
    return (*NAMES, *MEANT) if seen and seen[0].meant is not None else NAMES


def _meant(columns: Columns, seen: Sequence[Seen]) -> None:
    """A candidate that the network did not read is as far as the last that it did."""
    best = _column([s.meant[0] if s.meant else np.nan for s in seen])
    mean = _column([_mean(s.meant[:2]) if s.meant else np.nan for s in seen])
    for name, values in zip(MEANT, (best, mean), strict=True):
        known = values[~np.isnan(values)]
        columns[name] = np.nan_to_num(values, nan=float(known.min()) if len(known) else 0.0)


def _column(values: Sequence[float]) -> FloatArray:
    return np.array(values, np.float32)


def _mean(values: Sequence[float]) -> float:
    """As `np.mean`, whose preparations take longer than a dozen values."""
    return float(np.add.reduce(np.array(values)) / len(values))


def _share(values: FloatArray) -> FloatArray:
    """Of the greatest; all 0 when none is above 0."""
    top = float(values.max(initial=0.0))
    return values / np.float32(top) if top > 0 else np.zeros_like(values)


def _ranks(values: FloatArray) -> FloatArray:
    """log(1 + how many are greater): equal values share a place."""
    greater = len(values) - np.searchsorted(np.sort(values), values, side="right")
    return np.log1p(greater).astype(np.float32)


def _searches(columns: Columns, seen: Sequence[Seen]) -> None:
    lexical = _column([s.lexical[0] if s.lexical else 0.0 for s in seen])
    dense = _column([s.dense[0] if s.dense else np.nan for s in seen])
    found = dense[~np.isnan(dense)]
    top, low = (float(found.max()), float(found.min())) if len(found) else (0.0, 0.0)
    dense = np.nan_to_num(dense, nan=low)
    spread = float(dense.std()) or 1.0
    columns["lexical"] = _share(lexical)
    columns["lexical_rank"] = _column([np.log1p(s.lexical_rank) for s in seen])
    columns["lexical_second"] = _column([s.lexical[1] if len(s.lexical) > 1 else 0.0 for s in seen]) / np.float32(
        max(float(lexical.max(initial=0.0)), 1e-6)
    )
    columns["lexical_found"] = _column([min(len(s.lexical), 5) for s in seen])
    columns["dense"] = (dense - np.float32(top)) / np.float32(spread)
    columns["dense_gap"] = _share(dense)
    columns["dense_rank"] = _column([np.log1p(s.dense_rank) for s in seen])
    second = _column([s.dense[1] if len(s.dense) > 1 else low for s in seen])
    columns["dense_second"] = (second - np.float32(top)) / np.float32(spread)
    columns["dense_found"] = _column([min(s.dense_found, 5) for s in seen])
    mean = _column([_mean(s.dense) if s.dense else low for s in seen])
    columns["dense_mean"] = (mean - np.float32(mean.max(initial=0.0))) / np.float32(float(mean.std()) or 1.0)
    fused = _column([s.fused for s in seen])
    columns["fused"] = _share(fused)
    columns["fused_rank"] = _ranks(fused)


def _texts(columns: Columns, seen: Sequence[Seen], matches: Matches, asked: Asked, ranking: Ranking) -> None:
    titles, rows = section_rows(seen, matches)
    whole, length = rows
    section = bm25(whole, length, asked.values, ranking)
    columns["section"], columns["section_rank"] = _share(section), _ranks(section)
    columns["title"] = _share(bm25(titles[0], titles[1], asked.values, ranking))
    inside, starts = passage_rows(seen)
    scores = bm25(matches.counts[inside], matches.lengths[inside], asked.values, ranking)
    of_passages = [np.sort(part)[::-1] for part in np.split(scores, starts[1:])]
    best = np.maximum.reduceat(scores, starts)
    top = np.float32(max(float(best.max(initial=0.0)), 1e-6))
    columns["passage_best"] = best / top
    columns["passage_second"] = _column([s[1] if len(s) > 1 else 0.0 for s in of_passages]) / top
    columns["passage_sum"] = _column([float(s.sum()) for s in of_passages]) / top
    held, shown = whole > 0, matches.counts[[s.best for s in seen]] > 0
    alone, paired = asked.values * (1 - asked.pairs), asked.values * asked.pairs
    columns["covered"], columns["covered_pairs"] = held_share(held, alone), held_share(held, paired)
    columns["title_covered"] = held_share(titles[0] > 0, alone)
    single = 1 - asked.pairs
    columns["title_share"] = titles[0] @ single / np.maximum(titles[1], 1)
    columns["passage_covered"], columns["passage_covered_pairs"] = held_share(shown, alone), held_share(shown, paired)
    columns["rarest"], columns["rarest_pair"] = _missing(held, alone), _missing(held, paired)
    most = np.float32(max(asked.syllables, 1))
    columns["stretch"] = np.maximum.reduceat(matches.stretches[inside], starts) / most
    columns["stretch_title"] = np.maximum(
        matches.stretches[[s.title for s in seen]], matches.stretches[[s.heading for s in seen]]
    ) / np.maximum(titles[1], 1)
    company = np.maximum.reduceat(matches.company[inside], starts, axis=0)
    columns["company_close"], columns["company_wide"] = company[:, 0], company[:, 1]
    columns["density"] = whole @ single / np.maximum(length, 1)
    columns["length"], columns["title_length"] = np.log1p(length), np.log1p(titles[1])
    columns["passages"] = np.log1p(_column([float(len(s.passages)) for s in seen]))
    columns["first_match"] = _column([float(s.best - s.passages.start) for s in seen])
    columns["asked_length"] = np.full(len(seen), np.log1p(asked.syllables), np.float32)


def _nearness(columns: Columns, seen: Sequence[Seen], matches: Matches, nearness: Nearness, asked: Asked) -> None:
    """A term that stands there is as near as can be, whether it has a vector or not."""
    near = np.maximum(nearness.terms, matches.counts > 0)
    alone, paired = asked.values * (1 - asked.pairs), asked.values * asked.pairs
    inside, starts = passage_rows(seen)
    sections = np.maximum.reduceat(near[inside], starts, axis=0)
    titles = np.maximum(near[[s.title for s in seen]], near[[s.heading for s in seen]])
    columns["near"], columns["near_pairs"] = held_share(sections, alone), held_share(sections, paired)
    columns["near_passage"] = np.maximum.reduceat(held_share(near, asked.values)[inside], starts)
    columns["near_shown"] = held_share(near[[s.best for s in seen]], asked.values)
    columns["near_title"] = held_share(titles, asked.values)
    columns["title_explained"] = np.maximum(
        nearness.explained[[s.title for s in seen]], nearness.explained[[s.heading for s in seen]]
    )
    for name in ("near", "near_pairs", "near_passage", "near_shown", "near_title", "title_explained"):
        columns[f"{name}_gap"] = _gap(columns[name])


def _gap(values: FloatArray) -> FloatArray:
    """Below the greatest, in standard deviations."""
    gap: FloatArray = (values - values.max(initial=0.0)) / np.float32(float(values.std()) or 1.0)
    return gap


def passage_rows(seen: Sequence[Seen]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The rows of all passages, section by section, and where each (of at least one) begins among them."""
    lengths = np.array([len(s.passages) for s in seen], np.intp)
    starts = np.cumsum(lengths) - lengths
    firsts = np.array([s.passages.start for s in seen], np.intp)
    return np.repeat(firsts - starts, lengths) + np.arange(int(lengths.sum())), starts


def section_rows(
    seen: Sequence[Seen], matches: Matches
) -> tuple[tuple[FloatArray, FloatArray], tuple[FloatArray, FloatArray]]:
    """`(counts, lengths)` of the titles with their headings, and of the sections with these counted twice."""
    at = [s.title for s in seen], [s.heading for s in seen]
    counts = matches.counts[at[0]] + matches.counts[at[1]]
    lengths = matches.lengths[at[0]] + matches.lengths[at[1]]
    if not seen:
        return (counts, lengths), (counts, lengths)
    inside, starts = passage_rows(seen)
    whole = np.add.reduceat(matches.counts[inside], starts, axis=0)
    length = np.add.reduceat(matches.lengths[inside], starts)
    # A title counts twice in its section, as in the baselines of the data's README.
    return (counts, lengths), (whole + 2 * counts, length + 2 * lengths)


def held_share(held: BoolArray | FloatArray, values: FloatArray) -> FloatArray:
    """Share (0 to 1) of `values` whose terms each row holds."""
    total = float(values.sum())
    share: FloatArray = (held @ values) / np.float32(total if total > 0 else 1.0)
    return share


def _missing(held: BoolArray, values: FloatArray) -> FloatArray:
    """The greatest value that is missing, as a share of the greatest of all."""
    top = float(values.max(initial=0.0))
    lost: FloatArray = (~held * values).max(axis=1, initial=0.0) / np.float32(top if top > 0 else 1.0)
    return lost
