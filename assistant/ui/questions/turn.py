"""One question and its answer as they stand on the page."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from assistant.types import Answer, Choice, Citation, Span
from assistant.ui import markup
from assistant.ui.session import Question, Turn, session
from assistant.wording import say


def show(number: int, turn: Turn) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.html(markup.words(turn.asked.text))
    with st.chat_message("assistant", avatar=":material/description:"):
        if turn.problem is not None:
            st.warning(markup.markdown(turn.problem), icon=":material/info:")
        elif turn.answer is not None:
            show_answer(number, turn, turn.answer)


def show_answer(number: int, turn: Turn, answer: Answer) -> None:
    if turn.asked.as_typed:
        st.html(f"<div class='hieu-la'>{say('answers.as_typed')}</div>")
    if answer.understood_as:
        understood(number, turn, answer.understood_as)
    if answer.mended:
        typed = replace(turn.asked, as_typed=True, follows=turn.asked.follows and not answer.followed)
        undo(f"dung-nhu-go-{number}", say("app.questions.search_as_typed"), typed)
    for remark in answer.remarks:
        st.warning(markup.markdown(remark), icon=":material/gavel:")
    if answer.model is not None:
        st.html(markup.model_text(answer.text))
    elif not answer.citations:
        st.html(markup.words(answer.text))
    elif answer.status == "related":
        st.warning(say("answers.related"), icon=":material/help:")
    if answer.lead is not None and answer.model is None:
        st.html(markup.lead(answer.lead))
    if answer.table is not None:
        st.html(markup.answer_table(answer.table))
    parts = answer.lead.parts if answer.lead is not None else ()
    for rank, citation in enumerate(answer.citations, 1):
        bold = [Span(part.start, part.end) for part in parts if part.citation == rank - 1]
        show_citation(f"{number}-{rank}", rank, citation, bold)
    for choice in answer.choices:
        ask_within(f"chon-{number}-{choice.document_id}", turn.asked.text, choice)
    if answer.nearest:
        st.caption(say("app.questions.nearest"))
        for choice in answer.nearest:
            open_document(f"gan-{number}-{choice.document_id}", choice)
    for note in answer.notes:
        st.info(markup.markdown(note), icon=":material/info:")


def understood(number: int, turn: Turn, text: str) -> None:
    """Says how the question was taken; a follow-up can be asked again as if nothing had been asked before."""
    st.html(f"<div class='hieu-la'>{say('answers.understood', question=html.escape(text))}</div>")
    if turn.answer is not None and turn.answer.followed:
        alone = Question(turn.asked.text, follows=False)
        undo(f"nguyen-van-{number}", say("app.questions.ask_alone"), alone)


def undo(key: str, label: str, asked: Question) -> None:
    st.button(label, key=key, type="tertiary", icon=":material/undo:", on_click=session().ask, args=(asked,))


def show_citation(key: str, rank: int, citation: Citation, bold: Sequence[Span]) -> None:
    with st.container(border=True, key=f"trich-{key}"):
        st.html(markup.citation(citation, rank, bold))
        st.button(
            say("app.questions.show"),
            key=f"nguon-{key}",
            type="tertiary",
            icon=":material/menu_book:",
            on_click=session().open,
            args=(citation,),
        )


def ask_within(key: str, question: str, choice: Choice) -> None:
    """The same question again, in the one document the person chose."""
    asked = Question(question, document_id=choice.document_id)
    with st.container(key=key):
        st.button(name(choice), key=f"nut-{key}", on_click=session().ask, args=(asked,), width="stretch")


def open_document(key: str, choice: Choice) -> None:
    with st.container(key=key):
        st.button(name(choice), key=f"nut-{key}", on_click=session().open, args=(choice,), width="stretch")


def name(choice: Choice) -> str:
    """The official name; with the title where the name does not hold it (two digests of one plan)."""
    return markup.markdown(markup.told_apart(choice.official, choice.title))
