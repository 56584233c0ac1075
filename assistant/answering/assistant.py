"""The facade: a question goes in, an answer with checked quotations comes out."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.checking.verify import keep_true
from assistant.answering.citing import notes
from assistant.answering.citing.citation import choice_of
from assistant.answering.composing.draft import Draft
from assistant.answering.composing.extractive import compose, select
from assistant.answering.composing.letterhead import about_a_digest, about_the_document, meant, quote_letterhead
from assistant.answering.conversation import Conversation, resolve
from assistant.answering.evidence.candidates import answering
from assistant.answering.evidence.neighbours import with_neighbours
from assistant.answering.evidence.support import judge
from assistant.answering.force.copies import one_of_each
from assistant.answering.force.later_documents import Standing, none_known, note
from assistant.answering.force.state import look
from assistant.answering.store.documents import Documents
from assistant.answering.store.masking import masked, masked_hits
from assistant.answering.store.protocols import Reader, Search, Snapshot, live_hits
from assistant.settings import Settings
from assistant.types import UNKNOWN, Answer, Choice, Citation, Hit, Scope, SearchResult
from assistant.understanding.check import check_question
from assistant.understanding.foreign import asked_in
from assistant.understanding.question import Question
from assistant.vietnamese.normalise import strip_accents
from assistant.wording import say

# Hits asked of the search: enough that a section's passages come together, few enough to stay quick.
HITS = 20
_OF_TASKS = re.compile(r"(?:lam|thuc hien|hoan thanh|trien khai|nhiem vu|viec) (?:gi|nao)\b")
NEAREST = 3


class Assistant:
    """Answers questions over one index. Thread-safe when `searcher` and `reader` are; holds no conversation itself."""

    def __init__(self, searcher: Search, reader: Reader, settings: Settings) -> None:
        self.searcher = searcher
        self.reader = reader
        self.settings = settings
        self._documents = Documents(masked if settings.mask_personal else None)
        self._standing = Standing()

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
        check_question(question, self.settings.max_question)
        began = time.perf_counter()
        followed = resolve(question, conversation)
        result = self.searcher.search(
            followed.text,
            scope,
            k=HITS,
            document_ids=followed.document_ids if followed.document_ids else None,
            as_typed=as_typed,
        )
        searched = time.perf_counter()
        with self.reader.pin() as snapshot:
            draft = self._draft(result, snapshot, followed.understood_as, scope)
            timings = {"search": (searched - began) * 1000, "answer": (time.perf_counter() - searched) * 1000}
            timings |= {"total": sum(timings.values())}
            mended = result.understanding.understood_as is not None
            draft = replace(draft, answer=replace(draft.answer, timings=timings, mended=mended))
            if draft.answer.status == "answered" and self.settings.model:
                from assistant.answering.phrasing.phrased import phrase

                yield from phrase(draft, self._documents.of(snapshot), self.settings)
                return
        yield draft.answer.text
        yield draft.answer

    def _draft(self, result: SearchResult, snapshot: Snapshot, followed: str | None, scope: Scope) -> Draft:
        """The answer without a model."""
        understanding = result.understanding
        understood = understanding.understood_as or followed
        question = asked_in(understanding)
        if result.choices:
            return Draft(_ambiguous(result, snapshot, understood), question)
        source = self._documents.of(snapshot)
        hits = with_neighbours(one_of_each(live_hits(result.hits, source), source, scope)[0], source)
        if self.settings.mask_personal:
            hits = masked_hits(hits, snapshot.document)
        said = [*understanding.notes, *result.notes]
        if (listed := self._from_tasks(understanding.text, snapshot, source, scope)) is not None:
            told = tuple(dict.fromkeys((*said, *listed.notes)))
            return Draft(replace(listed, understood_as=understood, notes=told), question)
        support = judge(question, hits, result.named_documents)
        record = meant(question, hits, result.named_documents) if about_the_document(question) else None
        heads, blanks = quote_letterhead(question, record, source.document) if record is not None else ([], [])
        whole = about_a_digest(question, record)
        enough = support.enough or whole
        candidates = answering(question, _of_the_named(hits, result.named_documents)) if enough else []
        if whole:
            candidates.sort(key=lambda candidate: candidate.span)
        standing, remarks = self._still_stands(question, result.named_documents, source, scope)
        said += remarks
        quoted = standing or heads or select(question, candidates, source.document)
        citations = keep_true(quoted, source)
        if not citations:
            return Draft(_not_found(hits, said + blanks, understood), question, support=support)
        said += blanks + notes.of_documents([hit.document for hit in hits], citations, result.named_documents, said)
        if not standing:
            said += self._superseded(citations[0].document_id, source, scope)
        answer = Answer("answered", compose(citations), citations, understood, notes=tuple(dict.fromkeys(said)))
        return Draft(answer, question, tuple(candidates), support)

    def _from_tasks(self, asked: str, snapshot: Snapshot, source: Snapshot, scope: Scope) -> Answer | None:
        """For "Sở Y tế phải làm gì trước 30/6?": the rows that say so. With a language model the search answers, whose
        passages are its evidence."""
        if self.settings.model or _OF_TASKS.search(strip_accents(asked)) is None:
            return None
        from assistant.answering.tasks.answer import answer_from_tasks  # 50 ms that other questions need not wait for

        found, remarks = answer_from_tasks(asked, snapshot, source, scope)
        citations = keep_true(found, source)
        return Answer("answered", compose(citations), citations, notes=tuple(remarks)) if citations else None

    def _still_stands(
        self, question: Question, named: Sequence[int], snapshot: Snapshot, scope: Scope
    ) -> tuple[list[Citation], list[str]]:
        """For "còn áp dụng không?": the sentences of later documents that answer, or a note that none is known."""
        record = snapshot.record(named[0]) if len(set(named)) == 1 else None
        if "status" not in question.types or record is None or record.letterhead.number is None:
            return [], []
        later = self._standing.later(record, snapshot, scope)
        if found := [citation for one in later for citation in one.citations]:
            return found, []
        state = look(record, snapshot, scope, self._standing)
        if state is None or state.state == UNKNOWN:
            return [], [none_known(record)]
        return list(state.source), [f"{state.words}."]

    def _superseded(self, document_id: int, snapshot: Snapshot, scope: Scope) -> list[str]:
        """A note when the document of the first quotation is replaced, repealed or amended by one in the store."""
        record = snapshot.record(document_id)
        later = self._standing.later(record, snapshot, scope) if record is not None else ()
        return [note(record, one) for one in later if record is not None and keep_true(one.citations, snapshot)]


def _of_the_named(hits: Sequence[Hit], named: Sequence[int]) -> Sequence[Hit]:
    """Where the search puts a named document first, the question is about it and no other answers."""
    if hits and hits[0].document.id in named:
        return [hit for hit in hits if hit.document.id in named]
    return hits


def _ambiguous(result: SearchResult, snapshot: Snapshot, understood: str | None) -> Answer:
    understanding = result.understanding
    records = [(choice, snapshot.record(choice.document_id)) for choice in result.choices]
    choices = tuple(choice if record is None else choice_of(record) for choice, record in records)
    typed = dict.fromkeys(choice.asked for choice in result.choices if choice.asked)
    asked = ", ".join(f"“{words}”" for words in typed) or say("answers.which_document.unnamed")
    text = say("answers.which_document.ask", count=len(result.choices), asked=asked)
    said = tuple(dict.fromkeys((*understanding.notes, *result.notes)))
    return Answer("ambiguous", text, understood_as=understood, choices=choices, notes=said)


def _not_found(hits: Sequence[Hit], said: Sequence[str], understood: str | None) -> Answer:
    nearest: dict[int, Choice] = {}
    for hit in hits:
        if len(nearest) < NEAREST:
            nearest.setdefault(hit.document.id, choice_of(hit.document))
    text = say("answers.not_found")
    said = tuple(dict.fromkeys(said))
    return Answer("not_found", text, understood_as=understood, nearest=tuple(nearest.values()), notes=said)
