"""The form that corrects a letterhead, as a person uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.index import open_reader
from assistant.ingest.correction import FIELDS
from tests.ui.test_app import button, library, page_html

NUMBER = "118/KH-UBND"


@pytest.fixture(autouse=True)
def _own(own_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACUU_INDEX_DIR", str(own_index))
    monkeypatch.setenv("TRACUU_ENCODER", "none")
    st.cache_resource.clear()


def opened() -> AppTest:
    """The form by itself: a dialog that a button opened does not stay open in AppTest, as it does in a browser."""

    def page() -> None:
        from assistant.ui.documents.correction import correction_form
        from assistant.ui.session import current, everything

        with current().reader.pin() as snapshot:
            record = next(r for r in snapshot.records(everything()) if r.file == "kh-118-2026-ha-tang-so.pdf")
        correction_form(record)

    app = AppTest.from_function(page, default_timeout=120).run()
    assert not app.exception
    return app


def boxes(app: AppTest) -> dict[str, object]:
    found = [*app.text_input, *app.text_area]
    return {str(box.key).removeprefix("sua-"): box for box in found if str(box.key).startswith("sua-")}


def save(app: AppTest) -> AppTest:
    next(b for b in app.button if b.label == "Lưu").click().run()
    assert not app.exception
    return app


def test_the_form_shows_what_was_read_and_saves_a_correction(own_index: Path) -> None:
    app = opened()
    shown = boxes(app)
    assert set(shown) == set(FIELDS)
    assert (shown["number"].value, shown["date"].value) == (NUMBER, "20/04/2026")
    shown["number"].set_value("119/KH-UBND")
    shown["signer"].set_value("")
    save(app)
    listed = library()
    listed.text_input[0].set_value("119/KH-UBND").run()
    assert "119/KH-UBND" in page_html(listed)
    with open_reader(own_index) as reader, reader.pin() as snapshot:
        [record] = [r for r in snapshot.records() if r.letterhead.number == "119/KH-UBND"]
        assert snapshot.edits(record.id) == {"number": "119/KH-UBND", "symbol": "KH-UBND", "signer": None}


def test_an_impossible_date_is_one_sentence_and_nothing_is_saved(own_index: Path) -> None:
    app = opened()
    boxes(app)["date"].set_value("31/02/2026")
    save(app)
    assert "Ngày “31/02/2026” không có trong lịch." in app.error[0].value
    with open_reader(own_index) as reader, reader.pin() as snapshot:
        [record] = [r for r in snapshot.records() if r.letterhead.number == NUMBER]
        assert snapshot.edits(record.id) == {}


def test_a_correction_is_taken_back(own_index: Path) -> None:
    app = opened()
    boxes(app)["title"].set_value("Tên gõ nhầm")
    app = save(app)
    app = opened()
    assert any("Trích yếu (đã sửa)" in box.label for box in app.text_area)
    app.multiselect[0].set_value(["title"])
    save(app)
    with open_reader(own_index) as reader, reader.pin() as snapshot:
        [record] = [r for r in snapshot.records() if r.letterhead.number == NUMBER]
        assert snapshot.edits(record.id) == {}
        assert record.letterhead.title == "Phát triển hạ tầng số tỉnh Mẫu giai đoạn 2026 - 2030"


def test_the_list_offers_the_form() -> None:
    app = library()
    app.text_input[0].set_value("ha tang so 118").run()
    assert set(boxes(button(app, "sua-"))) == set(FIELDS)


def test_saving_nothing_says_so() -> None:
    app = save(opened())
    assert "Chưa có mục nào được sửa" in app.info[0].value
