"""A question goes in, the best passages come out: understanding, two searches, fusion, whole sections."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.encoding import (
    Encoder,
    FloatArray,
    Reranker,
    load_reranker,
    multiply_in_one_thread,
    reads_sentences,
    term_vectors,
)
from assistant.index import IndexReader, Snapshot
from assistant.passages import embedding_text
from assistant.retrieval.candidates.gathering import Found, Group, Pool, best_of_sections, gather
from assistant.retrieval.candidates.lexical_query import WeighedTerms, lexical_query, weigh_terms
from assistant.retrieval.candidates.named_documents import find_named
from assistant.retrieval.candidates.passage_cache import Memory
from assistant.retrieval.candidates.sections import read_sections
from assistant.retrieval.diversity import spread
from assistant.retrieval.ranker.comparison import Comparison, compare
from assistant.retrieval.ranker.explanation import explanation
from assistant.retrieval.ranker.learned import chances, shipped_ranker
from assistant.retrieval.ranker.rescoring import rescored
from assistant.retrieval.ranker.text_vectors import passage_cosines
from assistant.retrieval.ranker.weighing import Weighed, weigh_sections
from assistant.retrieval.ranking import Ranking
from assistant.settings import Settings
from assistant.types import DocumentRecord, Explanation, Hit, Scope, SearchResult, StoredPassage
from assistant.understanding import Conversation, Question, check_question, understand
from assistant.understanding.sought.answer_types import asks_for_another
from assistant.wording import grouped, say


@dataclass(frozen=True, slots=True)
class _Scored:
    """The best passage of one section with its features."""

    stored: StoredPassage
    document: DocumentRecord
    score: float
    features: Mapping[str, float]
    explain: Callable[[], Explanation] | None = None

    def hit(self, explained: bool) -> Hit:
        explanation = self.explain() if explained and self.explain is not None else None
        return Hit(self.stored, self.document, self.score, self.features, explanation)


class Searcher:
    """Searches one index. Thread-safe when `reader` and `encoder` are; each question pins one generation."""

    def __init__(
        self,
        reader: IndexReader,
        encoder: Encoder | None,
        settings: Settings,
        ranking: Ranking | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self.reader = reader
        self.encoder = encoder
        self.settings = settings
        self.ranking = ranking or Ranking()
        self.reranker = reranker if reranker is not None else load_reranker(settings.reranker)
        self._memory = Memory()
        self._by_network = encoder is not None and reads_sentences(encoder)
        multiply_in_one_thread()

    def understand(
        self, question: str, scope: Scope, conversation: Conversation | None = None, *, as_typed: bool = False
    ) -> Question:
        """`question` as it is meant, with the turns before it; within `scope`, whose documents explain abbreviations.

        `as_typed`: neither accents nor keys are read into it (see `Understanding.understood_as`). Raises
        `QuestionError`.
        """
        check_question(question, self.settings.max_question)
        with self.reader.pin() as snapshot:
            return self._understood(question, scope, snapshot, conversation, as_typed)

    def search(
        self,
        question: str | Question,
        scope: Scope,
        k: int = 10,
        group: Group = "section",
        explain: bool = False,
        as_typed: bool = False,
    ) -> SearchResult:
        """The best passage of each of at most `k` sections (or documents), best first; ties by passage id.

        `question` as typed, or as `understand` gave it; one that points at a document narrows `scope` to it. Documents
        named by their number come first. `explain`: hits say why they stand where they do. `as_typed`: see
        `understand`. `timings`: milliseconds. Raises `QuestionError`.
        """
        if isinstance(question, str):
            check_question(question, self.settings.max_question)
        clock = _Clock()
        with self.reader.pin() as snapshot:
            if isinstance(question, str):
                question = self._understood(question, scope, snapshot, None, as_typed)
            scope = _narrowed(scope, question.document_ids)
            clock.lap("understand")
            named = find_named(question, snapshot, scope)
            clock.lap("numbers")
            # "Which document replaces 71?" is answered elsewhere than in 71.
            first = () if asks_for_another(question.text) else named.documents
            terms = weigh_terms(question.terms, snapshot, self.ranking)
            clauses = lexical_query(terms, self.ranking)
            encoder = self.encoder if snapshot.stats.unencoded == 0 else None
            vector = encoder.encode_queries([question.terms.dense]) if encoder is not None else None
            clock.lap("encode")
            size = max(self.ranking.pool, 4 * k)
            scale = self.ranking.network if self._by_network else (1.0, 0.0)
            pool = gather(clauses, vector, snapshot, scope, first, size, clock.lap, scale)
            most = max(self.ranking.sections, k, round(self.ranking.ahead * k))
            found = best_of_sections(pool.candidates, snapshot, self._memory, self.ranking, most, group)
            reach = max(self.ranking.sections, round(self.ranking.ahead * k))
            scored = self._scored(question, terms, snapshot, pool, found, reach, vector)
            clock.lap("sections")
        ranked = sorted(scored, key=lambda s: (s.document.id not in first, -s.score, s.stored.id))
        hits = (ranked if first or group == "document" else _spread(ranked))[:k]
        return SearchResult(
            hits=tuple(s.hit(explain) for s in hits),
            understanding=question.understanding,
            choices=named.choices,
            named_documents=named.documents,
            notes=(*named.notes, *_by_words_alone(snapshot.stats.unencoded))
            if self.encoder is not None
            else named.notes,
            timings=clock.laps(),
        )

    def compare(self, question: Question, texts: Sequence[str]) -> Comparison:
        """How `question` compares with each of `texts`, which are best of one kind."""
        vectors = term_vectors(self.encoder) if self.encoder is not None else None
        return compare(question.sought, texts, self._memory.lexicon(vectors), vectors)

    def _understood(
        self, question: str, scope: Scope, snapshot: Snapshot, conversation: Conversation | None, as_typed: bool
    ) -> Question:
        return understand(
            question,
            conversation,
            steps=self.ranking.steps.as_typed() if as_typed else self.ranking.steps,
            weights=self.ranking.weights,
            frequencies=partial(snapshot.frequencies, "body", scope=scope),
            definitions=partial(snapshot.definitions, scope=scope),
        )

    def _scored(
        self,
        question: Question,
        terms: Sequence[WeighedTerms],
        snapshot: Snapshot,
        pool: Pool,
        found: Sequence[Found],
        reach: int,
        vector: FloatArray | None,
    ) -> list[_Scored]:
        """The first `reach` are weighed as whole sections; the others follow."""
        read = found[:reach]
        weighed = self._weighed(question, terms, snapshot, pool, read, vector)
        ranker = shipped_ranker(weighed.names) if self.ranking.learned and vector is not None else None
        scores = (weighed.base if ranker is None else chances(ranker.score(weighed.features))).tolist()
        if self.reranker is not None:
            texts = [embedding_text(f.document.letterhead.title or "", f.stored.passage) for f in read]
            scores = rescored(self.reranker, question.text, texts, scores)
        scored = []
        for i, (f, score) in enumerate(zip(read, scores, strict=True)):
            features = f.features | {name: float(values[i]) for name, values in weighed.raw.items()}
            scored.append(_Scored(f.stored, f.document, score, features, partial(explanation, f, weighed, i, ranker)))
        return scored + _tail(found[len(read) :], min(scores, default=0.0))

    def _weighed(
        self,
        question: Question,
        terms: Sequence[WeighedTerms],
        snapshot: Snapshot,
        pool: Pool,
        read: Sequence[Found],
        vector: FloatArray | None,
    ) -> Weighed:
        vectors = term_vectors(self.encoder) if self.encoder is not None else None
        near = read_sections(read, self._memory, snapshot, self.ranking.neighbours, vectors)
        cosines = snapshot.cosines(vector[0], near.passages) if vector is not None else {}
        if vectors is None or not self._by_network:
            return weigh_sections(read, near, pool, question, terms, self.ranking, cosines)
        of_terms = passage_cosines(near, vectors.encode_queries([question.terms.dense])[0])
        return weigh_sections(read, near, pool, question, terms, self.ranking, of_terms, cosines or None)


def _by_words_alone(unencoded: int) -> tuple[str, ...]:
    """What a person is told while vectors are still being made: passages without any would stand behind all others."""
    if not unencoded:
        return ()
    return (say("search.words_alone", count=grouped(unencoded)),)


def _narrowed(scope: Scope, document_ids: Iterable[int] | None) -> Scope:
    """`scope` within these documents; a filter never widens what the scope allows."""
    if document_ids is None:
        return scope
    wanted = frozenset(document_ids)
    return replace(scope, document_ids=wanted if scope.document_ids is None else scope.document_ids & wanted)


def _spread(ranked: Sequence[_Scored]) -> list[_Scored]:
    """Near-duplicates behind the first hits, with a score no better than theirs."""
    first, others = spread(ranked, lambda s: s.stored.passage.text)
    lowest = first[-1].score if first else 0.0
    return [*first, *(replace(s, score=min(s.score, lowest)) for s in others)]


def _tail(found: Sequence[Found], below: float) -> list[_Scored]:
    """Sections too far down to be read keep their order, below those that were."""
    top = max((f.score for f in found), default=0.0)
    share = below / top if top > 0 else 0.0
    return [_Scored(f.stored, f.document, min(1.0, share) * f.score, f.features) for f in found]


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
