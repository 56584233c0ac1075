"""A question goes in, the best passages come out: understanding, two searches, fusion, whole sections."""

from __future__ import annotations

import time
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.encoding import Encoder
from assistant.index import IndexReader, Snapshot
from assistant.retrieval.fusion import Candidate, convex, merge
from assistant.retrieval.lexical import WeighedTerms, lexical_query, weigh_terms
from assistant.retrieval.memory import Memory
from assistant.retrieval.named import find_named
from assistant.retrieval.query import Query, understand
from assistant.retrieval.question import asks_for_another, check_question
from assistant.retrieval.ranking import Ranking
from assistant.retrieval.sections import SectionKey, read_sections, section_key, section_scores
from assistant.settings import Settings
from assistant.types import DocumentRecord, Hit, Scope, SearchResult, StoredPassage

Group = Literal["section", "document"]


@dataclass(frozen=True, slots=True)
class _Scored:
    """The best passage of one section with its features."""

    stored: StoredPassage
    document: DocumentRecord
    score: float
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Found:
    """The best passage of one section, scored by itself."""

    key: SectionKey
    candidate: Candidate
    stored: StoredPassage
    document: DocumentRecord
    score: float

    @property
    def features(self) -> dict[str, float]:
        return {"bm25": self.candidate.lexical, "cosine": self.candidate.cosine, "passage": self.score}


class Searcher:
    """Searches one index. Thread-safe when `reader` and `encoder` are; each question pins one generation."""

    def __init__(
        self, reader: IndexReader, encoder: Encoder | None, settings: Settings, ranking: Ranking | None = None
    ) -> None:
        self.reader = reader
        self.encoder = encoder
        self.settings = settings
        self.ranking = ranking or Ranking()
        self._memory = Memory()

    def search(
        self,
        question: str,
        scope: Scope,
        k: int = 10,
        previous: str | None = None,
        document_ids: Sequence[int] | None = None,
        group: Group = "section",
    ) -> SearchResult:
        """The best passage of each of at most `k` sections (or documents), best first; ties by passage id.

        `previous` is the question before a follow-up; `document_ids` narrows `scope`. Documents named by their number
        come first. `timings` are milliseconds. Raises `QuestionError`.
        """
        check_question(question, self.settings.max_question)
        clock = _Clock()
        query = understand(question, self.ranking, previous)
        clock.lap("understand")
        if document_ids is not None:
            wanted = frozenset(document_ids)
            scope = replace(scope, document_ids=wanted if scope.document_ids is None else scope.document_ids & wanted)
        with self.reader.pin() as snapshot:
            named = find_named(query, snapshot, scope)
            clock.lap("numbers")
            # "Which document replaces 71?" is answered elsewhere than in 71.
            first = () if asks_for_another(query.understanding.text) else named.documents
            terms = weigh_terms(query, snapshot, self.ranking)
            candidates = self._candidates(query, terms, snapshot, scope, first, k, clock)
            scored = self._scored(query, terms, snapshot, candidates, k, group)
            clock.lap("sections")
        hits = sorted(scored, key=lambda s: (s.document.id not in first, -s.score, s.stored.id))[:k]
        return SearchResult(
            hits=tuple(Hit(s.stored, s.document, s.score, s.features) for s in hits),
            understanding=query.understanding,
            choices=named.choices,
            named_documents=named.documents,
            notes=named.notes,
            timings=clock.laps(),
        )

    def _candidates(
        self,
        query: Query,
        terms: list[WeighedTerms],
        snapshot: Snapshot,
        scope: Scope,
        first: Sequence[int],
        k: int,
        clock: _Clock,
    ) -> list[Candidate]:
        """Passages of both searches; the documents to come `first` are searched once more by themselves."""
        clauses = lexical_query(terms, self.ranking)
        vector = self.encoder.encode_queries([query.dense]) if self.encoder is not None else None
        clock.lap("encode")
        pool = max(self.ranking.pool, 4 * k)
        scopes = [(scope, pool)]
        if first:
            scopes.append((replace(scope, document_ids=frozenset(first)), max(k, self.ranking.sections)))
        found: dict[int, Candidate] = {}
        for narrowed, size in scopes:
            lexical = snapshot.lexical(clauses, size, narrowed) if clauses.clauses else []
            clock.lap("lexical")
            dense = snapshot.dense(vector, size, narrowed)[0] if vector is not None else []
            clock.lap("dense")
            found |= {c.passage_id: replace(c, named=narrowed is not scope) for c in merge(lexical, dense)}
        return [*found.values(), *_openings(first, found, snapshot)]

    def _scored(
        self,
        query: Query,
        terms: list[WeighedTerms],
        snapshot: Snapshot,
        candidates: list[Candidate],
        k: int,
        group: Group,
    ) -> list[_Scored]:
        """The best candidate of each section; the first `ranking.sections` are weighed as a whole beside it."""
        found = self._best_of_sections(candidates, snapshot, k, group)
        read = found[: self.ranking.sections]
        near = read_sections({f.key: f.stored for f in read}, self._memory, snapshot, self.ranking.neighbours)
        texts = [(f.document.letterhead.title or "", near[f.key]) for f in read]
        wholes, titles, covered = self._sections(texts, query, terms)
        lexical = [
            f.candidate.lexical + self.ranking.section * whole + self.ranking.title * title
            for f, whole, title in zip(read, wholes, titles, strict=True)
        ]
        scores = convex(lexical, [f.candidate.cosine for f in read], self.ranking.dense)
        scored = [
            _Scored(f.stored, f.document, score, f.features | {
                "bm25_section": wholes[i], "bm25_title": titles[i], "coverage": covered[i]})
            for i, (f, score) in enumerate(zip(read, scores, strict=True))
        ]  # fmt: skip
        return scored + _tail(found[len(read) :], min(scores, default=0.0))

    def _sections(
        self, texts: Sequence[tuple[str, Sequence[StoredPassage]]], query: Query, terms: list[WeighedTerms]
    ) -> tuple[list[float], list[float], list[float]]:
        """Sections are weighed in the spelling to be trusted."""
        wanted = "body" if query.by_accents else "body_plain"
        used = next((t for t in terms if t.field == wanted), terms[0] if terms else None)
        if used is None:
            return [0.0] * len(texts), [0.0] * len(texts), [0.0] * len(texts)
        return section_scores(texts, used, self.ranking)

    def _best_of_sections(self, candidates: list[Candidate], snapshot: Snapshot, k: int, group: Group) -> list[_Found]:
        """The best passage of each section by the fused score of passages; named documents first, then the best."""
        scores = convex([c.lexical for c in candidates], [c.cosine for c in candidates], self.ranking.dense)
        ranked = sorted(zip(scores, candidates, strict=True), key=lambda p: (not p[1].named, -p[0], p[1].passage_id))
        most = max(self.ranking.sections, k)
        best: dict[SectionKey, _Found] = {}
        for start in range(0, len(ranked), most):
            batch = ranked[start : start + most]
            stored = self._memory.passages(snapshot, [candidate.passage_id for _, candidate in batch])
            for score, candidate in batch:
                passage = stored.get(candidate.passage_id)
                if passage is None or len(best) >= most:
                    continue
                key = section_key(passage, group == "document")
                record = self._memory.record(snapshot, passage.document_id)
                if record is not None and key not in best:
                    best[key] = _Found(key, candidate, passage, record, score)
            if len(best) >= most:
                break
        return list(best.values())


def _tail(found: Sequence[_Found], below: float) -> list[_Scored]:
    """Sections too far down to be read keep their order, below those that were."""
    top = max((f.score for f in found), default=0.0)
    share = below / top if top > 0 else 0.0
    return [_Scored(f.stored, f.document, min(1.0, share) * f.score, f.features) for f in found]


def _openings(documents: Sequence[int], known: Container[int], snapshot: Snapshot) -> list[Candidate]:
    """The first passage of each named document: a question with nothing but a number is about the whole of it."""
    first = (snapshot.passages_of(document)[:1] for document in documents)
    return [Candidate(p.id, 0.0, 0.0, True) for passages in first for p in passages if p.id not in known]


class _Clock:
    """Milliseconds of each stage."""

    def __init__(self) -> None:
        self._began = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self._laps[name] = self._laps.get(name, 0.0) + (now - self._last) * 1000
        self._last = now

    def laps(self) -> dict[str, float]:
        return self._laps | {"total": (time.perf_counter() - self._began) * 1000}
