"""`PolicyRetriever` in a chain of somebody else's making, and the promise that nobody else pays for LangChain."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from assistant.types import Scope, SearchResult
from assistant.understanding import Question
from tests.answering.desk import PLAN, SCOPE, Desk
from tests.answering.phrasing.model_server import Script, serving

QUESTION = "Cơ quan nào chủ trì mua sắm máy chủ đồ họa?"


class Recording(Desk):
    """A desk that remembers the scopes it was asked with."""

    def search(self, question: str | Question, scope: Scope, k: int = 10, *, as_typed: bool = False) -> SearchResult:
        self.as_typed = as_typed
        self.scope = scope
        return super().search(question, scope, k)


def test_passages_come_as_documents_with_their_place() -> None:
    from assistant.answering import PolicyRetriever

    found = PolicyRetriever(searcher=Desk({1: PLAN}), scope=SCOPE, k=2).invoke(QUESTION)
    assert len(found) == 2
    row = next(d for d in found if d.page_content == "1 | Mua sắm máy chủ đồ họa | Sở Tài chính | Quý II/2026")
    start, end = row.metadata["start"], row.metadata["end"]
    assert PLAN.text[start:end] == row.page_content
    assert row.metadata["page"] == 4
    assert row.metadata["context"] == "STT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn"
    assert row.metadata["official"].startswith("Phụ lục I kèm theo Kế hoạch số 1090/KH-UBND")
    assert row.id == f"1/1/{row.metadata['passage_id']}"


def test_filters_narrow_the_scope_and_never_widen_it() -> None:
    from assistant.answering import PolicyRetriever

    desk = Recording({1: PLAN})
    allowed = replace(SCOPE, kinds=frozenset({"Kế hoạch", "Báo cáo"}))
    PolicyRetriever(searcher=desk, scope=allowed, kinds=["Kế hoạch", "Luật"], years=[2026]).invoke(QUESTION)
    assert desk.scope == replace(SCOPE, kinds=frozenset({"Kế hoạch"}), years=frozenset({2026}))


def test_a_chain_may_ask_for_the_words_exactly_as_typed() -> None:
    from assistant.answering import PolicyRetriever

    desk = Recording({1: PLAN})
    PolicyRetriever(searcher=desk, scope=SCOPE).invoke(QUESTION)
    assert desk.as_typed is False
    PolicyRetriever(searcher=desk, scope=SCOPE, as_typed=True).invoke(QUESTION)
    assert desk.as_typed is True


def test_a_chain_answers_from_it() -> None:
    from langchain_core.output_parsers import StrOutputParser
    from langchain_core.prompts import ChatPromptTemplate
    from langchain_core.runnables import RunnablePassthrough

    from assistant.answering import PolicyRetriever
    from assistant.answering.phrasing.language_model import open_model
    from assistant.settings import Settings

    script = Script(["Sở Tài chính."])
    with serving(script) as url:
        retriever = PolicyRetriever(searcher=Desk({1: PLAN}), scope=SCOPE, k=1)
        prompt = ChatPromptTemplate.from_template("Căn cứ: {context}\nCâu hỏi: {question}")
        model = open_model(Settings(model="openai:mau", model_url=url)).chat
        texts = retriever | (lambda found: "\n".join(d.page_content for d in found))
        chain = {"context": texts, "question": RunnablePassthrough()} | prompt | model | StrOutputParser()
        assert "".join(chain.stream(QUESTION)) == "Sở Tài chính."
    assert "Mua sắm máy chủ đồ họa | Sở Tài chính" in script.requests[0]["messages"][-1]["content"]


@pytest.mark.parametrize("heavy", ["langchain", "langchain_core", "langsmith", "pydantic", "torch", "openai"])
def test_answering_without_a_model_does_not_import(heavy: str) -> None:
    code = (
        "import sys; from assistant.answering import Assistant; from assistant.settings import Settings\n"
        "from tests.answering.desk import PLAN, SCOPE, Desk\n"
        "desk = Desk({1: PLAN}); Assistant(desk, desk, Settings()).ask('Ai chủ trì mua sắm máy chủ đồ họa?', SCOPE)\n"
        f"sys.exit({heavy!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
