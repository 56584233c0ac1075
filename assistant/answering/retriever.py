"""The index as a LangChain retriever, so that anyone's chain can use it. Importing this module imports langchain_core.

retriever = PolicyRetriever(searcher=searcher, scope=Scope(access_groups=frozenset({"chung"})), k=5)
documents = retriever.invoke("thời hạn hoàn thành kho dữ liệu dùng chung")
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from assistant.answering.citing.citation import citation_label
from assistant.answering.store.masking import masked_hits
from assistant.answering.store.protocols import Search, live_hits
from assistant.types import Hit, Scope


class PolicyRetriever(BaseRetriever):
    """Passages as LangChain documents, best first.

    `searcher`: an `assistant.retrieval.Searcher`. `scope`: what may be seen; its access groups are mandatory. `kinds`,
    `issuers`, `years`, `document_ids` narrow it: None is no filter, an empty list matches nothing. `k`: at most.
    `as_typed`: neither accents nor telex keys are read into the question.

    `page_content` is the passage, character for character as in the source, but for personal numbers where the
    searcher's settings mask them. `metadata`: `document_id`, `version`, `passage_id`, `number`, `title`, `kind`,
    `issuer`, `date`, `official`, `path`, `page`, `page_end`, `start`, `end`, `heading`, `context`, `score`, `file`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    searcher: Any
    scope: Scope
    k: int = Field(default=10, ge=1)
    as_typed: bool = False
    kinds: Sequence[str] | None = None
    issuers: Sequence[str] | None = None
    years: Sequence[int] | None = None
    document_ids: Sequence[int] | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[LangChainDocument]:
        search: Search = self.searcher
        k = int(kwargs.get("k", self.k))
        result = search.search(query, self._narrowed(), k=k, as_typed=self.as_typed)
        return [to_langchain(hit) for hit in self._shown(result.hits[:k])]

    def _shown(self, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """With personal numbers masked where the searcher's settings ask for it (`mask_personal`)."""
        settings = getattr(self.searcher, "settings", None)
        if settings is None or not settings.mask_personal:
            return hits
        with self.searcher.reader.pin() as snapshot:  # a later generation than that of the search, perhaps
            return masked_hits(live_hits(hits, snapshot), snapshot.document)

    def _narrowed(self) -> Scope:
        """The scope with this retriever's filters; a filter never widens what the scope allows."""
        return replace(
            self.scope,
            kinds=_both(self.scope.kinds, self.kinds),
            issuers=_both(self.scope.issuers, self.issuers),
            years=_both(self.scope.years, self.years),
            document_ids=_both(self.scope.document_ids, self.document_ids),
        )


def to_langchain(hit: Hit) -> LangChainDocument:
    """One hit as a LangChain document; its id is "document/version/passage"."""
    passage, head = hit.stored.passage, hit.document.letterhead
    return LangChainDocument(
        id=f"{hit.stored.document_id}/{hit.stored.version}/{hit.stored.id}",
        page_content=passage.text,
        metadata={
            "document_id": hit.stored.document_id,
            "version": hit.stored.version,
            "passage_id": hit.stored.id,
            "number": head.number,
            "title": head.title,
            "kind": head.kind,
            "issuer": head.issuer,
            "date": head.date,
            "official": citation_label(hit.document, passage.labels),
            "path": " › ".join(passage.path),
            "page": passage.page_start,
            "page_end": passage.page_end,
            "start": passage.span.start,
            "end": passage.span.end,
            "heading": passage.heading,
            "context": passage.context,
            "score": hit.score,
            "file": hit.document.file,
        },
    )


T = TypeVar("T")


def _both(allowed: frozenset[T] | None, wanted: Sequence[T] | None) -> frozenset[T] | None:
    if wanted is None:
        return allowed
    return frozenset(wanted) if allowed is None else allowed & frozenset(wanted)
