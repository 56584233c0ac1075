"""The page of questions and answers."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import replace

import streamlit as st

from assistant.errors import TracuuError
from assistant.index import IndexReader
from assistant.types import Answer, Citation, Scope
from assistant.ui.session import Turn, current, everything, session
from assistant.ui.source import panel

EXAMPLES = (
    "Kế hoạch 1090 triển khai nội dung gì?",
    "Ai chủ trì nhiệm vụ bồi dưỡng kỹ năng số cho cán bộ, công chức?",
    "ty le ho gia dinh tiep can cap quang la bao nhieu",
)
"""Shown before the first question; each has an answer in the sample corpus, the last one is typed without accents."""


def page() -> None:
    opened = current()
    state = session()
    scope = filters(opened.reader)
    talk, source = st.columns([3, 2], gap="large") if state.source else (st.container(), None)
    with talk:
        st.subheader("Hỏi đáp văn bản")
        if not state.turns:
            welcome()
        for number, turn in enumerate(state.turns):
            show(number, turn)
        asked = st.session_state.pop("example", None)
    question = st.chat_input("Nhập câu hỏi, có dấu hoặc không dấu…") or asked
    if question:
        with talk:
            answer_question(question, scope)
        st.rerun()
    if source is not None and state.source is not None:
        with source:
            if st.button("Đóng văn bản nguồn", icon=":material/close:"):
                state.source = None
                st.rerun()
            panel(opened.reader, state.source)


def welcome() -> None:
    st.write("Hỏi về các văn bản trong kho. Mỗi câu trả lời đều kèm trích dẫn nguyên văn để kiểm tra lại. Ví dụ:")
    for example in EXAMPLES:
        if st.button(example, icon=":material/chat_bubble:"):
            st.session_state.example = example
            st.rerun()


def filters(reader: IndexReader) -> Scope:
    """The filters of the sidebar; an empty choice filters nothing."""
    with reader.pin() as snapshot:
        facets = snapshot.facets(everything())
        records = snapshot.records(everything(), {"ready", "partial"})
    with st.sidebar:
        st.markdown("#### Lọc văn bản")
        kinds = st.multiselect("Loại văn bản", sorted(map(str, facets["kinds"])), placeholder="Tất cả")
        issuers = st.multiselect("Cơ quan ban hành", sorted(map(str, facets["issuers"])), placeholder="Tất cả")
        years = st.multiselect("Năm", sorted(map(int, facets["years"]), reverse=True), placeholder="Tất cả")
        names = {r.id: f"{r.letterhead.number or r.file} – {r.letterhead.title or r.file}" for r in records}
        ids = st.multiselect("Văn bản", list(names), format_func=lambda i: names[i], placeholder="Tất cả")
        st.divider()
        if st.button("Bắt đầu cuộc hỏi đáp mới", icon=":material/restart_alt:", width="stretch"):
            del st.session_state["session"]
            st.rerun()
    return replace(
        everything(),
        kinds=frozenset(kinds) or None,
        issuers=frozenset(issuers) or None,
        years=frozenset(years) or None,
        document_ids=frozenset(ids) or None,
    )


def answer_question(question: str, scope: Scope) -> None:
    """Asks, streams the answer as it comes, and adds the turn to the page."""
    state = session()
    turn = Turn(question)
    with st.chat_message("user"):
        st.text(question)
    with st.chat_message("assistant"):
        try:
            answers: list[Answer] = []
            st.write_stream(_pieces(question, scope, answers))
            turn.answer = answers[0]
            state.conversation = state.conversation.extended(question, turn.answer)
            state.source = turn.answer.citations[0] if turn.answer.citations else None
        except TracuuError as error:
            turn.problem = f"{error.message} {error.action}"
    state.turns.append(turn)


def _pieces(question: str, scope: Scope, answers: list[Answer]) -> Iterator[str]:
    for piece in current().assistant.stream(question, scope, session().conversation):
        if isinstance(piece, Answer):
            answers.append(piece)
        else:
            yield escape(piece)


def show(number: int, turn: Turn) -> None:
    with st.chat_message("user"):
        st.text(turn.question)
    with st.chat_message("assistant"):
        if turn.problem is not None:
            st.warning(turn.problem, icon=":material/info:")
        elif turn.answer is not None:
            show_answer(number, turn.answer)


def show_answer(number: int, answer: Answer) -> None:
    if answer.understood_as:
        st.caption(f"Đang hiểu là: {escape(answer.understood_as)}")
    if answer.model is not None or not answer.citations:
        st.markdown(escape(answer.text))
    for rank, citation in enumerate(answer.citations, 1):
        show_citation(f"{number}-{rank}", rank, citation)
    for choice in answer.choices:
        st.markdown(f"- {escape(choice.official)}")
    if answer.nearest:
        st.markdown("**Văn bản gần nhất**")
        for choice in answer.nearest:
            st.markdown(f"- {escape(choice.official)}")
    for note in answer.notes:
        st.info(escape(note), icon=":material/info:")


def show_citation(key: str, rank: int, citation: Citation) -> None:
    page = f", trang {citation.page}" if citation.page is not None else ""
    with st.container(border=True):
        if cells := cells_with_header(citation):
            st.html(f"<table class='dong-bang'>{cells}</table>{ROW_STYLE}")
        else:
            if citation.context:
                st.caption(escape(citation.context))
            st.markdown(f"“{escape(citation.quote)}”")
        st.caption(f"[{rank}] {escape(citation.official)}{page}" + (" · nhận dạng từ bản quét" if citation.ocr else ""))
        if st.button("Xem trong văn bản", key=f"source-{key}", icon=":material/menu_book:"):
            session().source = citation
            st.rerun()


ROW_STYLE = """
<style>
.dong-bang { border-collapse: collapse; width: 100%; }
.dong-bang td, .dong-bang th { border: 0; border-bottom: 1px solid #d9dce2; padding: .2rem .5rem; vertical-align: top; }
.dong-bang th { text-align: left; font-weight: 600; opacity: .75; width: 9.5rem; font-size: .88rem; }
</style>
"""


def cells_with_header(citation: Citation) -> str:
    """A quoted table row as "header: cell" lines, each cell word for word; "" when cells and header do not pair up."""
    header, cells = citation.context.split(" | "), citation.quote.split(" | ")
    if len(cells) < 3 or len(header) != len(cells):
        return ""
    pairs = zip(header, cells, strict=True)
    return "".join(f"<tr><th>{html.escape(name)}</th><td>{html.escape(cell)}</td></tr>" for name, cell in pairs)


def escape(text: str) -> str:
    """Text of documents is shown as it stands: nothing in it is Markdown or HTML."""
    table = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|$~:"})
    return text.translate(table).replace("\n", "  \n")
