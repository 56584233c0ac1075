"""The pages as a person uses them, without a browser: Streamlit's own AppTest over a real index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.index import open_reader, open_writer
from assistant.ui.questions.chat import EXAMPLES
from tests.answering.phrasing.model_server import Script, serving
from tests.conftest import PROJECT

ROW = "Ai chủ trì nhiệm vụ bồi dưỡng kỹ năng số cho cán bộ, công chức?"


@pytest.fixture(autouse=True)
def _fresh(corpus_index: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TRACUU_INDEX_DIR", str(corpus_index))
    monkeypatch.setenv("TRACUU_ENCODER", "none")
    for name in ("TRACUU_MODEL", "TRACUU_MODEL_URL"):
        monkeypatch.delenv(name, raising=False)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def start() -> AppTest:
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=120).run()
    assert not app.exception
    return app


def library() -> AppTest:
    def page() -> None:
        from assistant.ui.documents import library as shown

        shown.page()

    app = AppTest.from_function(page, default_timeout=120).run()
    assert not app.exception
    return app


def ask(app: AppTest, question: str) -> AppTest:
    app.chat_input[0].set_value(question).run()
    assert not app.exception
    return app


def page_html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def button(app: AppTest, start_of_key: str, number: int = 0) -> AppTest:
    """The page after a click on the button whose key begins so."""
    [b for b in app.button if (b.key or "").startswith(start_of_key)][number].click().run()
    assert not app.exception
    return app


def as_text(app: AppTest) -> None:
    next(group for group in app.get("button_group") if group.key == "xem-cach").set_value("chu").run()
    assert not app.exception


def test_the_welcome_offers_examples_and_a_click_asks_one() -> None:
    app = start()
    assert tuple(b.label for b in app.button if (b.key or "").startswith("example-")) == EXAMPLES
    button(app, "example-0")
    assert not [b for b in app.button if (b.key or "").startswith("example-")]
    assert ROW in page_html(app)
    assert "<th>Chủ trì</th><td><b>Sở Nội vụ</b></td>" in page_html(app)


@pytest.mark.parametrize(
    ("example", "words"),
    zip(EXAMPLES, ["Sở Nội vụ", "tối đa 1,5 triệu đồng", "triển khai Đề án 06", "05 - 07 thành viên"], strict=True),
)
def test_each_example_is_answered_from_the_sample_corpus(example: str, words: str) -> None:
    assert words in page_html(ask(start(), example))


def test_the_source_stands_beside_the_answer_with_the_quotation_marked() -> None:
    app = ask(start(), "mức hỗ trợ mua chữ ký số là bao nhiêu")
    body = page_html(app)
    assert "<blockquote>“4. Hỗ trợ chữ ký số, hóa đơn điện tử: 100% chi phí năm đầu" in body
    assert "khoản 4 Điều 3 Nghị quyết số 08/2026/NQ-HĐND ngày 27 tháng 3 năm 2026" in body
    assert "<img alt='Trang 2/3 như bản gốc, đoạn trích được đóng khung'" in body
    assert body.count("<div class='khung'") == 1
    assert [download.proto.label for download in app.get("download_button")] == ["Mở bản gốc"]
    as_text(app)
    assert "<mark>4. Hỗ trợ chữ ký số, hóa đơn điện tử: 100% chi phí năm đầu" in page_html(app)
    button(app, "dong")
    assert "<mark>" not in page_html(app)
    button(app, "nguon-0-1")
    assert "<div class='khung'" in page_html(app)


def test_a_follow_up_is_understood_and_can_be_asked_alone() -> None:
    app = ask(ask(start(), ROW), "còn thời hạn thì sao?")
    assert "Đang hiểu là: Thời hạn" in page_html(app)
    assert "<td>30/11/2026</td>" in page_html(app)
    button(app, "nguyen-van-1")
    assert page_html(app).count("Đang hiểu là: Thời hạn") == 1  # that of the turn before; the new one leans on nothing


def test_what_was_understood_can_be_undone() -> None:
    app = ask(start(), "lowps kyx nawng soos")
    assert "Đang hiểu là: lớp kỹ năng số" in page_html(app)
    assert [b.label for b in app.button if b.key == "dung-nhu-go-0"] == ["Tìm đúng như đã gõ"]
    button(app, "dung-nhu-go-0")
    newest = page_html(app).split("Đang tìm đúng như đã gõ.")
    assert len(newest) == 2
    assert "Không tìm thấy căn cứ trong kho văn bản." in newest[1].split("Đang hiểu là")[0]
    assert [b.key for b in app.button if (b.key or "").startswith("dung-nhu-go")] == ["dung-nhu-go-0"]


def test_an_ambiguous_number_offers_documents_and_asks_again_within_the_chosen_one() -> None:
    app = ask(start(), "Kế hoạch 45 triển khai nội dung gì?")
    choices = [b for b in app.button if (b.key or "").startswith("nut-chon-0-")]
    assert len(choices) == 2
    assert {"2025", "2026"} <= {year for b in choices for year in ("2025", "2026") if f"năm {year}" in b.label}
    newer = next(b for b in choices if "ngày 06 tháng 02 năm 2026" in b.label)
    newer.click().run()
    answer = page_html(app).split("Kế hoạch 45 triển khai nội dung gì?")[1]
    assert "[1] " in answer
    assert "ngày 06 tháng 02 năm 2026" in answer
    assert "ngày 12 tháng 02 năm 2025" not in answer


def test_nothing_found_says_so_and_opens_the_nearest_documents() -> None:
    app = ask(start(), "Quy trình nuôi tôm hùm xuất khẩu sang Nhật Bản?")
    assert "Không tìm thấy căn cứ trong kho văn bản." in page_html(app)
    assert "<blockquote>" not in page_html(app)
    button(app, "nut-gan-0-")
    assert "class='trang-giay'" in page_html(app)
    as_text(app)
    assert "<div class='van-ban'>" in page_html(app)


def test_a_digest_is_named_as_ours() -> None:
    app = ask(start(), "Kế hoạch 1090/KH-UBND thực hiện đề án nào?")
    assert "Bản tóm lược (do dự án biên soạn) về Kế hoạch số 1090/KH-UBND" in page_html(app)
    assert any("không phải văn bản chính thức" in note.value for note in app.info)


def test_filters_narrow_the_answer() -> None:
    app = start()
    app.multiselect[0].set_value(["Báo cáo"]).run()
    ask(app, "mức hỗ trợ mua chữ ký số là bao nhiêu")
    assert "Điều 3 Nghị quyết số 08" not in page_html(app)
    app.multiselect[0].set_value([]).run()
    assert "Điều 3 Nghị quyết số 08" in page_html(ask(app, "mức hỗ trợ mua chữ ký số là bao nhiêu"))


def test_a_new_conversation_forgets_the_old_one() -> None:
    app = ask(start(), ROW)
    next(b for b in app.button if b.label == "Bắt đầu cuộc hỏi đáp mới").click().run()
    assert ROW not in page_html(app)
    assert [b.label for b in app.button if (b.key or "").startswith("example-")] == list(EXAMPLES)


@pytest.mark.parametrize(("question", "told"), [("   ", "để trống"), ("???", "không có chữ hay số"), ("a" * 3000, "3")])
def test_a_question_that_cannot_be_asked_is_one_clear_sentence(question: str, told: str) -> None:
    app = ask(start(), question)
    assert told in app.warning[0].value


def test_a_removed_document_is_not_shown_from_an_old_answer(own_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACUU_INDEX_DIR", str(own_index))
    app = ask(start(), "mức hỗ trợ mua chữ ký số là bao nhiêu")
    with open_reader(own_index) as reader, reader.pin() as snapshot:
        found = next(r for r in snapshot.records() if r.letterhead.number == "08/2026/NQ-HĐND")
    with open_writer(own_index, encoder=None) as writer:
        writer.remove(found.id)
    app.run()
    assert not app.exception
    assert any("vừa được gỡ khỏi kho" in warning.value for warning in app.warning)
    assert "<mark>" not in page_html(app)


def test_a_missing_index_leads_to_the_upload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACUU_INDEX_DIR", str(tmp_path / "chưa có"))
    app = start()
    assert "Chưa có chỉ mục" in app.warning[0].value
    assert "Kho chưa có văn bản nào" in library().info[0].value


def test_an_index_of_another_encoder_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACUU_ENCODER", "bundled")
    app = start()
    assert "tracuu index repair" in app.error[0].value


def test_the_list_accounts_for_every_file_and_says_why_one_cannot_be_searched() -> None:
    app = library()
    assert "mục đã nạp" in app.markdown[0].value or any("mục đã nạp" in m.value for m in app.markdown)
    states = app.get("button_group")[0]
    states.set_value(["refused"]).run()
    body = page_html(app)
    assert body.count("<div class='muc'>") == 1
    assert "mat-03-2026-dien-tap.pdf" in body
    assert "Luật Bảo vệ bí mật nhà nước số 117/2025/QH15" in body
    assert "None" not in body


def test_the_list_is_searched_without_accents() -> None:
    app = library()
    app.text_input[0].set_value("xa mau dong de an 06").run()
    body = page_html(app)
    assert body.count("<div class='muc'>") == 1
    assert "bc-17-2026-xa-mau-dong-de-an-06.txt" in body


def test_a_language_model_phrases_and_what_it_makes_up_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script(pieces=["Sở Nội vụ chủ trì [1].\n", "Có 9.999 lượt người [1].\n"])
    with serving(script) as url:
        monkeypatch.setenv("TRACUU_MODEL", "openai:mau")
        monkeypatch.setenv("TRACUU_MODEL_URL", url)
        app = ask(start(), ROW)
        assert "Sở Nội vụ chủ trì [1]." in page_html(app)
        assert "<mark class='chua-kiem'>Có 9.999 lượt người [1]. [chưa kiểm chứng]</mark>" in page_html(app)
        assert "<th>Chủ trì</th><td><b>Sở Nội vụ</b></td>" in page_html(app)
        script.status = 500
        ask(app, "mức hỗ trợ mua chữ ký số là bao nhiêu")
    assert any("HTTP 500" in note.value for note in app.info)
    assert "<blockquote>“4. Hỗ trợ chữ ký số" in page_html(app)
