"""The facade: a question goes in, an answer with checked quotations comes out, in six steps.

Understand the question; search; gather what still answers; judge whether it suffices; choose what to quote; check every
quotation against its source. A language model, where one is set up, only puts the checked quotations into words.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from assistant.answering.checking.verify import keep_true
from assistant.answering.citing import notes
from assistant.answering.composing.choice import choose
from assistant.answering.composing.draft import Draft
from assistant.answering.composing.extractive import compose
from assistant.answering.composing.lead import lead_of
from assistant.answering.composing.refusal import not_found, which_document
from assistant.answering.composing.tiers import near, tier
from assistant.answering.evidence.neighbours import with_neighbours
from assistant.answering.evidence.support import judge
from assistant.answering.force.asked import superseded
from assistant.answering.force.copies import one_of_each
from assistant.answering.force.later_documents import LaterDocuments
from assistant.answering.requests.answer import answer_request
from assistant.answering.requests.shape import as_table, kept
from assistant.answering.store.documents import Documents
from assistant.answering.store.masking import masked, masked_hits
from assistant.answering.store.protocols import Reader, Search, Snapshot, live_hits
from assistant.settings import Settings
from assistant.types import Answer, AnswerStatus, AnswerTable, Citation, Hit, Lead, Scope, SearchResult
from assistant.understanding import Conversation, Question
from assistant.vietnamese.normalise import strip_accents

# Hits asked of the search: enough that a section's passages come together, few enough to stay quick.
HITS = 20
_OF_TASKS = re.compile(
    r"(?:lam|thuc hien|hoan thanh|trien khai|nhiem vu|viec) (?:gi|nao)\b"
    r"|^\W*(?:\w+ ){0,4}(?:liet ke|ke ten|ke ra|danh sach|thong ke|neu)\b.*\b(?:nhiem vu|viec)\b"
)


class Assistant:
    """Answers questions over one index. Thread-safe when `searcher` and `reader` are; holds no conversation itself."""

    def __init__(self, searcher: Search, reader: Reader, settings: Settings) -> None:
        self.searcher = searcher
        self.reader = reader
        self.settings = settings
        self._documents = Documents(masked if settings.mask_personal else None)
        self._later = LaterDocuments()

    def ask(
        self, question: str, scope: Scope, conversation: Conversation | None = None, *, as_typed: bool = False
    ) -> Answer:
        """The whole answer at once. `as_typed`: the words are taken exactly as typed, see `Answer.mended`.

        Raises `QuestionError` when the question is empty, has no letter or digit, or is longer than
        `settings.max_question` characters. A failing language model is no error: see `Answer.notes`.
        """
        for piece in self.stream(question, scope, conversation, as_typed=as_typed):
            if isinstance(piece, Answer):
                return piece
        raise AssertionError("a stream ends with its answer")

    def stream(
        self, question: str, scope: Scope, conversation: Conversation | None = None, *, as_typed: bool = False
    ) -> Iterator[str | Answer]:
        """Pieces of the text as they come, then the `Answer` as the last item; the pieces joined are `Answer.text`.

        A model that fails half-way is followed by the `Answer` without a model, whose text replaces the pieces.
        """
        began = time.perf_counter()
        understood = self.searcher.understand(question, scope, conversation, as_typed=as_typed)
        result = self.searcher.search(understood, scope, k=HITS)
        searched = time.perf_counter()
        with self.reader.pin() as snapshot:
            draft = self._draft(understood, result, snapshot, scope)
            timings = {"search": (searched - began) * 1000, "answer": (time.perf_counter() - searched) * 1000}
            timings |= {"total": sum(timings.values())}
            mended = understood.understanding.understood_as is not None
            followed = understood.followed is not None
            draft = replace(draft, answer=replace(draft.answer, timings=timings, mended=mended, followed=followed))
            if draft.answer.status == "answered" and draft.support is not None and self.settings.model:
                from assistant.answering.phrasing.phrased import phrase

                yield from phrase(draft, self._documents.of(snapshot), self.settings)
                return
        yield draft.answer.text
        yield draft.answer

    def _draft(self, question: Question, result: SearchResult, snapshot: Snapshot, scope: Scope) -> Draft:
        """The answer without a model: from the third step to the sixth."""
        if result.choices:
            return Draft(which_document(question, result, snapshot), question)
        source = self._documents.of(snapshot)
        said = [*question.understanding.notes, *result.notes]
        hits = self._gathered(result, snapshot, source, scope)
        if (listed := self._from_tasks(question, snapshot, source, scope, said)) is not None:
            return Draft(listed, question)
        if (made := self._requested(question, result, source, scope, said)) is not None:
            return Draft(made, question)
        support = judge(question.sought, hits, result.named_documents)
        compare = partial(self.searcher.compare, question)
        chosen = choose(question.sought, hits, result.named_documents, support, source, scope, self._later, compare)
        citations = keep_true(chosen.citations, source)
        if not citations or not near(chosen.confidence):
            told = [*said, *chosen.notes]
            return Draft(not_found(question, hits, told, chosen.confidence), question, support=support)
        said += notes.of_documents([hit.document for hit in hits], citations, result.named_documents, said)
        remarks = list(chosen.notes)
        if not chosen.of_force:
            since = superseded(citations[0], source, scope, self._later)
            remarks += since.said
            citations = (*citations, *since.citations)
        noted, above = tuple(dict.fromkeys(said)), tuple(dict.fromkeys(remarks))
        status = tier(chosen.confidence, self.settings.answer_from, chosen.doubted)
        lead = None
        if status == "answered" and chosen.confidence is not None:
            best = chosen.candidates[0]
            lead = lead_of(question.sought, best, citations, source.document(best.hit.document.id))
        answer = replace(
            _answered(question, citations, noted, above, status=status, lead=lead), confidence=chosen.confidence
        )
        return Draft(answer, question, tuple(chosen.candidates), support)

    def _gathered(self, result: SearchResult, snapshot: Snapshot, source: Snapshot, scope: Scope) -> tuple[Hit, ...]:
        """The hits that still answer, one of several copies, with the passages beside the best; as they are shown."""
        hits = with_neighbours(one_of_each(live_hits(result.hits, source), source, scope)[0], source)
        return masked_hits(hits, snapshot.document) if self.settings.mask_personal else hits

    def _from_tasks(
        self, question: Question, snapshot: Snapshot, source: Snapshot, scope: Scope, said: Sequence[str]
    ) -> Answer | None:
        """For "Sở Y tế phải làm gì trước 30/6?": the rows that say so. With a language model the search answers, whose
        passages are its evidence."""
        if self.settings.model or _OF_TASKS.search(strip_accents(question.text)) is None:
            return None
        from assistant.answering.tasks.answer import answer_from_tasks  # 50 ms that other questions need not wait for

        found, remarks = answer_from_tasks(question.text, snapshot, source, scope)
        citations = keep_true(found, source)
        if not citations:
            return None
        return _answered(question, citations, tuple(dict.fromkeys((*said, *remarks))))

    def _requested(
        self, question: Question, result: SearchResult, source: Snapshot, scope: Scope, said: Sequence[str]
    ) -> Answer | None:
        """For "tóm tắt …" and "so sánh …": an outline, or two things side by side."""

        def ask(other: str) -> tuple[SearchResult, Answer]:
            understood = self.searcher.understand(other, scope)
            found = self.searcher.search(understood, scope, k=HITS)
            return found, self._draft(understood, found, source, scope).answer

        made = answer_request(question, result, source, ask)
        citations = keep_true(made.citations, source) if made is not None else ()
        if made is None or not citations or (made.table is not None and len(citations) < len(made.citations)):
            return None
        named = [hit.document for hit in result.hits]
        noted = (*said, *notes.of_documents(named, citations, result.named_documents, said))
        return _answered(question, citations, tuple(dict.fromkeys(noted)), table=made.table)


def _answered(
    question: Question,
    citations: Sequence[Citation],
    noted: tuple[str, ...],
    remarks: tuple[str, ...] = (),
    table: AnswerTable | None = None,
    status: AnswerStatus = "answered",
    lead: Lead | None = None,
) -> Answer:
    """The answer that these quotations make, in the form that is asked for, with `remarks` above."""
    shown = tuple(citations) if table is not None else kept(citations, question.form)
    if question.form == "table" and table is None:
        table = as_table(shown)
    if lead is not None and any(part.citation >= len(shown) for part in lead.parts):
        lead = None
    text = "\n".join([*remarks, compose(shown, status, lead)])
    return Answer(status, text, shown, question.understood_as, notes=noted, remarks=remarks, table=table, lead=lead)
