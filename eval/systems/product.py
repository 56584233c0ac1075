"""The product, in whatever setting: `ours`, `ours:formula=yes`, `ours:encoder=none`, `ours:index=DIR`."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.answering import Assistant
from assistant.encoding import encoder_in_use, load_encoder
from assistant.errors import TracuuError
from assistant.retrieval import Ranking, Searcher
from assistant.settings import Settings, load_settings
from assistant.types import Answer, Citation, Hit, Scope
from assistant.vietnamese.normalise import plain_words
from eval.data.model import Cited, Dataset, Found, Question, Response
from eval.systems.base import DEPTH
from eval.systems.store import Store, ensure_store, open_store

SEPARATOR = " › "
LONGEST = 100_000
"""Characters: questions of a set are never refused for their length."""


@dataclass(slots=True)
class Product:
    """`formula`: without the learned ranker, which has seen the development questions of our sets. `answers`: False
    ranks only. `index`: a folder to keep the index in, instead of the run's."""

    formula: bool = False
    encoder: str | None = None
    model: str | None = None
    answers: bool = True
    index: Path | None = None
    _settings: Settings = field(default_factory=load_settings)
    _store: Store | None = None
    _searcher: Searcher | None = None
    _assistant: Assistant | None = None
    _group: Any = "document"

    @property
    def settings(self) -> Mapping[str, Any]:
        kept = {k: v for k, v in asdict(self._configured()).items() if k not in ("index_dir", "model_key", "jobs")}
        return {"formula": self.formula, "answers": self.answers} | kept

    def _configured(self) -> Settings:
        given = load_settings(encoder=self.encoder, model=self.model)
        return replace(given, max_question=LONGEST)

    def prepare(self, dataset: Dataset, folder: Path) -> Mapping[str, float]:
        self._settings = replace(self._configured(), index_dir=self.index or folder)
        cost = ensure_store(dataset, self._settings)
        self._store = open_store(dataset, self._settings)
        encoder = load_encoder(encoder_in_use(self._settings.encoder, self._settings.index_dir))
        self._searcher = Searcher(self._store.reader, encoder, self._settings, Ranking(learned=not self.formula))
        self._assistant = Assistant(self._searcher, self._store.reader, self._settings)
        # One passage a section where sections are judged; else one a document.
        sections = any(place.section for question in dataset.questions for place in question.places)
        self._group = "section" if sections else "document"
        return cost

    def answer(self, question: Question) -> Response:
        """`total` is what a person waits for, from the words to the cited answer, the search in it."""
        assert self._searcher is not None
        assert self._assistant is not None
        scope = Scope(self._settings.access_groups)
        try:
            began = time.perf_counter()
            answer = self._assistant.ask(question.text, scope) if self.answers else Answer("answered", "")
            total = (time.perf_counter() - began) * 1000
            began = time.perf_counter()
            hits = self._searcher.search(question.text, scope, k=DEPTH, group=self._group).hits
            ranking = (time.perf_counter() - began) * 1000
        except TracuuError as error:
            return Response(error=f"{error.code}: {error.message}")
        stages = (
            {"search": answer.timings.get("search", ranking), "total": total} if self.answers else {"total": ranking}
        )
        return Response(
            answer=_said(answer),
            refused=answer.status == "not_found",
            citations=tuple(self._cited(citation) for citation in answer.citations) + self._offered(answer),
            found=self._found(hits),
            confidence=answer.citations[0].score if answer.citations else None,
            milliseconds=stages,
        )

    def _cited(self, citation: Citation) -> Cited:
        assert self._store is not None
        text = self._store.text(citation.document_id)
        return Cited(
            document=self._store.names[citation.document_id],
            quote=citation.quote,
            section=citation.path,
            page=citation.page,
            label=citation.official,
            context=citation.context,
            exact=text[citation.start : citation.end] == citation.quote,
        )

    def _offered(self, answer: Answer) -> tuple[Cited, ...]:
        """Where a number means several documents, those a person is asked to choose from."""
        assert self._store is not None
        if answer.status != "ambiguous":
            return ()
        return tuple(
            Cited(self._store.names[choice.document_id], label=choice.official)
            for choice in answer.choices
            if choice.document_id in self._store.names
        )

    def _found(self, hits: tuple[Hit, ...]) -> tuple[Found, ...]:
        assert self._store is not None
        out: list[Found] = []
        for hit in hits:
            passage = hit.stored.passage
            text = f"{passage.context}\n{passage.text}" if passage.context else passage.text
            names = (self._store.names[hit.document.id], *self._store.twins.get(hit.document.id, ()))
            out += [Found(name, hit.score, SEPARATOR.join(cited_path(passage.path)), text) for name in names]
        return tuple(out[:DEPTH])

    def close(self) -> None:
        if self._store is not None:
            self._store.reader.close()


def _said(answer: Answer) -> str:
    """The words that answer, each with its mark. Without a language model these are the quotations; the headings over
    them and the citations beneath, which `Answer.text` shows too, state nothing."""
    if answer.status != "answered" or answer.model is not None or not answer.citations:
        return answer.text
    return "\n".join(f"{citation.quote} [{number}]" for number, citation in enumerate(answer.citations, 1))


def cited_path(path: Sequence[str]) -> tuple[str, ...]:
    """As citations name it: of a law the article and what is below, without the chapter, and the annex over it."""
    plain = [plain_words(marker) for marker in path]
    article = next((i for i, marker in enumerate(plain) if marker.startswith("dieu ")), None)
    if article is None:
        return tuple(path)
    return tuple(marker for i, marker in enumerate(path) if i >= article or plain[i].startswith("phu luc"))
