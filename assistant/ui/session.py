"""What the app keeps: the opened index (one for all visitors) and one conversation for each browser tab."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import streamlit as st

from assistant.answering import Assistant
from assistant.encoding import encoder_in_use, load_encoder
from assistant.index import IndexReader, open_reader
from assistant.retrieval import Searcher
from assistant.settings import Settings, load_settings
from assistant.types import Answer, Choice, Citation, Scope
from assistant.understanding import Conversation
from assistant.wording import say


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask. `document_id`: only within this document; `follows`: may lean on the questions before; `as_typed`:
    nothing is read into the words."""

    text: str
    document_id: int | None = None
    follows: bool = True
    as_typed: bool = False


@dataclass(slots=True)
class Turn:
    """A question and its answer as they stand on the page."""

    asked: Question
    answer: Answer | None = None
    problem: str | None = None


@dataclass(slots=True)
class Session:
    """The state of one browser tab. `beside`: the source has its place beside the answers until it is closed.

    `asked_for`: a person opened it; `openings`: how often one did. `among`: the quotations of the answer that it is one
    of.
    """

    turns: list[Turn] = field(default_factory=list)
    conversation: Conversation = field(default_factory=Conversation)
    source: Citation | Choice | None = None
    among: tuple[Citation, ...] = ()
    beside: bool = True
    asked_for: bool = False
    openings: int = 0
    next: Question | None = None

    def ask(self, question: Question) -> None:
        """The question of a button; the page asks it in its next run."""
        self.next = question

    def open(self, source: Citation | Choice, among: tuple[Citation, ...] = ()) -> None:
        self.source, self.among, self.beside, self.asked_for = source, among, True, True
        self.openings += 1

    def close(self) -> None:
        self.source, self.beside = None, False

    def forget(self) -> None:
        """A new conversation."""
        self.turns, self.conversation, self.source, self.next = [], Conversation(), None, None


@st.cache_resource
def settings() -> Settings:
    return load_settings()


@dataclass(frozen=True, slots=True)
class Opened:
    reader: IndexReader
    assistant: Assistant


def opened(index_dir: Path, encoder_name: str) -> Opened:
    """The index and the assistant over it; the reader takes the newest generation at each question by itself."""
    encoder = load_encoder(encoder_name)
    reader = open_reader(index_dir, fingerprint=encoder.fingerprint if encoder else None)
    return Opened(reader, Assistant(Searcher(reader, encoder, settings()), reader, settings()))


@cache
def _opening(said: str) -> Callable[[Path, str], Opened]:
    """`opened`, once for each index and encoder; what is `said` meanwhile is known only when the settings are."""
    kept: Callable[[Path, str], Opened] = st.cache_resource(show_spinner=said)(opened)
    return kept


def current() -> Opened:
    chosen = settings()
    return _opening(say("app.opening"))(chosen.index_dir, encoder_in_use(chosen.encoder, chosen.index_dir))


def session() -> Session:
    if "session" not in st.session_state:
        st.session_state.session = Session()
    state: Session = st.session_state.session
    return state


def everything() -> Scope:
    """All that this app may show."""
    return Scope(access_groups=settings().access_groups)
