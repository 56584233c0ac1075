"""The frame of the app: two pages, one menu."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.errors import IndexMissing, TracuuError
from assistant.ui import chat, library
from assistant.ui.markup import markdown

STYLE = Path(__file__).with_name("style.css")
SIDEBAR = 270
"""Pixels; the filters need no more, and answer and source stand side by side in what is left."""


def main() -> None:
    st.set_page_config("Tra cứu văn bản", ":material/find_in_page:", layout="wide", initial_sidebar_state=SIDEBAR)
    st.html(STYLE)
    pages = [
        st.Page(chat.page, title="Hỏi đáp", icon=":material/forum:", url_path="hoi-dap", default=True),
        st.Page(library.page, title="Kho văn bản", icon=":material/library_books:", url_path="kho-van-ban"),
    ]
    chosen = st.navigation(pages, position="top")
    try:
        chosen.run()
    except IndexMissing as error:
        st.warning(markdown(f"{error.message} {error.action}"), icon=":material/info:")
        if chosen is pages[0]:
            st.page_link(pages[1], label="Mở Kho văn bản để tải tệp lên", icon=":material/upload_file:")
    except TracuuError as error:
        st.error(markdown(f"{error.message} {error.action}"), icon=":material/error:")
