"""The candidates read and weighed as whole sections: first by a formula, then by what was learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from assistant.retrieval.candidates.fusion import convex
from assistant.retrieval.candidates.gathering import Found, Pool
from assistant.retrieval.candidates.lexical_query import WeighedTerms
from assistant.retrieval.candidates.sections import BEFORE, Sections
from assistant.retrieval.pieces.lexicon import FloatArray
from assistant.retrieval.ranker.features import Asked, Seen, bm25, compute, held_share, names_of, section_rows
from assistant.retrieval.ranker.matching import Matches, Wording, match
from assistant.retrieval.ranker.nearness import measure_nearness
from assistant.retrieval.ranking import Ranking
from assistant.understanding import Question
from assistant.vietnamese.normalise import plain_words
from assistant.vietnamese.words.pieces import syllables


@dataclass(frozen=True, slots=True)
class Weighed:
    """Row i is about candidate i. `base`: the formula's score; `features`: `(n, len(names))`; `raw`: plain scores."""

    base: FloatArray
    names: tuple[str, ...]
    features: FloatArray
    raw: Mapping[str, FloatArray]
    seen: Sequence[Seen]
    matches: Matches
    wording: Wording


def weigh_sections(
    found: Sequence[Found],
    near: Sections,
    pool: Pool,
    question: Question,
    terms: Sequence[WeighedTerms],
    ranking: Ranking,
    cosines: Mapping[int, float],
    meant: Mapping[int, float] | None = None,
) -> Weighed:
    """Sections are weighed in the spelling to be trusted. `near`: what was read of each section, `cosines`: those of
    its passages by id; `meant`: those by a network that reads passages whole, where `cosines` are of terms alone."""
    wording = wording_of(question, terms)
    seen = _seen(found, near, pool, question, cosines, meant)
    matches = match(near.pieces, wording)
    nearness = measure_nearness(near.pieces, wording)
    titles, wholes = section_rows(seen, matches)
    raw = {
        "bm25_section": bm25(*wholes, wording.values, ranking),
        "bm25_title": bm25(*titles, wording.values, ranking),
        "coverage": held_share(wholes[0] > 0, wording.values),
    }
    lexical = np.array([f.candidate.lexical for f in found], np.float64)
    lexical += ranking.section * raw["bm25_section"] + ranking.title * raw["bm25_title"]
    base = np.array(
        convex(lexical.tolist(), [cosines.get(f.stored.id, f.candidate.cosine) for f in found], ranking.dense),
        np.float32,
    )
    pairs = np.array([float("_" in term) for term in wording.terms], np.float32)
    asked = Asked(wording.values, pairs, len(wording.sequence), question.understanding.question_type)
    features = compute(seen, matches, nearness, asked, base, ranking)
    return Weighed(base, names_of(seen), features, raw, seen, matches, wording)


def wording_of(question: Question, terms: Sequence[WeighedTerms]) -> Wording:
    """The kept terms of the spelling to be trusted, with idf times weight, and the question's syllables in order."""
    wanted = "body" if question.terms.by_accents else "body_plain"
    used = next((t for t in terms if t.field == wanted), terms[0] if terms else None)
    plain = used is not None and used.field == "body_plain"
    values = {t: used.idf[t] * used.weights[t] for t in used.weights} if used is not None else {}
    return Wording.of(values, syllables(question.text, plain), plain)


def _seen(
    found: Sequence[Found],
    near: Sections,
    pool: Pool,
    question: Question,
    cosines: Mapping[int, float],
    meant: Mapping[int, float] | None,
) -> list[Seen]:
    """Each candidate as the searches found it, and where its texts stand among those read."""
    lexical_place, dense_place = _places(pool.lexical), _places(pool.dense)
    asked = f" {plain_words(question.text)} "
    seen: list[Seen] = []
    for f, ids, (at, end) in zip(found, near.ids, pairwise(near.starts.tolist()), strict=True):
        kind = f.document.letterhead.kind
        seen.append(
            Seen(
                lexical=_best_first(pool.lexical, ids),
                dense=_best_first(cosines, ids),
                dense_found=sum(i in pool.dense for i in ids),
                lexical_rank=min((lexical_place[i] for i in ids if i in lexical_place), default=len(lexical_place)),
                dense_rank=min((dense_place[i] for i in ids if i in dense_place), default=len(dense_place)),
                fused=f.score,
                title=at,
                heading=at + 1,
                passages=range(at + BEFORE, end),
                best=at + BEFORE + ids.index(f.stored.id),
                text=f.stored.passage.text,
                opening=f.stored.passage.kind == "head",
                depth=len(f.stored.passage.path),
                kind_named=bool(kind) and f" {plain_words(kind or '')} " in asked,
                meant=_best_first(meant, ids) if meant is not None else None,
            )
        )
    return seen


def _best_first(scores: Mapping[int, float], ids: Sequence[int]) -> list[float]:
    return sorted((scores[i] for i in ids if i in scores), reverse=True)


def _places(scores: Mapping[int, float]) -> dict[int, int]:
    """Passage id -> how many have a greater score: equal passages stand in one place."""
    values = np.fromiter(scores.values(), np.float64, len(scores))
    greater = len(values) - np.searchsorted(np.sort(values), values, side="right")
    return dict(zip(scores, greater.tolist(), strict=True))
