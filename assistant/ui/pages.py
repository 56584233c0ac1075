"""The frame of the app: three pages, one menu."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.errors import IndexMissing, TracuuError
from assistant.ui import tasks
from assistant.ui.documents import library
from assistant.ui.markup import markdown
from assistant.ui.questions import chat
from assistant.wording import say

STYLE = Path(__file__).with_name("style.css")
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect x="5" y="2" width="22" height="28" rx="3" '
    'fill="#1d4f7c"/><path d="M10 10h12M10 16h12M10 22h7" stroke="#fff" stroke-width="2.5"/></svg>'
)
"""Drawn here: for an icon named ":material/…" the browser would be sent to fonts.gstatic.com, for an emoji too."""
SIDEBAR = 270
"""Pixels; the filters need no more, and answer and source stand side by side in what is left."""


def main() -> None:
    st.set_page_config(say("app.title"), ICON, layout="wide", initial_sidebar_state=SIDEBAR)
    st.html(STYLE)
    pages = [
        st.Page(chat.page, title=say("app.pages.questions"), icon=":material/forum:", url_path="hoi-dap", default=True),
        st.Page(tasks.page, title=say("app.pages.tasks"), icon=":material/checklist:", url_path="nhiem-vu"),
        st.Page(library.page, title=say("app.pages.library"), icon=":material/library_books:", url_path="kho-van-ban"),
    ]
    chosen = st.navigation(pages, position="top")
    try:
        chosen.run()
    except IndexMissing as error:
        st.warning(markdown(f"{error.message} {error.action}"), icon=":material/info:")
        if chosen is not pages[2]:
            st.page_link(pages[2], label=say("app.pages.open_library"), icon=":material/upload_file:")
    except TracuuError as error:
        st.error(markdown(f"{error.message} {error.action}"), icon=":material/error:")
