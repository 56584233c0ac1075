"""The page of questions and answers: the question box on top, the newest answer under it, its source beside it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.errors import TracuuError
from assistant.types import Answer, Scope
from assistant.ui import markup
from assistant.ui.filters import filters
from assistant.ui.questions.turn import show
from assistant.ui.session import Question, Turn, current, session, settings
from assistant.ui.source.panel import panel
from assistant.understanding import Conversation
from assistant.wording import say

EXAMPLES = (
    "Ai chủ trì nhiệm vụ bồi dưỡng kỹ năng số cho cán bộ, công chức?",
    "muc ho tro mua chu ky so la bao nhieu",
    "Kế hoạch 1090/KH-UBND thực hiện đề án nào?",
    "Mỗi Tổ công nghệ số cộng đồng có bao nhiêu thành viên?",
)
"""Shown before the first question; each has an answer in the sample corpus: a table's row, a figure asked for without
accents, a document named by its number, a figure."""


def page() -> None:
    st.subheader(say("app.questions.heading"), anchor=False)
    opened = current()
    state = session()
    scope = filters(opened.reader)
    typed = box()
    asked = Question(typed) if typed else state.next
    state.next = None
    opening = st.empty()  # cleared at once by the first question
    if asked is None and not state.turns:
        with opening.container():
            welcome()
        return
    talk, source = st.columns([1, 1], gap="medium") if state.beside else (st.container(), None)
    with talk:
        if asked is not None:
            answer_question(asked, scope)
        elif state.turns:
            show(len(state.turns) - 1, state.turns[-1])
        earlier()
    if source is not None:
        with source:
            panel(opened.reader, state)


def box() -> str | None:
    """Inside a container the box stands where it is written; outside, streamlit pins it to the bottom of the page."""
    with st.container(key="hoi"):
        return st.chat_input(say("app.questions.box"))


def welcome() -> None:
    st.write(say("app.questions.welcome"))
    for number, example in enumerate(EXAMPLES):
        with st.container(key=f"vi-du-{number}", width="content"):
            st.button(example, key=f"example-{number}", on_click=session().ask, args=(Question(example),))


def earlier() -> None:
    """The turns before the newest, newest first."""
    turns = session().turns
    if len(turns) > 1:
        st.divider()
        st.markdown(f"##### {say('app.questions.earlier')}")
    for number in reversed(range(len(turns) - 1)):
        show(number, turns[number])


def answer_question(asked: Question, scope: Scope) -> None:
    """Asks, streams the answer as it comes, and leaves the finished turn in its place."""
    state = session()
    turn = Turn(asked)
    slot = st.empty()
    with slot.container():
        with st.chat_message("user", avatar=":material/person:"):
            st.html(markup.words(asked.text))
        with st.chat_message("assistant", avatar=":material/description:"):
            try:
                turn.answer = _answer(asked, scope, st.empty())
            except TracuuError as error:
                turn.problem = f"{error.message} {error.action}"
    if turn.answer is not None:
        state.conversation = state.conversation.extended(asked.text, turn.answer)
        state.source = turn.answer.citations[0] if turn.answer.citations else None
        state.among = turn.answer.citations
        state.asked_for = False
    state.turns.append(turn)
    with slot.container():
        show(len(state.turns) - 1, turn)


def _answer(asked: Question, scope: Scope, slot: DeltaGenerator) -> Answer:
    """The finished answer; what a language model writes is shown sentence by sentence while it comes."""
    conversation = session().conversation if asked.follows else Conversation()
    if asked.document_id is not None:
        scope = replace(scope, document_ids=frozenset({asked.document_id}))
    text = ""
    with slot.container():
        st.caption(say("app.questions.searching"))
    for piece in current().assistant.stream(asked.text, scope, conversation, as_typed=asked.as_typed):
        if isinstance(piece, Answer):
            return piece
        text += piece
        if settings().model:
            slot.html(markup.model_text(text))
    raise AssertionError("a stream ends with its answer")
