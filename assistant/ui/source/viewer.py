"""A document to look at: its pages as they look and its text, side by side with whatever led here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from assistant.answering.citing.citation import file_name
from assistant.answering.store.masking import masked
from assistant.types import Box, Document, DocumentRecord, Span
from assistant.ui import markup
from assistant.ui.session import settings
from assistant.ui.source.excerpt import excerpt, window
from assistant.ui.source.original import original
from assistant.ui.source.pages import Boxes, Pages, boxes_of, pages_of, sheet
from assistant.wording import grouped, say

LONGEST = 200_000
"""Characters of a whole document sent to the browser; a code of laws has more and would make the page slow."""
PAGES, TEXT = "trang", "chu"
"""The two ways of looking, as they stand in the state of the page."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is looked at. `document` is whole; `quote` None: the document from its beginning. `official`: how the
    place is cited, for the title of the whole text. `key` tells one viewer of the page from another."""

    record: DocumentRecord
    document: Document
    quote: Span | None
    official: str
    key: str

    @property
    def place(self) -> str:
        """Another for each quotation: what is shown of a new one begins at it, not where the last one was left."""
        start = self.quote.start if self.quote is not None else "dau"
        return f"{self.key}-{self.record.id}-{self.record.version}-{start}"


@st.fragment
def view(shown: Shown) -> None:
    """Draws the document: a choice of page and text where it has pages, the one with the quotation boxed, the other
    with it marked; page by page; the file to download. Turning a page runs nothing else of the app."""
    with st.spinner(say("app.source.making_pages")):
        pages = pages_of(shown.record)
    with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
        if pages is not None and _way(shown) == PAGES:
            sight = _sight(shown, pages)
            if pages.count > 1:
                _turn(f"{shown.place}-trang", pages.count)
        else:
            sight = None
        st.space("stretch")
        _download(shown)
    if pages is not None and sight is not None:
        _page(shown, pages, sight)
    else:
        _text(shown)


def _way(shown: Shown) -> str:
    names = {PAGES: say("app.source.as_page"), TEXT: say("app.source.as_text")}
    return st.segmented_control(
        say("app.source.way"), list(names), default=PAGES, required=True, format_func=lambda way: names[way],
        key=f"{shown.key}-cach", label_visibility="collapsed", width="content",
    )  # fmt: skip


def _download(shown: Shown) -> None:
    data = original(shown.record)
    if data is None:
        st.caption(say("app.source.original_gone"))
        return
    name = Path(shown.record.file.replace("\\", "/")).name
    st.download_button(
        say("app.source.open_original"), data, name, on_click="ignore", key=f"{shown.key}-goc",
        icon=":material/download:", type="tertiary", help=markup.markdown(file_name(shown.record)),
    )  # fmt: skip


def _sight(shown: Shown, pages: Pages) -> Boxes:
    """Where the quotation stands; the page to open at is set, unless a person turned to another."""
    boxes = boxes_of(pages, shown.document, shown.quote) if shown.quote is not None else {}
    st.session_state.setdefault(f"{shown.place}-trang", _first(shown, boxes, pages.count))
    return boxes


def _page(shown: Shown, pages: Pages, boxes: Boxes) -> None:
    number: int = st.session_state[f"{shown.place}-trang"]
    page = say("app.source.page_of", page=number, count=pages.count)
    told = say("app.source.picture_boxed", page=page) if boxes.get(number) else page
    drawn = sheet(pages, number, boxes, _covered(shown, pages), told)
    with st.container(key="nguon-giay", border=True), st.container(key=f"{shown.place}-{number}"):
        if drawn is None:
            st.caption(say("app.source.cannot_draw"))
        else:
            st.html(drawn)
    if shown.quote is not None and not boxes:
        st.caption(say("app.source.not_boxed"))
    elif boxes and number not in boxes:
        st.caption(say("app.source.quoted_on", page=", ".join(map(str, boxes))))


def _first(shown: Shown, boxes: Boxes, count: int) -> int:
    """The page to open at: that of the quotation."""
    if boxes:
        return min(boxes)
    said = shown.document.page_at(shown.quote.start) if shown.quote is not None else None
    return said if said is not None and said <= count else 1


def _turn(key: str, count: int) -> None:
    def step(by: int) -> None:
        st.session_state[key] = min(max(st.session_state[key] + by, 1), count)

    st.button(
        say("app.source.page_before"), key=f"chi-hinh-truoc-{key}", icon=":material/chevron_left:", on_click=step,
        args=(-1,), disabled=st.session_state[key] <= 1, type="tertiary",
    )  # fmt: skip
    st.selectbox(
        say("app.source.page"), range(1, count + 1), key=key, label_visibility="collapsed", width=120,
        format_func=lambda number: say("app.source.page_of", page=number, count=count),
    )  # fmt: skip
    st.button(
        say("app.source.page_after"), key=f"chi-hinh-sau-{key}", icon=":material/chevron_right:", on_click=step,
        args=(1,), disabled=st.session_state[key] >= count, type="tertiary",
    )  # fmt: skip


def _covered(shown: Shown, pages: Pages) -> Boxes:
    """Where personal numbers stand, which `mask_personal` hides: the whole line, for its letters have no boxes."""
    if not settings().mask_personal:
        return {}
    out: dict[int, list[Box]] = {}
    for datum in shown.document.personal:
        for page, boxes in boxes_of(pages, shown.document, datum.span).items():
            out.setdefault(page, []).extend(boxes)
    return out


def _text(shown: Shown) -> None:
    document = masked(shown.document) if settings().mask_personal else shown.document
    quote = shown.quote or Span(0, 0)
    around = window(document, quote) if shown.quote is not None else Span(0, min(len(document.text), LONGEST))
    with st.container(key="nguon-giay", border=True), st.container(key=f"doan-{shown.place}"):
        st.html(excerpt(document, quote, around))
    if shown.quote is not None and st.button(
        say("app.source.whole_text"), key=f"{shown.key}-toan-van", icon=":material/article:"
    ):
        whole_text(document, quote, shown.official)


def whole_text(document: Document, quote: Span, official: str) -> None:
    """Opens the whole reading text; of a very long one the part around the quotation."""
    st.dialog(say("app.source.whole_text_title"), width="large")(_whole_text)(document, quote, official)


def _whole_text(document: Document, quote: Span, official: str) -> None:
    start = max(0, min(quote.start - LONGEST // 2, len(document.text) - LONGEST))
    if start or len(document.text) > LONGEST:
        st.caption(say("app.source.very_long", count=grouped(LONGEST)))
    st.caption(markup.markdown(official))
    with st.container(height=560, border=True):
        st.html(excerpt(document, quote, Span(start, min(len(document.text), start + LONGEST))))
