"""The page of assignments as a person uses it: filters, the way to the source, what is shown of a task."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.index import open_reader
from assistant.types import DocumentRecord, Due, Letterhead, Scope, Span, StoredTask, Task, TaskFilter
from assistant.ui.tasks import citation, describe

SCIENCE = "Sở Khoa học và Công nghệ"


@pytest.fixture(autouse=True)
def _fresh(corpus_index: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TRACUU_INDEX_DIR", str(corpus_index))
    monkeypatch.setenv("TRACUU_ENCODER", "none")
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def tasks_page() -> AppTest:
    def page() -> None:
        from assistant.ui import tasks as shown

        shown.page()

    app = AppTest.from_function(page, default_timeout=120).run()
    assert not app.exception
    return app


def shown(app: AppTest) -> int:
    counted = next(m.value for m in app.markdown if m.value.endswith("nhiệm vụ**"))
    return int(counted.strip("*").split()[0])


def stored(corpus_index: Path, wanted: TaskFilter | None = None) -> list[StoredTask]:
    with open_reader(corpus_index) as reader, reader.pin() as snapshot:
        return snapshot.tasks(wanted or TaskFilter(), Scope(frozenset({"chung"})))


def test_all_tasks_then_those_of_one_agency_in_time(corpus_index: Path) -> None:
    app = tasks_page()
    assert shown(app) == len(stored(corpus_index)) > 100
    [agencies] = [box for box in app.selectbox if box.label == "Cơ quan"]
    assert agencies.options[0] == SCIENCE  # who has most to do stands first
    agencies.set_value(SCIENCE).run()
    led = shown(app)
    app.text_input(key="nv-den").set_value("30/6/2026").run()
    assert not app.exception
    keys = frozenset({"so khoa hoc cong nghe"})
    due = stored(corpus_index, TaskFilter(leads=keys, due_before="2026-06-30"))
    assert shown(app) == len(due) < led
    assert any("định kỳ" in caption.value for caption in app.caption)


def test_a_day_that_is_none_is_said(corpus_index: Path) -> None:
    app = tasks_page()
    everything = shown(app)
    app.text_input(key="nv-den").set_value("cuối tháng").run()
    assert shown(app) == everything
    assert any("Hãy ghi ngày như" in caption.value for caption in app.caption)


def test_the_way_to_the_source(corpus_index: Path) -> None:
    app = tasks_page()
    first = stored(corpus_index)[0]
    app.button(key=f"nv-xem-{first.document.id}-{first.position}").click().run()
    assert not app.exception
    assert any(button.label == "Đóng" for button in app.button)
    with open_reader(corpus_index) as reader, reader.pin() as snapshot:
        text = snapshot.document(first.document.id).text
    cited = citation(first)
    assert cited.quote == text[cited.start : cited.end]
    app.button(key="dong").click().run()
    assert not any(button.label == "Đóng" for button in app.button)


def test_what_is_shown_of_a_task_is_escaped() -> None:
    record = DocumentRecord(1, 1, "a.txt", "/a", "ready", None, Letterhead(number="1/KH"), 3)
    task = Task("<b>Rà soát</b>", Span(0, 1), "Sở A & B", ("C",), "hằng năm", Due(recurring="hằng năm"), page=2)
    shown = describe(StoredTask(record, 0, task, "", ""), "tên <cũ>")
    assert "&lt;b&gt;Rà soát&lt;/b&gt;" in shown
    assert "<dd>Sở A &amp; B</dd>" in shown
    assert "tên &lt;cũ&gt;" in shown
    assert "<p class='han'>định kỳ</p>" in shown
