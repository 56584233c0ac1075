"""The frame of the app: two pages, one menu."""

from __future__ import annotations

import streamlit as st

from assistant.errors import IndexMissing, TracuuError
from assistant.ui import chat, library


def main() -> None:
    st.set_page_config(page_title="Tra cứu văn bản", page_icon=":material/find_in_page:", layout="wide")
    pages = [
        st.Page(chat.page, title="Hỏi đáp", icon=":material/forum:", url_path="hoi-dap", default=True),
        st.Page(library.page, title="Kho văn bản", icon=":material/library_books:", url_path="kho-van-ban"),
    ]
    chosen = st.navigation(pages, position="top")
    try:
        chosen.run()
    except IndexMissing as error:
        st.warning(f"{error.message} {error.action}", icon=":material/info:")
        if chosen.title != "Kho văn bản":
            st.page_link(pages[1], label="Mở Kho văn bản để tải tệp lên", icon=":material/upload_file:")
    except TracuuError as error:
        st.error(f"{error.message} {error.action}", icon=":material/error:")
